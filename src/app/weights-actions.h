// How the weights are looked at, as window actions.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "app/weights-tools.h"

G_BEGIN_DECLS

/* Adds to @map: weights-view(s) "classes", "units" or "layer"; weights-quantity(s) "weight",
 * "gradient" or "update"; weights-scale(s) "shared" or "own"; weights-page(i) of the units, from 0;
 * weights-layer(i) of the view "layer", from 2, 0 = the last. @tools must live as long as @map. */
void dh_weights_actions_install (GActionMap *map, DhWeightsTools *tools);

G_END_DECLS
