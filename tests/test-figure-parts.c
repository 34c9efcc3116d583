// What the figures are made of: axes and their ticks, numbers, colours, grids and curves.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "figures/color-map.h"
#include "figures/curve.h"
#include "figures/grid.h"
#include "figures/number.h"
#include "figures/scale.h"
#include "figures/shape.h"

static guint32
pack (const DhColor *color)
{
  return (guint32) lround (255 * color->red) << 16 | (guint32) lround (255 * color->green) << 8 |
         (guint32) lround (255 * color->blue);
}

static void
test_ticks (void)
{
  static const struct
  {
    gboolean log;
    double low, high, pixels, gap;
    gboolean integers;
    const char *labels;
  } cases[] = {
    { FALSE, 0, 2.5, 240, 40, FALSE, "0.0 0.5 1.0 1.5 2.0 2.5" },
    { FALSE, 0, 2.62, 100, 40, FALSE, "0 2" },
    { FALSE, 0, 0.037, 240, 40, FALSE, "0.00 0.01 0.02 0.03" },
    { FALSE, 0, 1532, 700, 80, TRUE, "0 200 400 600 800 1\u2009000 1\u2009200 1\u2009400" },
    { FALSE, 0, 3, 700, 70, TRUE, "0 1 2 3" },
    { FALSE, 0, 1, 700, 70, TRUE, "0 1" },
    { FALSE, 0, 3e12, 240, 60, FALSE, "0 10¹² 2×10¹² 3×10¹²" },
    { TRUE, 0.02, 2.47, 220, 20, FALSE, "0.02 0.05 0.1 0.2 0.5 1 2" },
    { TRUE, 0.001, 10, 120, 20, FALSE, "0.001 0.01 0.1 1 10" },
    { TRUE, 1e-8, 1e4, 120, 20, FALSE, "10⁻⁸ 10⁻⁶ 0.0001 0.01 1 100 10\u2009000" },
    { TRUE, 2, 2.6, 200, 40, FALSE, "2.0 2.2 2.4 2.6" },
    { TRUE, 0, 1, 200, 40, FALSE, "" },
    { FALSE, 0, 1, 0, 40, FALSE, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DhScale scale = { .log = cases[i].log, .low = cases[i].low, .high = cases[i].high };
      DhTick ticks[DH_SCALE_MAX_TICKS];
      g_autoptr (GString) labels = g_string_new (NULL);
      guint n;

      if (!cases[i].log || cases[i].low > 0)
        dh_scale_init (&scale, cases[i].log, cases[i].low, cases[i].high);
      scale.from = cases[i].pixels;
      n = dh_scale_get_ticks (&scale, cases[i].gap, cases[i].integers, ticks);
      for (guint j = 0; j < n; j++)
        g_string_append_printf (labels, "%s%s", j > 0 ? " " : "", ticks[j].label);
      g_assert_cmpstr (labels->str, ==, cases[i].labels);
      for (guint j = 1; j < n; j++)
        g_assert_cmpfloat (fabs (dh_scale_map (&scale, ticks[j].value) -
                                 dh_scale_map (&scale, ticks[j - 1].value)),
                           >=, cases[i].gap * 0.999);
    }
}

static void
test_scale (void)
{
  static const double values[] = { 0.01, 0.02, 0.5, 3, 9.99 };
  DhScale scale;

  for (guint log_scale = 0; log_scale < 2; log_scale++)
    {
      dh_scale_init (&scale, log_scale, 0.01, 10);
      scale.from = 300;
      scale.to = 20;
      g_assert_cmpfloat_with_epsilon (dh_scale_map (&scale, 0.01), 300, 1e-9);
      g_assert_cmpfloat_with_epsilon (dh_scale_map (&scale, 10), 20, 1e-9);
      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        g_assert_cmpfloat_with_epsilon (dh_scale_unmap (&scale, dh_scale_map (&scale, values[i])),
                                        values[i], 1e-9);
      g_assert_cmpfloat (dh_scale_map (&scale, 1e300), >, -100);
      g_assert_cmpfloat (dh_scale_map (&scale, -1e300), <, 400);
      g_assert_cmpfloat (dh_scale_map (&scale, NAN), >=, 300);
    }
  dh_scale_init (&scale, TRUE, 1, 100);
  scale.to = 100;
  g_assert_cmpfloat_with_epsilon (dh_scale_map (&scale, 10), 50, 1e-9);
  g_assert_cmpfloat_with_epsilon (dh_scale_round_down (0.049), 0.02, 1e-12);
  g_assert_cmpfloat_with_epsilon (dh_scale_round_down (0.05), 0.05, 1e-12);
  g_assert_cmpfloat_with_epsilon (dh_scale_round_up (5.1), 10, 1e-12);
  g_assert_cmpuint (dh_scale_get_stride (20, 13), ==, 1);
  g_assert_cmpuint (dh_scale_get_stride (13, 13), ==, 1);
  g_assert_cmpuint (dh_scale_get_stride (9, 13), ==, 2);
  g_assert_cmpuint (dh_scale_get_stride (0.5, 13), ==, 50);
}

/* A matrix may have more cells across than a screen has pixels. */
static void
test_wide_pixels (void)
{
  const guint width = 9000;
  g_autofree guint32 *pixels = g_new (guint32, width);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, 1);
  cairo_t *cr = cairo_create (surface);
  const DhRect all = { 0, 0, width, 1 };
  const guint32 *drawn;

  for (guint i = 0; i < width; i++)
    pixels[i] = i;
  dh_shape_fill_pixels (cr, pixels, width, 1, &all, 0);
  cairo_surface_flush (surface);
  drawn = (const guint32 *) (const void *) cairo_image_surface_get_data (surface);
  for (guint i = 1; i + 1 < width; i++)
    g_assert_cmphex (drawn[i] & 0xffffff, ==, i);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    const char *loss;
    const char *tenths;
    const char *hundredths;
  } cases[] = {
    { 2.47081, "2.4708", "2.5", "+2.47" },
    { 0.088234, "0.08823", "0.1", "+0.09" },
    { 0.1766, "0.1766", "0.2", "+0.18" },
    { 0, "0.0000", "0.0", "0.00" },
    { -0.04, "−0.04000", "0.0", "−0.04" },
    { -0.001, "−0.001000", "0.0", "0.00" },
    { -0.42407, "−0.4241", "−0.4", "−0.42" },
    { 1.5e-7, "1.500×10⁻⁷", "0.0", "0.00" },
    { 123.456789, "123.457", "123.5", "+123.46" },
    { 1.25e9, "1.250×10⁹", "1250000000.0", "+1250000000.00" },
    { NAN, "not a number", "–", "–" },
    { INFINITY, "infinite", "∞", "∞" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *loss = dh_number_format_loss (cases[i].value);
      g_autofree char *tenths = dh_number_format_decimals (cases[i].value, 1);
      g_autofree char *hundredths = dh_number_format_signed (cases[i].value, 2);

      g_assert_cmpstr (loss, ==, cases[i].loss);
      g_assert_cmpstr (tenths, ==, cases[i].tenths);
      g_assert_cmpstr (hundredths, ==, cases[i].hundredths);
    }
  {
    g_autofree char *count = dh_number_format_count (1234567);
    g_autofree char *small = dh_number_format_count (999);

    g_assert_cmpstr (count, ==, "1\u2009234\u2009567");
    g_assert_cmpstr (small, ==, "999");
  }
}

