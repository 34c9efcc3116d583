// What the pointer does on a figure that has things to click.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/figure-view.h"

G_BEGIN_DECLS

/* From now on @view emits "picked" and "pointed". */
void dh_figure_pointer_install (DhFigureView *view);

/* The thing at (@x, @y) of @view. */
DhPick dh_figure_pointer_pick (DhFigureView *view, double x, double y);

G_END_DECLS
