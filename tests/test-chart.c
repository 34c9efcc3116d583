// Charts: what the axes hold, events, cursor, words and numbers.
// SPDX-License-Identifier: MIT

#include "figure-runs.h"

#include "figures/chart-cursor.h"
#include "figures/chart-curves.h"
#include "figures/chart-layout.h"
#include "figures/chart-range.h"

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

/* Charts one above the other share their steps, pixel by pixel. */
static void
test_accuracy (void)
{
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 100);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = {
    .runs = runs, .n_runs = 1, .theme = dh_theme_get_light (), .log_scale = TRUE
  };
  g_autofree char *labels = NULL, *whole = NULL, *point = NULL;
  DhChartLayout loss, accuracy = make_layout (&model, "accuracy");

  g_assert_true (accuracy.empty); /* no accuracy was measured */
  for (guint i = 0; i <= 100; i++)
    dh_history_add (run->history, DH_SERIES_TRAIN_ACCURACY, i, 0.08 + 0.009 * i);
  dh_history_add (run->history, DH_SERIES_TEST_ACCURACY, 100, 0.945);
  accuracy = make_layout (&model, "accuracy");
  loss = make_layout (&model, "loss");
  g_assert_true (loss.y.log);
  g_assert_false (accuracy.y.log);
  g_assert_cmpfloat (loss.plot.x, ==, accuracy.plot.x);
  labels = join_labels (accuracy.y_ticks, accuracy.n_y_ticks);
  g_assert_cmpstr (labels, ==, "0\u2009% 20\u2009% 40\u2009% 60\u2009% 80\u2009% 100\u2009%");
  g_assert_cmpfloat_with_epsilon (accuracy.y_ticks[1].value, 0.2, 1e-9);
  whole = dh_figures_find ("accuracy")->describe (&model, 960, 420, -1, -1);
  g_assert_cmpstr (whole, ==,
                   "Training accuracy 98.00 % at step 100, up from 8.00 %. Test accuracy 94.50 %.");
  point = dh_figures_find ("accuracy")->describe (&model, 960, 420, accuracy.plot.x + 1, 200);
  g_assert_cmpstr (point, ==,
                   "Step 0: training accuracy 8.00 %, test accuracy 94.50 % at step 100");
}

/* What reads the same has gone neither up nor down. */
static void
test_unchanged (void)
{
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 1);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  g_autofree char *whole = NULL;

  for (guint i = 0; i <= 20; i++)
    {
      dh_history_add (run->history, DH_SERIES_TRAIN_ACCURACY, i, 0.1 + 1e-9 * i);
      dh_history_add (run->history, DH_SERIES_TEST_ACCURACY, i, 0.2);
    }
  whole = dh_figures_find ("accuracy")->describe (&model, 960, 420, -1, -1);
  g_assert_cmpstr (whole, ==, "Training accuracy 10.00 % at step 20. Test accuracy 20.00 %.");
}

static void
test_modes (void)
{
  static const struct
  {
    DhChartMode mode;
    double from, to;
    double shown_from, shown_to;
  } cases[] = {
    { DH_CHART_FIT, 20, 30, 0, 1000 },        { DH_CHART_LOCKED, 20, 30, 20, 30 },
    { DH_CHART_LOCKED, 900, 1100, 900, 1100 }, { DH_CHART_LOCKED, 2000, 3000, 0, 1000 },
    { DH_CHART_LOCKED, 30, 30, 0, 1000 },     { DH_CHART_FOLLOW, 20, 30, 990, 1000 },
    { DH_CHART_FOLLOW, 0, 5000, 0, 1000 },    { DH_CHART_FOLLOW, 0, 0, 0, 1000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DhChartChoices choices = { .mode = cases[i].mode, .from = cases[i].from, .to = cases[i].to };
      double from, to;

      dh_chart_range_get_steps (&choices, 1000, &from, &to);
      g_assert_cmpfloat (from, ==, cases[i].shown_from);
      g_assert_cmpfloat (to, ==, cases[i].shown_to);
    }
}

/* Zoomed, the values are those that can be seen. */
static void
test_values (void)
{
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 1000);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  DhChartLayout layout = make_layout (&model, "loss");

  g_assert_cmpfloat (layout.y.low, ==, 0);
  g_assert_cmpfloat (layout.y.high, >, 2.5);
  model.chart = (DhChartChoices){ .mode = DH_CHART_LOCKED, .from = 500, .to = 510 };
  layout = make_layout (&model, "loss");
  g_assert_cmpfloat (layout.y.low, >, 0.1);
  g_assert_cmpfloat (layout.y.high, <, 0.8);
  model.chart.low = 0.2;
  model.chart.high = 0.3;
  layout = make_layout (&model, "loss");
  g_assert_cmpfloat (layout.y.low, ==, 0.2);
  g_assert_cmpfloat (layout.y.high, ==, 0.3);
}

