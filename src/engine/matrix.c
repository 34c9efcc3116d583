// The three matrix products of a linear layer, through CBLAS.
// SPDX-License-Identifier: MIT

#include "engine/matrix.h"

#include <cblas.h>

#include "engine/lanes.h"

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

void
dh_matrix_multiply_few (DhMatrix a, DhMatrix b, DhMatrixOut c, guint m, guint n, guint k)
{
  if (m == DH_MATRIX_FEW)
    dh_lanes_multiply_few (a, b, c, n, k);
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
