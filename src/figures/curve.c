// A measured series as a curve: a band of all that was measured, a line of the mean.
// SPDX-License-Identifier: MIT

#include "figures/curve.h"

#include <math.h>

/* Half a window of at most this many pixels, for the noisiest line. */
#define MAX_SMOOTHING 10.0

static double
get_step (const DhBucket *bucket)
{
  return ((double) bucket->first + (double) bucket->last) / 2;
}

static guint
get_column (const DhCurve *self, double x)
{
  double column = floor ((x - self->left) / self->column);

  return (guint) CLAMP (column, 0, self->n_columns - 1);
}

static void
widen (DhCurve *self, guint column, double y1, double y2)
{
  self->top[column] = MIN (self->top[column], MIN (y1, y2));
  self->bottom[column] = MAX (self->bottom[column], MAX (y1, y2));
}

/* The straight line between two points, column by column. */
static void
widen_line (DhCurve *self, double x1, double y1, double x2, double y2)
{
  guint last = get_column (self, x2);
  double slope = x2 > x1 ? (y2 - y1) / (x2 - x1) : 0;

  for (guint i = get_column (self, x1); i <= last; i++)
    {
      double from = MAX (x1, self->left + i * self->column);
      double to = MIN (x2, self->left + (i + 1) * self->column);

      if (to >= from)
        widen (self, i, y1 + slope * (from - x1), y1 + slope * (to - x1));
    }
}

static void
collect_band (DhCurve *self, const DhBucket *buckets, guint n, const DhScale *x, const DhScale *y)
{
  double last_x = 0;
  double last_y = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      self->top[i] = INFINITY;
      self->bottom[i] = -INFINITY;
    }
  for (guint i = 0; i < n; i++)
    {
      double here_x = dh_scale_map (x, get_step (&buckets[i]));
      double here_y = dh_scale_map (y, buckets[i].mean);

      widen (self, get_column (self, here_x), dh_scale_map (y, buckets[i].min),
             dh_scale_map (y, buckets[i].max));
      if (i > 0)
        widen_line (self, last_x, last_y, here_x, here_y);
      last_x = here_x;
      last_y = here_y;
    }
}

/* One point a column: means in values, not in pixels, so that the mean is one on either scale. */
static void
collect_points (DhCurve *self, const DhBucket *buckets, guint n, const DhScale *x, double *values)
{
  double sum = 0, steps = 0, weight = 0;
  guint column = G_MAXUINT;

  for (guint i = 0; i < n; i++)
    {
      guint here = get_column (self, dh_scale_map (x, get_step (&buckets[i])));

      if (here != column)
        sum = steps = weight = 0;
      if (here != column && column != G_MAXUINT)
        self->n_points++;
      column = here;
      sum += buckets[i].mean * buckets[i].n;
      steps += get_step (&buckets[i]) * buckets[i].n;
      weight += buckets[i].n;
      self->x[self->n_points] = dh_scale_map (x, steps / weight);
      values[self->n_points] = sum / weight;
    }
  self->n_points++;
}

/* How many pixels to either side a line of this much noise wants: none for a monotone one,
 * whose way up and down is as long as its range is high. */
static double
get_smoothing (const DhCurve *self)
{
  double low = self->y[0], high = self->y[0], way = 0;

  for (guint i = 1; i < self->n_points; i++)
    {
      low = MIN (low, self->y[i]);
      high = MAX (high, self->y[i]);
      way += fabs (self->y[i] - self->y[i - 1]);
    }
  return high - low < 1 ? 0 : CLAMP (2 * (way / (high - low) - 1.5), 0, MAX_SMOOTHING);
}

/* A running mean that is exact at the first point, where a loss falls fastest. It has lost the
 * detail that would need a point a pixel. */
static void
smooth (DhCurve *self, const DhScale *y, const double *values)
{
  double spacing = (self->x[self->n_points - 1] - self->x[0]) / MAX (self->n_points - 1, 1);
  int n = (int) self->n_points;
  int half = spacing > 0 ? (int) (get_smoothing (self) / spacing) : 0;
  int stride;

  if (half < 1)
    return;
  self->smoothed = TRUE;
  self->n_points = 0;
  for (int i = 0; i < n; i += stride)
    {
      int reach = MIN (half, i);
      int last = MIN (i + reach, n - 1);
      double sum = 0;

      for (int j = i - reach; j <= last; j++)
        sum += values[j];
      self->x[self->n_points] = self->x[i];
      self->y[self->n_points] = dh_scale_map (y, sum / (last - (i - reach) + 1));
      self->n_points++;
      stride = CLAMP (n - 1 - i, 1, 1 + reach / 6);
    }
}

void
dh_curve_init (DhCurve *self,
               const DhBucket *buckets,
               guint n,
               const DhScale *x,
               const DhScale *y,
               gboolean smooth_noise)
{
  double values[DH_CURVE_MAX_COLUMNS];
  double width = fabs (x->to - x->from);

  self->n_columns = 0;
  self->n_points = 0;
  self->smoothed = FALSE;
  if (n == 0 || width < 1)
    return;

  self->column = ceil (width / DH_CURVE_MAX_COLUMNS);
  self->n_columns = (guint) ceil (width / self->column);
  self->left = floor (MIN (x->from, x->to));
  collect_band (self, buckets, n, x, y);
  collect_points (self, buckets, n, x, values);
  for (guint i = 0; i < self->n_points; i++)
    self->y[i] = dh_scale_map (y, values[i]);
  if (smooth_noise)
    smooth (self, y, values);
}

void
dh_curve_add_band (const DhCurve *self, cairo_t *cr)
{
  guint first = 0;
  guint end = self->n_columns;

  while (first < end && self->top[first] > self->bottom[first])
    first++;
  while (end > first && self->top[end - 1] > self->bottom[end - 1])
    end--;
  if (first == end)
    return;

  /* Half a pixel more on either side, so that what was measured once still shows. On whole pixels
   * Cairo has boxes to fill, many times faster than a jagged polygon. */
  for (guint i = first; i < end; i++)
    {
      double top = floor (self->top[i] - 0.5);

      cairo_rectangle (cr, self->left + i * self->column, top, self->column,
                       ceil (self->bottom[i] + 0.5) - top);
    }
}

void
dh_curve_add_line (const DhCurve *self, cairo_t *cr)
{
  for (guint i = 0; i < self->n_points; i++)
    cairo_line_to (cr, self->x[i], self->y[i]);
}
