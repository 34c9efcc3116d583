// What the axes of a chart must hold: everything measured, or the part that was zoomed to.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/chart.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean empty;   /* no two steps measured in any run; all below is then of no use */
  double last_step; /* measured in any run */
  double left;      /* in units of the axis; right > left */
  double right;
  double low;       /* values; high > low */
  double high;
  gboolean log;     /* of the values; then low > 0 */
} DhChartRange;

/* @unit must be one that all runs know. */
void dh_chart_range_init (DhChartRange *self,
                          const DhChart *chart,
                          const DhFigureModel *model,
                          DhChartUnit unit);

/* The steps that @choices show of a run that has come to @last_step. */
void dh_chart_range_get_steps (const DhChartChoices *choices, double last_step, double *from,
                               double *to);

G_END_DECLS
