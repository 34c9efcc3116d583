// The three matrix products of a linear layer, through CBLAS.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All matrices are float32 and row-major; sizes stand in brackets. A matrix has its values and the
 * distance of its rows, in floats. */
typedef struct
{
  const float *values;
  gsize        stride;
} DhMatrix;

typedef struct
{
  float *values;
  gsize  stride;
} DhMatrixOut;

/* Call once before the first product: products run on the calling thread only, so that the bits of
 * a result never depend on how many threads the library would like. */
void dh_matrix_use_one_thread (void);

/* c [m, n] = a [m, k] b [n, k]ᵀ: the forward product, with @b a weight. */
void
dh_matrix_multiply_transposed (DhMatrix a, DhMatrix b, DhMatrixOut c, guint m, guint n, guint k);

/* The same for a few rows of @a, the images that somebody looks at: CBLAS packs @b for longer than
 * it multiplies it with so few. */
#define DH_MATRIX_FEW 4
void dh_matrix_multiply_few (DhMatrix a, DhMatrix b, DhMatrixOut c, guint m, guint n, guint k);

/* c [m, n] = a [m, k] b [k, n]: what flows back through a weight @b. */
void dh_matrix_multiply (DhMatrix a, DhMatrix b, DhMatrixOut c, guint m, guint n, guint k);

/* c [m, n] = a [k, m]ᵀ b [k, n], added to what is there unless @fresh: a weight's gradient, from
 * deltas @a and inputs @b of k images. */
void dh_matrix_add_product (
    DhMatrix a, DhMatrix b, DhMatrixOut c, guint m, guint n, guint k, gboolean fresh);

G_END_DECLS
