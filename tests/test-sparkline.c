// A sparkline has the means of a series, and the speed between its times.
// SPDX-License-Identifier: MIT

#include "figures/sparkline.h"
#include "figure-runs.h"

static void
test_values (void)
{
  g_autoptr (DhHistory) history = dh_history_new ();
  double values[DH_SPARKLINE_MAX_POINTS];

  g_assert_cmpuint (dh_sparkline_get_values (NULL, DH_SPARKLINE_TRAIN_LOSS, 8, values), ==, 0);
  g_assert_cmpuint (dh_sparkline_get_values (history, DH_SPARKLINE_TRAIN_LOSS, 8, values), ==, 0);
  for (guint i = 0; i < 16; i++)
    dh_history_add (history, DH_SERIES_TRAIN_LOSS, i, i);
  g_assert_cmpuint (dh_sparkline_get_values (history, DH_SPARKLINE_TEST_LOSS, 8, values), ==, 0);
  g_assert_cmpuint (dh_sparkline_get_values (history, DH_SPARKLINE_TRAIN_LOSS, 20, values), ==, 16);
  g_assert_cmpfloat (values[15], ==, 15);
  g_assert_cmpuint (dh_sparkline_get_values (history, DH_SPARKLINE_TRAIN_LOSS, 8, values), ==, 8);
  for (guint i = 0; i < 8; i++)
    g_assert_cmpfloat (values[i], ==, 2 * i + 0.5);
}

/* A hundred steps a second for 50 seconds, then half as many, also where buckets have merged. */
static void
test_speed (void)
{
  g_autoptr (DhHistory) history = dh_history_new ();
  double values[DH_SPARKLINE_MAX_POINTS];
  guint n;

  dh_history_add (history, DH_SERIES_SECONDS, 1, 0.01);
  g_assert_cmpuint (dh_sparkline_get_values (history, DH_SPARKLINE_SPEED, 8, values), ==, 0);
  for (guint step = 2; step <= 10000; step++)
    dh_history_add (history, DH_SERIES_SECONDS, step,
                    step <= 5000 ? step * 0.01 : 50 + (step - 5000) * 0.02);
  n = dh_sparkline_get_values (history, DH_SPARKLINE_SPEED, 40, values);
  g_assert_cmpuint (n, ==, 40);
  for (guint i = 0; i < 40; i++)
    {
      if (i < 19)
        g_assert_cmpfloat_with_epsilon (values[i], 100, 1);
      if (i > 20)
        g_assert_cmpfloat_with_epsilon (values[i], 50, 1);
    }
}

/* A clock too coarse to tell two steps apart makes no infinite speed. */
static void
test_still_clock (void)
{
  g_autoptr (DhHistory) history = dh_history_new ();
  double values[DH_SPARKLINE_MAX_POINTS];

  for (guint step = 1; step <= 4; step++)
    dh_history_add (history, DH_SERIES_SECONDS, step, step < 4 ? 1 : 2);
  g_assert_cmpuint (dh_sparkline_get_values (history, DH_SPARKLINE_SPEED, 8, values), ==, 1);
  g_assert_cmpfloat (values[0], ==, 1);
}

/* Nothing outside of its place, and something in it. */
static void
test_draw (void)
{
  g_autoptr (DhHistory) history = dh_history_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 100, 40);
  cairo_t *cr = cairo_create (surface);
  guint inside = 0;

  for (guint i = 0; i < 500; i++)
    dh_history_add (history, DH_SERIES_TEST_ACCURACY, i, i % 9);
  cairo_translate (cr, 10, 10);
  for (guint kind = 0; kind <= DH_SPARKLINE_SPEED; kind++)
    {
      dh_sparkline_draw (cr, NULL, kind, dh_theme_get_dark (), 80, 20);
      dh_sparkline_draw (cr, history, kind, dh_theme_get_dark (), 80, 20);
      dh_sparkline_draw (cr, history, kind, dh_theme_get_dark (), 0, 20);
    }
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  for (int y = 0; y < 40; y++)
    for (int x = 0; x < 100; x++)
      if (x >= 10 && x < 90 && y >= 10 && y < 30)
        inside += get_pixel (surface, x, y) != 0;
      else
        g_assert_cmphex (get_pixel (surface, x, y), ==, 0);
  g_assert_cmpuint (inside, >, 80);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sparkline/values", test_values);
  g_test_add_func ("/sparkline/speed", test_speed);
  g_test_add_func ("/sparkline/still-clock", test_still_clock);
  g_test_add_func ("/sparkline/draw", test_draw);
  return g_test_run ();
}
