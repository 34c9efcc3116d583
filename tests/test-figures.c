// Every figure at every size with every kind of model.
// SPDX-License-Identifier: MIT

#include <stdlib.h>

#include "figure-runs.h"

#define MARGIN 12 /* round the picture, to see that nothing is drawn there */

static DhSnapshot *
make_wild_run (void)
{
  static const double losses[] = { 2.3, 1e12, 3e38, 0, 1e-30, 1e39, 2 };
  DhSnapshot *run = make_run (28, 28, 10, 0, 0);

  for (guint i = 0; i < 3000; i++)
    dh_history_add (run->history, DH_SERIES_TRAIN_LOSS, i, losses[i % G_N_ELEMENTS (losses)]);
  run->diverged_at = 3000;
  run->deviation = 0;
  run->parameters[0] = INFINITY;
  run->parameters[1] = -INFINITY;
  return run;
}

static DhSnapshot *
make_unknown_run (void)
{
  DhSnapshot *run = make_run (28, 28, 10, 0, 5);

  fill_weights (run, NAN);
  return run;
}

static DhSnapshot *
make_zero_run (void)
{
  DhSnapshot *run = make_run (28, 28, 10, 100, 1);

  fill_weights (run, 0);
  return run;
}

#define N_RUNS 12

/* The last one is a NULL among the runs. */
static void
make_runs (DhSnapshot **runs)
{
  runs[0] = dh_snapshot_new ();
  runs[1] = make_run (28, 28, 10, 0, 1500);
  runs[2] = make_run (28, 28, 10, 100, 5000);
  runs[3] = make_unknown_run ();
  runs[4] = make_run (28, 28, 1, 0, 1);
  runs[5] = make_run (8, 8, 10, 0, 40);
  runs[6] = make_run (28, 28, 63, 0, 700);
  runs[7] = make_run (40, 9, 10, 3, 12);
  runs[8] = make_wild_run ();
  runs[9] = make_zero_run ();
  runs[10] = make_run (1, 1, 2, 0, 2);
  runs[11] = NULL;
}

static void
check_margin (cairo_surface_t *surface, int width, int height)
{
  for (int y = 0; y < height + 2 * MARGIN; y++)
    for (int x = 0; x < width + 2 * MARGIN; x++)
      if (x < MARGIN || x >= width + MARGIN || y < MARGIN || y >= height + MARGIN)
        g_assert_cmphex (get_pixel (surface, x, y), ==, 0);
}

static void
check_figure (const DhFigure *figure, const DhFigureModel *model, int width, int height)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, width + 2 * MARGIN, height + 2 * MARGIN);
  cairo_t *cr = cairo_create (surface);
  cairo_matrix_t before, after;
  double x1, y1, x2, y2;
  g_autofree char *whole = NULL, *point = NULL;

  /* A save left over would be undone in place of ours and give back 7. */
  cairo_set_line_width (cr, 3);
  cairo_save (cr);
  cairo_set_line_width (cr, 7);
  cairo_translate (cr, MARGIN, MARGIN);
  cairo_get_matrix (cr, &before);
  figure->draw (cr, model, width, height);
  cairo_get_matrix (cr, &after);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpmem (&before, sizeof before, &after, sizeof after);
  g_assert_cmpfloat (cairo_get_line_width (cr), ==, 7);
  g_assert_false (cairo_has_current_point (cr));
  cairo_restore (cr);
  g_assert_cmpfloat (cairo_get_line_width (cr), ==, 3);
  cairo_clip_extents (cr, &x1, &y1, &x2, &y2);
  g_assert_cmpfloat (x2 - x1, ==, width + 2 * MARGIN);

  cairo_surface_flush (surface);
  check_margin (surface, width, height);
  whole = figure->describe (model, width, height, -1, -1);
  g_assert_nonnull (whole);
  g_assert_true (g_utf8_validate (whole, -1, NULL));
  point = figure->describe (model, width, height, width / 2.0, height / 2.0);
  g_assert_true (point == NULL || g_utf8_validate (point, -1, NULL));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_all_sizes (void)
{
  static const int sizes[][2] = { { 0, 0 },     { 1, 1 },     { 10, 3 },    { 0, 100 },
                                  { 100, 0 },   { 60, 60 },   { 4000, 20 }, { 20, 1500 },
                                  { 130, 131 }, { 300, 200 }, { 960, 440 }, { 1700, 500 } };
  DhSnapshot *runs[N_RUNS];
  guint n;
  const DhFigure *figures = dh_figures_get_all (&n);

  make_runs (runs);
  for (guint i = 0; i < n * N_RUNS * G_N_ELEMENTS (sizes); i++)
    {
      const DhFigure *figure = &figures[i % n];
      guint r = i / n % N_RUNS;
      const int *size = sizes[i / n / N_RUNS];
      const DhSnapshot *pair[] = { runs[r], runs[(r + 1) % N_RUNS] };
      DhFigureModel model = {
        .runs = pair, .n_runs = 1 + r % 2, .theme = dh_theme_get_light (), .log_scale = TRUE
      };

      check_figure (figure, &model, size[0], size[1]);
      model.theme = dh_theme_get_dark ();
      model.log_scale = FALSE;
      model.focus = (int) r - 1;
      model.header_inset = r * 20;
      model.pixels.standardised = r % 2 == 0;
      model.pixels.bare = r % 3 == 1;
      model.pixels.loupe = (DhLoupe) { r != 3, r % 4 / 3, r % 9, 2 * r };
      model.n_runs = r == 0 ? 0 : 1;
      check_figure (figure, &model, size[0], size[1]);
    }
  for (guint r = 0; r < N_RUNS; r++)
    g_clear_pointer (&runs[r], dh_snapshot_unref);
}

