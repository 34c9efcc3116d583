// A series at a glance: a line as small as a word, beside the number it leads to.
// SPDX-License-Identifier: MIT

#include "figures/sparkline.h"

#include <math.h>

#include "figures/shape.h"

#define LINE_WIDTH 1.5
#define DOT 2.0

#define PIXELS_A_POINT 2.0

static DhSeriesKind
get_series (DhSparklineKind kind)
{
  static const DhSeriesKind series[] = { DH_SERIES_TRAIN_LOSS, DH_SERIES_TEST_LOSS,
                                         DH_SERIES_TEST_ACCURACY, DH_SERIES_SECONDS };

  return series[kind];
}

/* Where in the run a bucket stands. */
static double
get_middle (const DhBucket *bucket)
{
  return ((double) bucket->first + (double) bucket->last) / 2;
}

/* Steps a second from the middle of one bucket to that of another: both lie where their mean time
 * does. */
static double
get_speed (const DhBucket *from, const DhBucket *to)
{
  double seconds = to->mean - from->mean;

  return seconds > 0 ? (get_middle (to) - get_middle (from)) / seconds : NAN;
}

static double
get_mean (const DhBucket *buckets, guint n)
{
  double sum = 0;
  double count = 0;

  for (guint i = 0; i < n; i++)
    {
      sum += buckets[i].mean * buckets[i].n;
      count += buckets[i].n;
    }
  return sum / count;
}

guint
dh_sparkline_get_values (const DhHistory *history, DhSparklineKind kind, guint most, double *values)
{
  guint n = 0, n_values = 0;
  const DhBucket *buckets =
      history != NULL ? dh_history_get_buckets (history, get_series (kind), &n) : NULL;
  gboolean speed = kind == DH_SPARKLINE_SPEED;
  guint pieces;

  g_return_val_if_fail (values != NULL && most <= DH_SPARKLINE_MAX_POINTS, 0);

  /* A speed lies between two buckets. */
  n -= speed && n > 0;
  pieces = MIN (n, most);
  for (guint i = 0; i < pieces; i++)
    {
      guint first = (guint) ((guint64) n * i / pieces);
      guint end = (guint) ((guint64) n * (i + 1) / pieces);
      double value = speed ? get_speed (&buckets[first], &buckets[end])
                           : get_mean (buckets + first, end - first);

      if (isfinite (value))
        values[n_values++] = value;
    }
  return n_values;
}

static const DhColor *
get_color (DhSparklineKind kind, const DhTheme *theme)
{
  return kind == DH_SPARKLINE_TRAIN_LOSS || kind == DH_SPARKLINE_SPEED ? &theme->train
                                                                       : &theme->test;
}

void
dh_sparkline_draw (cairo_t *cr,
                   const DhHistory *history,
                   DhSparklineKind kind,
                   const DhTheme *theme,
                   double width,
                   double height)
{
  guint most = (guint) CLAMP (width / PIXELS_A_POINT, 2, DH_SPARKLINE_MAX_POINTS);
  double values[DH_SPARKLINE_MAX_POINTS];
  double low = INFINITY, high = -INFINITY, x = 0, y = 0;
  guint n;

  g_return_if_fail (cr != NULL && theme != NULL);

  n = dh_sparkline_get_values (history, kind, most, values);
  if (n < 2 || width < 4 * DOT || height < 4 * DOT)
    return;
  for (guint i = 0; i < n; i++)
    {
      low = MIN (low, values[i]);
      high = MAX (high, values[i]);
    }
  cairo_save (cr);
  for (guint i = 0; i < n; i++)
    {
      /* What never changed is a line in the middle. */
      double share = high > low ? (values[i] - low) / (high - low) : 0.5;

      x = DOT + (width - 2 * DOT) * i / (n - 1);
      y = height - DOT - (height - 2 * DOT) * share;
      cairo_line_to (cr, x, y);
    }
  dh_shape_set_source (cr, get_color (kind, theme), 1);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
  dh_shape_fill_dot (cr, x, y, DOT);
  cairo_restore (cr);
}
