// The figures of one image and of some: where pixels are, what is said, the loupe, the tables.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "figure-runs.h"
#include "figures/class-name.h"
#include "figures/loupe.h"
#include "figures/pixel-value.h"
#include "figures/sample-words.h"
#include "figures/samples-layout.h"

static DhFigureModel
make_model (const DhSnapshot *const *runs)
{
  return (DhFigureModel) { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
}

/* Every pixel of images of all kinds is found where it is drawn. */
static void
test_pixels_found (void)
{
  static const struct
  {
    guint width, height;
  } sizes[] = { { 8, 8 }, { 20, 28 }, { 28, 28 }, { 64, 5 }, { 1, 1 }, { 1024, 1024 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      guint width = sizes[i].width, height = sizes[i].height;
      g_autoptr (DhSnapshot) run = make_run (width, height, 10, 0, 1);
      const DhSnapshot *runs[] = { run };
      DhFigureModel model = make_model (runs);
      const DhFigure *figure = dh_figures_find ("pixels");
      DhLoupe loupe = { TRUE, 0, height / 3, width - 1 };
      DhSamplesLayout layout;
      DhRect pixel;
      DhPick pick;

      dh_samples_layout_init_shown (&layout, &model, figure->width, figure->height);
      g_assert_true (dh_samples_layout_has_pixel (&layout, &loupe));
      pixel = dh_samples_layout_get_pixel (&layout, &loupe);
      pick = figure->pick (&model, figure->width, figure->height, pixel.x + pixel.width / 2,
                           pixel.y + pixel.height / 2);
      g_assert_cmpint (pick.kind, ==, DH_PICK_PIXEL);
      g_assert_cmpint (pick.a, ==, (int) loupe.row);
      g_assert_cmpint (pick.b, ==, (int) loupe.column);
      g_assert_cmpint (figure->pick (&model, figure->width, figure->height, 1, 1).kind, ==,
                       DH_PICK_NONE);
      loupe.column = width;
      g_assert_false (dh_samples_layout_has_pixel (&layout, &loupe));
    }
}

/* The pick of the samples tells which one: the number it has among all. */
static void
test_samples_pick (void)
{
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 1);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = make_model (runs);
  const DhFigure *figure = dh_figures_find ("samples");
  DhSamplesLayout layout;
  DhRect cell;

  dh_samples_layout_init (&layout, &model, 1260, 500);
  cell = dh_grid_get_cell (&layout.grid, 2);
  g_assert_cmpfloat (figure->pick (&model, 1260, 500, cell.x + 1, cell.y + 1).value, ==, 2);
  model.focus = 2;
  g_assert_cmpfloat (figure->pick (&model, 1260, 500, 630, 250).value, ==, 1);
}

static void
test_formats (void)
{
  g_autoptr (DhSnapshot) run = make_run (8, 8, 10, 0, 1);
  static const struct
  {
    double side;
    DhPixelFormat raw, standardised;
  } cases[] = { { 40, DH_PIXEL_RAW, DH_PIXEL_HUNDREDTHS }, { 14, DH_PIXEL_RAW, DH_PIXEL_TENTHS },
                { 10, DH_PIXEL_RAW, DH_PIXEL_NONE },       { 5, DH_PIXEL_NONE, DH_PIXEL_NONE },
                { 0, DH_PIXEL_NONE, DH_PIXEL_NONE } };
  g_autofree char *raw = dh_pixel_format_write (DH_PIXEL_RAW, run, 36);
  g_autofree char *tenths = dh_pixel_format_write (DH_PIXEL_TENTHS, run, 0);
  g_autofree char *hundredths = dh_pixel_format_write (DH_PIXEL_HUNDREDTHS, run, 255);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (dh_pixel_format_choose (run, FALSE, cases[i].side), ==, cases[i].raw);
      g_assert_cmpint (dh_pixel_format_choose (run, TRUE, cases[i].side), ==,
                       cases[i].standardised);
    }
  g_assert_cmpstr (raw, ==, "36");
  g_assert_cmpstr (tenths, ==, "−0.4");
  g_assert_cmpstr (hundredths, ==, "2.82");
  run->deviation = 0;
  g_assert_cmpint (dh_pixel_format_choose (run, TRUE, 40), ==, DH_PIXEL_HUNDREDTHS);
}

