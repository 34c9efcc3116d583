// OpenBLAS is told which kernels suit a processor it does not know.
// SPDX-License-Identifier: MIT

#include "engine/matrix-core.h"

static void
test_unknown_processor (void)
{
  g_assert_cmpstr (dh_matrix_core_find_better ("Prescott", DH_SIMD_AVX512), ==, "SkylakeX");
  g_assert_cmpstr (dh_matrix_core_find_better ("Prescott", DH_SIMD_AVX2), ==, "Haswell");
  g_assert_null (dh_matrix_core_find_better ("Prescott", DH_SIMD_NONE));
}

static void
test_known_processor (void)
{
  static const char *const cores[] = { "Haswell", "Zen", "SkylakeX", "Cooperlake",
                                       "SapphireRapids", "Nehalem", "ARMV8" };

  for (guint i = 0; i < G_N_ELEMENTS (cores); i++)
    for (guint simd = DH_SIMD_NONE; simd <= DH_SIMD_AVX512; simd++)
      g_assert_null (dh_matrix_core_find_better (cores[i], (DhSimd) simd));
}

/* This program has been started anew where that helps; not where somebody has chosen the oldest. */
static void
test_here (void)
{
#ifdef __linux__
  const char *told = g_getenv ("OPENBLAS_CORETYPE");

  if (told == NULL || g_ascii_strcasecmp (told, "Prescott") != 0)
    g_assert_null (dh_matrix_core_find_better (dh_matrix_core_get (), dh_simd_detect ()));
  else
    g_test_skip ("OPENBLAS_CORETYPE asks for the oldest kernels");
#else
  g_test_skip ("only on Linux is OpenBLAS told");
#endif
}

int
main (int argc, char **argv)
{
  dh_matrix_core_improve (argv);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/matrix-core/unknown-processor", test_unknown_processor);
  g_test_add_func ("/matrix-core/known-processor", test_known_processor);
  g_test_add_func ("/matrix-core/here", test_here);
  return g_test_run ();
}
