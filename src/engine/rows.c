// Sums of the rows of a matrix.
// SPDX-License-Identifier: MIT

#include "engine/rows.h"

#include "engine/simd.h"

DH_SIMD_LOOP
add_row_loop (float *restrict values, const float *restrict row, gsize n)
{
  for (gsize j = 0; j < n; j++)
    values[j] += row[j];
}

DH_SIMD_LOOP
add_rows_loop (float *restrict sums, const float *restrict values, gsize stride, guint rows,
               gsize n)
{
  for (guint i = 0; i < rows; i++)
    add_row_loop (sums, values + i * stride, n);
}

DH_SIMD_LOOP
add_to_rows_loop (float *restrict values, gsize stride, guint rows, const float *restrict row,
                  gsize n)
{
  for (guint i = 0; i < rows; i++)
    add_row_loop (values + i * stride, row, n);
}

DH_SIMD_FUNCTION (add_rows,
                  (float *sums, const float *values, gsize stride, guint rows, gsize n),
                  (sums, values, stride, rows, n))
DH_SIMD_FUNCTION (add_to_rows,
                  (float *values, gsize stride, guint rows, const float *row, gsize n),
                  (values, stride, rows, row, n))

void
dh_rows_add (float *sums, const float *values, gsize stride, guint rows, gsize n)
{
  add_rows (sums, values, stride, rows, n);
}

void
dh_rows_add_to (float *values, gsize stride, guint rows, const float *row, gsize n)
{
  add_to_rows (values, stride, rows, row, n);
}
