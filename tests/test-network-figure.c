// Tests of the drawn network: what its circles and lines stand for, where they are, and its words.
// SPDX-License-Identifier: MIT

#include <stdlib.h>
#include <time.h>

#include "figures/network-links.h"
#include "figure-runs.h"

#define WIDTH 960
#define HEIGHT 420

typedef struct
{
  DhSnapshot *run;
  const DhSnapshot *runs[1];
  DhFigureModel model;
  const DhFigure *figure;
} Fixture;

static void
set_layers (DhSnapshot *run, const guint *units, guint n)
{
  gsize offset = 0;

  run->n_tensors = 2 * (n - 1);
  run->tensors = g_new0 (DhTensor, run->n_tensors);
  for (guint l = 0; l + 1 < n; l++)
    {
      DhTensor *weight = &run->tensors[2 * l];

      weight[0] = (DhTensor) { .offset = offset, .rows = units[l + 1], .columns = units[l] };
      offset += (gsize) units[l + 1] * units[l];
      weight[1] = (DhTensor) { .offset = offset, .rows = units[l + 1] };
      offset += units[l + 1];
      g_snprintf (weight[0].name, sizeof weight[0].name, "main.%u.weight", 2 * l);
      g_snprintf (weight[1].name, sizeof weight[1].name, "main.%u.bias", 2 * l);
    }
  run->n_parameters = offset;
  run->parameters = g_new (float, offset);
  for (gsize i = 0; i < offset; i++)
    run->parameters[i] = (float) ((int) (i * 37 % 101) - 50) / 10000;
}

/* 784 – 128 – 64 – 10 with weights from −0.005 to 0.005. */
static void
set_up (Fixture *f, gconstpointer data)
{
  static const guint units[] = { 784, 128, 64, 10 };

  f->run = dh_snapshot_new ();
  f->run->width = f->run->height = 28;
  f->run->activation = "ReLU";
  set_classes (f->run, 10);
  set_layers (f->run, units, G_N_ELEMENTS (units));
  f->runs[0] = f->run;
  f->model = (DhFigureModel) { .runs = f->runs, .n_runs = 1, .theme = dh_theme_get_light () };
  f->figure = dh_figures_find ("network");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  dh_snapshot_unref (f->run);
}

static float *
get_weight (Fixture *f, guint layer, guint output, guint input)
{
  const DhTensor *weight = &f->run->tensors[2 * layer];

  return f->run->parameters + weight->offset + output * weight->columns + input;
}

/* Every unit is in one group, groups of the same column differ by one unit or one row of pixels. */
static void
test_groups (Fixture *f, gconstpointer data)
{
  static const struct
  {
    guint n_nodes, rows, most;
  } expected[] = { { 8, 28, 4 * 28 }, { 6, 0, 22 }, { 6, 0, 11 }, { 10, 0, 1 } };
  DhNetworkLayout layout;

  dh_network_layout_init (&layout, &f->model, WIDTH, HEIGHT);
  g_assert_cmpuint (layout.n_columns, ==, 4);
  for (guint c = 0; c < 4; c++)
    {
      const DhNetworkColumn *column = &layout.columns[c];
      guint next = 0;

      g_assert_cmpuint (column->n_nodes, ==, expected[c].n_nodes);
      g_assert_cmpuint (column->rows, ==, expected[c].rows);
      g_assert_cmpint (column->grouped, ==, c < 3);
      for (guint node = 0; node < column->n_nodes; node++)
        {
          guint first, end;

          dh_network_layout_get_units (column, node, &first, &end);
          g_assert_cmpuint (first, ==, next);
          g_assert_cmpuint (end, >, first);
          g_assert_cmpuint (end - first, <=, expected[c].most);
          g_assert_cmpuint (first % (c == 0 ? 28 : 1), ==, 0);
          next = end;
        }
      g_assert_cmpuint (next, ==, column->units);
    }
}

