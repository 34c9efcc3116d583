// Loops over as many floats as a processor's widest vector.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/matrix.h"

G_BEGIN_DECLS

/* On processors with narrower vectors they are several: a sum over them is the same on all. */
#define DH_LANES 16

/* c [m, n] = (c, or 0 where @fresh) + a · b, for @n columns: row i of a begins at a[i · across],
 * its k elements are @down apart; b [k, n]. */
typedef struct
{
  const float *a;
  gsize        across;
  gsize        down;
  DhMatrix     b;
  guint        m;
  guint        k;
  gboolean     fresh;
  DhMatrixOut  c;
} DhLanesProduct;

void dh_lanes_multiply (const DhLanesProduct *product, guint n);

/* z [m, DH_LANES] += a [m, depth] · turned [depth, DH_LANES]. */
void dh_lanes_forward (
    DhMatrix a, const float *turned, guint depth, guint m, DhMatrixOut z);

/* z = a + b, all [m, DH_LANES]. z may be one of them. */
void dh_lanes_add (DhMatrix a, DhMatrix b, guint m, DhMatrixOut z);

/* c [DH_MATRIX_FEW, n] = a [DH_MATRIX_FEW, k] · b [n, k]ᵀ: each row of b is read once. */
void dh_lanes_multiply_few (DhMatrix a, DhMatrix b, DhMatrixOut c, guint n, guint k);

G_END_DECLS
