// From the steps of a run to epochs or seconds of training, and back.
// SPDX-License-Identifier: MIT

#include "figures/chart-axis.h"

#include <math.h>

/* A moment of which both are known. */
typedef struct
{
  double step;
  double seconds;
} Knot;

void
dh_chart_axis_init (DhChartAxis *self, const DhSnapshot *run, DhChartUnit unit)
{
  *self = (DhChartAxis){ .unit = DH_CHART_STEPS, .epoch_steps = 1 };
  if (run == NULL)
    return;
  if (unit == DH_CHART_EPOCHS && run->epoch_steps > 0)
    {
      self->unit = unit;
      self->epoch_steps = (double) run->epoch_steps;
    }
  if (unit != DH_CHART_SECONDS || run->history == NULL)
    return;
  self->seconds = dh_history_get_buckets (run->history, DH_SERIES_SECONDS, &self->n_seconds);
  if (self->n_seconds > 0 && self->seconds[self->n_seconds - 1].max > 0 &&
      self->seconds[self->n_seconds - 1].last > 0)
    self->unit = unit;
}

/* The beginnings and ends of the buckets in turn, after step 0 at 0 seconds. Time never runs back:
 * a bucket's least is its first. */
static Knot
get_knot (const DhChartAxis *self, guint i)
{
  const DhBucket *bucket = i > 0 ? &self->seconds[(i - 1) / 2] : NULL;

  if (bucket == NULL)
    return (Knot){ 0, 0 };
  return i % 2 == 1 ? (Knot){ (double) bucket->first, bucket->min }
                    : (Knot){ (double) bucket->last, bucket->max };
}

/* The last knot that is not after @value, but for the very last one. */
static guint
find_knot (const DhChartAxis *self, double value, gboolean by_step)
{
  guint low = 0, high = 2 * self->n_seconds;

  while (low + 1 < high)
    {
      guint middle = (low + high) / 2;
      Knot knot = get_knot (self, middle);

      if ((by_step ? knot.step : knot.seconds) <= value)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static double
interpolate (double from, double to, double share)
{
  return from + (to - from) * share;
}

double
dh_chart_axis_get_position (const DhChartAxis *self, double step)
{
  Knot before, after, last;

  if (self->unit != DH_CHART_SECONDS)
    return step / self->epoch_steps;
  last = get_knot (self, 2 * self->n_seconds);
  if (step >= last.step)
    return last.seconds * (step / last.step);
  before = get_knot (self, find_knot (self, step, TRUE));
  after = get_knot (self, find_knot (self, step, TRUE) + 1);
  if (after.step <= before.step)
    return after.seconds;
  return interpolate (before.seconds, after.seconds,
                      (step - before.step) / (after.step - before.step));
}

double
dh_chart_axis_get_step (const DhChartAxis *self, double position)
{
  Knot before, after, last;

  if (self->unit != DH_CHART_SECONDS)
    return position * self->epoch_steps;
  last = get_knot (self, 2 * self->n_seconds);
  if (position >= last.seconds)
    return last.step * (position / last.seconds);
  before = get_knot (self, find_knot (self, position, FALSE));
  after = get_knot (self, find_knot (self, position, FALSE) + 1);
  if (after.seconds <= before.seconds)
    return after.step;
  return interpolate (before.step, after.step,
                      (position - before.seconds) / (after.seconds - before.seconds));
}
