// What the figures paint, what they say, and what they write as numbers.
// SPDX-License-Identifier: MIT

#include "figure-runs.h"

static guint32
pack (const DhColor *color)
{
  return (guint32) lround (255 * color->red) << 16 | (guint32) lround (255 * color->green) << 8 |
         (guint32) lround (255 * color->blue);
}

/* The picture on its theme's background. */
static cairo_surface_t *
draw (const char *id, const DhFigureModel *model, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  const DhColor *color = &model->theme->background;

  cairo_set_source_rgb (cr, color->red, color->green, color->blue);
  cairo_paint (cr);
  dh_figures_find (id)->draw (cr, model, width, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Pixels of exactly this colour below the title row. */
static guint
count_color (cairo_surface_t *surface, guint32 color)
{
  guint n = 0;

  for (int y = 50; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      n += get_pixel (surface, x, y) == color;
  return n;
}

static void
test_loss_pixels (void)
{
  g_autoptr (DhSnapshot) run = make_run (28, 28, 10, 0, 1000);
  g_autoptr (DhSnapshot) empty = dh_snapshot_new ();
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  const DhTheme *themes[] = { dh_theme_get_light (), dh_theme_get_dark () };

  for (guint i = 0; i < 2; i++)
    {
      cairo_surface_t *linear, *other;

      model.theme = themes[i];
      linear = draw ("loss", &model, 960, 420);
      g_assert_cmpuint (count_color (linear, pack (&themes[i]->train)), >, 500);
      g_assert_cmpuint (count_color (linear, pack (&themes[i]->test)), >, 500);
      g_assert_cmpuint (count_color (linear, pack (&themes[1 - i]->train)), ==, 0);

      model.log_scale = TRUE;
      other = draw ("loss", &model, 960, 420);
      g_assert_cmpint (memcmp (cairo_image_surface_get_data (linear),
                               cairo_image_surface_get_data (other), 960 * 420 * 4),
                       !=, 0);
      model.log_scale = FALSE;
      cairo_surface_destroy (linear);
      cairo_surface_destroy (other);
    }

  runs[0] = empty;
  {
    cairo_surface_t *surface = draw ("loss", &model, 960, 420);

    g_assert_cmpuint (count_color (surface, pack (&model.theme->train)), ==, 0);
    g_assert_cmpuint (count_color (surface, pack (&model.theme->background)), <, 960 * 370);
    cairo_surface_destroy (surface);
  }
}

/* A point whose description begins with @text. */
static gboolean
find_point (const char *id,
            const DhFigureModel *model,
            int width,
            int height,
            const char *text,
            int *px,
            int *py)
{
  for (int y = 1; y < height; y += 2)
    for (int x = 1; x < width; x += 2)
      {
        g_autofree char *here = dh_figures_find (id)->describe (model, width, height, x, y);

        if (here == NULL || !g_str_has_prefix (here, text))
          continue;
        *px = x + 1; /* clear of the edges, where the next pixel's colour mixes in */
        *py = y + 1;
        return TRUE;
      }
  return FALSE;
}

static guint32
get_color_at (const char *id, const DhFigureModel *model, const char *text)
{
  const DhFigure *figure = dh_figures_find (id);
  cairo_surface_t *surface;
  guint32 color;
  int x = 0, y = 0;

  if (!find_point (id, model, figure->width, figure->height, text, &x, &y))
    g_error ("nothing is described as %s", text);
  surface = draw (id, model, figure->width, figure->height);
  color = get_pixel (surface, x, y);
  cairo_surface_destroy (surface);
  return color;
}

static void
test_weight_pixels (void)
{
  g_autoptr (DhSnapshot) run = make_run (28, 28, 10, 0, 1);
  const DhSnapshot *runs[] = { run };
  const DhTheme *themes[] = { dh_theme_get_light (), dh_theme_get_dark () };

  fill_weights (run, 0);
  run->parameters[3 * 784 + 20 * 28 + 15] = 0.5f;
  run->parameters[9 * 784 + 20 * 28 + 16] = -0.5f;
  run->parameters[5 * 784 + 20 * 28 + 17] = NAN;
  run->parameters[6 * 784 + 20 * 28 + 17] = INFINITY; /* off the scale, and does not stretch it */
  for (guint i = 0; i < 2; i++)
    {
      DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = themes[i] };

      g_assert_cmphex (
          get_color_at ("weights", &model, "Class 3, row 20, column 15 (pixel 575): weight +0.5"),
          ==, pack (&themes[i]->positive));
      g_assert_cmphex (
          get_color_at ("weights", &model, "Class 9, row 20, column 16 (pixel 576): weight −0.5"),
          ==, pack (&themes[i]->negative));
      g_assert_cmphex (
          get_color_at ("weights", &model, "Class 0, row 20, column 16 (pixel 576): weight 0.00"),
          ==, pack (&themes[i]->background));
      g_assert_cmphex (
          get_color_at ("weights", &model, "Class 5, row 20, column 17 (pixel 577): weight –"), !=,
          pack (&themes[i]->background));
    }
}

static void
test_sample_pixels (void)
{
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 1);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  const char *ink = "Label 2, row 3, column 6: raw 255 of 255, standardised 2.82";
  g_autofree char *whole = NULL;

  run->samples[2].pixels[3 * 8 + 6] = 255;
  g_assert_cmphex (get_color_at ("samples", &model, ink), ==, pack (&model.theme->foreground));
  g_assert_cmphex (get_color_at ("samples", &model, "Label 0, row 3, column 1: raw 0 of 255"), ==,
                   pack (&model.theme->background));
  model.theme = dh_theme_get_dark ();
  g_assert_cmphex (get_color_at ("samples", &model, ink), ==, pack (&model.theme->foreground));

  whole = dh_figures_find ("samples")->describe (&model, 100, 100, -1, 0);
  g_assert_cmpstr (whole, ==, "3 sample images of 8×8 pixels, labels 0, 1, 2.");
  g_free (whole);
  model.focus = 3;
  whole = dh_figures_find ("samples")->describe (&model, 100, 100, -1, 0);
  g_assert_cmpstr (whole, ==, "1 sample image of 8×8 pixels, label 2.");
}

/* Blank images: whatever is on the paper is a number. */
static void
test_sample_numbers (void)
{
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 1);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light (), .focus = 1 };
  static const struct
  {
    int side;
    gboolean numbers;
  } cases[] = { { 400, TRUE }, { 160, TRUE }, { 120, TRUE }, { 110, FALSE } };

  model.pixels.standardised = TRUE;
  memset (run->samples[0].pixels, 0, 64);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int side = cases[i].side;
      cairo_surface_t *surface = draw ("samples", &model, side, side);
      guint marks = 0;

      for (int y = side / 2 - 10; y < side / 2 + 10; y++)
        for (int x = side / 2 - 10; x < side / 2 + 10; x++)
          marks += (get_pixel (surface, x, y) & 255) < 0xe6;
      g_assert_cmpint (marks > 0, ==, cases[i].numbers);
      cairo_surface_destroy (surface);
    }
}

