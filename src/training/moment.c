// What descent changes: the parameters and the state of the optimizer.
// SPDX-License-Identifier: MIT

#include "training/moment.h"

#include <string.h>

#include "engine/aligned.h"
#include "training/training-set.h"

gboolean
dh_moment_allocate (float **array, gsize n, GError **error)
{
  *array = dh_aligned_new (n, sizeof (float));
  return *array != NULL || dh_training_set_fail_memory (1, n, error);
}

gboolean
dh_moment_init (DhMoment *self, gsize n, guint n_states, GError **error)
{
  *self = (DhMoment) { .n = n, .n_states = n_states };
  for (guint i = 0; i < n_states; i++)
    if (!dh_moment_allocate (&self->state[i], n, error))
      return FALSE;
  return dh_moment_allocate (&self->parameters, n, error);
}

void
dh_moment_clear (DhMoment *self)
{
  g_clear_pointer (&self->parameters, dh_aligned_free);
  for (guint i = 0; i < DH_OPTIMIZER_MAX_STATES; i++)
    g_clear_pointer (&self->state[i], dh_aligned_free);
}

void
dh_moment_copy (DhMoment *self, const DhMoment *from)
{
  memcpy (self->parameters, from->parameters, self->n * sizeof (float));
  for (guint i = 0; i < self->n_states; i++)
    memcpy (self->state[i], from->state[i], self->n * sizeof (float));
}

DhOptimizerArrays
dh_moment_get_arrays (DhMoment *self, const DhMoment *from, const float *gradient, gsize first)
{
  DhOptimizerArrays arrays = {
    .parameters = from->parameters + first,
    .gradient = gradient,
    .updated = self->parameters + first,
  };

  for (guint i = 0; i < self->n_states; i++)
    {
      arrays.state[i] = from->state[i] + first;
      arrays.updated_state[i] = self->state[i] + first;
    }
  return arrays;
}
