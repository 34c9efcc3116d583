// Closer and farther looks at a chart.
// SPDX-License-Identifier: MIT

#include "figure-runs.h"

#include "figures/chart-zoom.h"

static DhSnapshot *run;
static const DhSnapshot *runs[1];

static DhChartLayout
make_layout (const DhChartChoices *choices)
{
  DhFigureModel model = {
    .runs = runs, .n_runs = 1, .theme = dh_theme_get_light (), .chart = *choices
  };
  DhChartLayout layout;

  dh_chart_layout_init (&layout, dh_chart_get_loss (), &model, 960, 420);
  return layout;
}

static double
get_step_at (const DhChartLayout *layout, double x)
{
  return dh_chart_axis_get_step (&layout->axis, dh_scale_unmap (&layout->x, x));
}

/* What is under the pointer stays there, on every axis. */
static void
test_wheel (void)
{
  for (guint i = 0; i < 6; i++)
    {
      DhChartChoices choices = { .unit = i % 3, .log_x = i >= 3 };
      DhChartLayout layout = make_layout (&choices);
      double step = get_step_at (&layout, 500);

      dh_chart_zoom_steps (&layout, &choices, FALSE, 500, 0.5);
      g_assert_cmpint (choices.mode, ==, DH_CHART_LOCKED);
      layout = make_layout (&choices);
      g_assert_cmpfloat_with_epsilon (get_step_at (&layout, 500), step, step * 1e-6);
      dh_chart_zoom_steps (&layout, &choices, FALSE, 500, 4);
      g_assert_cmpint (choices.mode, ==, DH_CHART_FIT);
      g_assert_cmpfloat (choices.to, ==, 0);
    }
}

static void
test_limits (void)
{
  DhChartChoices choices = { 0 };
  DhChartLayout layout = make_layout (&choices);

  for (guint i = 0; i < 50; i++)
    {
      dh_chart_zoom_steps (&layout, &choices, FALSE, 500, 0.5);
      layout = make_layout (&choices);
    }
  g_assert_cmpfloat_with_epsilon (choices.to - choices.from, DH_CHART_LEAST_STEPS, 1e-6);
  dh_chart_show_steps (&layout, &choices, FALSE, 900, 5000);
  g_assert_cmpfloat (choices.from, ==, 0);
  g_assert_cmpint (choices.mode, ==, DH_CHART_FIT);
  dh_chart_show_steps (&layout, &choices, FALSE, 900, 1300);
  g_assert_cmpfloat (choices.from, ==, 600);
  g_assert_cmpfloat (choices.to, ==, 1000);
  dh_chart_zoom_steps (&layout, &choices, FALSE, 500, 0);
  g_assert_cmpfloat (choices.from, ==, 600);
}

/* Where the end of a run that trains is seen, it goes on being seen. */
static void
test_following (void)
{
  DhChartChoices choices = { 0 };
  DhChartLayout layout = make_layout (&choices);

  dh_chart_zoom_steps (&layout, &choices, TRUE, layout.x.to, 0.5);
  g_assert_cmpint (choices.mode, ==, DH_CHART_FOLLOW);
  g_assert_cmpfloat_with_epsilon (choices.to - choices.from, 500, 1e-6);
  layout = make_layout (&choices);
  dh_chart_pan (&layout, &choices, TRUE, 100, 0);
  g_assert_cmpint (choices.mode, ==, DH_CHART_LOCKED);
  choices = (DhChartChoices){ 0 };
  layout = make_layout (&choices);
  dh_chart_follow (&layout, &choices);
  g_assert_cmpint (choices.mode, ==, DH_CHART_FOLLOW);
  g_assert_cmpfloat (choices.to - choices.from, ==, 200);
  layout = make_layout (&choices);
  g_assert_cmpfloat (get_step_at (&layout, layout.x.from), ==, 800);
}

