// What the axes of a chart must hold: everything measured, or the part that was zoomed to.
// SPDX-License-Identifier: MIT

#include "figures/chart-range.h"

#include <math.h>

#include "figures/chart-axis.h"
#include "figures/frame.h"
#include "figures/scale.h"

/* Of what is to be seen. */
typedef struct
{
  double low;   /* lowest value a line passes */
  double above; /* lowest positive one */
  double dip;   /* lowest value measured */
  double tiny;  /* lowest positive one */
  double high;  /* highest value measured */
} Values;

void
dh_chart_range_get_steps (const DhChartChoices *choices, double last_step, double *from, double *to)
{
  double width = choices->to - choices->from;

  *from = 0;
  *to = last_step;
  if (choices->mode == DH_CHART_FIT || !(width > 0))
    return;
  if (choices->mode == DH_CHART_FOLLOW)
    *from = MAX (0, last_step - width);
  else if (choices->from < last_step)
    {
      *from = MAX (0, choices->from);
      *to = choices->to;
    }
}

static double
get_last_step (const DhChart *chart, const DhSnapshot *run)
{
  const DhSeriesKind kinds[] = { chart->train, chart->test };
  double last = run != NULL && run->diverged_at > 0 ? (double) run->diverged_at : 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint n;
      const DhBucket *buckets = dh_chart_get_buckets (run, kinds[i], &n);

      if (n > 0)
        last = MAX (last, (double) buckets[n - 1].last);
    }
  return last;
}

static void
include_series (Values *values, const DhBucket *buckets, guint n, double from, double to)
{
  for (guint i = 0; i < n; i++)
    {
      const DhBucket *bucket = &buckets[i];

      if ((double) bucket->last < from || (double) bucket->first > to)
        continue;
      values->high = MAX (values->high, MIN (bucket->max, G_MAXFLOAT));
      values->low = MIN (values->low, bucket->mean);
      values->dip = MIN (values->dip, bucket->min);
      if (bucket->mean > 0)
        values->above = MIN (values->above, bucket->mean);
      if (bucket->min > 0)
        values->tiny = MIN (values->tiny, bucket->min);
    }
}

/* A zoom between two evaluations has none of its own: of the nearest. */
static void
include_nearest (Values *values, const DhBucket *buckets, guint n, double from, double to)
{
  guint i;

  if (n == 0)
    return;
  i = dh_chart_find_bucket (buckets, n, (from + to) / 2);
  include_series (values, buckets + i, 1, (double) buckets[i].first, (double) buckets[i].last);
}

static Values
get_values (const DhChart *chart, const DhFigureModel *model, const DhChartRange *range,
            DhChartUnit unit)
{
  Values values = { INFINITY, INFINITY, INFINITY, INFINITY, -INFINITY };
  gboolean whole = model->chart.mode == DH_CHART_FIT;

  for (guint i = 0; i < model->n_runs; i++)
    {
      const DhSnapshot *run = dh_frame_get_run (model, i);
      const DhSeriesKind kinds[] = { chart->train, chart->test };
      double from, to;
      DhChartAxis axis;

      dh_chart_axis_init (&axis, run, unit);
      from = whole ? 0 : dh_chart_axis_get_step (&axis, range->left);
      to = whole ? range->last_step : dh_chart_axis_get_step (&axis, range->right);
      for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
        {
          guint n;
          const DhBucket *buckets = dh_chart_get_buckets (run, kinds[k], &n);

          include_series (&values, buckets, n, from, to);
          include_nearest (&values, buckets, n, from, to);
        }
    }
  return values;
}

static void
choose_share (DhChartRange *self, const Values *values)
{
  double low = CLAMP (values->dip, 0, 1);
  double high = CLAMP (values->high, 0, 1);
  double step = dh_scale_round_up (MAX ((high - low) / 4, 0.001));

  self->low = MAX (0, floor (low / step + 1e-9) * step);
  self->high = MIN (1, ceil (high / step - 1e-9) * step);
  if (self->high <= self->low)
    self->low = MAX (0, self->high - step);
  if (self->high <= self->low)
    self->high = self->low + step;
}

static void
choose_linear (DhChartRange *self, const Values *values, gboolean whole)
{
  double high = values->high > 0 ? values->high : 1;
  double pad = 0.06 * (high - MAX (values->dip, 0));

  self->low = 0;
  self->high = high * 1.06;
  if (whole || !(pad > high * 1e-6))
    return;
  self->low = MAX (0, values->dip - pad);
  self->high = high + pad;
}

static void
choose_log (DhChartRange *self, const Values *values)
{
  double high = values->high > 0 ? values->high : 1;
  double low = isfinite (values->above) ? values->above : high / 100;

  /* A single lucky batch must not press everything else together: dips count down to a quarter of
   * the line's lowest. */
  low = MAX (low / 4, MIN (values->tiny, low));
  self->low = dh_scale_round_down (MAX (low, G_MINDOUBLE * 1e6));
  self->high = MAX (high * 1.2, self->low * 2);
}

/* Another run may need more seconds for its steps. */
static double
get_end (const DhChart *chart, const DhFigureModel *model, DhChartUnit unit)
{
  double end = 0;

  for (guint i = 0; i < model->n_runs; i++)
    {
      const DhSnapshot *run = dh_frame_get_run (model, i);
      DhChartAxis axis;

      dh_chart_axis_init (&axis, run, unit);
      if (run != NULL)
        end = MAX (end, dh_chart_axis_get_position (&axis, get_last_step (chart, run)));
    }
  return end;
}

static void
choose_steps (DhChartRange *self, const DhChart *chart, const DhFigureModel *model,
              DhChartUnit unit)
{
  DhChartAxis axis;
  double from, to;

  dh_chart_axis_init (&axis, dh_frame_get_run (model, 0), unit);
  dh_chart_range_get_steps (&model->chart, self->last_step, &from, &to);
  if (model->chart.log_x)
    {
      from = MAX (from, 1);
      to = MAX (to, 2 * from);
    }
  self->left = dh_chart_axis_get_position (&axis, from);
  self->right = dh_chart_axis_get_position (&axis, to);
  if (model->chart.mode == DH_CHART_FIT)
    self->right = get_end (chart, model, unit);
  /* So short that no clock has seen it. */
  if (model->chart.log_x)
    self->left = MAX (self->left, 1e-9);
  if (!(self->right > self->left * (1 + 1e-9)))
    self->right = self->left + MAX (self->left, 1e-3);
}

void
dh_chart_range_init (DhChartRange *self,
                     const DhChart *chart,
                     const DhFigureModel *model,
                     DhChartUnit unit)
{
  const DhChartChoices *choices = &model->chart;
  Values values;

  *self = (DhChartRange){ .empty = TRUE };
  for (guint i = 0; i < model->n_runs; i++)
    self->last_step = MAX (self->last_step, get_last_step (chart, dh_frame_get_run (model, i)));
  if (self->last_step <= 0)
    return;
  choose_steps (self, chart, model, unit);
  values = get_values (chart, model, self, unit);
  if (!isfinite (values.high))
    return;
  self->empty = FALSE;
  self->log = model->log_scale && !chart->share;
  if (chart->share)
    choose_share (self, &values);
  else if (self->log)
    choose_log (self, &values);
  else
    choose_linear (self, &values, choices->mode == DH_CHART_FIT);
  if (choices->mode != DH_CHART_FIT && choices->high > choices->low &&
      (!self->log || choices->low > 0))
    {
      self->low = choices->low;
      self->high = choices->high;
    }
}
