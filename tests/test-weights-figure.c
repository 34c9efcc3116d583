// The weights figure: views, order, pages, scales, and what is said of a point.
// SPDX-License-Identifier: MIT

#include "figure-runs.h"
#include "figures/figure-table.h"
#include "figures/weights-cell.h"
#include "figures/weights-layout.h"

#define WIDTH 960
#define HEIGHT 440

/* Three linear layers, 8×8 pixels, 4 classes; unit u of the first is the more active the higher its
 * number, but for unit 5, which is dead. */
static DhSnapshot *
make_deep_run (guint n_units)
{
  const guint n_outputs[] = { n_units, 6, 4 };
  const guint n_inputs[] = { 64, n_units, 6 };
  DhSnapshot *run = make_run (8, 8, 4, 0, 3);
  DhProbe *probe = dh_probe_new (3, n_outputs);

  g_free (run->tensors);
  g_free (run->parameters);
  run->n_tensors = 3;
  run->tensors = g_new0 (DhTensor, 3);
  run->n_parameters = 0;
  for (guint l = 0; l < 3; l++)
    {
      g_snprintf (run->tensors[l].name, sizeof run->tensors[l].name, "main.%u.weight", 2 * l);
      run->tensors[l].offset = run->n_parameters;
      run->tensors[l].rows = n_outputs[l];
      run->tensors[l].columns = n_inputs[l];
      run->n_parameters += (gsize) n_outputs[l] * n_inputs[l];
    }
  run->parameters = g_new0 (float, run->n_parameters);
  run->gradient = g_new0 (float, run->n_parameters);
  for (gsize i = 0; i < run->n_parameters; i++)
    {
      run->parameters[i] = (float) ((int) (i * 37 % 201) - 100) / 400;
      run->gradient[i] = (float) i / 1e6f;
    }
  for (guint u = 0; u < n_units; u++)
    probe->layers[0].activity[u] = u == 5 ? 0 : (float) (u + 1) / 8;
  probe->relu = TRUE;
  probe->step = 3;
  probe->n_images = 20;
  probe->n_classes = 4;
  probe->n_pixels = 64;
  probe->input_gradients = g_new (float, 256);
  for (guint i = 0; i < 256; i++)
    probe->input_gradients[i] = (float) ((int) i - 128) / 100;
  run->probe = probe;
  return run;
}

typedef struct
{
  DhSnapshot *run;
  const DhSnapshot *runs[1];
  DhFigureModel model;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->run = make_deep_run (GPOINTER_TO_UINT (data));
  self->runs[0] = self->run;
  self->model = (DhFigureModel){ .runs = self->runs, .n_runs = 1, .theme = dh_theme_get_light () };
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  dh_snapshot_unref (self->run);
}

/* A point of the number, or FALSE. */
static gboolean
find_point (const Fixture *self, int row, int column, double *px, double *py)
{
  for (*py = 1; *py < HEIGHT; *py += 2)
    for (*px = 1; *px < WIDTH; *px += 2)
      {
        DhPick pick = dh_weights_pick (&self->model, WIDTH, HEIGHT, *px, *py);

        if (pick.kind == DH_PICK_MAP && pick.a == row && pick.b == column)
          return TRUE;
      }
  return FALSE;
}

static void
assert_says (const Fixture *self, int row, int column, const char *words)
{
  g_autofree char *text = NULL;
  double x, y;

  g_assert_true (find_point (self, row, column, &x, &y));
  text = dh_weights_describe (&self->model, WIDTH, HEIGHT, x, y);
  g_assert_cmpstr (text, ==, words);
}

static void
test_classes (Fixture *self, gconstpointer data)
{
  g_autofree char *whole = dh_weights_describe (&self->model, WIDTH, HEIGHT, -1, -1);
  g_autofree char *csv = dh_weights_csv (&self->model);
  DhPick pick;
  double x, y;

  g_assert_cmpstr (whole, ==,
                   "4 maps, 8×8, input gradients between −1.28 and +1.27. Lowest in class 0 at row "
                   "0, column 0, highest in class 3 at row 7, column 7.");
  assert_says (self, 3, 10, "Class 3, row 1, column 2 (pixel 10): input gradient +0.7400");
  g_assert_true (find_point (self, 3, 10, &x, &y));
  pick = dh_weights_pick (&self->model, WIDTH, HEIGHT, x, y);
  g_assert_cmpfloat_with_epsilon (pick.value, 0.74, 1e-6);
  g_assert_true (g_str_has_prefix (csv, "map,row,column,input_gradient\n0,0,0,-1.27999997\n"));
  /* The quantity is that of weights. */
  self->model.weights.quantity = DH_WEIGHTS_UPDATE;
  assert_says (self, 3, 10, "Class 3, row 1, column 2 (pixel 10): input gradient +0.7400");
  g_assert_cmpuint (dh_weights_wants (&self->model), ==, DH_WANT_INPUT_GRADIENTS);
}