/* Hidden by choice or for want of room, and never on a bare image. */
static void
test_values_shown (void)
{
  g_autoptr (DhSnapshot) run = make_run (28, 28, 10, 0, 1);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = make_model (runs);
  DhSamplesLayout layout;

  dh_samples_layout_init_shown (&layout, &model, 740, 730);
  g_assert_cmpint (layout.format, ==, DH_PIXEL_RAW);
  g_assert_cmpfloat (layout.foot, >, 0);
  model.pixels.hide_values = TRUE;
  dh_samples_layout_init_shown (&layout, &model, 740, 730);
  g_assert_cmpint (layout.format, ==, DH_PIXEL_NONE);
  g_assert_cmpint (layout.room, ==, DH_PIXEL_RAW);
  model.pixels = (DhPixelsChoices) { .bare = TRUE };
  dh_samples_layout_init_shown (&layout, &model, 740, 768);
  g_assert_cmpint (layout.format, ==, DH_PIXEL_NONE);
  g_assert_cmpfloat (layout.grid.width, >, 720);
  model.pixels.bare = FALSE;
  dh_samples_layout_init_shown (&layout, &model, 200, 200);
  g_assert_cmpint (layout.room, ==, DH_PIXEL_NONE);
}

/* Only a bare image asks for a height: the one its shape has. */
static void
test_bare_height (void)
{
  g_autoptr (DhSnapshot) wide = make_run (64, 32, 10, 0, 1);
  g_autoptr (DhSnapshot) tall = make_run (2, 90, 10, 0, 1);
  const DhSnapshot *runs[] = { wide };
  DhFigureModel model = make_model (runs);
  const DhFigure *figure = dh_figures_find ("pixels");

  g_assert_cmpint (figure->measure (&model, 300), ==, 0);
  model.pixels.bare = TRUE;
  g_assert_cmpint (figure->measure (&model, 300), ==, 150 + 28);
  runs[0] = tall;
  g_assert_cmpint (figure->measure (&model, 300), ==, 375 + 28);
  model.n_runs = 0;
  g_assert_cmpint (figure->measure (&model, 300), ==, 300 + 28);
}

static void
assert_loupe (const DhLoupe *loupe, guint image, guint row, guint column)
{
  g_assert_true (loupe->on);
  g_assert_cmpuint (loupe->image, ==, image);
  g_assert_cmpuint (loupe->row, ==, row);
  g_assert_cmpuint (loupe->column, ==, column);
}

static void
test_loupe_moves (void)
{
  DhLoupe loupe = { FALSE };

  dh_loupe_move (&loupe, 0, 3, 28, 20, 1, 0);
  assert_loupe (&loupe, 0, 10, 14);
  dh_loupe_move (&loupe, 0, 3, 28, 20, -20, 0);
  assert_loupe (&loupe, 0, 10, 0);
  dh_loupe_move (&loupe, 0, 3, 28, 20, 27, -100);
  assert_loupe (&loupe, 0, 0, 27);
  /* The images lie side by side. */
  dh_loupe_move (&loupe, 0, 3, 28, 20, 1, 100);
  assert_loupe (&loupe, 1, 19, 0);
  dh_loupe_move (&loupe, 0, 3, 28, 20, 1000, 0);
  assert_loupe (&loupe, 2, 19, 27);
  /* One that is not shown any more begins anew. */
  dh_loupe_move (&loupe, 0, 1, 28, 20, 1, 0);
  assert_loupe (&loupe, 0, 10, 14);
}

