// A matrix turned over.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef float DhFour __attribute__ ((vector_size (16), aligned (4)));

/* to[j][i] = from[i][j] for four by four. */
static inline __attribute__ ((always_inline)) void
dh_transpose_four (const float *from, gsize from_stride, float *to, gsize to_stride)
{
  DhFour a = *(const DhFour *) from;
  DhFour b = *(const DhFour *) (from + from_stride);
  DhFour c = *(const DhFour *) (from + 2 * from_stride);
  DhFour d = *(const DhFour *) (from + 3 * from_stride);
  DhFour ab01 = __builtin_shufflevector (a, b, 0, 4, 1, 5);
  DhFour ab23 = __builtin_shufflevector (a, b, 2, 6, 3, 7);
  DhFour cd01 = __builtin_shufflevector (c, d, 0, 4, 1, 5);
  DhFour cd23 = __builtin_shufflevector (c, d, 2, 6, 3, 7);

  *(DhFour *) to = __builtin_shufflevector (ab01, cd01, 0, 1, 4, 5);
  *(DhFour *) (to + to_stride) = __builtin_shufflevector (ab01, cd01, 2, 3, 6, 7);
  *(DhFour *) (to + 2 * to_stride) = __builtin_shufflevector (ab23, cd23, 0, 1, 4, 5);
  *(DhFour *) (to + 3 * to_stride) = __builtin_shufflevector (ab23, cd23, 2, 3, 6, 7);
}

/* to [columns, to_stride] = from [rows, from_stride] turned over. */
static inline __attribute__ ((always_inline)) void
dh_transpose (const float *from, gsize from_stride, guint rows, guint columns, float *to,
              gsize to_stride)
{
  guint whole_rows = rows / 4 * 4;
  guint whole_columns = columns / 4 * 4;

  for (gsize i = 0; i < whole_rows; i += 4)
    for (gsize j = 0; j < whole_columns; j += 4)
      dh_transpose_four (from + i * from_stride + j, from_stride, to + j * to_stride + i,
                         to_stride);
  for (gsize i = 0; i < rows; i++)
    for (gsize j = i < whole_rows ? whole_columns : 0; j < columns; j++)
      to[j * to_stride + i] = from[i * from_stride + j];
}

G_END_DECLS