static void
test_pan (void)
{
  DhChartChoices choices = { .mode = DH_CHART_LOCKED, .from = 400, .to = 500 };
  DhChartLayout layout = make_layout (&choices);
  double step = get_step_at (&layout, 300);

  dh_chart_pan (&layout, &choices, FALSE, 50, 0);
  layout = make_layout (&choices);
  g_assert_cmpfloat_with_epsilon (get_step_at (&layout, 350), step, 1e-6);
  dh_chart_pan (&layout, &choices, FALSE, 1e5, 0);
  g_assert_cmpfloat (choices.from, ==, 0);
  g_assert_cmpfloat_with_epsilon (choices.to, 100, 1e-6);
  choices = (DhChartChoices){ 0 };
  layout = make_layout (&choices);
  dh_chart_pan (&layout, &choices, FALSE, 50, 0);
  g_assert_cmpint (choices.mode, ==, DH_CHART_FIT);
}

static void
test_values (void)
{
  DhChartChoices choices = { 0 };
  DhChartLayout layout = make_layout (&choices);
  double value = dh_scale_unmap (&layout.y, 200);

  dh_chart_zoom_values (&layout, &choices, FALSE, 200, 0.5);
  g_assert_cmpint (choices.mode, ==, DH_CHART_LOCKED);
  g_assert_cmpfloat (choices.high, >, choices.low);
  layout = make_layout (&choices);
  g_assert_cmpfloat_with_epsilon (dh_scale_unmap (&layout.y, 200), value, 1e-9);
  dh_chart_pan (&layout, &choices, FALSE, 0, 20);
  layout = make_layout (&choices);
  g_assert_cmpfloat_with_epsilon (dh_scale_unmap (&layout.y, 220), value, 1e-9);
}

static void
test_selection (void)
{
  DhChartChoices choices = { .has_selection = TRUE, .selected_x = { 500, 300 },
                             .selected_y = { 150, 250 } };
  DhChartLayout layout = make_layout (&choices);
  double from = get_step_at (&layout, 300), to = get_step_at (&layout, 500);
  double high = dh_scale_unmap (&layout.y, 150);

  dh_chart_zoom_to_selection (&layout, &choices, FALSE);
  g_assert_false (choices.has_selection);
  g_assert_cmpfloat_with_epsilon (choices.from, from, 1e-6);
  g_assert_cmpfloat_with_epsilon (choices.to, to, 1e-6);
  g_assert_cmpfloat_with_epsilon (choices.high, high, 1e-9);
  /* A slip of the hand is none. */
  choices = (DhChartChoices){ .has_selection = TRUE, .selected_x = { 500, 502 },
                              .selected_y = { 150, 250 } };
  layout = make_layout (&choices);
  dh_chart_zoom_to_selection (&layout, &choices, FALSE);
  g_assert_cmpint (choices.mode, ==, DH_CHART_FIT);
}

static void
test_empty (void)
{
  g_autoptr (DhSnapshot) none = dh_snapshot_new ();
  DhChartChoices choices = { 0 };
  DhChartLayout layout;

  runs[0] = none;
  layout = make_layout (&choices);
  g_assert_true (layout.empty);
  dh_chart_zoom_steps (&layout, &choices, TRUE, 5, 0.5);
  dh_chart_zoom_values (&layout, &choices, TRUE, 5, 0.5);
  dh_chart_pan (&layout, &choices, TRUE, 5, 5);
  dh_chart_zoom_to_selection (&layout, &choices, TRUE);
  dh_chart_show_steps (&layout, &choices, TRUE, 1, 2);
  dh_chart_lock (&layout, &choices, TRUE);
  g_assert_cmpint (choices.mode, ==, DH_CHART_FIT);
  runs[0] = run;
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  run = make_run (8, 8, 10, 0, 1000);
  run->epoch_steps = 30;
  dh_history_add (run->history, DH_SERIES_SECONDS, 700, 3);
  dh_history_add (run->history, DH_SERIES_SECONDS, 1000, 9);
  runs[0] = run;
  g_test_add_func ("/chart-zoom/wheel", test_wheel);
  g_test_add_func ("/chart-zoom/limits", test_limits);
  g_test_add_func ("/chart-zoom/following", test_following);
  g_test_add_func ("/chart-zoom/pan", test_pan);
  g_test_add_func ("/chart-zoom/values", test_values);
  g_test_add_func ("/chart-zoom/selection", test_selection);
  g_test_add_func ("/chart-zoom/empty", test_empty);
  status = g_test_run ();
  dh_snapshot_unref (run);
  return status;
}
