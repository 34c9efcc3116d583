// The histograms figure: what it paints, says and writes of layers that are known.
// SPDX-License-Identifier: MIT

#include <stdlib.h>

#include "figure-runs.h"

#define WIDTH 960

/* Two layers; of the first, three in four weights are −0.5 and the rest 0.5. */
static DhSnapshot *
make_known_run (void)
{
  const guint n_units[] = { 4, 3 };
  DhSnapshot *run = make_run (4, 4, 3, 4, 1);
  DhProbe *probe = dh_probe_new (2, n_units);
  float outputs[40] = { 0 };

  run->gradient = g_new0 (float, run->n_parameters);
  run->update = g_new0 (float, run->n_parameters);
  for (gsize i = 0; i < 64; i++)
    run->parameters[i] = i % 4 == 0 ? 0.5f : -0.5f;
  run->update[0] = 0.004f;
  run->gradient[1] = NAN;
  run->gradient[2] = 2;
  probe->n_images = 10;
  probe->relu = TRUE;
  probe->layers[0].n_dead = 3;
  for (guint i = 0; i < 10; i++)
    outputs[i] = 4;
  dh_histogram_init (&probe->layers[0].outputs, outputs, G_N_ELEMENTS (outputs));
  count_layers (run, probe);
  run->probe = probe;
  return run;
}

static char *
describe_at (const DhFigureModel *model, double x, double y)
{
  const DhFigure *figure = dh_figures_find ("histograms");

  return figure->describe (model, WIDTH, figure->measure (model, WIDTH), x, y);
}

static void
test_words (void)
{
  g_autoptr (DhSnapshot) run = make_known_run ();
  g_autoptr (DhSnapshot) empty = dh_snapshot_new ();
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  g_autofree char *whole = describe_at (&model, -1, -1);
  g_autofree char *low = describe_at (&model, 17, 150);
  g_autofree char *high = describe_at (&model, 304, 150);
  g_autofree char *caption = describe_at (&model, 400, 75);
  g_autofree char *title = describe_at (&model, 400, 10);
  g_autofree char *logits = describe_at (&model, 900, 300);
  g_autofree char *none = NULL;

  g_assert_true (g_str_has_prefix (
      whole,
      "main.0, 16 → 4  ·  update-to-weight ratio 0.001  ·  3 of 4 ReLUs dead. "
      "Weights: 64 values from −0.5 to 0.5, mean −0.25, deviation 0.433, 0.0 % zeros. "
      "Gradients: 63 values from 0 to 2, mean 0.0317, deviation 0.25, 98.4 % zeros, 1 not finite. "
      "Activations: 40 values from 0 to 4, mean 1, deviation 1.73, 75.0 % zeros. "
      "main.2, 4 → 3  ·  "));
  g_assert_cmpstr (low, ==, "main.0, Weights: 48 of 64 from −0.5 to −0.484");
  g_assert_cmpstr (high, ==, "main.0, Weights: 16 of 64 from 0.484 to 0.5");
  g_assert_true (g_str_has_prefix (caption, "main.0, Gradients: 63 values"));
  g_assert_null (title);
  g_assert_true (g_str_has_prefix (logits, "main.2, Logits: "));
  runs[0] = empty;
  none = describe_at (&model, -1, -1);
  g_assert_cmpstr (none, ==, "No network to look at yet.");
}

static void
test_unknown_words (void)
{
  g_autoptr (DhSnapshot) run = make_run (4, 4, 3, 0, 1);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  g_autofree char *whole = NULL;

  fill_weights (run, NAN);
  whole = describe_at (&model, -1, -1);
  g_assert_cmpstr (whole, ==,
                   "main.0, 16 → 3. Weights: 48 not finite. Gradients: not known yet. "
                   "Logits: not known yet.");
}

/* After a divergence too, numbers are short. */
static void
test_large_words (void)
{
  g_autoptr (DhSnapshot) run = make_run (4, 4, 3, 0, 1);
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  g_autofree char *whole = NULL;

  fill_weights (run, 0);
  run->parameters[0] = 1040251;
  run->parameters[1] = -271112;
  whole = describe_at (&model, -1, -1);
  g_assert_nonnull (strstr (whole, "48 values from −271000 to 1.04×10⁶, mean 16000, "));
}

static void
test_csv (void)
{
  g_autoptr (DhSnapshot) run = make_known_run ();
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  g_autofree char *csv = dh_figures_find ("histograms")->csv (&model);
  g_auto (GStrv) rows = g_strsplit (csv, "\n", -1);

  g_assert_cmpstr (rows[0], ==, "layer,kind,bin_low,bin_high,count");
  g_assert_cmpstr (rows[1], ==, "main.0,weight,-0.5,-0.484375,48");
  g_assert_cmpstr (rows[64], ==, "main.0,weight,0.484375,0.5,16");
  g_assert_cmpstr (rows[65], ==, "main.0,gradient,0,0.03125,62");
  g_assert_cmpstr (rows[192], ==, "main.0,activation,3.9375,4,10");
  /* All gradients of the second layer are the same: one bin. Nobody counted its logits. */
  g_assert_cmpstr (rows[257], ==, "main.2,gradient,0,0,12");
  g_assert_cmpuint (g_strv_length (rows), ==, 259);
}

