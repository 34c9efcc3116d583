// What pointer and fingers do on a chart.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/figure-view.h"

G_BEGIN_DECLS

/* The pointer moves the cursor of all charts. Ctrl+wheel zooms the steps, Ctrl+Shift+wheel the
 * values; the wheel alone scrolls the page, and zooms where the page has nothing to scroll.
 * Shift+wheel and a drag move what is zoomed, Shift+drag or a drag with the right button zooms into
 * a rectangle, two fingers pinch, a double click shows everything. What the keys do stands in
 * chart-keys.h. */
void dh_chart_gestures_install (DhFigureView *view);

/* What the wheel does at a point of @view; FALSE where it is left to the page. */
gboolean dh_chart_gestures_turn_wheel (DhFigureView *view,
                                       double x,
                                       double y,
                                       double dx,
                                       double dy,
                                       GdkModifierType state);

G_END_DECLS