static void
test_units (Fixture *self, gconstpointer data)
{
  g_autofree char *whole = NULL;

  self->model.weights.view = DH_WEIGHTS_UNITS;
  g_assert_cmpuint (dh_weights_wants (&self->model), ==, DH_WANT_PROBE);
  assert_says (self, 2, 9,
               "Unit 2, row 1, column 1 (pixel 9): weight −0.1400; mean activity 0.375");
  assert_says (self, 5, 0,
               "Unit 5, row 0, column 0 (pixel 0): weight +0.2050; dead: it gives 0 for every "
               "image");
  whole = dh_weights_describe (&self->model, WIDTH, HEIGHT, -1, -1);
  g_assert_true (g_str_has_prefix (whole, "Units 1–9 of 9, most active first: maps, 8×8, weights "
                                          "between −0.25 and +0.25. Lowest in unit "));
  g_assert_true (g_str_has_suffix (whole, ". 1 unit is dead."));
  self->model.weights.quantity = DH_WEIGHTS_GRADIENT;
  assert_says (self, 2, 9,
               "Unit 2, row 1, column 1 (pixel 9): gradient +0.0001370; mean activity 0.375");
}

static void
test_layers (Fixture *self, gconstpointer data)
{
  g_autofree char *csv = NULL;
  g_autofree char *whole = NULL;

  self->model.weights.view = DH_WEIGHTS_LAYER;
  g_assert_cmpuint (dh_weights_wants (&self->model), ==, 0);
  assert_says (self, 3, 5, "Layer 3: class 3 from unit 5: weight −0.1475");
  self->model.weights.layer = 2;
  assert_says (self, 5, 8, "Layer 2: unit 5 from unit 8: weight +0.1450");
  whole = dh_weights_describe (&self->model, WIDTH, HEIGHT, -1, -1);
  g_assert_true (g_str_has_prefix (whole, "main.2.weight: 6 outputs × 9 inputs, weights between "));
  csv = dh_weights_csv (&self->model);
  g_assert_true (g_str_has_prefix (csv, "output,input,weight\n0,0,"));
}

/* What is not there yet is said, and wanted. */
static void
test_not_yet (Fixture *self, gconstpointer data)
{
  const DhProbe *probe = self->run->probe;
  g_autofree char *classes = NULL, *units = NULL, *update = NULL, *later = NULL;

  self->run->probe = NULL;
  classes = dh_weights_describe (&self->model, WIDTH, HEIGHT, -1, -1);
  g_assert_cmpstr (classes, ==, "Working out what each class looks for…");
  self->model.weights.view = DH_WEIGHTS_UNITS;
  units = dh_weights_describe (&self->model, WIDTH, HEIGHT, -1, -1);
  g_assert_true (g_str_has_prefix (units, "Units 1–9 of 9; working out how active they are…"));
  self->model.weights.quantity = DH_WEIGHTS_UPDATE;
  g_assert_cmpuint (dh_weights_wants (&self->model), ==, DH_WANT_PROBE | DH_WANT_UPDATE);
  later = dh_weights_describe (&self->model, WIDTH, HEIGHT, -1, -1);
  g_assert_cmpstr (later, ==, "The last update will be known after the next step.");
  self->run->step = 0;
  update = dh_weights_describe (&self->model, WIDTH, HEIGHT, -1, -1);
  g_assert_cmpstr (update, ==, "No update has been made yet.");
  self->run->probe = probe;
}