/* All maps are as large as promised, and the figure is as tall as that takes. */
static void
test_measure (void)
{
  static const struct
  {
    guint width, height, n_classes, hidden;
    int most;
    gboolean grows;
  } cases[] = {
    { 28, 28, 10, 0, 200, FALSE },   { 28, 28, 63, 0, 440, FALSE },  { 20, 28, 63, 0, 600, TRUE },
    { 28, 28, 1000, 0, 1700, TRUE }, { 28, 28, 63, 9, 460, FALSE },  { 1024, 1, 4, 0, 440, FALSE },
    { 1, 1024, 30, 0, 2000, TRUE },
  };
  const DhFigure *figure = dh_figures_find ("weights");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DhSnapshot) run = make_run (cases[i].width, cases[i].height, cases[i].n_classes,
                                             cases[i].hidden, 3);
      const DhSnapshot *runs[] = { run };
      DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
      int height = figure->measure (&model, figure->width);
      int natural = dh_figure_get_natural_height (figure, &model, figure->width);
      g_autofree char *last = NULL;

      g_assert_cmpint (height, <=, cases[i].most);
      g_assert_cmpint (natural, ==, MAX (height, figure->height));
      g_assert_cmpint (natural > figure->height, ==, cases[i].grows);
      g_assert_cmpint (figure->measure (&model, 500), >=, height);
      last = figure->describe (&model, figure->width, natural, -1, -1);
      g_assert_cmpint (height, >, 0);
      if (cases[i].hidden == 0)
        g_assert_cmpint (atoi (last), ==, (int) cases[i].n_classes);
    }
}

/* What a network with hidden layers has besides. */
static void
test_weights_views (void)
{
  static const int sizes[][2] = { { 0, 0 },     { 10, 3 },    { 60, 60 },   { 4000, 20 },
                                  { 20, 1500 }, { 300, 200 }, { 960, 440 }, { 300, 300 } };
  const DhFigure *figure = dh_figures_find ("weights");
  DhSnapshot *runs[N_RUNS];

  make_runs (runs);
  for (guint i = 0; i < N_RUNS * DH_N_WEIGHTS_VIEWS * G_N_ELEMENTS (sizes); i++)
    {
      const DhSnapshot *run = runs[i % N_RUNS];
      DhFigureModel model = { .runs = &run, .n_runs = 1, .theme = dh_theme_get_dark () };
      const int *size = sizes[i / N_RUNS / DH_N_WEIGHTS_VIEWS];

      model.weights = (DhWeightsChoices){ .view = i / N_RUNS % DH_N_WEIGHTS_VIEWS,
                                          .quantity = i % DH_N_WEIGHTS_QUANTITIES,
                                          .own_scale = TRUE, .page = i, .layer = i % 4,
                                          .has_cell = TRUE, .row = i % 12, .column = 7 * i };
      check_figure (figure, &model, size[0], size[1]);
      model.weights.quantity = DH_WEIGHTS_VALUE;
      check_figure (figure, &model, size[0], size[1]);
    }
  for (guint r = 0; r < N_RUNS; r++)
    g_clear_pointer (&runs[r], dh_snapshot_unref);
}

static void
test_table (void)
{
  guint n;
  const DhFigure *figures = dh_figures_get_all (&n);

  g_assert_cmpuint (n, >=, 3);
  for (guint i = 0; i < n; i++)
    {
      g_assert_true (dh_figures_find (figures[i].id) == &figures[i]);
      g_assert_cmpint (figures[i].width, >, figures[i].height);
    }
  g_assert_null (dh_figures_find ("Loss"));
  g_assert_cmpint (dh_figures_find ("samples")->width, ==, 1260);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/all-sizes", test_all_sizes);
  g_test_add_func ("/figures/weights-views", test_weights_views);
  g_test_add_func ("/figures/measure", test_measure);
  g_test_add_func ("/figures/table", test_table);
  return g_test_run ();
}
