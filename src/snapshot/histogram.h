// How many values lie where: equal bins from the lowest to the highest of them.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DH_HISTOGRAM_N_BINS 64

/* Of the values that are finite. A plain value; all zero where there are none. */
typedef struct
{
  guint64 n;         /* values counted */
  guint64 n_unknown; /* values that are not finite, in no bin */
  guint64 n_zero;    /* of n, exactly 0 */
  double mean;
  double deviation;  /* √ of the mean squared distance to the mean */
  double lowest;
  double highest;    /* ≥ lowest; where it is the same, all lie in the first bin */
  guint64 counts[DH_HISTOGRAM_N_BINS];
  guint64 most; /* the largest count */
} DhHistogram;

/* Of all @values [@n], in two passes: no value is left out. */
void dh_histogram_init (DhHistogram *self, const float *values, gsize n);

/* The lower edge of bin @bin, which is the upper edge of the one before it. */
double dh_histogram_get_edge (const DhHistogram *self, guint bin);

G_END_DECLS
