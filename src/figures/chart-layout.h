// Where everything of a chart lies, for drawing it and for reading it at a point.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/chart-axis.h"
#include "figures/chart-events.h"
#include "figures/chart.h"
#include "figures/curve.h"
#include "figures/frame.h"

G_BEGIN_DECLS

/* Pixels from its line at which an event is still pointed at. */
#define DH_CHART_MARK_REACH 4.0

typedef struct
{
  const DhChart *chart;
  DhFrame frame;
  gboolean empty;    /* nothing to draw: no two steps measured in any run */
  double last_step;  /* measured in any run */
  DhRect plot;       /* inside the axes */
  DhChartAxis axis;  /* of the run shown first; its unit holds for all */
  DhScale x;         /* in that unit */
  DhScale y;         /* loss or share */
  gboolean labels;   /* room for tick labels */
  gboolean named;    /* room for the unit below them */
  guint n_x_ticks;
  DhTick x_ticks[DH_SCALE_MAX_TICKS];
  guint n_y_ticks;
  DhTick y_ticks[DH_SCALE_MAX_TICKS];

  double marks_y;    /* middle of the row of their labels, above the plot */
  guint n_events;
  DhEvent events[DH_HISTORY_MAX_EVENTS];
  double event_x[DH_HISTORY_MAX_EVENTS];
  guint n_marks;
  DhChartMark marks[DH_HISTORY_MAX_EVENTS];
} DhChartLayout;

void dh_chart_layout_init (DhChartLayout *self,
                           const DhChart *chart,
                           const DhFigureModel *model,
                           double width,
                           double height);

/* x of a step of the run shown first, as dh_scale_map(). */
double dh_chart_layout_map_step (const DhChartLayout *self, double step);

/* A series of the @i-th run as points on the layout's axes; free with g_free(), NULL where *n is 0.
 * @smoothing: the line is the running mean of dh_chart_smooth(). */
DhCurvePoint *dh_chart_layout_get_points (const DhChartLayout *self,
                                          const DhFigureModel *model,
                                          guint i,
                                          DhSeriesKind kind,
                                          double smoothing,
                                          guint *n);

/* The mark at a point, or −1. */
int dh_chart_layout_find_mark (const DhChartLayout *self, double x, double y);

G_END_DECLS