static void
test_events (void)
{
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 1000);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  const DhFigure *figure = dh_figures_find ("loss");
  g_autofree char *one = NULL, *three = NULL, *hovered = NULL, *whole = NULL;
  DhChartLayout layout;

  dh_history_add_event (run->history, 312, "learning-rate", "0.05");
  dh_history_add_event (run->history, 700, "momentum", "0.8");
  dh_history_add_event (run->history, 703, "clip-norm", "none");
  dh_history_add_event (run->history, 711, "learning-rate", "1e-08");
  dh_history_add_event (run->history, 1001, DH_EVENT_DIVERGED, "");
  run->diverged_at = 1001;
  layout = make_layout (&model, "loss");
  g_assert_cmpuint (layout.n_marks, ==, 2);
  one = dh_chart_events_name (layout.events, layout.marks[0].n);
  three = dh_chart_events_name (layout.events + layout.marks[1].first, layout.marks[1].n);
  g_assert_cmpstr (one, ==, "learning rate 0.05");
  g_assert_cmpstr (three, ==, "3 changes");
  g_assert_cmpint (dh_chart_layout_find_mark (&layout, layout.event_x[3] + 2, 300), ==, 1);
  g_assert_cmpint (dh_chart_layout_find_mark (&layout, 500, 300), ==, -1);
  hovered = figure->describe (&model, 960, 420, layout.event_x[0] + 1, 300);
  g_assert_cmpstr (hovered, ==, "At step 312 the learning rate became 0.05.");
  whole = figure->describe (&model, 960, 420, -1, -1);
  g_assert_nonnull (strstr (whole, "At step 703 the clipping of the gradient became none. "
                                   "At step 711 the learning rate became 10⁻⁸. "
                                   "Diverged at step 1\u2009001."));

  /* Those that are zoomed away have no mark. */
  model.chart = (DhChartChoices){ .mode = DH_CHART_LOCKED, .from = 650, .to = 705 };
  layout = make_layout (&model, "loss");
  g_assert_cmpuint (layout.n_marks, ==, 1);
  g_assert_cmpuint (layout.marks[0].first, ==, 1);
  g_assert_cmpuint (layout.marks[0].n, ==, 2);
}

/* Words about the end of a curve stand where it is not. */
static void
test_room (void)
{
  for (guint rises = 0; rises < 2; rises++)
    {
      g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 0);
      const DhSnapshot *runs[] = { run };
      DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
      DhChartLayout layout;
      double bottom, y;

      for (guint i = 1; i <= 100; i++)
        dh_history_add (run->history, DH_SERIES_TRAIN_LOSS, i, pow (1.1, rises ? i : 100 - i));
      layout = make_layout (&model, "loss");
      bottom = layout.plot.y + layout.plot.height;
      y = dh_chart_curves_find_room (&layout, &model, layout.plot.x + layout.plot.width - 90,
                                     layout.plot.x + layout.plot.width);
      if (rises)
        g_assert_cmpfloat_with_epsilon (y, bottom - 10, 1e-9);
      else
        g_assert_cmpfloat (y, <=, bottom - 19);
    }
}

