// One source, several instruction sets: which one this processor runs is found at run time.
// SPDX-License-Identifier: MIT

#include "engine/simd.h"

DhSimd
dh_simd_detect (void)
{
#ifdef __x86_64__
  if (!__builtin_cpu_supports ("avx2") || !__builtin_cpu_supports ("fma") ||
      !__builtin_cpu_supports ("bmi") || !__builtin_cpu_supports ("bmi2"))
    return DH_SIMD_NONE;
  if (__builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512bw") &&
      __builtin_cpu_supports ("avx512vl") && __builtin_cpu_supports ("avx512dq"))
    return DH_SIMD_AVX512;
  return DH_SIMD_AVX2;
#else
  return DH_SIMD_NONE;
#endif
}

static DhSimd
choose (void)
{
  static const char *const names[] = { "none", "avx2", "avx512" };
  DhSimd best = dh_simd_detect ();

  for (guint i = 0; i < best; i++)
    if (g_strcmp0 (g_getenv ("DOWNHILL_SIMD"), names[i]) == 0)
      return (DhSimd) i;
  return best;
}

DhSimd
dh_simd_get (void)
{
  static gsize chosen; /* one more than the choice, once it is made */

  if (g_once_init_enter (&chosen))
    g_once_init_leave (&chosen, (gsize) choose () + 1);
  return (DhSimd) (chosen - 1);
}
