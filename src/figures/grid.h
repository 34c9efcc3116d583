// Equal cells in a rectangle: as many columns as make them largest.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/shape.h"

G_BEGIN_DECLS

typedef struct
{
  guint n;
  guint columns;
  guint rows;
  double x; /* of the first cell */
  double y;
  double width; /* of a cell; below 1 where there is no room */
  double height;
  double gap_x; /* between neighbours */
  double gap_y;
} DhGrid;

/* @n cells of @aspect (width / height) in @area, at least @gap_x and @gap_y apart, more where that
 * fills a side, else centred; on whole pixels. */
void dh_grid_init (
    DhGrid *self, const DhRect *area, guint n, double aspect, double gap_x, double gap_y);

/* Longer than this an image is drawn as if it were this long: else it would be a hair. */
#define DH_GRID_LONGEST 8.0

/* Width by height of a cell for images of @width × @height pixels, both > 0. */
double dh_grid_get_aspect (guint width, guint height);

/* The height that @n cells need in an area of @width, where the shorter side of each is @least. */
double dh_grid_measure (double width, guint n, double aspect, double gap, double least);

/* How many cells, at most @n, fit with a height of at least @least; whole rows where they do not
 * all fit. */
guint dh_grid_count (const DhRect *area, guint n, double aspect, double gap, double least);

DhRect dh_grid_get_cell (const DhGrid *self, guint i);

/* The cell at a point, or −1. */
int dh_grid_find (const DhGrid *self, double x, double y);

G_END_DECLS
