// Equal cells in a rectangle: as many columns as make them largest.
// SPDX-License-Identifier: MIT

#include "figures/grid.h"

#include <math.h>

/* How many times the gap asked for does not yet look torn apart; across it also serves to end flush
 * with the title row. */
#define MAX_ACROSS 2.5
#define MAX_DOWN 1.4

static double
get_height (
    const DhRect *area, guint columns, guint rows, double aspect, double gap_x, double gap_y)
{
  double across = (area->width - gap_x * (columns - 1)) / columns / aspect;
  double down = (area->height - gap_y * (rows - 1)) / rows;

  return MIN (across, down);
}

/* Wider gaps take up what the cells leave over, within reason; returns the gap. */
static double
spread (double length, guint n, double side, double gap, double most)
{
  double even = n > 1 ? floor ((length - n * side) / (n - 1)) : gap;

  return even <= most * gap ? MAX (even, gap) : gap;
}

void
dh_grid_init (
    DhGrid *self, const DhRect *area, guint n, double aspect, double gap_x, double gap_y)
{
  double best = 0;

  *self = (DhGrid){ .n = n };
  for (guint columns = 1; columns <= n; columns++)
    {
      guint rows = (n + columns - 1) / columns;
      double height = get_height (area, columns, rows, aspect, gap_x, gap_y);

      if (height <= best)
        continue;
      best = height;
      self->columns = columns;
      self->rows = rows;
    }
  if (best < 1)
    return;

  self->height = floor (best);
  self->width = MAX (1, floor (best * aspect));
  self->gap_x = spread (area->width, self->columns, self->width, gap_x, MAX_ACROSS);
  self->gap_y = spread (area->height, self->rows, self->height, gap_y, MAX_DOWN);
  self->x = area->x +
            floor ((area->width - self->columns * (self->width + self->gap_x) + self->gap_x) / 2);
  self->y = area->y +
            floor ((area->height - self->rows * (self->height + self->gap_y) + self->gap_y) / 2);
}

double
dh_grid_get_aspect (guint width, guint height)
{
  return CLAMP ((double) width / height, 1 / DH_GRID_LONGEST, DH_GRID_LONGEST);
}

double
dh_grid_measure (double width, guint n, double aspect, double gap, double least)
{
  double cell_width = CLAMP (least * MAX (aspect, 1), 1, MAX (width, 1));
  double columns = CLAMP (floor ((width + gap) / (cell_width + gap)), 1, MAX (n, 1));
  double rows = ceil (n / columns);

  return MAX (0, rows * (cell_width / aspect + gap) - gap);
}

guint
dh_grid_count (const DhRect *area, guint n, double aspect, double gap, double least)
{
  double columns = floor ((area->width + gap) / (least * aspect + gap));
  double rows = floor ((area->height + gap) / (least + gap));

  return (guint) CLAMP (columns * rows, 1, MAX (n, 1));
}

DhRect
dh_grid_get_cell (const DhGrid *self, guint i)
{
  guint column = self->columns > 0 ? i % self->columns : 0;
  guint row = self->columns > 0 ? i / self->columns : 0;

  return (DhRect){ self->x + column * (self->width + self->gap_x),
                   self->y + row * (self->height + self->gap_y), self->width, self->height };
}

int
dh_grid_find (const DhGrid *self, double x, double y)
{
  if (self->height < 1)
    return -1;
  for (guint i = 0; i < self->n; i++)
    {
      DhRect cell = dh_grid_get_cell (self, i);

      if (dh_rect_contains (&cell, x, y))
        return (int) i;
    }
  return -1;
}
