// Tests of the figure that prints parameters: which numbers, where, and what it says of the page's.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "figures/figure.h"
#include "figures/parameters-value.h"

#define WIDTH 1000
#define HEIGHT 520

typedef struct
{
  DhSnapshot *snapshot;
  const DhSnapshot *runs[1];
  DhFigureModel model;
} Fixture;

/* One layer, 10 × 20 and a bias: parameter i is i / 1000, its gradient i / 100; η = 0.5. */
static void
set_up (Fixture *f, gconstpointer data)
{
  DhSnapshot *s = dh_snapshot_new ();

  s->n_tensors = 2;
  s->tensors = g_new0 (DhTensor, 2);
  s->tensors[0] = (DhTensor) { "main.0.weight", 0, 10, 20 };
  s->tensors[1] = (DhTensor) { "main.0.bias", 200, 10, 0 };
  s->n_parameters = 210;
  s->parameters = g_new (float, 210);
  s->gradient = g_new (float, 210);
  for (guint i = 0; i < 210; i++)
    {
      s->parameters[i] = (float) (i / 1000.0);
      s->gradient[i] = (float) (i / 100.0);
    }
  s->learning_rate = 0.5;
  s->plain = TRUE;
  f->snapshot = s;
  f->runs[0] = s;
  f->model = (DhFigureModel) { .runs = f->runs, .n_runs = 1, .theme = dh_theme_get_light () };
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  dh_snapshot_unref (f->snapshot);
}

static char *
describe_at (Fixture *f, DhParametersBlock block, guint row, guint column)
{
  DhParametersLayout layout;
  double x;
  double y;

  dh_parameters_layout_init (&layout, &f->model, WIDTH, HEIGHT);
  dh_parameters_layout_place (&layout, block, row, column, &x, &y);
  return dh_figures_find ("parameters")->describe (&f->model, WIDTH, HEIGHT, x - 3, y);
}

static void
test_ends (Fixture *f, gconstpointer data)
{
  static const struct
  {
    DhParametersBlock block;
    guint row, column;
    const char *text;
  } cases[] = {
    { DH_PARAMETERS_BEFORE, 0, 1, "Before, main.0.weight[0, 1]: 0.00100000005" },
    { DH_PARAMETERS_BEFORE, 9, 5, "Before, main.0.weight[9, 19]: 0.199000001" },
    { DH_PARAMETERS_GRADIENT, 7, 2, "Gradient, main.0.weight[7, 2]: 1.41999996" },
    { DH_PARAMETERS_UPDATE, 0, 3, "−η · gradient, main.0.weight[0, 17]: -0.0850000009" },
    { DH_PARAMETERS_AFTER, 0, 6, "After the next step, main.0.bias[0]: -0.800000012" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = describe_at (f, cases[i].block, cases[i].row, cases[i].column);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_place (Fixture *f, gconstpointer data)
{
  g_autofree char *from_fourth = NULL;
  g_autofree char *beyond = NULL;

  f->model.row = 4;
  f->model.column = 11;
  from_fourth = describe_at (f, DH_PARAMETERS_BEFORE, 0, 0);
  g_assert_cmpstr (from_fourth, ==, "Before, main.0.weight[0, 10]: 0.00999999978");
  f->model.row = 1000;
  f->model.column = 1000;
  beyond = describe_at (f, DH_PARAMETERS_BEFORE, 9, 5);
  g_assert_cmpstr (beyond, ==, "Before, main.0.weight[9, 19]: 0.199000001");
}

static void
test_printed (Fixture *f, gconstpointer data)
{
  /* At step 0: one equal before, one not, one equal after; step 7 is not shown. */
  static const DhPrintedNumber printed[] = {
    { 0, 0, 1, 0.0010 }, { 0, 0, 2, 0.0021 }, { 1, 0, -1, -0.8 }, { 7, 0, 0, 0 },
  };
  const DhFigure *figure = dh_figures_find ("parameters");
  g_autofree char *whole = NULL;
  g_autofree char *equal = NULL;
  g_autofree char *other = NULL;

  f->model.printed = printed;
  f->model.n_printed = G_N_ELEMENTS (printed);
  whole = figure->describe (&f->model, WIDTH, HEIGHT, -1, -1);
  g_assert_nonnull (strstr (whole, "2 of 3 printed numbers equal"));
  equal = describe_at (f, DH_PARAMETERS_BEFORE, 0, 1);
  g_assert_true (g_str_has_suffix (equal, "printed 0.0010, equal"));
  other = describe_at (f, DH_PARAMETERS_BEFORE, 0, 2);
  g_assert_true (g_str_has_suffix (other, "printed 0.0021, not equal"));
}

/* What is printed is divided by a power of ten where it would be too wide or would have no digits
 * to see, and infinite numbers and those that are none do not count. */
static void
test_exponent (Fixture *f, gconstpointer data)
{
  static const struct
  {
    double parameter, gradient;
    int before, gradients, update, after;
  } cases[] = {
    { 1, 1, 0, 0, 0, 0 },
    { 999, 999, 0, 0, 0, 0 },
    { 1e-5, 5e-7, 0, -7, -7, 0 },
    { 1567696, 2, 6, 0, 0, 6 },
    { 5, -4e9, 0, 9, 9, 9 },
    { INFINITY, NAN, 0, 0, 0, 0 },
  };
  DhParametersLayout layout;

  dh_parameters_layout_init (&layout, &f->model, WIDTH, HEIGHT);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const int wanted[] = { cases[i].before, cases[i].gradients, cases[i].update, cases[i].after };

      memset (f->snapshot->parameters, 0, 210 * sizeof (float));
      memset (f->snapshot->gradient, 0, 210 * sizeof (float));
      f->snapshot->parameters[1] = (float) cases[i].parameter;
      f->snapshot->gradient[1] = (float) cases[i].gradient;
      for (guint block = 0; block < DH_PARAMETERS_N_BLOCKS; block++)
        g_assert_cmpint (dh_parameters_value_get_exponent (&layout, f->snapshot, block), ==,
                         wanted[block]);
    }
}

static void
test_csv (Fixture *f, gconstpointer data)
{
  g_autofree char *csv = dh_figures_find ("parameters")->csv (&f->model);
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);

  /* A header, all 210 numbers, and what is after the last line's end. */
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 210 + 1);
  g_assert_cmpstr (lines[0], ==, "tensor,row,column,before,gradient,update,after");
  g_assert_true (g_str_has_prefix (lines[2], "main.0.weight,0,1,0.00100000005,0.00999999978,"));
  g_assert_true (g_str_has_prefix (lines[210], "main.0.bias,9,,"));
}