static void
test_significant (void)
{
  static const struct
  {
    double value;
    int digits;
    const char *text;
  } cases[] = {
    { 0.1, 3, "0.1" },       { 0.0448123, 3, "0.0448" },    { 0.0448123, 6, "0.0448123" },
    { 1000, 3, "1000" },     { 123456, 3, "123456" },       { 1e6, 3, "10⁶" },
    { 0.00001, 3, "10⁻⁵" },  { 1.5e-28, 3, "1.5×10⁻²⁸" },   { 1.2345e-7, 3, "1.23×10⁻⁷" },
    { -2.5e9, 3, "−2.5×10⁹" }, { 0, 3, "0" },               { -0.0, 3, "0" },
    { INFINITY, 3, "∞" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = dh_number_format_significant (cases[i].value, cases[i].digits);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_color_map (void)
{
  const DhTheme *themes[] = { dh_theme_get_light (), dh_theme_get_dark () };
  DhColorMap map;

  for (guint t = 0; t < 2; t++)
    {
      double background;
      double way = t == 0 ? -1 : 1; /* towards the ends: darker on light, lighter on dark */

      dh_color_map_init_diverging (&map, themes[t]);
      background = dh_color_get_lightness (pack (&themes[t]->background));
      g_assert_cmphex (dh_color_map_get_diverging (&map, 0), ==, pack (&themes[t]->background));
      g_assert_cmphex (dh_color_map_get_diverging (&map, -7), ==, pack (&themes[t]->negative));
      g_assert_cmphex (dh_color_map_get_diverging (&map, 1), ==, pack (&themes[t]->positive));
      g_assert_cmphex (dh_color_map_get_diverging (&map, NAN), ==, map.unknown);
      for (int side = -1; side <= 1; side += 2)
        for (double share = 0.05, last = background; share <= 1; share += 0.05)
          {
            guint32 color = dh_color_map_get_diverging (&map, side * share);
            double lightness = dh_color_get_lightness (color);

            g_assert_cmpfloat ((lightness - last) * way, >, 0);
            g_assert_cmpfloat (fabs (lightness - last), <, 0.05);
            last = lightness;
          }
    }
}

static void
test_grid (void)
{
  static const struct
  {
    DhRect area;
    guint n, columns, rows;
  } cases[] = {
    { { 16, 48, 928, 376 }, 10, 5, 2 }, { { 0, 0, 300, 1000 }, 10, 2, 5 },
    { { 0, 0, 500, 500 }, 9, 3, 3 },    { { 0, 0, 1200, 400 }, 3, 3, 1 },
    { { 0, 0, 100, 100 }, 1, 1, 1 },
  };
  DhGrid grid;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      dh_grid_init (&grid, &cases[i].area, cases[i].n, 1, 10, 10);
      g_assert_cmpuint (grid.columns, ==, cases[i].columns);
      g_assert_cmpuint (grid.rows, ==, cases[i].rows);
      for (guint c = 0; c < cases[i].n; c++)
        {
          DhRect cell = dh_grid_get_cell (&grid, c);

          g_assert_true (dh_rect_contains (&cases[i].area, cell.x, cell.y));
          g_assert_cmpfloat (cell.x + cell.width, <=, cases[i].area.x + cases[i].area.width);
          g_assert_cmpfloat (cell.y + cell.height, <=, cases[i].area.y + cases[i].area.height);
          g_assert_cmpint (dh_grid_find (&grid, cell.x + 1, cell.y + 1), ==, (int) c);
          g_assert_cmpint (dh_grid_find (&grid, cell.x - 1, cell.y - 1), ==, -1);
        }
    }
  dh_grid_init (&grid, &(DhRect){ 0, 0, 5, 5 }, 100, 1, 10, 10);
  g_assert_cmpint (dh_grid_find (&grid, 2, 2), ==, -1);
}

static void
set_point (DhCurvePoint *point, double i, double value)
{
  *point = (DhCurvePoint){ i, i, i, value, value, value, 1 };
}

static void
init_scales (DhScale *x, DhScale *y, double from, double to)
{
  dh_scale_init (x, FALSE, from, to);
  dh_scale_init (y, FALSE, 0, 1);
  x->to = 999;
  y->from = 200;
}

/* A calm line is exact, of a long noisy one every other point is; the band holds all of either. */
static void
test_curve (void)
{
  static DhCurve curve;
  static DhCurvePoint points[1000];
  DhScale x, y;

  init_scales (&x, &y, 0, 999);
  for (guint i = 0; i < 1000; i++)
    set_point (&points[i], i, 1.0 / (i + 1));
  dh_curve_init (&curve, points, 1000, &x, &y);
  g_assert_cmpuint (curve.n_points, >=, 900);
  g_assert_cmpfloat_with_epsilon (curve.y[1], 100, 1e-9);
  g_assert_cmpfloat (curve.noise, ==, 0);
  g_assert_true (curve.ended);

  for (guint i = 0; i < 1000; i++)
    set_point (&points[i], i, i % 2 ? 0.25 : 0.75);
  dh_curve_init (&curve, points, 1000, &x, &y);
  g_assert_cmpfloat (curve.noise, ==, 1);
  g_assert_cmpuint (curve.n_points, ==, 500);
  g_assert_cmpfloat_with_epsilon (curve.y[250], 100, 1e-9);
  g_assert_cmpfloat (curve.bottom[500] - curve.top[500], >=, 50);
  dh_curve_init (&curve, points, 500, &x, &y);
  g_assert_cmpfloat_with_epsilon (curve.y[300], 50, 1e-9);
  g_assert_cmpfloat_with_epsilon (curve.y[301], 150, 1e-9);
  dh_curve_init (&curve, NULL, 0, &x, &y);
  g_assert_cmpuint (curve.n_points + curve.n_columns, ==, 0);
}

/* What lies outside is left out, but for the way to it. */
static void
test_curve_inside (void)
{
  static DhCurve curve;
  DhCurvePoint points[] = { { 0, 0, 0, 0, 0, 0, 1 }, { 90, 95, 100, 0.5, 0.25, 0.75, 11 },
                            { 200, 200, 200, 1, 1, 1, 1 } };
  DhScale x, y;

  /* Between two measurements a straight line, from edge to edge. */
  init_scales (&x, &y, 110, 120);
  dh_curve_init (&curve, points, G_N_ELEMENTS (points), &x, &y);
  g_assert_cmpuint (curve.n_points, ==, 2);
  g_assert_cmpfloat_with_epsilon (curve.y[0], 200 - 200 * (0.5 + 0.5 * 15 / 105), 0.1);
  g_assert_cmpfloat_with_epsilon (curve.y[1], 200 - 200 * (0.5 + 0.5 * 25 / 105), 0.1);
  g_assert_false (curve.ended);

  /* The bucket has had its values somewhere in all of its width. */
  init_scales (&x, &y, 80, 110);
  dh_curve_init (&curve, points, G_N_ELEMENTS (points), &x, &y);
  g_assert_cmpuint (curve.n_points, ==, 3);
  g_assert_cmpfloat_with_epsilon (curve.top[400], 50, 1e-9);
  g_assert_cmpfloat_with_epsilon (curve.bottom[600], 150, 1e-9);
  g_assert_cmpfloat (curve.bottom[300] - curve.top[300], <, 1);
}

/* From the height of words to a curve beside, above or below them. */
static void
test_curve_distance (void)
{
  static DhCurve curve;
  DhCurvePoint points[] = { { 0, 0, 0, 0.5, 0.5, 0.5, 1 }, { 100, 100, 100, 1, 1, 1, 1 } };
  DhScale x, y;

  init_scales (&x, &y, 0, 200);
  dh_curve_init (&curve, points, G_N_ELEMENTS (points), &x, &y);
  g_assert_cmpfloat_with_epsilon (dh_curve_get_distance (&curve, 150, 0, 50), 50, 1);
  g_assert_cmpfloat_with_epsilon (dh_curve_get_distance (&curve, 150, 450, 499), 140, 1);
  g_assert_cmpfloat_with_epsilon (dh_curve_get_distance (&curve, 20, 0, 499), 0, 1);
  g_assert_cmpfloat_with_epsilon (dh_curve_get_distance (&curve, 0, 0, 250), 50, 1);
  g_assert_true (isinf (dh_curve_get_distance (&curve, 100, 600, 900)));
  g_assert_true (isinf (dh_curve_get_distance (&curve, 100, 2000, 2100)));
}

static void
test_minor_ticks (void)
{
  double values[DH_SCALE_MAX_MINOR_TICKS];
  DhScale scale;
  guint n;

  dh_scale_init (&scale, TRUE, 0.5, 30);
  scale.to = 300;
  n = dh_scale_get_minor_ticks (&scale, 3, values);
  g_assert_cmpuint (n, ==, 5 + 8 + 2);
  g_assert_cmpfloat_with_epsilon (values[0], 0.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (values[5], 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (values[n - 1], 30, 1e-9);
  g_assert_cmpuint (dh_scale_get_minor_ticks (&scale, 30, values), ==, 0);
  dh_scale_init (&scale, FALSE, 0.5, 30);
  scale.to = 300;
  g_assert_cmpuint (dh_scale_get_minor_ticks (&scale, 3, values), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-parts/ticks", test_ticks);
  g_test_add_func ("/figure-parts/scale", test_scale);
  g_test_add_func ("/figure-parts/wide-pixels", test_wide_pixels);
  g_test_add_func ("/figure-parts/numbers", test_numbers);
  g_test_add_func ("/figure-parts/significant", test_significant);
  g_test_add_func ("/figure-parts/color-map", test_color_map);
  g_test_add_func ("/figure-parts/grid", test_grid);
  g_test_add_func ("/figure-parts/curve", test_curve);
  g_test_add_func ("/figure-parts/curve-inside", test_curve_inside);
  g_test_add_func ("/figure-parts/curve-distance", test_curve_distance);
  g_test_add_func ("/figure-parts/minor-ticks", test_minor_ticks);
  return g_test_run ();
}
