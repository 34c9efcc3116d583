// From the steps of a run to epochs or seconds of training, and back.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/chart-choices.h"
#include "snapshot/snapshot.h"

G_BEGIN_DECLS

/* A plain value; borrows from the run. */
typedef struct
{
  DhChartUnit     unit;        /* steps where the run does not know the one asked for */
  double          epoch_steps; /* ≥ 1 */
  const DhBucket *seconds;
  guint           n_seconds;
} DhChartAxis;

/* @run may be NULL. */
void dh_chart_axis_init (DhChartAxis *self, const DhSnapshot *run, DhChartUnit unit);

/* Where @step lies, in the unit. Never falls with the step. Between the seconds measured straight
 * lines are drawn; after the last one the mean speed goes on. */
double dh_chart_axis_get_position (const DhChartAxis *self, double step);

/* The step, whole or not, that lies at @position. */
double dh_chart_axis_get_step (const DhChartAxis *self, double position);

G_END_DECLS