static void
test_loss_words (void)
{
  g_autoptr (DhSnapshot) run = make_run (28, 28, 10, 0, 0);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  const DhFigure *loss = dh_figures_find ("loss");
  g_autofree char *whole = loss->describe (&model, 960, 420, -1, -1);
  g_autofree char *csv = NULL;
  int x, y;

  g_assert_cmpstr (whole, ==, "No step has been made yet.");
  dh_history_add (run->history, DH_SERIES_TRAIN_LOSS, 0, 2.4708);
  g_free (whole);
  whole = loss->describe (&model, 960, 420, -1, -1);
  g_assert_cmpstr (whole, ==, "Training loss 2.4708 at step 0.");
  dh_history_add (run->history, DH_SERIES_TRAIN_LOSS, 844, 0.1305);
  dh_history_add (run->history, DH_SERIES_TRAIN_LOSS, 1532, 0.0882);
  dh_history_add (run->history, DH_SERIES_TEST_LOSS, 844, 0.1899);
  dh_history_add (run->history, DH_SERIES_TEST_LOSS, 1400, 0.1766);
  g_free (whole);
  whole = loss->describe (&model, 960, 420, -1, -1);
  g_assert_cmpstr (whole, ==,
                   "Training loss 0.08820 at step 1\u2009532, down from 2.4708. "
                   "Test loss 0.1766, down from 0.1899.");
  run->diverged_at = 1533;
  g_free (whole);
  whole = loss->describe (&model, 960, 420, -1, -1);
  g_assert_true (g_str_has_suffix (whole, " down from 0.1899. Diverged at step 1\u2009533."));
  run->diverged_at = -1;
  g_assert_true (find_point ("loss", &model, 960, 420,
                             "Step 844: training loss 0.1305, test loss 0.1899", &x, &y));
  g_assert_true (find_point ("loss", &model, 960, 420,
                             "Step 1\u2009532: training loss 0.08820, test loss 0.1766 at step "
                             "1\u2009400",
                             &x, &y));
  g_assert_null (loss->describe (&model, 960, 420, 500, 10));

  csv = loss->csv (&model);
  g_assert_true (g_str_has_prefix (csv,
                                   "run,series,first_step,last_step,measurements,min,mean,max,"
                                   "epoch,seconds,event\n"
                                   "1,training,0,0,1,2.4707"));
  g_assert_nonnull (strstr (csv, "\n1,test,1400,1400,1,"));
}

