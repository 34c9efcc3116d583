// A pair of series over the steps of a run, training and test, as one chart.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/figure.h"

G_BEGIN_DECLS

/* Charts differ in nothing but what stands here. */
typedef struct
{
  const char  *id;    /* of the figure */
  const char  *title; /* translate with _() */
  const char  *call;  /* what to do for it, while it is empty; translate with _() */
  DhSeriesKind train;
  DhSeriesKind test;
  gboolean     share; /* 0 … 1, shown in per cent on a linear axis */
} DhChart;

const DhChart *dh_chart_get_loss (void);
const DhChart *dh_chart_get_accuracy (void);

/* The chart that the figure with this id shows, or NULL. */
const DhChart *dh_chart_find (const char *id);

/* A series of a run, which may be NULL; *n may be 0. */
const DhBucket *dh_chart_get_buckets (const DhSnapshot *run, DhSeriesKind kind, guint *n);

/* The index of the bucket at or nearest to @step; n ≥ 1. */
guint dh_chart_find_bucket (const DhBucket *buckets, guint n, double step);

/* The step in the middle of a bucket. */
double dh_chart_get_middle (const DhBucket *bucket);

/* The running mean after each of the @n buckets: every step leaves the weight @beta to what came
 * before it, a bucket counting as many steps as it spans, and the sum is divided by 1 − beta^steps,
 * the weight of all there was. As Adam's moments; 0 ≤ @beta < 1. Fills @values [n]. */
void dh_chart_smooth (const DhBucket *buckets, guint n, double beta, double *values);

/* "0.1305" or "94.50 %"; free with g_free(). */
char *dh_chart_format_value (const DhChart *self, double value);

/* "Step 844" or "Steps 840–855"; free with g_free(). */
char *dh_chart_format_steps (const DhBucket *bucket);

G_END_DECLS
