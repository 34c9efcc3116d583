// The cursor of a chart: a step, and all that was measured there.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/chart-layout.h"

G_BEGIN_DECLS

/* The step of the measurement nearest to @step, moved on by @n measurements; of several that were
 * merged, the middle one. @step itself where there are none. */
double dh_chart_cursor_move (const DhChart *chart, const DhSnapshot *run, double step, int n);

/* Line, dots and a card of values, where @model has a cursor. */
void dh_chart_cursor_draw (const DhChartLayout *layout, DhText *text, const DhFigureModel *model);

G_END_DECLS
