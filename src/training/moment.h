// What descent changes: the parameters and the state of the optimizer.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/optimizer.h"

G_BEGIN_DECLS

/* Arrays of n floats, in the order the run computes in. A plain struct that a trainer owns. */
typedef struct
{
  gsize  n;
  guint  n_states;
  float *parameters;
  float *state[DH_OPTIMIZER_MAX_STATES]; /* NULL past n_states */
} DhMoment;

/* Makes *@array [@n] zeros, to be freed with dh_aligned_free(). FALSE with an error where there is
 * not enough memory. */
gboolean dh_moment_allocate (float **array, gsize n, GError **error);

/* Zeros. FALSE with an error where there is not enough memory; then too it must be cleared. */
gboolean dh_moment_init (DhMoment *self, gsize n, guint n_states, GError **error);

void dh_moment_clear (DhMoment *self);

/* Copies the values of @from, which has the same arrays. */
void dh_moment_copy (DhMoment *self, const DhMoment *from);

/* The arrays of an update from @from along @gradient into @self, which may be @from, for the values
 * from @first on, of which @gradient is the first's. */
DhOptimizerArrays dh_moment_get_arrays (DhMoment       *self,
                                        const DhMoment *from,
                                        const float    *gradient,
                                        gsize           first);

G_END_DECLS
