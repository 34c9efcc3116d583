// A measured series as a curve: a band of all that was measured, a line of the mean.
// SPDX-License-Identifier: MIT

#include "figures/curve.h"

#include <math.h>

/* Ways up and down, in heights of the line, from which on it is nothing but noise. */
#define NOISY_WAYS 8.0

/* So many jagged ones are dear to stroke; of half of them nobody sees less. */
#define FEW_POINTS 600

static guint
get_column (const DhCurve *self, double x)
{
  double column = floor ((x - self->left) / self->column + 1e-6);

  return (guint) CLAMP (column, 0, self->n_columns - 1);
}

static gboolean
is_beside (const DhCurve *self, double x1, double x2)
{
  return x2 < self->left || x1 > self->left + self->n_columns * self->column;
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

  if (is_beside (self, x1, x2))
    return;
  for (guint i = get_column (self, x1); i <= last; i++)
    {
      double from = MAX (x1, self->left + i * self->column);
      double to = MIN (x2, self->left + (i + 1) * self->column);

      if (to >= from)
        widen (self, i, y1 + slope * (from - x1), y1 + slope * (to - x1));
    }
}

/* A bucket of several steps has had all of its values somewhere in all of its width. */
static void
widen_bucket (DhCurve *self, const DhCurvePoint *point, const DhScale *x, const DhScale *y)
{
  double from = dh_scale_map_far (x, point->first);
  double to = dh_scale_map_far (x, point->last);
  double top = dh_scale_map_far (y, point->max);
  double bottom = dh_scale_map_far (y, point->min);
  guint last;

  if (is_beside (self, from, to))
    return;
  last = get_column (self, to);
  for (guint i = get_column (self, from); i <= last; i++)
    widen (self, i, top, bottom);
}

static void
collect_band (DhCurve *self, const DhCurvePoint *points, guint n, const DhScale *x,
              const DhScale *y)
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
      double here_x = dh_scale_map_far (x, points[i].middle);
      double here_y = dh_scale_map_far (y, points[i].value);

      widen_bucket (self, &points[i], x, y);
      if (i > 0)
        widen_line (self, last_x, last_y, here_x, here_y);
      last_x = here_x;
      last_y = here_y;
    }
}

static void
add_point (DhCurve *self, double x, double y)
{
  self->x[self->n_points] = x;
  self->y[self->n_points] = y;
  self->n_points++;
}

/* Where the line from @a to @b passes the edge at @edge. */
static void
add_passage (DhCurve *self, const DhCurvePoint *a, const DhCurvePoint *b, const DhScale *x,
             const DhScale *y, double edge)
{
  double x1 = dh_scale_map_far (x, a->middle), x2 = dh_scale_map_far (x, b->middle);
  double y1 = dh_scale_map_far (y, a->value), y2 = dh_scale_map_far (y, b->value);

  add_point (self, edge, x2 > x1 ? y1 + (y2 - y1) * (edge - x1) / (x2 - x1) : y2);
}

/* One point every @stride columns: means in values, not in pixels, so that the mean is one on
 * either scale. */
static void
collect_inside (DhCurve *self, const DhCurvePoint *points, guint n, const DhScale *x,
                const DhScale *y, guint stride)
{
  double value = 0, place = 0, weight = 0;
  guint column = G_MAXUINT;

  for (guint i = 0; i < n; i++)
    {
      double px = dh_scale_map_far (x, points[i].middle);
      guint here = get_column (self, px) / stride;

      if (here != column && weight > 0)
        add_point (self, place / weight, dh_scale_map_far (y, value / weight));
      if (here != column)
        value = place = weight = 0;
      column = here;
      value += points[i].value * points[i].weight;
      place += px * points[i].weight;
      weight += points[i].weight;
    }
  if (weight > 0)
    add_point (self, place / weight, dh_scale_map_far (y, value / weight));
}

static void
collect_points (DhCurve *self, const DhCurvePoint *points, guint n, const DhScale *x,
                const DhScale *y, guint stride)
{
  double left = MIN (x->from, x->to) - 0.5, right = MAX (x->from, x->to) + 0.5;
  guint first = 0, end = n;

  self->n_points = 0;
  while (first < n && dh_scale_map_far (x, points[first].middle) < left)
    first++;
  while (end > first && dh_scale_map_far (x, points[end - 1].middle) > right)
    end--;
  if (first > 0 && first < n)
    add_passage (self, &points[first - 1], &points[first], x, y, left);
  collect_inside (self, points + first, end - first, x, y, stride);
  if (end > 0 && end < n)
    add_passage (self, &points[end - 1], &points[end], x, y, right);
  self->ended = end == n && first < n;
}

/* A monotone line's way up and down is as long as its range is high. */
static double
get_noise (const DhCurve *self)
{
  double low = INFINITY, high = -INFINITY, way = 0;

  for (guint i = 0; i < self->n_points; i++)
    {
      low = MIN (low, self->y[i]);
      high = MAX (high, self->y[i]);
      way += i > 0 ? fabs (self->y[i] - self->y[i - 1]) : 0;
    }
  return high - low < 1 ? 0 : CLAMP ((way / (high - low) - 1.5) / NOISY_WAYS, 0, 1);
}

void
dh_curve_init (DhCurve *self,
               const DhCurvePoint *points,
               guint n,
               const DhScale *x,
               const DhScale *y)
{
  double width = fabs (x->to - x->from);

  self->n_columns = 0;
  self->n_points = 0;
  self->noise = 0;
  self->ended = FALSE;
  if (n == 0 || width < 1)
    return;

  self->column = ceil (width / DH_CURVE_MAX_COLUMNS);
  self->n_columns = (guint) ceil (width / self->column);
  self->left = floor (MIN (x->from, x->to));
  collect_band (self, points, n, x, y);
  collect_points (self, points, n, x, y, 1);
  self->noise = get_noise (self);
  if (self->noise == 1 && self->n_points > FEW_POINTS)
    collect_points (self, points, n, x, y, 2);
}

double
dh_curve_get_distance (const DhCurve *self, double y, double left, double right)
{
  double least = INFINITY;
  guint last;

  if (self->n_columns == 0 || is_beside (self, left, right))
    return least;
  last = get_column (self, right);
  for (guint i = get_column (self, left); i <= last; i++)
    if (self->top[i] <= self->bottom[i])
      least = MIN (least, MAX (0, MAX (self->top[i] - y, y - self->bottom[i])));
  return least;
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
