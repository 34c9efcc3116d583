// A matrix cut into pieces that threads can compute.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Cuts follow from the sizes alone: the same pieces for any number of threads. */
typedef struct
{
  guint rows;
  guint columns;
  guint piece_rows;
  guint piece_columns;
  guint n_across; /* pieces side by side */
  guint n_pieces;
} DhGrid;

typedef struct
{
  guint row;
  guint column;
  guint rows;
  guint columns;
} DhPiece;

/* Multiply-adds that are worth a piece of their own: some ten microseconds. */
#define DH_GRID_LEAST_WORK (3 << 20)

/* Cuts [rows, columns] along the longer side into up to four, where every cell takes @depth
 * multiply-adds and a piece is worth it. */
static inline DhGrid
dh_grid_cut (guint rows, guint columns, guint depth)
{
  DhGrid self = { rows, columns, rows, columns, 1, 1 };
  guint *longer = rows >= columns ? &self.piece_rows : &self.piece_columns;
  double work = (double) rows * columns * depth;
  guint n = (guint) CLAMP (work / DH_GRID_LEAST_WORK, 1, 4);
  guint part = ((*longer + n - 1) / n + 15) / 16 * 16;

  *longer = MIN (*longer, MAX (part, 32));
  self.n_across = (columns + self.piece_columns - 1) / self.piece_columns;
  self.n_pieces = self.n_across * ((rows + self.piece_rows - 1) / self.piece_rows);
  return self;
}

static inline DhPiece
dh_grid_get (const DhGrid *self, guint i)
{
  guint row = i / self->n_across * self->piece_rows;
  guint column = i % self->n_across * self->piece_columns;

  return (DhPiece) { row, column, MIN (self->piece_rows, self->rows - row),
                     MIN (self->piece_columns, self->columns - column) };
}

G_END_DECLS
