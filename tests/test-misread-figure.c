// The misread images: where they stand, what can be clicked, their words, their numbers.
// SPDX-License-Identifier: MIT

#include "figures/misread-layout.h"
#include "mistakes-run.h"

#define WIDTH 700
#define HEIGHT 470

typedef struct
{
  DhSnapshot *run;
  const DhSnapshot *runs[1];
  DhFigureModel model;
  const DhFigure *figure;
} Case;

static void
case_init (Case *self, DhSnapshot *run)
{
  self->run = run;
  self->runs[0] = run;
  self->model =
      (DhFigureModel){ .runs = self->runs, .n_runs = 1, .theme = dh_theme_get_light () };
  self->figure = dh_figures_find ("misread");
}

static void
assert_image (const Case *self, guint place, int image, const char *words)
{
  DhMisreadLayout layout;
  DhRect card;
  DhPick pick;
  g_autofree char *found = NULL;

  dh_misread_layout_init (&layout, &self->model, WIDTH, HEIGHT);
  card = dh_misread_layout_get_card (&layout, place);
  found = self->figure->describe (&self->model, WIDTH, HEIGHT, card.x + 4, card.y + 4);
  /* the words below belong to it */
  pick = self->figure->pick (&self->model, WIDTH, HEIGHT, card.x + 4, card.y + card.height + 12);
  g_assert_cmpstr (found, ==, words);
  g_assert_cmpint (pick.kind, ==, DH_PICK_IMAGE);
  g_assert_cmpint (pick.a, ==, image);
}

static void
test_images (void)
{
  Case c;

  case_init (&c, mistakes_run_new (mistakes_rows, MISTAKES_N, 3));
  assert_image (&c, 0, 4, "Test image 5: true 2 read as 1, 99.0 % sure");
  assert_image (&c, 1, 3, "Test image 4: true 0 read as 1, 80.0 % sure");
  assert_image (&c, 5, 9, "Test image 10: true 2 read as 0, – % sure");
  g_assert_null (c.figure->describe (&c.model, WIDTH, HEIGHT, 1, 1));
  g_assert_cmpint (c.figure->pick (&c.model, WIDTH, HEIGHT, WIDTH - 1, HEIGHT - 1).kind, ==,
                   DH_PICK_NONE);
  c.model.mistakes = (DhMistakesChoices){ .has_cell = TRUE, .label = 1, .predicted = 1 };
  assert_image (&c, 0, 5, "Test image 6: true 1 read as 1, 40.0 % sure");
  dh_snapshot_unref (c.run);
}

static void
assert_whole (const Case *self, const char *words)
{
  g_autofree char *found = self->figure->describe (&self->model, WIDTH, HEIGHT, -1, -1);

  g_assert_cmpstr (found, ==, words);
}

static void
test_whole (void)
{
  Case c;

  case_init (&c, mistakes_run_new (mistakes_rows, MISTAKES_N, 3));
  assert_whole (&c, "Misread images: 6 of 10 test images at step 12.");
  c.model.mistakes.image = 5;
  assert_whole (&c, "Test image 5: true 2 read as 1, 99.0 % sure. "
                    "Misread images: 6 of 10 test images at step 12.");
  c.model.mistakes = (DhMistakesChoices){ .has_cell = TRUE, .label = 0, .predicted = 1 };
  assert_whole (&c, "0 read as 1: 3 of 10 test images at step 12.");
  c.model.mistakes.predicted = -1;
  assert_whole (&c, "0 read wrongly: 4 of 10 test images at step 12.");
  c.model.mistakes.label = -1;
  c.model.mistakes.predicted = 0;
  assert_whole (&c, "Wrongly read as 0: 1 of 10 test images at step 12.");
  c.model.mistakes.label = 0;
  assert_whole (&c, "0 read rightly: 2 of 10 test images at step 12.");
  g_clear_pointer (&c.run->reading, dh_reading_unref);
  assert_whole (&c, "The test images have not been read yet");
  dh_snapshot_unref (c.run);
}

static void
test_pages (void)
{
  DhMisreadLayout layout;
  Case c;

  case_init (&c, mistakes_run_new_many (101));
  assert_whole (&c, "Misread images: 100 of 101 test images at step 12, 1–48 of 100.");
  assert_image (&c, 0, 100, "Test image 101: true 0 read as 1, 99.0 % sure");
  c.model.mistakes.page = 2;
  assert_whole (&c, "Misread images: 100 of 101 test images at step 12, 97–100 of 100.");
  assert_image (&c, 3, 1, "Test image 2: true 0 read as 1, 1.0 % sure");
  c.model.mistakes.page = 3;
  dh_misread_layout_init (&layout, &c.model, WIDTH, HEIGHT);
  g_assert_cmpuint (layout.first, ==, 96);
  g_assert_cmpuint (layout.n, ==, 4);
  dh_snapshot_unref (c.run);
}

