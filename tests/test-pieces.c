// Every cell of a matrix lies in one piece of its grid.
// SPDX-License-Identifier: MIT

#include "engine/pieces.h"

static const guint sides[] = { 1,  2,  3,  10,  15,  16,  17,  31,  32,  33,  63,   64,  65,
                               96, 97, 100, 127, 128, 129, 500, 512, 513, 784, 1000 };
static const guint depths[] = { 1, 10, 784, 65536, G_MAXUINT };

static void
check_pieces (const DhPieces *grid)
{
  g_autofree guint8 *cells = g_new0 (guint8, (gsize) grid->rows * grid->columns);

  for (guint i = 0; i < grid->n_pieces; i++)
    {
      DhPiece piece = dh_pieces_get (grid, i);

      g_assert_cmpuint (piece.rows, >, 0);
      g_assert_cmpuint (piece.columns, >, 0);
      g_assert_cmpuint (piece.row + piece.rows, <=, grid->rows);
      g_assert_cmpuint (piece.column + piece.columns, <=, grid->columns);
      for (gsize row = piece.row; row < piece.row + piece.rows; row++)
        for (gsize column = piece.column; column < piece.column + piece.columns; column++)
          g_assert_cmpuint (cells[row * grid->columns + column]++, ==, 0);
    }
  for (gsize i = 0; i < (gsize) grid->rows * grid->columns; i++)
    g_assert_cmpuint (cells[i], ==, 1);
}

static void
test_pieces (gconstpointer data)
{
  guint depth = *(const guint *) data;

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    for (guint j = 0; j < G_N_ELEMENTS (sides); j++)
      {
        DhPieces grid = dh_pieces_cut (sides[i], sides[j], depth);

        g_assert_cmpuint (grid.n_pieces, <=, 4);
        check_pieces (&grid);
      }
}

/* As a caller makes them who needs whole rows. */
static void
test_other_cuts (void)
{
  for (guint rows = 1; rows < 200; rows++)
    {
      DhPieces grid = { rows, 10, 32, 10 };

      dh_pieces_count (&grid);
      g_assert_cmpuint (grid.n_pieces, ==, (rows + 31) / 32);
      check_pieces (&grid);
    }
  check_pieces (&(DhPieces) { 7, 9, 3, 4, 3, 9 });
}

/* What is little work is one piece, what is much is several, along the longer side. */
static void
test_worth (void)
{
  DhPieces grid = dh_pieces_cut (64, 64, 10);

  g_assert_cmpuint (grid.n_pieces, ==, 1);
  grid = dh_pieces_cut (512, 128, 784);
  g_assert_cmpuint (grid.n_pieces, >, 1);
  g_assert_cmpuint (grid.n_down, ==, grid.n_pieces);
  grid = dh_pieces_cut (128, 784, 512);
  g_assert_cmpuint (grid.n_pieces, >, 1);
  g_assert_cmpuint (grid.n_down, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (depths); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pieces/pieces/%u", depths[i]);

      g_test_add_data_func (path, &depths[i], test_pieces);
    }
  g_test_add_func ("/pieces/other-cuts", test_other_cuts);
  g_test_add_func ("/pieces/worth", test_worth);
  return g_test_run ();
}
