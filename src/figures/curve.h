// A measured series as a curve: a band of all that was measured, a line of the mean.
// SPDX-License-Identifier: MIT
#pragma once

#include <cairo.h>

#include "figures/scale.h"

G_BEGIN_DECLS

/* Cairo's stroking grows faster than its points: no curve has more. */
#define DH_CURVE_MAX_COLUMNS 1440

/* One or several neighbouring measurements. */
typedef struct
{
  double first; /* where it begins, in units of the x axis */
  double middle;
  double last;  /* ≥ middle ≥ first */
  double value; /* of the line */
  double min;   /* of the band */
  double max;
  double weight; /* of the value in a mean with its neighbours */
} DhCurvePoint;

/* Everything in pixels; column i lies at x[i]. A plain value of bounded size. */
typedef struct
{
  guint n_columns; /* of the band; 0 where there is no data */
  double left;     /* x of column 0's left edge */
  double column;   /* width of a column, whole pixels */
  double top[DH_CURVE_MAX_COLUMNS]; /* of all measurements there and the lines between them */
  double bottom[DH_CURVE_MAX_COLUMNS]; /* ≥ top; below it where the column is empty */

  guint n_points; /* of the line, from edge to edge of the axis where it goes on outside */
  double x[DH_CURVE_MAX_COLUMNS + 2];
  double y[DH_CURVE_MAX_COLUMNS + 2];
  double noise;   /* how much of the line's way is up and down: 0 calm … 1 */
  gboolean ended; /* the last point is the series' last one */
} DhCurve;

/* At most one band column a pixel and one point, or half a point of a long line that is all noise,
 * of what lies on the axis @x. */
void dh_curve_init (DhCurve *self,
                    const DhCurvePoint *points,
                    guint n,
                    const DhScale *x,
                    const DhScale *y);

/* How far the band stays from height @y between @left and @right, in pixels; INFINITY where there
 * is none. */
double dh_curve_get_distance (const DhCurve *self, double y, double left, double right);

/* Adds the band as closed paths, to be filled at once. */
void dh_curve_add_band (const DhCurve *self, cairo_t *cr);

/* Adds the line as an open path, to be stroked. */
void dh_curve_add_line (const DhCurve *self, cairo_t *cr);

G_END_DECLS
