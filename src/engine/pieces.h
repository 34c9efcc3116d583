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
  guint n_down; /* pieces one below the other */
  guint n_pieces;
} DhPieces;

typedef struct
{
  guint row;
  guint column;
  guint rows;
  guint columns;
} DhPiece;

/* Multiply-adds that are worth a piece of their own: some ten microseconds. */
#define DH_PIECES_LEAST_WORK (3 << 20)

/* Call when the sizes of a piece have changed. */
static inline void
dh_pieces_count (DhPieces *self)
{
  self->n_down = (self->rows + self->piece_rows - 1) / self->piece_rows;
  self->n_pieces =
      self->n_down * ((self->columns + self->piece_columns - 1) / self->piece_columns);
}

/* Cuts [rows, columns] along the longer side into up to four, where every cell takes @depth
 * multiply-adds and a piece is worth it. */
static inline DhPieces
dh_pieces_cut (guint rows, guint columns, guint depth)
{
  DhPieces self = { rows, columns, rows, columns, 1, 1 };
  guint *longer = rows >= columns ? &self.piece_rows : &self.piece_columns;
  double work = (double) rows * columns * depth;
  guint n = (guint) CLAMP (work / DH_PIECES_LEAST_WORK, 1, 4);
  guint part = ((*longer + n - 1) / n + 15) / 16 * 16;

  *longer = MIN (*longer, MAX (part, 32));
  dh_pieces_count (&self);
  return self;
}

/* Column by column. */
static inline DhPiece
dh_pieces_get (const DhPieces *self, guint i)
{
  guint row = i % self->n_down * self->piece_rows;
  guint column = i / self->n_down * self->piece_columns;

  return (DhPiece) { row, column, MIN (self->piece_rows, self->rows - row),
                     MIN (self->piece_columns, self->columns - column) };
}

G_END_DECLS