/* The loupe changes what is drawn live, and nothing of what stays. */
static void
test_layers (void)
{
  g_autoptr (DhSnapshot) run = make_run (28, 28, 10, 0, 1);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = make_model (runs);
  const DhFigure *figure = dh_figures_find ("pixels");
  cairo_surface_t *pictures[4];
  const gsize size = 4 * 400 * 400;

  for (guint i = 0; i < 4; i++)
    {
      cairo_t *cr;

      model.pixels.loupe = (DhLoupe) { i % 2 == 1, 0, 9, 20 };
      pictures[i] = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 400, 400);
      cr = cairo_create (pictures[i]);
      if (i < 2)
        figure->draw_still (cr, &model, 400, 400);
      else
        figure->draw_live (cr, &model, 400, 400);
      cairo_destroy (cr);
      cairo_surface_flush (pictures[i]);
    }
  g_assert_cmpmem (cairo_image_surface_get_data (pictures[0]), size,
                   cairo_image_surface_get_data (pictures[1]), size);
  g_assert_cmpint (memcmp (cairo_image_surface_get_data (pictures[2]),
                           cairo_image_surface_get_data (pictures[3]), size),
                   !=, 0);
  for (guint i = 0; i < 4; i++)
    cairo_surface_destroy (pictures[i]);
}

/* A bare image, as the pane has it, shows nothing that another step changes; with a prediction
 * below it does. */
static void
test_lively (void)
{
  g_autoptr (DhSnapshot) run = make_run (28, 28, 10, 0, 1);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = make_model (runs);
  const DhFigure *figure = dh_figures_find ("pixels");
  const gsize size = 4 * 400 * 400;

  for (guint bare = 0; bare < 2; bare++)
    {
      cairo_surface_t *pictures[2];

      model.pixels.bare = bare == 1;
      for (guint i = 0; i < 2; i++)
        {
          cairo_t *cr;

          for (guint c = 0; c < 10; c++)
            run->shown.probabilities[c] = c == 3 + i ? 0.91f : 0.01f;
          pictures[i] = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 400, 400);
          cr = cairo_create (pictures[i]);
          figure->draw_live (cr, &model, 400, 400);
          cairo_destroy (cr);
          cairo_surface_flush (pictures[i]);
        }
      g_assert_cmpint (memcmp (cairo_image_surface_get_data (pictures[0]),
                               cairo_image_surface_get_data (pictures[1]), size) != 0,
                       ==, figure->is_lively (&model));
      cairo_surface_destroy (pictures[0]);
      cairo_surface_destroy (pictures[1]);
    }
}

static void
test_words (void)
{
  g_autoptr (DhSnapshot) run = make_run (28, 28, 10, 0, 1);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = make_model (runs);
  g_autofree char *pixels = NULL, *loupe = NULL, *probabilities = NULL, *samples = NULL;

  run->shown.pixels[11 * 28 + 15] = 36;
  run->shown.label = 7;
  for (guint i = 0; i < 10; i++)
    run->shown.probabilities[i] = i == 7 ? 0.9f : i == 2 ? 0.06f : 0.005f;
  pixels = dh_figures_find ("pixels")->describe (&model, 700, 700, -1, -1);
  g_assert_cmpstr (pixels, ==,
                   "Training image of 28×28 pixels, label 7. Reads 7, 90.0\u202f% sure. Right.");
  model.pixels.loupe = (DhLoupe) { TRUE, 0, 11, 15 };
  loupe = dh_figures_find ("pixels")->describe (&model, 700, 700, -1, -1);
  g_assert_true (g_str_has_prefix (
      loupe, "Row 11, column 15: raw 36 of 255, standardised 0.03. Training image "));
  run->shown.label = 2;
  probabilities = dh_figures_find ("probabilities")->describe (&model, 300, 300, -1, -1);
  g_assert_cmpstr (probabilities, ==,
                   "Reads 7, 90.0\u202f% sure. Wrong, the label is 2. Most likely: 7: "
                   "90.0\u202f%, 2: 6.0\u202f%, 0: 0.5\u202f%.");
  samples = dh_figures_find ("samples")->describe (&model, 700, 700, -1, -1);
  g_assert_nonnull (strstr (samples, "Label 0, row 11, column 15: raw "));
}

