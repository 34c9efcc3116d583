// Tests of the drawn network: its words, its picture, what can be clicked.
// SPDX-License-Identifier: MIT

#include <stdlib.h>
#include <time.h>

#include "network-run.h"

static void
assert_described (Fixture *f, double x, double y, const char *expected)
{
  g_autofree char *text = f->figure->describe (&f->model, WIDTH, HEIGHT, x, y);

  if (expected == NULL || text == NULL)
    g_assert_cmpstr (text, ==, expected);
  else if (strstr (text, expected) == NULL)
    g_error ("“%s” is not in “%s”", expected, text);
}

static void
test_describe (Fixture *f, gconstpointer data)
{
  DhNetworkLayout layout;
  double y;

  dh_network_layout_init (&layout, &f->model, WIDTH, HEIGHT);
  y = layout.names;
  assert_described (f, -1, -1,
                    "784 inputs, hidden layers of 128 and 64 units (ReLU), 10 classes; "
                    "109\u2009386 parameters");
  assert_described (f, layout.columns[0].x, y, "Input: 784 pixels, as images of 28 × 28 have");
  assert_described (f, layout.columns[1].x, y,
                    "Hidden layer 1: 128 units, ReLU — click to change it");
  assert_described (f, layout.columns[3].x, y, "Output: 10 units, one for each class");
  assert_described (f, layout.columns[1].x, dh_network_layout_get_y (&layout.columns[1], 5),
                    "units 106–127 of hidden layer 1");
  assert_described (f, layout.columns[0].x, dh_network_layout_get_y (&layout.columns[0], 7),
                    "rows 24–27 of the image");
  assert_described (f, layout.columns[3].x, dh_network_layout_get_y (&layout.columns[3], 7),
                    "class 7");
  assert_described (f, layout.columns[1].x + layout.gap / 2, y,
                    "Between hidden layer 1 and hidden layer 2 — click to add a layer");
  assert_described (f, 400, 10, NULL);
  f->model.n_runs = 0;
  assert_described (f, -1, -1, "No network yet.");
  assert_described (f, 400, 200, NULL);
}

/* In the middle of the way a line is halfway down. */
static void
test_describe_link (Fixture *f, gconstpointer data)
{
  DhNetworkLayout layout;
  const DhNetworkColumn *left = &layout.columns[2];
  const DhNetworkColumn *right = &layout.columns[3];
  double middle;
  guint from, to;

  *get_weight (f, 2, 0, 0) = -0.123456f;
  dh_network_layout_init (&layout, &f->model, WIDTH, HEIGHT);
  middle = (dh_network_layout_get_y (left, 0) + dh_network_layout_get_y (right, 0)) / 2;
  assert_described (f, (left->x + right->x) / 2, middle,
                    "Strongest weight between units 0–9 of hidden layer 2 and class 0: −0.123 "
                    "(main.4.weight[0, 0])");
  for (guint share = 1; share < 100; share++)
    {
      double x = left->x + share / 100.0 * layout.gap;
      double y = dh_network_layout_get_y (left, 0);

      /* The topmost line is level all the way. */
      g_assert_cmpint (dh_network_layout_find_link (&layout, x, y - 3.5, &from, &to), ==, 2);
      g_assert_cmpuint (from, ==, 0);
      g_assert_cmpuint (to, ==, 0);
      g_assert_cmpint (dh_network_layout_find_link (&layout, x, y - 4.5, &from, &to), ==, -1);
    }
}