/* Choices are said by their titles, words of the settings in the reader's language. */
static void
test_event_words (void)
{
  static const struct
  {
    const char *key;
    const char *value;
    const char *title;
    const char *said;
  } cases[] = {
    { "optimizer", "adam", "Adam", "At step 5 the optimizer became Adam." },
    { "schedule", "warm-up", "Linear Warm-Up", "At step 5 the schedule became Linear Warm-Up." },
    { "batch", "all", NULL, "At step 5 the batch size became all." },
    { "clip-norm", "none", NULL, "At step 5 the clipping of the gradient became none." },
    { "init-from", "none", NULL, "At step 5: init-from none." },
    { "init-from", "a.safetensors", NULL, "At step 5: init-from a.safetensors." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DhHistory *history = dh_history_new ();
      g_autofree char *said = NULL;
      guint n;

      dh_history_add_choice (history, 5, cases[i].key, cases[i].value, cases[i].title);
      said = dh_chart_events_say (dh_history_get_events (history, &n));
      g_assert_cmpstr (said, ==, cases[i].said);
      dh_history_free (history);
    }
}

/* As many events as there can be, anywhere. */
static void
test_many_events (void)
{
  DhEvent events[DH_HISTORY_MAX_EVENTS] = { 0 };
  double x[DH_HISTORY_MAX_EVENTS];
  DhChartMark marks[DH_HISTORY_MAX_EVENTS];
  guint n, told = 0;

  for (guint i = 0; i < DH_HISTORY_MAX_EVENTS; i++)
    {
      g_strlcpy (events[i].key, "beta1", sizeof events[i].key);
      g_strlcpy (events[i].value, "0.5", sizeof events[i].value);
      x[i] = 10.0 * i;
    }
  n = dh_chart_events_place (events, x, DH_HISTORY_MAX_EVENTS, 5, 600, marks);
  g_assert_cmpuint (n, >, 1);
  for (guint i = 0; i < n; i++)
    {
      told += marks[i].n;
      g_assert_cmpfloat (marks[i].label_x + marks[i].label_width, <=, 600.001);
      if (i > 0)
        g_assert_cmpfloat (marks[i].label_x, >=, marks[i - 1].label_x + marks[i - 1].label_width);
    }
  g_assert_cmpuint (told, ==, 60);
}

static void
test_cursor (void)
{
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 0);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  const DhFigure *figure = dh_figures_find ("loss");
  const DhChart *loss = dh_chart_get_loss ();
  g_autofree char *whole = NULL, *merged = NULL;
  DhChartLayout layout;
  DhPick pick;

  g_assert_cmpfloat (dh_chart_cursor_move (loss, NULL, 5, 1), ==, 5);
  for (guint i = 0; i <= 20; i++)
    dh_history_add (run->history, DH_SERIES_TRAIN_LOSS, 10 * i, 2.0 / (i + 1));
  dh_history_add (run->history, DH_SERIES_TEST_LOSS, 100, 0.5);
  g_assert_cmpfloat (dh_chart_cursor_move (loss, run, 44, 0), ==, 40);
  g_assert_cmpfloat (dh_chart_cursor_move (loss, run, 44, 1), ==, 50);
  g_assert_cmpfloat (dh_chart_cursor_move (loss, run, 10, -7), ==, 0);
  g_assert_cmpfloat (dh_chart_cursor_move (loss, run, 190, 7), ==, 200);
  layout = make_layout (&model, "loss");
  pick = figure->pick (&model, 960, 420, dh_chart_layout_map_step (&layout, 101), 200);
  g_assert_cmpint (pick.kind, ==, DH_PICK_STEP);
  g_assert_cmpfloat (pick.value, ==, 100);
  g_assert_cmpint (figure->pick (&model, 960, 420, 5, 200).kind, ==, DH_PICK_NONE);
  model.chart.has_cursor = TRUE;
  model.chart.cursor = 40;
  whole = figure->describe (&model, 960, 420, -1, -1);
  g_assert_true (g_str_has_prefix (
      whole, "Step 40: training loss 0.4000, test loss 0.5000 at step 100. Training loss "));

  /* Of merged measurements it says which steps they are of. */
  for (guint i = 201; i < 5000; i++)
    dh_history_add (run->history, DH_SERIES_TRAIN_LOSS, i, 1);
  model.chart.cursor = dh_chart_cursor_move (loss, run, 3000, 0);
  merged = figure->describe (&model, 960, 420, -1, -1);
  g_assert_true (g_str_has_prefix (merged, "Steps "));
}

