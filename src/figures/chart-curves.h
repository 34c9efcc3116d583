// The curves of a chart: bands of all that was measured, lines, and dots at their ends.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/chart-layout.h"

G_BEGIN_DECLS

/* Draws those of all runs of @model into the plot of @layout. */
void dh_chart_curves_draw (const DhChartLayout *layout, cairo_t *cr, const DhFigureModel *model);

/* The height in the plot at which words between @left and @right are least in the way of the
 * curves: the lowest one that is far enough away. */
double dh_chart_curves_find_room (const DhChartLayout *layout,
                                  const DhFigureModel *model,
                                  double left,
                                  double right);

G_END_DECLS