static void
test_pick (Fixture *f, gconstpointer data)
{
  static const struct
  {
    int width, height;
  } sizes[] = { { WIDTH, HEIGHT }, { 270, 126 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      int last = -1;

      for (int x = 0; x < sizes[i].width; x++)
        {
          DhPick pick = f->figure->pick (&f->model, sizes[i].width, sizes[i].height, x,
                                         sizes[i].height / 2);
          int place = 2 * pick.a + pick.b;

          g_assert_cmpint (pick.kind, ==, DH_PICK_LAYER);
          g_assert_true (place == last || place == last + 1);
          last = place;
        }
      /* Every layer, every room between two, none after the last. */
      g_assert_cmpint (last, ==, 6);
    }
  g_assert_cmpint (f->figure->pick (&f->model, WIDTH, HEIGHT, 300, 5).kind, ==, DH_PICK_NONE);
  g_assert_cmpint (f->figure->pick (&f->model, 0, 0, 0, 0).kind, ==, DH_PICK_NONE);
  f->model.n_runs = 0;
  g_assert_cmpint (f->figure->pick (&f->model, 300, 130, 100, 100).kind, ==, DH_PICK_NONE);
}

static void
test_csv (Fixture *f, gconstpointer data)
{
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < 640; i++)
    f->run->parameters[f->run->tensors[4].offset + i] = i % 2 == 0 ? 0.25f : -0.75f;
  *get_weight (f, 2, 9, 63) = -1.75f;
  csv = f->figure->csv (&f->model);
  lines = g_strsplit (csv, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 4 + 1);
  g_assert_cmpstr (lines[0], ==,
                   "layer,name,units,parameters,mean_absolute_weight,strongest_weight");
  g_assert_cmpstr (lines[1], ==, "0,input,784,0,,");
  g_assert_true (g_str_has_prefix (lines[2], "1,main.0,128,100480,"));
  g_assert_cmpstr (lines[4], ==, "3,main.4,10,650,0.5015625,-1.75");
}

/* Pixels that a picture has of a colour, or nearly. */
static guint
count_pixels (Fixture *f, const DhColor *color)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  guint n = 0;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  f->figure->draw (cr, &f->model, WIDTH, HEIGHT);
  cairo_surface_flush (surface);
  /* Past the legend. */
  for (int y = 48; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        guint32 pixel = get_pixel (surface, x, y);
        int red = (int) (pixel >> 16 & 255) - (int) (255 * color->red);
        int green = (int) (pixel >> 8 & 255) - (int) (255 * color->green);
        int blue = (int) (pixel & 255) - (int) (255 * color->blue);

        n += abs (red) + abs (green) + abs (blue) < 60;
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return n;
}

/* A line has the colour of its weight's sign, and only what is strong in its layer is plain. */
static void
test_colors (Fixture *f, gconstpointer data)
{
  const DhTheme *theme = f->model.theme;

  memset (f->run->parameters, 0, f->run->n_parameters * sizeof (float));
  g_assert_cmpuint (count_pixels (f, &theme->train), ==, 0);
  g_assert_cmpuint (count_pixels (f, &theme->test), ==, 0);
  *get_weight (f, 1, 0, 0) = -0.001f;
  g_assert_cmpuint (count_pixels (f, &theme->train), >, 200);
  g_assert_cmpuint (count_pixels (f, &theme->test), ==, 0);
  *get_weight (f, 1, 63, 127) = 0.1f;
  g_assert_cmpuint (count_pixels (f, &theme->train), ==, 0);
  g_assert_cmpuint (count_pixels (f, &theme->test), >, 200);
}

static double
get_cpu_msec (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* What a drawing, made five times a second, takes of the main thread: 535 818 weights looked at,
 * and as many lines as there can be. The limit is far above what was measured, for slow machines
 * and sanitizers. */
static void
test_time (Fixture *f, gconstpointer data)
{
  static const guint units[] = { 784, 512, 256, 10 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 270, 126);
  cairo_t *cr = cairo_create (surface);
  double best = G_MAXDOUBLE;

  g_free (f->run->tensors);
  g_free (f->run->parameters);
  set_layers (f->run, units, G_N_ELEMENTS (units));
  for (guint i = 0; i < 10; i++)
    {
      double begun_at = get_cpu_msec ();

      f->figure->draw (cr, &f->model, 270, 126);
      best = MIN (best, get_cpu_msec () - begun_at);
    }
  g_test_minimized_result (best, "%.2f ms a drawing", best);
  g_assert_cmpfloat (best, <, 50);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/network-figure/describe", test_describe);
  ADD ("/network-figure/describe-link", test_describe_link);
  ADD ("/network-figure/pick", test_pick);
  ADD ("/network-figure/csv", test_csv);
  ADD ("/network-figure/colors", test_colors);
  ADD ("/network-figure/time", test_time);
  return g_test_run ();
}
