// How many values lie where: equal bins from the lowest to the highest of them.
// SPDX-License-Identifier: MIT

#include "snapshot/histogram.h"

#include <math.h>
#include <string.h>

/* Values are taken so many at a time, each into sums and counts of its own: one does not wait for
 * the other, which makes half a million of them a matter of a millisecond. */
#define LANES 4

typedef struct
{
  float lowest[LANES];
  float highest[LANES];
  double sum[LANES];
  double squares[LANES];
  guint zeros[LANES];
  guint unknown[LANES];
} Moments;

/* A difference with itself is 0 for every finite number and for no other. */
static inline gboolean
is_finite (float value)
{
  return value - value == 0;
}

static inline void
observe (Moments *self, guint lane, float value)
{
  gboolean known = is_finite (value);
  float counted = known ? value : 0;

  self->lowest[lane] = known && value < self->lowest[lane] ? value : self->lowest[lane];
  self->highest[lane] = known && value > self->highest[lane] ? value : self->highest[lane];
  self->sum[lane] += counted;
  self->squares[lane] += (double) counted * counted;
  self->zeros[lane] += value == 0;
  self->unknown[lane] += !known;
}

static void
add_up (DhHistogram *self, const Moments *moments, gsize n)
{
  float lowest = INFINITY, highest = -INFINITY;
  double sum = 0, squares = 0;

  for (guint lane = 0; lane < LANES; lane++)
    {
      lowest = MIN (lowest, moments->lowest[lane]);
      highest = MAX (highest, moments->highest[lane]);
      sum += moments->sum[lane];
      squares += moments->squares[lane];
      self->n_zero += moments->zeros[lane];
      self->n_unknown += moments->unknown[lane];
    }
  self->n = n - self->n_unknown;
  if (self->n == 0)
    return;
  self->lowest = lowest;
  self->highest = highest;
  self->mean = sum / self->n;
  self->deviation = sqrt (MAX (0, squares / self->n - self->mean * self->mean));
}

static void
find_most (DhHistogram *self)
{
  for (guint bin = 0; bin < DH_HISTOGRAM_N_BINS; bin++)
    self->most = MAX (self->most, self->counts[bin]);
}

/* @scale: bins a unit. In double, whose range holds the widest span of floats and the inverse of
 * the narrowest. */
static inline guint
find_bin (float value, double lowest, double scale)
{
  guint bin = (guint) ((value - lowest) * scale);

  return MIN (bin, DH_HISTOGRAM_N_BINS - 1);
}

static void
count (DhHistogram *self, const float *values, gsize n)
{
  guint counts[LANES][DH_HISTOGRAM_N_BINS] = { { 0 } };
  double span = self->highest - self->lowest;
  double lowest = self->lowest;
  double scale = span > 0 ? DH_HISTOGRAM_N_BINS / span : 0;
  gsize i;

  for (i = 0; i + LANES <= n; i += LANES)
    for (guint lane = 0; lane < LANES; lane++)
      if (is_finite (values[i + lane]))
        counts[lane][find_bin (values[i + lane], lowest, scale)]++;
  for (; i < n; i++)
    if (is_finite (values[i]))
      counts[0][find_bin (values[i], lowest, scale)]++;
  for (guint bin = 0; bin < DH_HISTOGRAM_N_BINS; bin++)
    for (guint lane = 0; lane < LANES; lane++)
      self->counts[bin] += counts[lane][bin];
}

void
dh_histogram_init (DhHistogram *self, const float *values, gsize n)
{
  Moments moments = { 0 };
  gsize i;

  g_return_if_fail (self != NULL && (values != NULL || n == 0));

  memset (self, 0, sizeof *self);
  for (guint lane = 0; lane < LANES; lane++)
    {
      moments.lowest[lane] = INFINITY;
      moments.highest[lane] = -INFINITY;
    }
  for (i = 0; i + LANES <= n; i += LANES)
    for (guint lane = 0; lane < LANES; lane++)
      observe (&moments, lane, values[i + lane]);
  for (; i < n; i++)
    observe (&moments, 0, values[i]);
  add_up (self, &moments, n);
  if (self->n == 0)
    return;
  count (self, values, n);
  find_most (self);
}

double
dh_histogram_get_edge (const DhHistogram *self, guint bin)
{
  g_return_val_if_fail (self != NULL && bin <= DH_HISTOGRAM_N_BINS, NAN);

  /* The last is what it is called, to the bit. */
  return bin == DH_HISTOGRAM_N_BINS
             ? self->highest
             : self->lowest + (self->highest - self->lowest) * bin / DH_HISTOGRAM_N_BINS;
}
