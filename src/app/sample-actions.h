// Which image is looked at closely, as window actions.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "training/session.h"

G_BEGIN_DECLS

/* Adds to @map, which owns all: sample-set(s), "training" (the subset) or "test", a state;
 * sample(t), the place in it, from 0, a state; sample-next and sample-previous, which stop at the
 * ends; sample-random. show-test-image(t) goes to a place of the test set and opens the pane, by
 * the state of "show-sample"(b). Each set keeps its place; beyond the end, the last is shown. Where
 * there is no test set, the training images are shown, and sample-set cannot be changed. */
void dh_sample_actions_install (GActionMap *map, DhSession *session);

G_END_DECLS
