// The scanned sheet: which dots a line blackens, and what the dots become in a reduced image.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "dataset/scan.h"
#include "engine/random.h"

#define SIDE DH_SCAN_SIDE
#define IMAGE 28u
#define BOX 20u

static gboolean
is_black (const DhScan *scan, guint x, guint y)
{
  return (scan->rows[y] >> x & 1) != 0;
}

static guint
count_black (const DhScan *scan)
{
  guint n = 0;

  for (guint y = 0; y < SIDE; y++)
    for (guint x = 0; x < SIDE; x++)
      n += is_black (scan, x, y);
  return n;
}

static void
draw_line (DhScan *scan, DhTracePoint from, DhTracePoint to)
{
  static DhTrace trace;

  trace.n = 2;
  trace.points[0] = from;
  trace.points[1] = to;
  trace.points[1].joined = TRUE;
  dh_scan_clear (scan);
  dh_scan_draw (scan, &trace);
}

static double
distance_to_line (DhTracePoint a, DhTracePoint b, double x, double y)
{
  double dx = b.x - a.x, dy = b.y - a.y;
  double square = dx * dx + dy * dy;
  double t = square > 0 ? ((x - a.x) * dx + (y - a.y) * dy) / square : 0;

  t = CLAMP (t, 0, 1);
  return hypot (x - a.x - t * dx, y - a.y - t * dy);
}

/* Black where the line surely is, white where it surely is not; a fifth of a dot is left open, for
 * the rounding and the edge between two discs. */
static void
check_line (DhTracePoint from, DhTracePoint to)
{
  DhScan scan;

  draw_line (&scan, from, to);
  for (guint y = 0; y < SIDE; y++)
    for (guint x = 0; x < SIDE; x++)
      {
        double distance = distance_to_line (from, to, x + 0.5, y + 0.5);

        if (distance < from.radius - 0.2)
          g_assert_true (is_black (&scan, x, y));
        if (distance > from.radius + 0.02)
          g_assert_false (is_black (&scan, x, y));
      }
}