static void
test_probability_rows (void)
{
  g_autoptr (DhSnapshot) run = make_run (28, 28, 63, 0, 1);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = make_model (runs);
  const DhFigure *figure = dh_figures_find ("probabilities");
  int height = figure->measure (&model, 280);
  guint told = 0;
  const char *last = "";

  g_assert_cmpint (height, >=, 63 * 20);
  run->shown.label = 62;
  for (int y = 0; y < height; y++)
    {
      g_autofree char *words = figure->describe (&model, 280, height, 100, y);
      char number[16];

      if (words == NULL)
        continue;
      g_snprintf (number, sizeof number, "%u", told);
      told += g_str_has_prefix (words, number) &&
              (words[strlen (number)] == ':' || words[strlen (number)] == ',');
      if (g_str_has_prefix (words, "62"))
        last = "62";
      g_assert_true (!g_str_has_prefix (words, "62") || strstr (words, "the label") != NULL);
    }
  g_assert_cmpuint (told, ==, 63);
  g_assert_cmpstr (last, ==, "62");
}

static void
test_tables (void)
{
  g_autoptr (DhSnapshot) run = make_run (28, 28, 10, 0, 1);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = make_model (runs);
  g_autofree char *pixels = NULL, *probabilities = NULL, *none = NULL;

  g_free (run->class_names[1]);
  run->class_names[1] = g_strdup ("1, or \"one\"");
  run->shown.label = 1;
  memset (run->shown.probabilities, 0, 10 * sizeof (float));
  run->shown.probabilities[3] = 0.75f;
  run->shown.probabilities[1] = 0.25f;
  run->shown.pixels[28] = 255;
  pixels = dh_figures_find ("pixels")->csv (&model);
  g_assert_true (g_str_has_prefix (pixels, "row,column,raw,standardised\n0,0,0,-0.424073"));
  g_assert_nonnull (strstr (pixels, "\n1,0,255,2.8215"));
  probabilities = dh_figures_find ("probabilities")->csv (&model);
  g_assert_true (g_str_has_prefix (probabilities,
                                   "class,name,probability,is_label,is_predicted\n"
                                   "0,\"0\",0,0,0\n1,\"1, or \"\"one\"\"\",0.25,1,0\n"));
  g_assert_nonnull (strstr (probabilities, "\n3,\"3\",0.75,0,1\n"));
  model.n_runs = 0;
  none = dh_figures_find ("pixels")->csv (&model);
  g_assert_cmpstr (none, ==, "row,column,raw,standardised\n");
}

/* What is not known is not told; what is no number is not predicted. */
static void
test_unknown (void)
{
  g_autoptr (DhSnapshot) run = make_run (28, 28, 10, 0, 1);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = make_model (runs);
  g_autofree char *words = NULL;

  for (guint i = 0; i < 10; i++)
    run->shown.probabilities[i] = NAN;
  g_assert_null (dh_sample_words_get_verdict (run, &run->shown));
  g_assert_null (dh_sample_words_make_prediction (run, &run->shown));
  words = dh_figures_find ("probabilities")->describe (&model, 300, 300, -1, -1);
  g_assert_cmpstr (words, ==, "It is not known how likely the classes are.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-figures/pixels-found", test_pixels_found);
  g_test_add_func ("/sample-figures/samples-pick", test_samples_pick);
  g_test_add_func ("/sample-figures/formats", test_formats);
  g_test_add_func ("/sample-figures/values-shown", test_values_shown);
  g_test_add_func ("/sample-figures/bare-height", test_bare_height);
  g_test_add_func ("/sample-figures/loupe-moves", test_loupe_moves);
  g_test_add_func ("/sample-figures/layers", test_layers);
  g_test_add_func ("/sample-figures/words", test_words);
  g_test_add_func ("/sample-figures/lively", test_lively);
  g_test_add_func ("/sample-figures/probability-rows", test_probability_rows);
  g_test_add_func ("/sample-figures/tables", test_tables);
  g_test_add_func ("/sample-figures/unknown", test_unknown);
  return g_test_run ();
}