static void
assert_maps (const Fixture *self, const guint *maps, guint n)
{
  g_auto (DhWeightsLayout) layout = { 0 };

  dh_weights_layout_init (&layout, &self->model, WIDTH, HEIGHT);
  g_assert_cmpuint (layout.n_maps, >=, n);
  g_assert_cmpmem (layout.maps, n * sizeof *maps, maps, n * sizeof *maps);
}

static void
test_order (Fixture *self, gconstpointer data)
{
  static const guint active[] = { 8, 7, 6, 4, 3, 2, 1, 0, 5 };
  static const guint kept[] = { 0, 5, 1, 2, 3, 4, 6, 7, 8 };
  static const guint natural[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 };
  const DhProbe *probe = self->run->probe;
  guint order[9];

  self->model.weights.view = DH_WEIGHTS_UNITS;
  assert_maps (self, active, 9);
  /* What somebody keeps holds, as long as it is of as many units. */
  self->model.weights.order = kept;
  self->model.weights.n_order = 9;
  assert_maps (self, kept, 9);
  self->model.weights.n_order = 8;
  assert_maps (self, active, 9);
  g_assert_true (dh_weights_make_order (self->run, order, 9));
  g_assert_cmpmem (order, sizeof order, active, sizeof active);
  self->run->probe = NULL;
  assert_maps (self, natural, 9);
  g_assert_false (dh_weights_make_order (self->run, order, 9));
  self->run->probe = probe;
  /* Equals keep their order, and what is not a number comes last. */
  for (guint u = 0; u < 9; u++)
    probe->layers[0].activity[u] = u == 2 ? NAN : 1;
  g_assert_true (dh_weights_make_order (self->run, order, 9));
  g_assert_cmpuint (order[0], ==, 0);
  g_assert_cmpuint (order[2], ==, 3);
  g_assert_cmpuint (order[8], ==, 2);
}

static void
test_pages (Fixture *self, gconstpointer data)
{
  g_autofree gboolean *seen = g_new0 (gboolean, 200);
  guint page, n_pages, n_seen = 0;
  DhRect first = { 0 };

  self->model.weights.view = DH_WEIGHTS_UNITS;
  n_pages = dh_weights_count_pages (&self->model, WIDTH, HEIGHT, &page);
  g_assert_cmpuint (n_pages, >, 2);
  for (guint p = 0; p < n_pages; p++)
    {
      g_auto (DhWeightsLayout) layout = { 0 };
      DhRect cell;

      self->model.weights.page = p;
      dh_weights_layout_init (&layout, &self->model, WIDTH, HEIGHT);
      g_assert_cmpuint (layout.page, ==, p);
      g_assert_cmpuint (layout.first, ==, n_seen);
      for (guint i = 0; i < layout.n_maps; i++)
        {
          g_assert_false (seen[layout.maps[i]]);
          seen[layout.maps[i]] = TRUE;
          n_seen++;
        }
      cell = dh_grid_get_cell (&layout.grid, 0);
      if (p == 0)
        first = cell;
      g_assert_cmpmem (&cell, sizeof cell, &first, sizeof first);
      g_assert_cmpint (dh_grid_find (&layout.grid, cell.x + 1, cell.y + 1), ==, 0);
      g_assert_cmpfloat (layout.limit, ==, 0.25); /* of all, so that pages can be compared */
    }
  g_assert_cmpuint (n_seen, ==, 200);
  self->model.weights.page = 1000;
  dh_weights_count_pages (&self->model, WIDTH, HEIGHT, &page);
  g_assert_cmpuint (page, ==, n_pages - 1);
  self->model.weights.view = DH_WEIGHTS_CLASSES;
  g_assert_cmpuint (dh_weights_count_pages (&self->model, WIDTH, HEIGHT, &page), ==, 1);
}

static guint32
get_color (const Fixture *self, int row, int column)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  guint32 color;
  double x, y;

  g_assert_true (find_point (self, row, column, &x, &y));
  dh_weights_draw (cr, &self->model, WIDTH, HEIGHT);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  color = get_pixel (surface, (int) x + 2, (int) y + 2);
  cairo_surface_destroy (surface);
  return color;
}

static guint32
pack (const DhColor *color)
{
  return (guint32) lround (255 * color->red) << 16 | (guint32) lround (255 * color->green) << 8 |
         (guint32) lround (255 * color->blue);
}