/* However wide, a full page has whole rows, and as much height as it needs. */
static void
test_measure (void)
{
  static const int widths[] = { 130, 240, 333, 560, 700, 960, 1400, 6000 };
  int last = G_MAXINT;
  Case c;

  case_init (&c, mistakes_run_new_many (101));
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      int height = c.figure->measure (&c.model, widths[i]);
      DhMisreadLayout layout;
      DhRect place;

      g_assert_cmpint (height, <=, last);
      last = height;
      dh_misread_layout_init (&layout, &c.model, widths[i], height);
      g_assert_cmpuint (48 % layout.columns, ==, 0);
      place = dh_misread_layout_get_place (&layout, 47);
      g_assert_cmpfloat (place.y + place.height, <=, height);
      g_assert_cmpfloat (place.x + place.width, <=, widths[i]);
      g_assert_cmpint (dh_misread_layout_find (&layout, place.x + 1, place.y + 1), ==, 47);
    }
  dh_snapshot_unref (c.run);
}

static void
test_move (void)
{
  DhMisreadLayout layout;
  int columns;
  Case c;

  case_init (&c, mistakes_run_new_many (41));
  dh_misread_layout_init (&layout, &c.model, WIDTH, HEIGHT);
  columns = (int) layout.columns;
  g_assert_cmpint (columns, ==, 6);
  g_assert_cmpint (dh_misread_layout_move (&layout, -1, 1, 0), ==, 0);
  g_assert_cmpint (dh_misread_layout_move (&layout, 0, 1, 0), ==, 1);
  g_assert_cmpint (dh_misread_layout_move (&layout, 0, -1, 0), ==, 0);
  g_assert_cmpint (dh_misread_layout_move (&layout, 2, 0, -1), ==, 2);
  g_assert_cmpint (dh_misread_layout_move (&layout, 2, 0, 1), ==, 2 + columns);
  g_assert_cmpint (dh_misread_layout_move (&layout, 35, 0, 1), ==, 35);
  g_assert_cmpint (dh_misread_layout_move (&layout, 39, 1, 0), ==, 39);
  layout.n = 0;
  g_assert_cmpint (dh_misread_layout_move (&layout, -1, 1, 0), ==, -1);
  dh_snapshot_unref (c.run);
}

static void
test_csv (void)
{
  g_autofree char *csv = NULL, *all = NULL;
  Case c;

  case_init (&c, mistakes_run_new (mistakes_rows, MISTAKES_N, 3));
  c.model.mistakes = (DhMistakesChoices){ .has_cell = TRUE, .label = 0, .predicted = 1 };
  csv = c.figure->csv (&c.model);
  g_assert_cmpstr (csv, ==,
                   "position,index,label,predicted,probability\n"
                   "0,3,0,1,0.800000012\n1,8,0,1,0.800000012\n2,1,0,1,0.600000024\n");
  dh_snapshot_unref (c.run);

  case_init (&c, mistakes_run_new_many (101));
  c.model.mistakes.page = 1;
  all = c.figure->csv (&c.model);
  g_assert_nonnull (strstr (all, "\n0,100,0,1,"));
  g_assert_nonnull (strstr (all, "\n99,1,0,1,"));
  dh_snapshot_unref (c.run);
}

/* The ink of the image, the one shown in the pane, and the one under the cursor. */
static guint
count_pixels (const Case *self, const DhColor *color)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  guint32 wanted = (guint32) (255 * color->red + 0.5) << 16 |
                   (guint32) (255 * color->green + 0.5) << 8 | (guint32) (255 * color->blue + 0.5);
  guint n = 0;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  self->figure->draw (cr, &self->model, WIDTH, HEIGHT);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  for (guint i = 0; i < WIDTH * HEIGHT; i++)
    n += (((const guint32 *) (void *) cairo_image_surface_get_data (surface))[i] & 0xffffff) ==
         wanted;
  cairo_surface_destroy (surface);
  return n;
}

static void
test_shown (void)
{
  Case c;

  case_init (&c, mistakes_run_new (mistakes_rows, MISTAKES_N, 3));
  g_assert_cmpuint (count_pixels (&c, &c.model.theme->train), ==, 0);
  c.run->shown.pixels = g_malloc0 (6);
  c.run->shown_is_test = TRUE;
  c.run->shown_position = 4;
  g_assert_cmpuint (count_pixels (&c, &c.model.theme->train), >, 100);
  c.run->shown_is_test = FALSE;
  g_assert_cmpuint (count_pixels (&c, &c.model.theme->train), ==, 0);
  dh_snapshot_unref (c.run);
}

/* A page of images is no more than part of a frame, with two thousand to choose from. */
static void
test_cost (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 960, 940);
  cairo_t *cr = cairo_create (surface);
  double best = 1;
  Case c;

  case_init (&c, mistakes_run_new_many (2000));
  for (guint i = 0; i < 5; i++)
    {
      gint64 begun_at = g_get_monotonic_time ();

      c.figure->draw (cr, &c.model, 960, 940);
      best = MIN (best, (double) (g_get_monotonic_time () - begun_at) / G_USEC_PER_SEC);
    }
  g_test_message ("%.2f ms", 1000 * best);
  g_assert_cmpfloat (best, <, 0.2);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  dh_snapshot_unref (c.run);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/misread-figure/images", test_images);
  g_test_add_func ("/misread-figure/whole", test_whole);
  g_test_add_func ("/misread-figure/pages", test_pages);
  g_test_add_func ("/misread-figure/measure", test_measure);
  g_test_add_func ("/misread-figure/move", test_move);
  g_test_add_func ("/misread-figure/csv", test_csv);
  g_test_add_func ("/misread-figure/shown", test_shown);
  g_test_add_func ("/misread-figure/cost", test_cost);
  return g_test_run ();
}
