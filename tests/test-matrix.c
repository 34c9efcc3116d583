// A few rows times a matrix, read once: the same as CBLAS makes of them.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "engine/matrix.h"
#include "engine/random.h"

#define MOST 70
#define GAP 3

static void
check (guint m, guint n, guint k)
{
  float a[DH_MATRIX_FEW * (MOST + GAP)], b[MOST * (MOST + GAP)];
  float c[DH_MATRIX_FEW * (MOST + GAP)], expected[DH_MATRIX_FEW * (MOST + GAP)];
  DhRandom random;

  dh_random_init (&random, m * 10000 + n * 100 + k);
  dh_random_torch_uniform (&random, -1, 1, a, G_N_ELEMENTS (a));
  dh_random_torch_uniform (&random, -1, 1, b, G_N_ELEMENTS (b));
  for (guint i = 0; i < G_N_ELEMENTS (c); i++)
    c[i] = expected[i] = 5;
  dh_matrix_multiply_few ((DhMatrix) { a, k + GAP }, (DhMatrix) { b, k + GAP },
                          (DhMatrixOut) { c, n + GAP }, m, n, k);
  dh_matrix_multiply_transposed ((DhMatrix) { a, k + GAP }, (DhMatrix) { b, k + GAP },
                                 (DhMatrixOut) { expected, n + GAP }, m, n, k);
  for (guint i = 0; i < G_N_ELEMENTS (c); i++)
    g_assert_cmpfloat (fabsf (c[i] - expected[i]), <=, 1e-5);
}

static void
test_few (void)
{
  static const guint sizes[] = { 1, 2, 15, 16, 17, 32, 33, MOST };

  for (guint m = 1; m <= DH_MATRIX_FEW; m++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
        check (m, sizes[i], sizes[j]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/matrix/few", test_few);
  return g_test_run ();
}
