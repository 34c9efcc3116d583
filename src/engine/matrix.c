// The three matrix products of a linear layer, through CBLAS.
// SPDX-License-Identifier: MIT

#include "engine/matrix.h"

#include <cblas.h>

#include "engine/lanes.h"
#include "engine/simd.h"

#define LOAD(values) (*(const DhLanes *) (values))

void
dh_matrix_use_one_thread (void)
{
#ifdef OPENBLAS_VERSION
  openblas_set_num_threads (1);
#endif
}

void
dh_matrix_multiply_transposed (DhMatrix a, DhMatrix b, DhMatrixOut c, guint m, guint n, guint k)
{
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1.0f, a.values, a.stride,
               b.values, b.stride, 0.0f, c.values, c.stride);
}

/* The sum of all, by halves. */
static inline __attribute__ ((always_inline)) float
fold (const DhLanes *sums)
{
  DhLanes values = *sums;

  for (guint half = DH_LANES / 2; half > 0; half /= 2)
    for (guint l = 0; l < half; l++)
      values[l] += values[l + half];
  return values[0];
}

/* A row of b at a time, once for all rows of a, of which there are always so many. */
DH_SIMD_LOOP
multiply_few_loop (const DhMatrix *a, const DhMatrix *b, const DhMatrixOut *c, guint n, guint k)
{
  guint whole = k / DH_LANES * DH_LANES;

  for (guint j = 0; j < n; j++)
    {
      const float *row = b->values + j * b->stride;
      DhLanes sums[DH_MATRIX_FEW] = { 0 };

      for (guint l = 0; l < whole; l += DH_LANES)
        for (guint i = 0; i < DH_MATRIX_FEW; i++)
          sums[i] += LOAD (a->values + i * a->stride + l) * LOAD (row + l);
      for (guint i = 0; i < DH_MATRIX_FEW; i++)
        {
          float sum = fold (&sums[i]);

          for (guint l = whole; l < k; l++)
            sum += a->values[i * a->stride + l] * row[l];
          c->values[i * c->stride + j] = sum;
        }
    }
}

DH_SIMD_FUNCTION (multiply_few,
                  (const DhMatrix *a, const DhMatrix *b, const DhMatrixOut *c, guint n, guint k),
                  (a, b, c, n, k))

void
dh_matrix_multiply_few (DhMatrix a, DhMatrix b, DhMatrixOut c, guint m, guint n, guint k)
{
  if (m == DH_MATRIX_FEW)
    multiply_few (&a, &b, &c, n, k);
  else
    dh_matrix_multiply_transposed (a, b, c, m, n, k);
}

void
dh_matrix_multiply (DhMatrix a, DhMatrix b, DhMatrixOut c, guint m, guint n, guint k)
{
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1.0f, a.values, a.stride,
               b.values, b.stride, 0.0f, c.values, c.stride);
}

void
dh_matrix_add_product (
    DhMatrix a, DhMatrix b, DhMatrixOut c, guint m, guint n, guint k, gboolean fresh)
{
  cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1.0f, a.values, a.stride,
               b.values, b.stride, fresh ? 0.0f : 1.0f, c.values, c.stride);
}