static void
test_lines (void)
{
  static const DhTracePoint ends[][2] = {
    { { 32, 32, 5 }, { 32, 32, 5 } },       { { 10, 20, 3 }, { 50, 20, 3 } },
    { { 20, 10, 2 }, { 20, 60, 2 } },       { { 8.3, 9.7, 1.2 }, { 55.1, 40.4, 1.2 } },
    { { 50.5, 5.5, 6 }, { 12, 60, 6 } },    { { 0, 0, 4 }, { 63.9, 63.9, 4 } },
    { { -3, 30, 2.5 }, { 67, 33, 2.5 } },   { { 60, 60, 8 }, { 64, 70, 8 } },
    { { 31.5, 31.5, 0.3 }, { 33, 32, 0.3 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    check_line (ends[i][0], ends[i][1]);
}

/* Far off, too large, and lines that grow: nothing is written past the sheet. */
static void
test_off_the_sheet (void)
{
  DhScan scan;

  draw_line (&scan, (DhTracePoint){ -1e9, 5, 2 }, (DhTracePoint){ -1e9, 50, 2 });
  g_assert_cmpuint (count_black (&scan), ==, 0);
  draw_line (&scan, (DhTracePoint){ 32, 1e9, 2 }, (DhTracePoint){ 32, 1e300, 2 });
  g_assert_cmpuint (count_black (&scan), ==, 0);
  draw_line (&scan, (DhTracePoint){ 32, 32, 1e9 }, (DhTracePoint){ 32, 32, 1e9 });
  g_assert_cmpuint (count_black (&scan), >, 600);
  draw_line (&scan, (DhTracePoint){ 32, 32, 0 }, (DhTracePoint){ 40, 32, 4 });
  g_assert_true (is_black (&scan, 43, 32));
  g_assert_false (is_black (&scan, 34, 35));
}

/* A stroke that starts anew is not joined to the one before. */
static void
test_strokes (void)
{
  static DhTrace trace = { 3, { { 10, 10, 2, FALSE }, { 10, 50, 2, FALSE }, { 50, 50, 2, TRUE } } };
  DhScan scan;

  dh_scan_clear (&scan);
  dh_scan_draw (&scan, &trace);
  g_assert_true (is_black (&scan, 10, 10));
  g_assert_false (is_black (&scan, 10, 30));
  g_assert_true (is_black (&scan, 30, 50));
}

static void
fill (DhScan *scan, guint x0, guint y0, guint width, guint height)
{
  dh_scan_clear (scan);
  for (guint y = y0; y < y0 + height; y++)
    scan->rows[y] = (G_MAXUINT64 >> (SIDE - width)) << x0;
}

static void
test_blank (void)
{
  guint8 pixels[IMAGE * IMAGE];
  DhScan scan;

  memset (pixels, 7, sizeof pixels);
  dh_scan_clear (&scan);
  dh_scan_reduce (&scan, pixels);
  for (guint i = 0; i < IMAGE * IMAGE; i++)
    g_assert_cmpuint (pixels[i], ==, 0);
}

/* Black all over, wherever on the sheet and of whatever size, is the whole box in the middle. */
static void
test_full (void)
{
  for (guint size = 1; size <= SIDE; size++)
    {
      guint8 pixels[IMAGE * IMAGE];
      DhScan scan;

      fill (&scan, SIDE - size, (SIDE - size) / 2, size, size);
      dh_scan_reduce (&scan, pixels);
      for (guint i = 0; i < IMAGE * IMAGE; i++)
        {
          guint x = i % IMAGE, y = i / IMAGE;
          gboolean in_box = x >= 4 && x < 24 && y >= 4 && y < 24;

          g_assert_cmpuint (pixels[i], >=, in_box ? 249 : 0);
          g_assert_cmpuint (pixels[i], <=, in_box ? 255 : 0);
        }
    }
}

/* The five greys that MNIST's digits of 40 dots have: a pixel of 2 × 2 dots with 0 to 4 black. */
static void
test_greys_of_40 (void)
{
  static const guint8 greys[] = { 0, 64, 128, 191, 255 };
  guint8 pixels[IMAGE * IMAGE];
  DhScan scan;

  fill (&scan, 3, 5, 40, 40);
  for (guint n = 0; n < 5; n++)
    for (guint dot = n; dot < 4; dot++)
      scan.rows[5 + 18 + dot / 2] &= ~(G_GUINT64_CONSTANT (1) << (3 + 8 + 2 * n + dot % 2));
  dh_scan_reduce (&scan, pixels);
  for (guint n = 0; n < 5; n++)
    g_assert_cmpuint (pixels[13 * IMAGE + 8 + n], ==, greys[n]);
}

/* The share of black in a pixel of the box, by definition. */
static double
get_share (const DhScan *scan, const guint *ink, double x, double y, double pixel)
{
  double share = 0;

  for (guint row = ink[1]; row < ink[3]; row++)
    for (guint column = ink[0]; column < ink[2]; column++)
      {
        double across = fmin (x + pixel, column + 1.0) - fmax (x, column);
        double down = fmin (y + pixel, row + 1.0) - fmax (y, row);

        if (is_black (scan, column, row) && across > 0 && down > 0)
          share += across * down;
      }
  return share / (pixel * pixel);
}

/* Any ink: each pixel is its share of black, but for what is rounded down. Where the box is in the
 * image is left open. */
static void
check_reduction (DhRandom *random)
{
  guint width = 1 + dh_random_numpy_below (random, SIDE - 1);
  guint height = 1 + dh_random_numpy_below (random, SIDE - 1);
  guint ink[4] = { dh_random_numpy_below (random, SIDE - width),
                   dh_random_numpy_below (random, SIDE - height) };
  double longer = MAX (width, height), pixel = longer / BOX;
  guint8 pixels[IMAGE * IMAGE];
  gboolean found = FALSE;
  DhScan scan;

  ink[2] = ink[0] + width, ink[3] = ink[1] + height;
  fill (&scan, ink[0], ink[1], width, height);
  for (guint y = ink[1] + 1; y + 1 < ink[3]; y++)
    for (guint x = ink[0] + 1; x + 1 < ink[2]; x++)
      scan.rows[y] ^= (guint64) dh_random_numpy_below (random, 1) << x;
  dh_scan_reduce (&scan, pixels);
  for (guint place = 0; place < 81 && !found; place++)
    {
      found = TRUE;
      for (guint i = 0; i < BOX * BOX && found; i++)
        {
          guint p = i % BOX, q = i / BOX;
          double x = ink[0] - (longer - width) / 2 + p * pixel;
          double y = ink[1] - (longer - height) / 2 + q * pixel;
          double grey = 255 * get_share (&scan, ink, x, y, pixel);
          guint8 got = pixels[(place / 9 + q) * IMAGE + place % 9 + p];

          found = got >= grey - 7 && got <= grey + 0.5 + 1e-9;
        }
    }
  g_assert_true (found);
}

static void
test_shares (void)
{
  DhRandom random;

  dh_random_init (&random, 1);
  for (guint i = 0; i < 300; i++)
    check_reduction (&random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scan/lines", test_lines);
  g_test_add_func ("/scan/off-the-sheet", test_off_the_sheet);
  g_test_add_func ("/scan/strokes", test_strokes);
  g_test_add_func ("/scan/blank", test_blank);
  g_test_add_func ("/scan/full", test_full);
  g_test_add_func ("/scan/greys-of-40", test_greys_of_40);
  g_test_add_func ("/scan/shares", test_shares);
  return g_test_run ();
}