/* How many pixels differ. */
static guint
compare (const DhFigureModel *a, const DhFigureModel *b)
{
  const DhFigureModel *models[] = { a, b };
  cairo_surface_t *surfaces[2];
  guint n = 0;

  for (guint i = 0; i < 2; i++)
    {
      cairo_t *cr;

      surfaces[i] = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 600, 300);
      cr = cairo_create (surfaces[i]);
      dh_figures_find ("loss")->draw (cr, models[i], 600, 300);
      cairo_destroy (cr);
      cairo_surface_flush (surfaces[i]);
    }
  for (int y = 0; y < 300; y++)
    for (int x = 0; x < 600; x++)
      n += get_pixel (surfaces[0], x, y) != get_pixel (surfaces[1], x, y);
  cairo_surface_destroy (surfaces[0]);
  cairo_surface_destroy (surfaces[1]);
  return n;
}

/* Every choice can be seen. */
static void
test_pictures (void)
{
  static const DhChartChoices choices[] = {
    { .log_x = TRUE },
    { .smoothing = 0.9 },
    { .mode = DH_CHART_LOCKED, .from = 100, .to = 200 },
    { .mode = DH_CHART_FOLLOW, .from = 100, .to = 200 },
    { .has_cursor = TRUE, .cursor = 300 },
    { .has_selection = TRUE, .selected_x = { 100, 200 }, .selected_y = { 100, 200 } },
    { .unit = DH_CHART_EPOCHS },
  };
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 0);
  const DhSnapshot *runs[] = { run };
  const DhFigureModel usual = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };

  run->epoch_steps = 7;
  for (guint i = 0; i < 1000; i++)
    dh_history_add (run->history, DH_SERIES_TRAIN_LOSS, i, 1 + sin (i * i) + 9.0 / (i + 1));
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      DhFigureModel model = usual;

      model.chart = choices[i];
      g_assert_cmpuint (compare (&usual, &model), >, 100);
    }
  g_assert_cmpuint (compare (&usual, &usual), ==, 0);
}

static void
test_csv (void)
{
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 4);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  g_autofree char *csv = NULL, *other = NULL;

  run->epoch_steps = 2;
  dh_history_add (run->history, DH_SERIES_SECONDS, 4, 8);
  dh_history_add (run->history, DH_SERIES_TRAIN_ACCURACY, 1, 0.25);
  dh_history_add (run->history, DH_SERIES_TEST_ACCURACY, 4, 0.5);
  dh_history_add_event (run->history, 3, "learning-rate", "0.05");
  dh_history_add_event (run->history, 3, "momentum", "0.8");
  dh_history_add_event (run->history, 5, DH_EVENT_DIVERGED, "");
  csv = dh_figures_find ("loss")->csv (&model);
  g_assert_nonnull (strstr (csv, "1,training,3,3,1,1.94615388,1.94615385,1.94615388,1.5,6,"
                                 "learning-rate=0.05;momentum=0.8\n"));
  g_assert_nonnull (strstr (csv, ",2,8,diverged\n1,test,0,0,1,"));
  g_assert_nonnull (strstr (csv, "\n1,training-accuracy,1,1,1,0.25,0.25,0.25,0.5,2,\n"));
  g_assert_nonnull (strstr (csv, "\n1,test-accuracy,4,4,1,0.5,0.5,0.5,2,8,\n"));
  other = dh_figures_find ("accuracy")->csv (&model);
  g_assert_cmpstr (csv, ==, other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/accuracy", test_accuracy);
  g_test_add_func ("/chart/unchanged", test_unchanged);
  g_test_add_func ("/chart/modes", test_modes);
  g_test_add_func ("/chart/values", test_values);
  g_test_add_func ("/chart/events", test_events);
  g_test_add_func ("/chart/room", test_room);
  g_test_add_func ("/chart/event-words", test_event_words);
  g_test_add_func ("/chart/many-events", test_many_events);
  g_test_add_func ("/chart/cursor", test_cursor);
  g_test_add_func ("/chart/pictures", test_pictures);
  g_test_add_func ("/chart/csv", test_csv);
  return g_test_run ();
}
