// The confusion matrix: its cells, what can be clicked, its words, its numbers.
// SPDX-License-Identifier: MIT

#include "figures/confusion-layout.h"
#include "mistakes-run.h"

#define WIDTH 700
#define HEIGHT 440

typedef struct
{
  DhSnapshot *run;
  const DhSnapshot *runs[1];
  DhFigureModel model;
  const DhFigure *figure;
  DhConfusionLayout layout;
} Case;

static void
case_init_with (Case *self, DhSnapshot *run, double width, double height)
{
  self->run = run;
  self->runs[0] = run;
  self->model =
      (DhFigureModel){ .runs = self->runs, .n_runs = 1, .theme = dh_theme_get_light () };
  self->figure = dh_figures_find ("confusion");
  dh_confusion_layout_init (&self->layout, &self->model, width, height);
}

static void
case_init (Case *self)
{
  case_init_with (self, mistakes_run_new (mistakes_rows, MISTAKES_N, 3), WIDTH, HEIGHT);
}

/* The middle of a cell, of a row's bar where @predicted is −1, of a column's name. */
static void
find_middle (const Case *self, int label, int predicted, double *x, double *y)
{
  DhRect cell = dh_confusion_layout_get_cell (&self->layout, label, predicted);

  *x = predicted >= 0 ? cell.x + cell.width / 2 : self->layout.bars.x + 5;
  *y = label >= 0 ? cell.y + cell.height / 2 : cell.y + cell.height + 5;
}

static void
assert_described (const Case *self, int label, int predicted, const char *words)
{
  double x, y;
  g_autofree char *found = NULL;
  DhPick pick;

  find_middle (self, label, predicted, &x, &y);
  found = self->figure->describe (&self->model, WIDTH, HEIGHT, x, y);
  pick = self->figure->pick (&self->model, WIDTH, HEIGHT, x, y);
  g_assert_cmpstr (found, ==, words);
  g_assert_cmpint (pick.kind, ==, DH_PICK_CELL);
  g_assert_cmpint (pick.a, ==, label);
  g_assert_cmpint (pick.b, ==, predicted);
}

static void
test_cells (void)
{
  Case c;

  case_init (&c);
  assert_described (&c, 0, 1, "True 0 read as 1: 3 images, 50.0 % of class 0");
  assert_described (&c, 0, 2, "True 0 read as 2: 1 image, 16.7 % of class 0");
  assert_described (&c, 1, 1, "True 1 read as 1: 2 images, 100.0 % of class 1");
  assert_described (&c, 2, 2, "True 2 read as 2: 0 images, 0.0 % of class 2");
  assert_described (&c, 0, -1, "Class 0: 2 of 6 test images read right, 33.3 %");
  assert_described (&c, -1, 1, "Read as 1: 2 of 6 test images rightly, 33.3 %");
  g_assert_null (c.figure->describe (&c.model, WIDTH, HEIGHT, 2, 2));
  g_assert_cmpint (c.figure->pick (&c.model, WIDTH, HEIGHT, 2, 2).kind, ==, DH_PICK_NONE);
  dh_snapshot_unref (c.run);
}

/* A class without images, and one that nothing is taken for, have no share. */
static void
test_none (void)
{
  static const MistakesRow row = { 0, 1, 0.6f };
  Case c;

  case_init_with (&c, mistakes_run_new (&row, 1, 3), WIDTH, HEIGHT);
  assert_described (&c, 0, -1, "Class 0: 0 of 1 test image read right, 0.0 %");
  assert_described (&c, 2, -1, "Class 2: no test image");
  assert_described (&c, -1, 2, "No test image is read as 2");
  dh_snapshot_unref (c.run);
}

static void
test_whole (void)
{
  g_autofree char *words = NULL, *pointed = NULL, *tiny = NULL;
  Case c;

  case_init (&c);
  words = c.figure->describe (&c.model, WIDTH, HEIGHT, -1, -1);
  g_assert_cmpstr (words, ==,
                   "4 of 10 test images read right at step 12, 40.0 %. "
                   "Most often: 0 read as 1, 3 times. Lowest accuracy: class 2, 0.0 %.");
  tiny = c.figure->describe (&c.model, 0, 0, -1, -1);
  g_assert_cmpstr (tiny, ==, words);
  c.model.mistakes = (DhMistakesChoices){ .has_pointed = TRUE, .pointed_label = 2 };
  pointed = c.figure->describe (&c.model, WIDTH, HEIGHT, -1, -1);
  g_assert_true (
      g_str_has_prefix (pointed, "True 2 read as 0: 1 image, 50.0 % of class 2. 4 of 10 "));
  dh_snapshot_unref (c.run);
}

