// Which kernels OpenBLAS takes where it does not know the processor.
// SPDX-License-Identifier: MIT

#include "engine/matrix-core.h"

#include <cblas.h>
#include <unistd.h>

#define VARIABLE "OPENBLAS_CORETYPE"
#define OLDEST "Prescott" /* of those of 64 bits */

const char *
dh_matrix_core_find_better (const char *chosen, DhSimd simd)
{
  if (g_strcmp0 (chosen, OLDEST) != 0)
    return NULL;
  switch (simd)
    {
    case DH_SIMD_AVX512:
      return "SkylakeX";
    case DH_SIMD_AVX2:
      return "Haswell";
    case DH_SIMD_NONE:
    default:
      return NULL;
    }
}

const char *
dh_matrix_core_get (void)
{
#ifdef OPENBLAS_VERSION
  return openblas_get_corename ();
#else
  return NULL;
#endif
}

void
dh_matrix_core_improve (char **argv)
{
#ifdef __linux__
  const char *core = dh_matrix_core_find_better (dh_matrix_core_get (), dh_simd_detect ());

  g_autofree char *program = NULL;

  if (core == NULL || g_getenv (VARIABLE) != NULL)
    return;
  /* Not by that link itself: the process would be called after it. */
  program = g_file_read_link ("/proc/self/exe", NULL);
  if (program != NULL && g_setenv (VARIABLE, core, TRUE))
    execv (program, argv);
#endif
}
