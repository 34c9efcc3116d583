// The axes of charts, and the running mean over them.
// SPDX-License-Identifier: MIT

#include "figure-runs.h"

#include "figures/chart-layout.h"

/* The definition, a step at a time. */
static double
smooth_directly (const double *values, guint n, double beta)
{
  double sum = 0, weights = 0;

  for (guint i = 0; i < n; i++)
    {
      sum = beta * sum + (1 - beta) * values[i];
      weights = beta * weights + (1 - beta);
    }
  return sum / weights;
}

static void
test_smoothing (void)
{
  static const double betas[] = { 0, 0.5, 0.9, 0.999 };
  static DhBucket buckets[500];
  static double values[1000], smoothed[500];

  for (guint i = 0; i < 1000; i++)
    values[i] = 2 + sin (i) + 100.0 / (i + 1);
  for (guint b = 0; b < G_N_ELEMENTS (betas); b++)
    {
      for (guint i = 0; i < 500; i++)
        buckets[i] = (DhBucket){ i, i, 1, 0, 9, values[i] };
      dh_chart_smooth (buckets, 500, betas[b], smoothed);
      for (guint i = 0; i < 500; i += 7)
        g_assert_cmpfloat_with_epsilon (smoothed[i], smooth_directly (values, i + 1, betas[b]),
                                        1e-9);
    }
  g_assert_cmpfloat_with_epsilon (smoothed[0], values[0], 1e-9);
}

/* A bucket of four steps counts as four steps of its mean. */
static void
test_smoothing_merged (void)
{
  static DhBucket buckets[100];
  static double values[400], smoothed[100];

  for (guint i = 0; i < 400; i++)
    values[i] = cos (i / 4) * 3;
  for (guint i = 0; i < 100; i++)
    buckets[i] = (DhBucket){ 4 * i, 4 * i + 3, 4, -3, 3, values[4 * i] };
  dh_chart_smooth (buckets, 100, 0.97, smoothed);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpfloat_with_epsilon (smoothed[i], smooth_directly (values, 4 * i + 4, 0.97), 1e-9);
}

static void
test_units (void)
{
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 100);
  DhChartAxis axis;

  dh_chart_axis_init (&axis, run, DH_CHART_EPOCHS);
  g_assert_cmpint (axis.unit, ==, DH_CHART_STEPS); /* no epochs known, no clock */
  dh_chart_axis_init (&axis, run, DH_CHART_SECONDS);
  g_assert_cmpint (axis.unit, ==, DH_CHART_STEPS);
  dh_chart_axis_init (&axis, NULL, DH_CHART_SECONDS);
  g_assert_cmpfloat (dh_chart_axis_get_position (&axis, 7), ==, 7);

  run->epoch_steps = 20;
  dh_chart_axis_init (&axis, run, DH_CHART_EPOCHS);
  g_assert_cmpfloat (dh_chart_axis_get_position (&axis, 50), ==, 2.5);
  g_assert_cmpfloat (dh_chart_axis_get_step (&axis, 2.5), ==, 50);

  /* Twice as fast after step 10, then a rest. */
  dh_history_add (run->history, DH_SERIES_SECONDS, 10, 2);
  dh_history_add (run->history, DH_SERIES_SECONDS, 20, 3);
  dh_history_add (run->history, DH_SERIES_SECONDS, 21, 5);
  dh_chart_axis_init (&axis, run, DH_CHART_SECONDS);
  g_assert_cmpint (axis.unit, ==, DH_CHART_SECONDS);
  g_assert_cmpfloat (dh_chart_axis_get_position (&axis, 0), ==, 0);
  g_assert_cmpfloat_with_epsilon (dh_chart_axis_get_position (&axis, 5), 1, 1e-6);
  g_assert_cmpfloat_with_epsilon (dh_chart_axis_get_position (&axis, 15), 2.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (dh_chart_axis_get_position (&axis, 42), 10, 1e-6);
  for (double step = 0; step < 60; step += 0.7)
    g_assert_cmpfloat_with_epsilon (
        dh_chart_axis_get_step (&axis, dh_chart_axis_get_position (&axis, step)), step, 1e-5);
}

static DhChartLayout
make_layout (const DhFigureModel *model, const char *id)
{
  DhChartLayout layout;

  dh_chart_layout_init (&layout, dh_chart_find (id), model, 960, 420);
  return layout;
}

static char *
join_labels (const DhTick *ticks, guint n)
{
  GString *labels = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (labels, "%s%s", i > 0 ? " " : "", ticks[i].label);
  return g_string_free (labels, FALSE);
}

static void
test_axes (void)
{
  static const struct
  {
    DhChartUnit unit;
    gboolean log_x;
    const char *labels;
  } cases[] = {
    { DH_CHART_STEPS, FALSE, "0 100 200 300 400 500 600 700 800 900 1\u2009000" },
    { DH_CHART_STEPS, TRUE, "1 2 5 10 20 50 100 200 500 1\u2009000" },
    { DH_CHART_EPOCHS, FALSE, "0 1 2 3 4 5 6 7 8 9 10" },
    { DH_CHART_EPOCHS, TRUE, "0.01 0.02 0.05 0.1 0.2 0.5 1 2 5 10" },
    { DH_CHART_SECONDS, FALSE, "0.0 0.5 1.0 1.5 2.0 2.5 3.0 3.5 4.0" },
  };
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 1000);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };

  run->epoch_steps = 100;
  dh_history_add (run->history, DH_SERIES_SECONDS, 1000, 4);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *labels = NULL;
      DhChartLayout layout;

      model.chart.unit = cases[i].unit;
      model.chart.log_x = cases[i].log_x;
      layout = make_layout (&model, "loss");
      labels = join_labels (layout.x_ticks, layout.n_x_ticks);
      g_assert_cmpstr (labels, ==, cases[i].labels);
      /* Step 0 stands at the left edge, also where a logarithm has no place for it. */
      g_assert_cmpfloat_with_epsilon (dh_chart_layout_map_step (&layout, 0), layout.plot.x, 1e-6);
      g_assert_cmpfloat_with_epsilon (dh_chart_layout_map_step (&layout, 1000),
                                      layout.plot.x + layout.plot.width, 1e-6);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart-axis/smoothing", test_smoothing);
  g_test_add_func ("/chart-axis/smoothing-merged", test_smoothing_merged);
  g_test_add_func ("/chart-axis/units", test_units);
  g_test_add_func ("/chart-axis/axes", test_axes);
  return g_test_run ();
}
