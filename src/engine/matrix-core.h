// Which kernels OpenBLAS takes where it does not know the processor.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/simd.h"

G_BEGIN_DECLS

/* OpenBLAS chooses its kernels by the processor's model, when it is loaded. A processor newer than
 * the library it takes for the oldest there is, and products take three to five times as long. What
 * it can do is known all the same: the name of the core whose kernels suit @simd, where it has
 * @chosen that oldest one; NULL where its choice, or any for @simd, is as good. */
const char *dh_matrix_core_find_better (const char *chosen, DhSimd simd);

/* The core whose kernels are used; NULL where CBLAS is not OpenBLAS. */
const char *dh_matrix_core_get (void);

/* Where OpenBLAS could do better, starts this program anew and tells it so in the environment
 * (OPENBLAS_CORETYPE). Where that is set already, or it cannot be done, all stays as it is. To be
 * called first of all in main(), with its arguments. */
void dh_matrix_core_improve (char **argv);

G_END_DECLS