/* A unit with small weights has colours only on a scale of its own. */
static void
test_scale (Fixture *self, gconstpointer data)
{
  guint32 positive = pack (&self->model.theme->positive);

  self->model.weights.view = DH_WEIGHTS_UNITS;
  for (guint i = 0; i < 64; i++)
    self->run->parameters[3 * 64 + i] = i == 36 ? 0.01f : 0;
  g_assert_cmphex (get_color (self, 3, 36), !=, positive);
  self->model.weights.own_scale = TRUE;
  g_assert_cmphex (get_color (self, 3, 36), ==, positive);
}

/* What is drawn where many cells go into a pixel: the strongest of them. */
static void
test_crowded_matrix (Fixture *self, gconstpointer data)
{
  DhTensor *tensor = &self->run->tensors[1];
  guint32 negative = pack (&self->model.theme->negative);
  guint n_found = 0;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 400, 300);
  cairo_t *cr = cairo_create (surface);

  self->model.weights.view = DH_WEIGHTS_LAYER;
  self->model.weights.layer = 2;
  g_assert_cmpuint (tensor->columns, ==, 2000);
  for (guint i = 0; i < tensor->rows * tensor->columns; i++)
    self->run->parameters[tensor->offset + i] = i == 3 * 2000 + 777 ? -1 : 0.01f;
  dh_weights_draw (cr, &self->model, 400, 300);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (int y = 75; y < 300; y++)
    for (int x = 0; x < 400; x++)
      n_found += get_pixel (surface, x, y) == negative;
  /* One pixel wide, as high as a row. */
  g_assert_cmpuint (n_found, >, 10);
  g_assert_cmpuint (n_found, <, 80);
  cairo_surface_destroy (surface);
}

static gboolean
move (Fixture *self, int across, int down, gboolean whole_maps)
{
  return dh_weights_cell_move (&self->model, WIDTH, HEIGHT, across, down, whole_maps,
                               &self->model.weights);
}

static void
assert_cell (const Fixture *self, guint row, guint column)
{
  g_assert_true (self->model.weights.has_cell);
  g_assert_cmpuint (self->model.weights.row, ==, row);
  g_assert_cmpuint (self->model.weights.column, ==, column);
}

static void
test_keys (Fixture *self, gconstpointer data)
{
  g_autofree char *words = NULL;

  g_assert_true (move (self, 1, 0, FALSE));
  assert_cell (self, 0, 36); /* begins in the middle */
  move (self, 1, 0, FALSE);
  move (self, 0, -1, FALSE);
  assert_cell (self, 0, 29);
  words = dh_weights_describe (&self->model, WIDTH, HEIGHT, -1, -1);
  g_assert_true (g_str_has_prefix (words, "Class 0, row 3, column 5 (pixel 29): input gradient "));
  move (self, 1, 0, TRUE);
  assert_cell (self, 1, 29);
  for (guint i = 0; i < 3; i++)
    move (self, 1, 0, FALSE);
  assert_cell (self, 2, 24); /* over the edge */
  for (guint i = 0; i < 40; i++)
    move (self, 1, 0, FALSE);
  assert_cell (self, 3, 31); /* the last map has no neighbour */
  move (self, 0, 1, TRUE);
  assert_cell (self, 3, 31);
  self->model.weights.view = DH_WEIGHTS_LAYER;
  self->model.weights.has_cell = FALSE;
  move (self, 1, 1, FALSE);
  assert_cell (self, 0, 0);
  move (self, 1, 1, FALSE);
  assert_cell (self, 1, 1);
  move (self, -5, -5, FALSE);
  assert_cell (self, 0, 0);
  self->model.n_runs = 0;
  g_assert_false (move (self, 1, 0, FALSE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, n_units, test)                                                                   \
  g_test_add ("/weights-figure/" name, Fixture, GUINT_TO_POINTER (n_units), set_up, test, tear_down)
  ADD ("classes", 9, test_classes);
  ADD ("units", 9, test_units);
  ADD ("layers", 9, test_layers);
  ADD ("not-yet", 9, test_not_yet);
  ADD ("order", 9, test_order);
  ADD ("pages", 200, test_pages);
  ADD ("scale", 9, test_scale);
  ADD ("crowded-matrix", 2000, test_crowded_matrix);
  ADD ("keys", 9, test_keys);
#undef ADD
  return g_test_run ();
}