static void
test_csv (void)
{
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 1);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  g_autofree char *weights = NULL, *samples = NULL, *none = NULL;
  g_auto (GStrv) rows = NULL;

  run->parameters[8 * 8 + 8 + 2] = 0.1f;
  weights = dh_figures_find ("weights")->csv (&model);
  rows = g_strsplit (weights, "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 1 + 10 * 64 + 1);
  g_assert_cmpstr (rows[0], ==, "map,row,column,weight");
  g_assert_cmpstr (rows[1 + 64 + 8 + 2], ==, "1,1,2,0.100000001");

  samples = dh_figures_find ("samples")->csv (&model);
  g_assert_nonnull (strstr (samples, "\n0,0,0,0,0,-0.424073"));
  model.n_runs = 0;
  none = dh_figures_find ("weights")->csv (&model);
  g_assert_cmpstr (none, ==, "map,row,column,weight\n");
}

static void
test_classes (void)
{
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 1);
  g_autoptr (DhSnapshot) empty = dh_snapshot_new ();
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  const DhFigure *figure = dh_figures_find ("classes");
  g_autofree char *whole = figure->describe (&model, 960, 320, -1, -1);
  g_autofree char *csv = NULL, *none = NULL;
  cairo_surface_t *surface;
  int x, y;

  g_assert_cmpstr (whole, ==,
                   "50 images for training of 10 classes: 0: 8, 1: 7, 2: 7, 3: 7, 4: 7, 5: 7, "
                   "6: 7, 7: 0, 8: 0, 9: 0.");
  g_assert_true (find_point ("classes", &model, 960, 320,
                             "Class 0: 8 images, 16.0 % of the subset", &x, &y));
  g_assert_true (find_point ("classes", &model, 960, 320, "Class 9: 0 images, 0.0 %", &x, &y));
  surface = draw ("classes", &model, 960, 320);
  g_assert_cmphex (get_pixel (surface, 60, 200), !=, pack (&model.theme->background));
  g_assert_cmphex (get_pixel (surface, 900, 200), ==, pack (&model.theme->background));
  cairo_surface_destroy (surface);

  g_free (run->class_names[1]);
  run->class_names[1] = g_strdup ("a \"b\", c");
  csv = figure->csv (&model);
  g_assert_true (g_str_has_prefix (csv, "class,name,images\n0,\"0\",8\n"
                                        "1,\"a \"\"b\"\", c\",7\n"));
  runs[0] = empty;
  none = figure->csv (&model);
  g_assert_cmpstr (none, ==, "class,name,images\n");
  g_free (whole);
  whole = figure->describe (&model, 960, 320, -1, -1);
  g_assert_cmpstr (whole, ==, "No images to count yet.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-contents/loss-pixels", test_loss_pixels);
  g_test_add_func ("/figure-contents/loss-words", test_loss_words);
  g_test_add_func ("/figure-contents/weight-pixels", test_weight_pixels);
  g_test_add_func ("/figure-contents/sample-pixels", test_sample_pixels);
  g_test_add_func ("/figure-contents/sample-numbers", test_sample_numbers);
  g_test_add_func ("/figure-contents/classes", test_classes);
  g_test_add_func ("/figure-contents/csv", test_csv);
  return g_test_run ();
}