static void
test_csv (void)
{
  g_autofree char *csv = NULL;
  Case c;

  case_init (&c);
  c.model.mistakes.percent = TRUE;
  csv = c.figure->csv (&c.model);
  g_assert_cmpstr (csv, ==,
                   "true,\"0\",\"1\",\"2\"\n\"0\",2,3,1\n\"1\",0,2,0\n\"2\",1,1,0\n");
  dh_snapshot_unref (c.run);
}

static void
test_empty (void)
{
  DhSnapshot *run = mistakes_run_new (mistakes_rows, MISTAKES_N, 3);
  g_autofree char *unread = NULL, *no_test = NULL, *nothing = NULL, *csv = NULL;
  Case c;

  g_clear_pointer (&run->reading, dh_reading_unref);
  case_init_with (&c, run, WIDTH, HEIGHT);
  unread = c.figure->describe (&c.model, WIDTH, HEIGHT, -1, -1);
  g_assert_cmpstr (unread, ==, "The test images have not been read yet");
  run->n_test = 0;
  no_test = c.figure->describe (&c.model, WIDTH, HEIGHT, -1, -1);
  g_assert_true (g_str_has_prefix (no_test, "This data set has no test images: "));
  csv = c.figure->csv (&c.model);
  g_assert_cmpstr (csv, ==, "true\n");
  g_assert_cmpint (c.figure->measure (&c.model, WIDTH), ==, 0);
  c.model.n_runs = 0;
  nothing = c.figure->describe (&c.model, WIDTH, HEIGHT, -1, -1);
  g_assert_cmpstr (nothing, ==, "No test images yet");
  dh_snapshot_unref (run);
}

/* Every class keeps its place, however many share a pixel; what is picked is what was painted. */
static void
test_many_classes (void)
{
  static const guint counts[] = { 63, 300, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      guint n = counts[i];
      MistakesRow row = { n - 5, 3, 1 };
      DhRect cell;
      int label = 0, predicted = 0;
      Case c;

      case_init_with (&c, mistakes_run_new (&row, 1, n), 960, 600);
      cell = dh_confusion_layout_get_cell (&c.layout, (int) n - 5, 3);
      g_assert_true (dh_confusion_layout_find (&c.layout, cell.x + cell.width / 2,
                                               cell.y + cell.height / 2, &label, &predicted));
      g_assert_cmpint (label, ==, (int) n - 5);
      g_assert_cmpint (predicted, ==, 3);
      g_assert_cmpuint (c.layout.bins, <=, n);
      g_assert_cmpfloat (c.layout.area.width, ==, c.layout.area.height);
      g_assert_cmpfloat (c.layout.area.y + c.layout.area.height, <, 600);
      g_assert_cmpfloat (c.layout.bars.x + c.layout.bars.width, <=, 960);
      dh_snapshot_unref (c.run);
    }
}

static void
assert_moves (Case *self, int label, int predicted, int right, int down, int to_label,
              int to_predicted)
{
  DhMistakesChoices choices = { .has_pointed = TRUE, .pointed_label = label,
                                .pointed_predicted = predicted };
  DhPick pick = dh_confusion_layout_move (&self->layout, &choices, right, down);

  g_assert_cmpint (pick.kind, ==, DH_PICK_CELL);
  g_assert_cmpint (pick.a, ==, to_label);
  g_assert_cmpint (pick.b, ==, to_predicted);
}

static void
test_move (void)
{
  DhMistakesChoices choices = { .has_cell = TRUE, .label = 1, .predicted = 2 };
  DhPick pick;
  Case c;

  case_init (&c);
  pick = dh_confusion_layout_move (&c.layout, &choices, 1, 0);
  g_assert_cmpint (pick.a, ==, 1);
  g_assert_cmpint (pick.b, ==, 2);
  assert_moves (&c, 1, 1, 1, 0, 1, 2);
  assert_moves (&c, 1, 2, 1, 0, 1, 2);
  assert_moves (&c, 0, 1, 0, -1, 0, 1);
  assert_moves (&c, 2, 1, 0, 1, -1, 1);  /* the whole column, below */
  assert_moves (&c, -1, 1, 0, 1, -1, 1);
  assert_moves (&c, -1, 1, 0, -1, 2, 1);
  assert_moves (&c, -1, 0, -1, 0, -1, 0);
  assert_moves (&c, 1, 0, -1, 0, 1, -1); /* the whole row, at the left */
  assert_moves (&c, 2, -1, 0, 1, 2, -1); /* never all of everything */
  assert_moves (&c, 9, 9, 0, 0, 2, 2);
  dh_snapshot_unref (c.run);
}

