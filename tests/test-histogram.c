// Every value is in one bin, whatever the values are.
// SPDX-License-Identifier: MIT

#include <float.h>
#include <math.h>

#include "snapshot/histogram.h"

static guint64
count_all (const DhHistogram *histogram)
{
  guint64 n = 0;

  for (guint bin = 0; bin < DH_HISTOGRAM_N_BINS; bin++)
    n += histogram->counts[bin];
  return n;
}

/* Against counting one by one, for lengths that fill the lanes and that do not. */
static void
test_counts (void)
{
  for (guint n = 2; n < 200; n += 7)
    {
      g_autofree float *values = g_new (float, n);
      DhHistogram histogram;
      double sum = 0, squares = 0;

      /* From −1 to 1 and up to 3 beyond it, a quarter apart from the edges. */
      for (guint i = 0; i < n; i++)
        values[i] = i == 0 ? -1 : i == 1 ? 3 : (float) (-1 + (i * 37 % 64 + 0.25) / 16);
      dh_histogram_init (&histogram, values, n);
      g_assert_cmpuint (histogram.n, ==, n);
      g_assert_cmpuint (count_all (&histogram), ==, n);
      g_assert_cmpfloat (histogram.lowest, ==, -1);
      g_assert_cmpfloat (histogram.highest, ==, 3);
      for (guint bin = 0; bin < DH_HISTOGRAM_N_BINS; bin++)
        {
          guint64 expected = (bin == 0) + (bin == DH_HISTOGRAM_N_BINS - 1);

          for (guint i = 2; i < n; i++)
            expected += i * 37 % 64 == bin;
          g_assert_cmpuint (histogram.counts[bin], ==, expected);
          g_assert_cmpuint (histogram.most, >=, expected);
        }
      for (guint i = 0; i < n; i++)
        sum += values[i];
      for (guint i = 0; i < n; i++)
        squares += (values[i] - sum / n) * (values[i] - sum / n);
      g_assert_cmpfloat_with_epsilon (histogram.mean, sum / n, 1e-9);
      g_assert_cmpfloat_with_epsilon (histogram.deviation, sqrt (squares / n), 1e-9);
    }
}

static void
test_zeros_and_unknown (void)
{
  const float values[] = { 0, NAN, -0.0f, 1, INFINITY, -INFINITY, 0, -1, NAN };
  DhHistogram histogram;

  dh_histogram_init (&histogram, values, G_N_ELEMENTS (values));
  g_assert_cmpuint (histogram.n, ==, 5);
  g_assert_cmpuint (histogram.n_unknown, ==, 4);
  g_assert_cmpuint (histogram.n_zero, ==, 3);
  g_assert_cmpuint (count_all (&histogram), ==, 5);
  g_assert_cmpfloat (histogram.lowest, ==, -1);
  g_assert_cmpfloat (histogram.highest, ==, 1);
  g_assert_cmpfloat (histogram.mean, ==, 0);
  g_assert_cmpuint (histogram.counts[DH_HISTOGRAM_N_BINS / 2], ==, 3);
}

static void
test_none (void)
{
  const float values[] = { NAN, INFINITY };
  DhHistogram histogram;

  for (guint n = 0; n <= 2; n++)
    {
      dh_histogram_init (&histogram, values, n);
      g_assert_cmpuint (histogram.n, ==, 0);
      g_assert_cmpuint (histogram.n_unknown, ==, n);
      g_assert_cmpuint (histogram.most, ==, 0);
    }
}

/* The widest span of floats, the narrowest, and none. */
static void
test_extremes (void)
{
  const float pairs[][2] = { { -FLT_MAX, FLT_MAX }, { 0, 1e-45f }, { 1, 1 + FLT_EPSILON },
                             { -1e-45f, FLT_MAX } };
  const float same[] = { 5, 5, 5, 5, 5 };
  DhHistogram histogram;

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      dh_histogram_init (&histogram, pairs[i], 2);
      g_assert_cmpuint (histogram.counts[0], ==, 1);
      g_assert_cmpuint (histogram.counts[DH_HISTOGRAM_N_BINS - 1], ==, 1);
      g_assert_cmpfloat (dh_histogram_get_edge (&histogram, 0), ==, pairs[i][0]);
      g_assert_cmpfloat (dh_histogram_get_edge (&histogram, DH_HISTOGRAM_N_BINS), ==, pairs[i][1]);
    }
  dh_histogram_init (&histogram, same, 5);
  g_assert_cmpuint (histogram.counts[0], ==, 5);
  g_assert_cmpfloat (histogram.deviation, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/histogram/counts", test_counts);
  g_test_add_func ("/histogram/zeros-and-unknown", test_zeros_and_unknown);
  g_test_add_func ("/histogram/none", test_none);
  g_test_add_func ("/histogram/extremes", test_extremes);
  return g_test_run ();
}
