// Sums of the rows of a matrix.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* sums [n] += every one of @rows rows [n] at @values, @stride floats apart. */
void dh_rows_add (float *sums, const float *values, gsize stride, guint rows, gsize n);

/* Every one of @rows rows [n] at @values, @stride floats apart, += row [n]. */
void dh_rows_add_to (float *values, gsize stride, guint rows, const float *row, gsize n);

static inline guint
dh_rows_round_up (guint n, guint to)
{
  return (n + to - 1) / to * to;
}

G_END_DECLS
