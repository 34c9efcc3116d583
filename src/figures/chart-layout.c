// Where everything of a chart lies, for drawing it and for reading it at a point.
// SPDX-License-Identifier: MIT

#include "figures/chart-layout.h"

#include <math.h>

#include "figures/chart-range.h"

#define LABEL_GAP 8.0
#define AXIS_ROW 22.0
#define NAME_ROW 16.0
#define MARKS_ROW 16.0
#define LEAST_HEIGHT_WITH_MARKS 90.0
#define LEAST_HEIGHT_WITH_NAME 110.0

/* As wide as usual labels, so that charts above each other share their steps. */
#define LEAST_GUTTER 38.0

/* A share is named in per cent, so that is where the round values are. */
static void
get_value_ticks (DhChartLayout *self)
{
  DhScale shown = self->y;
  double unit = self->chart->share ? 100 : 1;
  double gap = CLAMP (self->plot.height / 4, 24, 40);

  dh_scale_init (&shown, self->y.log, self->y.low * unit, self->y.high * unit);
  shown.from = self->y.from;
  shown.to = self->y.to;
  self->n_y_ticks = dh_scale_get_ticks (&shown, self->y.log ? 16 : gap, FALSE, self->y_ticks);
  for (guint i = 0; self->chart->share && i < self->n_y_ticks; i++)
    {
      self->y_ticks[i].value /= unit;
      g_strlcat (self->y_ticks[i].label, "\u2009%", sizeof self->y_ticks[i].label);
    }
}

static double
get_gutter (const DhTick *ticks, guint n)
{
  double width = LEAST_GUTTER;

  for (guint i = 0; i < n; i++)
    width = MAX (width, dh_text_estimate (ticks[i].label, DH_TEXT_CAPTION));
  return ceil (width);
}

static double
get_step_gap (const DhScale *x)
{
  g_autofree char *widest = g_strdup_printf ("%.0f", x->high);

  return x->log ? 44 : MAX (70, dh_text_estimate (widest, DH_TEXT_CAPTION) + 36);
}

static void
place_plot (DhChartLayout *self)
{
  const DhRect *content = &self->frame.content;
  double below = self->labels ? AXIS_ROW + (self->named ? NAME_ROW : 0) - 4 : 0;
  double above = self->frame.header > 0 ? 4 : 0;

  if (self->n_events > 0 && self->labels && content->height >= LEAST_HEIGHT_WITH_MARKS)
    {
      self->marks_y = content->y + above + MARKS_ROW / 2 - 2;
      above += MARKS_ROW;
    }
  self->plot = (DhRect){ content->x, content->y + above, content->width,
                         MAX (0, content->height - above - below) };
  self->y.from = floor (self->plot.y + self->plot.height);
  self->y.to = self->plot.y;
  get_value_ticks (self);
  if (self->labels)
    {
      double gutter = get_gutter (self->y_ticks, self->n_y_ticks) + LABEL_GAP;

      gutter = MIN (gutter, self->plot.width);
      self->plot.x += gutter;
      self->plot.width -= gutter;
    }
  self->x.from = self->plot.x;
  self->x.to = self->plot.x + self->plot.width;
  self->n_x_ticks = dh_scale_get_ticks (&self->x, get_step_gap (&self->x),
                                        self->axis.unit == DH_CHART_STEPS, self->x_ticks);
}

static void
place_marks (DhChartLayout *self)
{
  for (guint i = 0; i < self->n_events; i++)
    self->event_x[i] = dh_chart_layout_map_step (self, (double) self->events[i].step);
  self->n_marks =
      dh_chart_events_place (self->events, self->event_x, self->n_events, self->plot.x,
                             self->plot.x + self->plot.width, self->marks);
}

