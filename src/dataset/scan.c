// A digit's ink as a form scanner sees it: dots, black or white; and how MNIST is made of them.
// SPDX-License-Identifier: MIT

#include "dataset/scan.h"

#include <math.h>
#include <string.h>

#define SIDE ((int) DH_SCAN_SIDE)
#define IMAGE 28
#define BOX 20

/* Parts of a dot. */
#define DOT 256

/* A pixel is at most 3.2 dots wide and so touches 5 at most. */
#define REACH 5

/* Parts of a pixel, along each axis. */
#define WHOLE 256u

void
dh_scan_clear (DhScan *self)
{
  memset (self->rows, 0, sizeof self->rows);
}

/* The first dot whose centre is at or after @position, down to −SIDE. */
static int
dot_from (int position)
{
  return (int) ((guint) (position + SIDE * DOT + DOT / 2 - 1) / DOT) - SIDE;
}

/* Blackens the dots whose centres are within @radius of (@x, @y). */
static void
add_disc (DhScan *self, int x, int y, int radius)
{
  int first = MAX (dot_from (y - radius), 0);
  int last = MIN (dot_from (y + radius + 1), SIDE) - 1;

  for (int row = first; row <= last; row++)
    {
      int dy = row * DOT + DOT / 2 - y;
      int half = (int) sqrt (radius * radius - dy * dy);
      int from = MAX (dot_from (x - half), 0);
      int to = MIN (dot_from (x + half + 1), SIDE) - 1;

      if (from <= to)
        self->rows[row] |= G_MAXUINT64 >> (SIDE - 1 - to) & G_MAXUINT64 << from;
    }
}

static int
to_parts (double dots)
{
  return (int) floor (CLAMP (dots, -SIDE / 4, SIDE * 5 / 4) * DOT + 0.5);
}

static int
to_radius (double dots)
{
  return MIN (to_parts (dots), SIDE / 4 * DOT);
}

/* Discs so close that what is missing between them, distance² / 8 radius, is a tenth of a dot. */
static void
add_line (DhScan *self, const DhTracePoint *from, const DhTracePoint *to)
{
  int x = to_parts (from->x), dx = to_parts (to->x) - x;
  int y = to_parts (from->y), dy = to_parts (to->y) - y;
  int radius = to_radius (from->radius), growth = to_radius (to->radius) - radius;
  int steps = MAX (ABS (dx), ABS (dy)) / MAX (DOT, radius / 2) + 1;

  for (int i = 1; i <= steps; i++)
    add_disc (self, x + dx * i / steps, y + dy * i / steps, radius + growth * i / steps);
}

void
dh_scan_draw (DhScan *self, const DhTrace *trace)
{
  for (guint i = 0; i < trace->n; i++)
    {
      const DhTracePoint *to = &trace->points[i];

      add_line (self, to->joined ? to - 1 : to, to);
    }
}

/* How the dots of one axis make up the pixels of the box. */
typedef struct
{
  int first[BOX]; /* dot that pixel begins in */
  guint weights[BOX][REACH];
} Reduction;

/* @n dots from @start on, in the middle of a box as wide as @whole dots. Dots and pixels are
 * measured in ticks of which both have a whole number. */
static void
reduction_init (Reduction *self, int start, int n, int whole)
{
  int dot = 2 * BOX, pixel = 2 * whole;
  int blank = BOX * (whole - n);

  for (int p = 0; p < BOX; p++)
    {
      int from = MAX (p * pixel - blank, 0), to = (p + 1) * pixel - blank;
      int d = MIN (from / dot, n - 1);

      self->first[p] = start + d;
      for (int i = 0; i < REACH; i++, d++)
        {
          int shared = MIN (to, (d + 1) * dot) - MAX (from, d * dot);

          self->weights[p][i] = d < n && shared > 0 ? WHOLE * (guint) shared / (guint) pixel : 0;
        }
    }
}

/* The sums of all subsets of one pixel's weights. */
static void
sum_subsets (const guint *weights, guint *sums)
{
  sums[0] = 0;
  for (guint i = 0; i < REACH; i++)
    for (guint bits = 0; bits < 1u << i; bits++)
      sums[1u << i | bits] = weights[i] + sums[bits];
}

/* First every row of dots along x, then the rows along y. A weight of 0 is followed by others. */
static void
reduce (const DhScan *scan, const Reduction *across, const Reduction *down, int top, int n,
        guint8 box[BOX][BOX])
{
  guint lines[DH_SCAN_SIDE + REACH][BOX] = { { 0 } };
  guint sums[1u << REACH];

  for (int p = 0; p < BOX; p++)
    {
      sum_subsets (across->weights[p], sums);
      for (int y = top; y < top + n; y++)
        lines[y][p] = sums[scan->rows[y] >> across->first[p] & ((1u << REACH) - 1)];
    }
  for (int q = 0; q < BOX; q++)
    {
      guint shares[BOX] = { 0 };

      for (int i = 0; i < REACH && down->weights[q][i] > 0; i++)
        for (int p = 0; p < BOX; p++)
          shares[p] += down->weights[q][i] * lines[down->first[q] + i][p];
      for (int p = 0; p < BOX; p++)
        box[q][p] = (guint8) ((255 * shares[p] + WHOLE * WHOLE / 2) / (WHOLE * WHOLE));
    }
}

/* Where column or row 0 of the box goes, so that the ink's centre of mass, @moment / @mass, comes
 * nearest to the middle; of two as near the first: ⌈½ IMAGE − ½ − moment / mass⌉. */
static int
get_place (guint moment, guint mass)
{
  guint place = ((3 * IMAGE + 1) * mass - 2 * moment - 1) / (2 * mass);

  return CLAMP ((int) place - IMAGE, 0, IMAGE - BOX);
}

static void
place_centred (guint8 box[BOX][BOX], guint8 *pixels)
{
  guint mass = 0, x_moment = 0, y_moment = 0;
  int x, y;

  for (guint q = 0; q < BOX; q++)
    for (guint p = 0; p < BOX; p++)
      {
        mass += box[q][p];
        x_moment += p * box[q][p];
        y_moment += q * box[q][p];
      }
  if (mass == 0)
    return;
  x = get_place (x_moment, mass);
  y = get_place (y_moment, mass);
  for (int q = 0; q < BOX; q++)
    memcpy (pixels + (y + q) * IMAGE + x, box[q], BOX);
}

void
dh_scan_reduce (const DhScan *self, guint8 *pixels)
{
  int left = 0, top = 0, right = SIDE, bottom = SIDE;
  guint8 box[BOX][BOX];
  Reduction across, down;
  guint64 columns = 0;
  int longer;

  for (int y = 0; y < SIDE; y++)
    columns |= self->rows[y];
  memset (pixels, 0, IMAGE * IMAGE);
  if (columns == 0)
    return;
  while ((columns >> left & 1) == 0)
    left++;
  while ((columns >> (right - 1) & 1) == 0)
    right--;
  while (self->rows[top] == 0)
    top++;
  while (self->rows[bottom - 1] == 0)
    bottom--;
  longer = MAX (right - left, bottom - top);
  reduction_init (&across, left, right - left, longer);
  reduction_init (&down, top, bottom - top, longer);
  reduce (self, &across, &down, top, bottom - top, box);
  place_centred (box, pixels);
}