/* Circles stand in the area, apart from each other, at every size that has room. */
static void
test_places (Fixture *f, gconstpointer data)
{
  static const int sizes[][2] = { { 270, 126 }, { WIDTH, HEIGHT }, { 1700, 300 }, { 170, 400 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      DhNetworkLayout layout;

      dh_network_layout_init (&layout, &f->model, sizes[i][0], sizes[i][1]);
      g_assert_cmpint (layout.names > 0, ==, sizes[i][0] > 900);
      g_assert_cmpfloat (layout.sizes, >, 0);
      for (guint c = 0; c < layout.n_columns; c++)
        {
          const DhNetworkColumn *column = &layout.columns[c];
          double last = dh_network_layout_get_y (column, column->n_nodes - 1);

          g_assert_cmpfloat (column->spacing, >, 2 * layout.radius);
          g_assert_cmpfloat (dh_network_layout_get_y (column, 0), >=, layout.frame.header);
          g_assert_cmpfloat (last + layout.radius, <, layout.sizes - 6);
          g_assert_cmpfloat (column->x - layout.radius, >=, 0);
          g_assert_cmpfloat (column->x + layout.radius, <=, sizes[i][0]);
        }
    }
}

static void
test_links (Fixture *f, gconstpointer data)
{
  DhNetworkLayout layout;
  DhNetworkLinks links;
  guint input, output;

  /* Row 5 of the image is of the second band, unit 21 of the first group. */
  *get_weight (f, 0, 20, 4 * 28 + 3) = -0.5f;
  *get_weight (f, 0, 127, 783) = 0.25f;
  dh_network_layout_init (&layout, &f->model, WIDTH, HEIGHT);
  dh_network_links_init (&links, &layout, 0);
  g_assert_cmpuint (links.n_from, ==, 8);
  g_assert_cmpuint (links.n_to, ==, 6);
  g_assert_cmpfloat (links.weights[0][1], ==, -0.5f);
  g_assert_cmpfloat (links.weights[5][7], ==, 0.25f);
  g_assert_cmpfloat (links.largest, ==, 0.5f);
  g_assert_cmpfloat (dh_network_links_get_strength (&links, 1, 0), ==, 1);
  g_assert_cmpfloat (dh_network_links_get_strength (&links, 7, 5), ==, 0.5);
  g_assert_cmpfloat (dh_network_links_get_strength (&links, 0, 0), <=, 0.0101);
  dh_network_links_locate (&layout, 0, 1, 0, &input, &output);
  g_assert_cmpuint (input, ==, 4 * 28 + 3);
  g_assert_cmpuint (output, ==, 20);
}

/* Nothing that diverged hides what did not. */
static void
test_not_finite (Fixture *f, gconstpointer data)
{
  DhNetworkLayout layout;
  DhNetworkLinks links;

  *get_weight (f, 2, 3, 0) = NAN;
  *get_weight (f, 2, 4, 0) = -INFINITY;
  *get_weight (f, 2, 5, 0) = -2;
  dh_network_layout_init (&layout, &f->model, WIDTH, HEIGHT);
  dh_network_links_init (&links, &layout, 2);
  g_assert_true (isnan (links.weights[3][0]));
  g_assert_true (isinf (links.weights[4][0]));
  g_assert_cmpfloat (links.largest, ==, 2);
  g_assert_cmpfloat (dh_network_links_get_strength (&links, 0, 3), ==, 1);
  g_assert_cmpfloat (dh_network_links_get_strength (&links, 0, 4), ==, 1);
}

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
                    "units 107–128 of hidden layer 1");
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
                    "Strongest weight between units 1–10 of hidden layer 2 and class 0: −0.123 "
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

/* A line is level near its ends, as it is drawn: at t = 1/4 of the Bézier curve it is 19/64 along and
 * 5/32 down. */
static void
test_curve (Fixture *f, gconstpointer data)
{
  static const guint units[] = { 2, 2 };
  DhNetworkLayout layout;
  double top, fall;
  guint from, to;

  g_free (f->run->tensors);
  g_free (f->run->parameters);
  set_layers (f->run, units, G_N_ELEMENTS (units));
  dh_network_layout_init (&layout, &f->model, WIDTH, HEIGHT);
  top = dh_network_layout_get_y (&layout.columns[0], 0);
  fall = dh_network_layout_get_y (&layout.columns[0], 1) - top;
  g_assert_cmpfloat (fall, >, 80);
  g_assert_cmpint (dh_network_layout_find_link (&layout,
                                                layout.columns[0].x + 19 / 64.0 * layout.gap,
                                                top + 5 / 32.0 * fall + 3.9, &from, &to),
                   ==, 0);
  g_assert_cmpuint (from, ==, 0);
  g_assert_cmpuint (to, ==, 1);
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

#define ADD(name, function)                                                                        \
  g_test_add ("/network-figure/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("groups", test_groups);
  ADD ("places", test_places);
  ADD ("links", test_links);
  ADD ("not-finite", test_not_finite);
  ADD ("describe", test_describe);
  ADD ("describe-link", test_describe_link);
  ADD ("curve", test_curve);
  ADD ("pick", test_pick);
  ADD ("csv", test_csv);
  ADD ("colors", test_colors);
  ADD ("time", test_time);
  return g_test_run ();
}