/* What a probe has counted is not counted again; without one, or with that of another network, the
 * same is counted of the snapshot. */
static void
test_probe_counts (void)
{
  g_autoptr (DhSnapshot) run = make_known_run ();
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  const DhProbe *probe = run->probe;
  g_autofree char *counted = NULL, *here = NULL, *foreign = NULL, *moved = NULL;

  counted = dh_figures_find ("histograms")->csv (&model);
  run->probe = NULL;
  here = dh_figures_find ("histograms")->csv (&model);
  run->probe = dh_probe_new (2, (const guint[]){ 4, 3 });
  foreign = dh_figures_find ("histograms")->csv (&model);
  dh_probe_unref (run->probe);
  run->probe = probe;
  fill_weights (run, 7);
  moved = dh_figures_find ("histograms")->csv (&model);
  g_assert_cmpstr (moved, ==, counted);
  g_assert_cmpstr (foreign, ==, here);
  g_assert_nonnull (strstr (counted, ",activation,"));
  g_assert_null (strstr (here, ",activation,"));
  g_assert_true (g_str_has_prefix (here, "layer,kind,bin_low,bin_high,count\n"
                                         "main.0,weight,-0.5,-0.484375,48\n"));
}

static cairo_surface_t *
draw (const DhFigureModel *model, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  const DhColor *color = &model->theme->background;

  cairo_set_source_rgb (cr, color->red, color->green, color->blue);
  cairo_paint (cr);
  dh_figures_find ("histograms")->draw (cr, model, width, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Bluer than it is red: the colour of what is negative. */
static gboolean
is_blue (guint32 pixel)
{
  return (pixel & 255) > (pixel >> 16 & 255) + 60;
}

/* The bars stand at the ends of the axis, as high as the square roots of their counts. */
static void
test_bars (void)
{
  g_autoptr (DhSnapshot) run = make_known_run ();
  const DhSnapshot *runs[] = { run };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_light () };
  const DhFigure *figure = dh_figures_find ("histograms");
  int height = figure->measure (&model, WIDTH);
  cairo_surface_t *surface = draw (&model, WIDTH, height);
  guint low = 0, high = 0, middle = 0;

  for (int y = 88; y < 174; y++)
    {
      guint32 right = get_pixel (surface, 304, y);

      low += is_blue (get_pixel (surface, 18, y));
      high += (right >> 16 & 255) > (right & 255) + 60;
      middle += is_blue (get_pixel (surface, 100, y));
    }
  g_assert_cmpuint (low, >, 70);
  g_assert_cmpfloat_with_epsilon ((double) high / low, sqrt (16 / 48.0), 0.04);
  g_assert_cmpuint (middle, ==, 0);
  cairo_surface_destroy (surface);
}

/* It grows with its layers, and draws at every size. */
static void
test_sizes (void)
{
  g_autoptr (DhSnapshot) run = make_known_run ();
  g_autoptr (DhSnapshot) linear = make_run (4, 4, 3, 0, 1);
  const DhSnapshot *runs[] = { run };
  const DhSnapshot *linear_runs[] = { linear };
  DhFigureModel model = { .runs = runs, .n_runs = 1, .theme = dh_theme_get_dark () };
  DhFigureModel linear_model = { .runs = linear_runs, .n_runs = 1,
                                 .theme = dh_theme_get_dark () };
  DhFigureModel none = { .theme = dh_theme_get_dark () };
  const DhFigure *figure = dh_figures_find ("histograms");

  g_assert_cmpint (figure->measure (&model, WIDTH), >,
                   figure->measure (&linear_model, WIDTH) + 100);
  g_assert_cmpint (figure->measure (&none, WIDTH), ==, 0);
  g_assert_cmpuint (figure->wants (&model), ==, DH_WANT_PROBE | DH_WANT_UPDATE_NORMS);
  for (int width = 1; width < 1000; width = width * 2 + 7)
    for (int height = 1; height < 1000; height = height * 2 + 3)
      {
        g_autofree char *text =
            figure->describe (&model, width, height, width / 2.0, height / 2.0);

        g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
        cairo_surface_destroy (draw (&model, width, height));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/histograms/words", test_words);
  g_test_add_func ("/histograms/unknown-words", test_unknown_words);
  g_test_add_func ("/histograms/large-words", test_large_words);
  g_test_add_func ("/histograms/csv", test_csv);
  g_test_add_func ("/histograms/probe-counts", test_probe_counts);
  g_test_add_func ("/histograms/bars", test_bars);
  g_test_add_func ("/histograms/sizes", test_sizes);
  return g_test_run ();
}
