// The three matrix products of a linear layer, through CBLAS.
// SPDX-License-Identifier: MIT

#include "engine/matrix.h"

#include <cblas.h>

void
dh_matrix_use_one_thread (void)
{
#ifdef OPENBLAS_VERSION
  openblas_set_num_threads (1);
#endif
}

void
dh_matrix_multiply_transposed (const float *a, const float *b, float *c, guint m, guint n, guint k)
{
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1.0f, a, k, b, k, 0.0f, c, n);
}

void
dh_matrix_multiply (const float *a, const float *b, float *c, guint m, guint n, guint k)
{
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1.0f, a, k, b, n, 0.0f, c, n);
}

void
dh_matrix_add_product (const float *a, const float *b, float *c, guint m, guint n, guint k)
{
  cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1.0f, a, m, b, n, 1.0f, c, n);
}