/* The unit that all of the runs know. */
static DhChartUnit
get_unit (const DhFigureModel *model)
{
  DhChartUnit unit = model->chart.unit;

  for (guint i = 0; i < model->n_runs; i++)
    {
      DhChartAxis axis;

      dh_chart_axis_init (&axis, dh_frame_get_run (model, i), unit);
      if (dh_frame_get_run (model, i) != NULL)
        unit = axis.unit;
    }
  return unit;
}

void
dh_chart_layout_init (DhChartLayout *self,
                      const DhChart *chart,
                      const DhFigureModel *model,
                      double width,
                      double height)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  g_autofree DhEvent *events = NULL;
  DhChartRange range;

  *self = (DhChartLayout){ .chart = chart };
  dh_frame_init (&self->frame, width, height);
  dh_chart_axis_init (&self->axis, run, get_unit (model));
  dh_chart_range_init (&range, chart, model, self->axis.unit);
  self->last_step = range.last_step;
  self->empty = range.empty;
  if (self->empty)
    return;
  self->labels = self->frame.content.width >= 120 && self->frame.content.height >= 60;
  self->named = self->labels && self->frame.content.height >= LEAST_HEIGHT_WITH_NAME;
  dh_scale_init (&self->x, model->chart.log_x, range.left, range.right);
  dh_scale_init (&self->y, range.log, range.low, range.high);
  events = dh_chart_events_get (run, &self->n_events);
  for (guint i = 0; i < self->n_events; i++)
    self->events[i] = events[i];
  place_plot (self);
  place_marks (self);
}

double
dh_chart_layout_map_step (const DhChartLayout *self, double step)
{
  /* Step 0 has no place on a logarithmic axis: the left edge. */
  if (self->x.log)
    step = MAX (step, 1);
  return dh_scale_map (&self->x, dh_chart_axis_get_position (&self->axis, step));
}

DhCurvePoint *
dh_chart_layout_get_points (const DhChartLayout *self,
                            const DhFigureModel *model,
                            guint i,
                            DhSeriesKind kind,
                            double smoothing,
                            guint *n)
{
  const DhSnapshot *run = dh_frame_get_run (model, i);
  const DhBucket *buckets = dh_chart_get_buckets (run, kind, n);
  double first = self->x.log ? 1 : 0;
  DhCurvePoint *points;
  double *line;
  DhChartAxis axis;

  if (*n == 0)
    return NULL;
  dh_chart_axis_init (&axis, run, self->axis.unit);
  points = g_new (DhCurvePoint, *n);
  line = g_new (double, *n);
  dh_chart_smooth (buckets, *n, CLAMP (smoothing, 0, DH_CHART_MAX_SMOOTHING), line);
  for (guint b = 0; b < *n; b++)
    {
      double begin = MAX ((double) buckets[b].first, first);
      double end = MAX ((double) buckets[b].last, first);

      points[b] = (DhCurvePoint){ .first = dh_chart_axis_get_position (&axis, begin),
                                  .last = dh_chart_axis_get_position (&axis, end),
                                  .value = line[b], .min = buckets[b].min,
                                  .max = buckets[b].max, .weight = buckets[b].n };
      points[b].middle = begin == end ? points[b].first
                                      : dh_chart_axis_get_position (&axis, (begin + end) / 2);
    }
  g_free (line);
  return points;
}

int
dh_chart_layout_find_mark (const DhChartLayout *self, double x, double y)
{
  gboolean on_row = self->marks_y > 0 && fabs (y - self->marks_y) <= MARKS_ROW / 2;

  for (guint i = 0; i < self->n_marks; i++)
    {
      const DhChartMark *mark = &self->marks[i];

      if (on_row && x >= mark->label_x && x <= mark->label_x + mark->label_width)
        return (int) i;
      for (guint e = mark->first; dh_rect_contains (&self->plot, x, y) && e < mark->first + mark->n;
           e++)
        if (fabs (x - self->event_x[e]) <= DH_CHART_MARK_REACH)
          return (int) i;
    }
  return -1;
}
