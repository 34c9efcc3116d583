// A measured series as a curve: a band of all that was measured, a line of the mean.
// SPDX-License-Identifier: MIT
#pragma once

#include <cairo.h>

#include "figures/scale.h"
#include "snapshot/history.h"

G_BEGIN_DECLS

/* Cairo's stroking grows faster than its points: no curve has more. */
#define DH_CURVE_MAX_COLUMNS 1440

/* Everything in pixels; column i lies at x[i]. A plain value of bounded size. */
typedef struct
{
  guint n_columns; /* of the band; 0 where there is no data */
  double left;     /* x of column 0's left edge */
  double column;   /* width of a column, whole pixels */
  double top[DH_CURVE_MAX_COLUMNS]; /* of all measurements there and the lines between them */
  double bottom[DH_CURVE_MAX_COLUMNS]; /* ≥ top; below it where the column is empty */

  guint n_points; /* of the line */
  double x[DH_CURVE_MAX_COLUMNS];
  double y[DH_CURVE_MAX_COLUMNS];
  gboolean smoothed; /* the line is a running mean over several pixels */
} DhCurve;

/* At most one point and one band column a pixel. With @smooth a line that would mostly be noise
 * becomes a running mean, the wider the noisier; a calm one stays exact. */
void dh_curve_init (DhCurve *self,
                    const DhBucket *buckets,
                    guint n,
                    const DhScale *x,
                    const DhScale *y,
                    gboolean smooth);

/* Adds the band as closed paths, to be filled at once. */
void dh_curve_add_band (const DhCurve *self, cairo_t *cr);

/* Adds the line as an open path, to be stroked. */
void dh_curve_add_line (const DhCurve *self, cairo_t *cr);

G_END_DECLS