/* Names that do not fit beside each other are slanted; the matrix makes room for them. */
static void
test_names (void)
{
  static const char *const names[] = { "T-shirt/top", "Trouser", "Pullover", NULL };
  Case narrow, wide;

  case_init (&wide);
  case_init (&narrow);
  narrow.run->class_names = g_strdupv ((char **) names);
  dh_confusion_layout_init (&narrow.layout, &narrow.model, WIDTH, HEIGHT);
  g_assert_false (wide.layout.slanted);
  g_assert_true (narrow.layout.slanted);
  g_assert_cmpfloat (narrow.layout.column_names, >, wide.layout.column_names);
  g_assert_cmpfloat (narrow.layout.row_names, >, wide.layout.row_names);
  dh_snapshot_unref (narrow.run);
  dh_snapshot_unref (wide.run);
}

static guint32
get_color (const Case *self, int label, int predicted)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  DhRect cell = dh_confusion_layout_get_cell (&self->layout, label, predicted);
  guint32 color;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  self->figure->draw (cr, &self->model, WIDTH, HEIGHT);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  memcpy (&color,
          cairo_image_surface_get_data (surface) +
              (gsize) (cell.y + cell.height / 4) * cairo_image_surface_get_stride (surface) +
              4 * (gsize) (cell.x + cell.width / 4),
          4);
  cairo_surface_destroy (surface);
  return color & 0xffffff;
}

/* Right answers are blue, wrong ones orange, the more of them the stronger; none is neither. */
static void
test_colors (void)
{
  guint32 right, wrong, seldom, none;
  Case c;

  case_init (&c);
  right = get_color (&c, 1, 1);
  wrong = get_color (&c, 0, 1);
  seldom = get_color (&c, 0, 2);
  none = get_color (&c, 1, 0);
  g_assert_cmpuint (right & 255, >, (right >> 16 & 255) + 60);
  g_assert_cmpuint (wrong >> 16 & 255, >, (wrong & 255) + 60);
  g_assert_cmpuint (seldom & 255, >, wrong & 255);
  g_assert_cmpuint (none & 255, >, 240);
  c.model.mistakes = (DhMistakesChoices){ .has_cell = TRUE, .label = 1, .predicted = 0 };
  g_assert_cmphex (get_color (&c, 1, 0), ==, none);
  dh_snapshot_unref (c.run);
}

static cairo_surface_t *
draw (const Case *self)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  self->figure->draw (cr, &self->model, WIDTH, HEIGHT);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* How many pixels of a cell differ. */
static guint
count_different (cairo_surface_t *a, cairo_surface_t *b, const DhRect *cell)
{
  guint n = 0;

  for (gsize y = (gsize) cell->y; y < cell->y + cell->height; y++)
    for (gsize x = (gsize) cell->x; x < cell->x + cell->width; x++)
      {
        gsize at = y * (gsize) cairo_image_surface_get_stride (a) + 4 * x;

        n += memcmp (cairo_image_surface_get_data (a) + at, cairo_image_surface_get_data (b) + at,
                     3) != 0;
      }
  return n;
}

/* Of twice the images all shares are the same, and the numbers are others: but for 0. */
static void
test_numbers (void)
{
  MistakesRow twice[2 * MISTAKES_N];
  cairo_surface_t *surfaces[2];
  Case c, d;

  memcpy (twice, mistakes_rows, sizeof mistakes_rows);
  memcpy (twice + MISTAKES_N, mistakes_rows, sizeof mistakes_rows);
  case_init (&c);
  case_init_with (&d, mistakes_run_new (twice, 2 * MISTAKES_N, 3), WIDTH, HEIGHT);
  surfaces[0] = draw (&c);
  surfaces[1] = draw (&d);
  for (int label = 0; label < 3; label++)
    for (int predicted = 0; predicted < 3; predicted++)
      {
        guint n = c.run->reading->confusion[3 * label + predicted];
        DhRect cell = dh_confusion_layout_get_cell (&c.layout, label, predicted);
        guint different = count_different (surfaces[0], surfaces[1], &cell);

        g_assert_cmpint (different > 10, ==, n > 0);
        g_assert_cmpuint (different, <, (guint) (cell.width * cell.height / 4));
      }
  cairo_surface_destroy (surfaces[0]);
  cairo_surface_destroy (surfaces[1]);
  dh_snapshot_unref (c.run);
  dh_snapshot_unref (d.run);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/confusion-figure/cells", test_cells);
  g_test_add_func ("/confusion-figure/none", test_none);
  g_test_add_func ("/confusion-figure/whole", test_whole);
  g_test_add_func ("/confusion-figure/csv", test_csv);
  g_test_add_func ("/confusion-figure/empty", test_empty);
  g_test_add_func ("/confusion-figure/many-classes", test_many_classes);
  g_test_add_func ("/confusion-figure/move", test_move);
  g_test_add_func ("/confusion-figure/names", test_names);
  g_test_add_func ("/confusion-figure/colors", test_colors);
  g_test_add_func ("/confusion-figure/numbers", test_numbers);
  return g_test_run ();
}