/* Another optimizer's step: as the snapshot has it, or not known. */
static void
test_other_step (Fixture *f, gconstpointer data)
{
  const DhFigure *figure = dh_figures_find ("parameters");
  g_autofree char *unknown = NULL;
  g_autofree char *before = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *after = NULL;
  g_autofree char *change = NULL;
  g_autofree char *known_csv = NULL;

  f->snapshot->plain = FALSE;
  unknown = describe_at (f, DH_PARAMETERS_AFTER, 0, 1);
  g_assert_cmpstr (unknown, ==, "After the next step, main.0.weight[0, 1]: shown when paused");
  before = describe_at (f, DH_PARAMETERS_BEFORE, 0, 1);
  g_assert_cmpstr (before, ==, "Before, main.0.weight[0, 1]: 0.00100000005");
  csv = figure->csv (&f->model);
  g_assert_nonnull (strstr (csv, "\nmain.0.weight,0,1,0.00100000005,0.00999999978,,\n"));

  f->snapshot->after = g_new (float, 210);
  for (guint i = 0; i < 210; i++)
    f->snapshot->after[i] = f->snapshot->parameters[i] + 0.25f;
  after = describe_at (f, DH_PARAMETERS_AFTER, 0, 0);
  g_assert_cmpstr (after, ==, "After the next step, main.0.weight[0, 0]: 0.25");
  change = describe_at (f, DH_PARAMETERS_UPDATE, 0, 0);
  g_assert_cmpstr (change, ==, "Update, main.0.weight[0, 0]: 0.25");
  known_csv = figure->csv (&f->model);
  g_assert_nonnull (strstr (known_csv, "\nmain.0.weight,0,0,0,0,0.25,0.25\n"));
}

/* However narrow, a number keeps away from the one before it and from its row's number. */
static void
test_room (Fixture *f, gconstpointer data)
{
  g_autofree float *zeros = g_new0 (float, 200 * 1000);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (surface);

  g_free (f->snapshot->parameters);
  f->snapshot->parameters = g_steal_pointer (&zeros);
  f->snapshot->tensors[0] = (DhTensor) { "main.0.weight", 0, 128, 784 };
  f->snapshot->tensors[1] = (DhTensor) { "main.0.bias", 128 * 784, 128, 0 };
  for (double width = 480; width <= 1600; width += 4)
    {
      g_auto (DhText) text = { 0 };
      DhTextStyle style = { .align = 1 };
      DhParametersLayout layout;
      double x, y, number;

      dh_text_init (&text, cr, f->model.theme);
      dh_parameters_layout_init (&layout, &f->model, width, HEIGHT);
      style.size = layout.number_size;
      number = dh_text_measure (&text, "\u22120.0000", &style);
      g_assert_cmpfloat (number + 4, <=, layout.column_width);
      dh_parameters_layout_place (&layout, DH_PARAMETERS_BEFORE, 5, 0, &x, &y);
      style.size = 11;
      g_assert_cmpfloat (dh_text_measure (&text, "127", &style), <=, layout.label - 5);
      g_assert_cmpfloat (x - 10 - number, >=, layout.blocks[0].x + layout.label - 5);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/parameters-figure/" name, Fixture, NULL, set_up, function, tear_down)

/* Until a run that trains has heard that somebody looks, its snapshots have no gradient: what does
 * not need it is there. */
static void
test_spared (Fixture *f, gconstpointer data)
{
  g_autofree char *before = NULL, *gradient = NULL, *after = NULL, *csv = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  g_clear_pointer (&f->snapshot->gradient, g_free);
  before = describe_at (f, DH_PARAMETERS_BEFORE, 0, 1);
  g_assert_cmpstr (before, ==, "Before, main.0.weight[0, 1]: 0.00100000005");
  gradient = describe_at (f, DH_PARAMETERS_GRADIENT, 0, 1);
  g_assert_nonnull (strstr (gradient, "main.0.weight[0, 1]: shown when paused"));
  after = describe_at (f, DH_PARAMETERS_AFTER, 0, 1);
  g_assert_nonnull (strstr (after, "main.0.weight[0, 1]: shown when paused"));
  dh_figures_find ("parameters")->draw (cr, &f->model, WIDTH, HEIGHT);
  csv = dh_figures_find ("parameters")->csv (&f->model);
  g_assert_nonnull (strstr (csv, "main.0.weight,0,1,0.00100000005,,,\n"));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("ends", test_ends);
  ADD ("place", test_place);
  ADD ("printed", test_printed);
  ADD ("exponent", test_exponent);
  ADD ("csv", test_csv);
  ADD ("other-step", test_other_step);
  ADD ("room", test_room);
  ADD ("spared", test_spared);
  return g_test_run ();
}
