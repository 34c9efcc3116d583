// The keyboard on the figures of mistakes.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/figure-view.h"

G_BEGIN_DECLS

/* @view, of the figure confusion or misread, takes the focus: the arrows move a cursor over its
 * cells or images, which is told by "pointed", read aloud and scrolled to; Enter and the space bar
 * emit "picked". */
void dh_mistakes_keys_install (DhFigureView *view);

G_END_DECLS
