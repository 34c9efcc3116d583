// What a trainer tells of itself.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "engine/aligned.h"
#include "engine/denormals.h"
#include "training/descent.h"
#include "training/trainer-private.h"

gboolean
dh_trainer_preview (const DhTrainer *self, float *after)
{
  DhOptimizerNumbers numbers;
  DhMoment next;
  gboolean is_made;

  g_return_val_if_fail (self != NULL && after != NULL, FALSE);

  dh_trainer_complete_gradient (self);
  numbers = dh_descent_get_numbers (self->settings, self->step, self->gradient, self->now.n);
  is_made = dh_moment_init (&next, self->now.n, self->now.n_states, NULL);
  if (is_made)
    {
      DhOptimizerArrays arrays = dh_moment_get_arrays (&next, &self->now, self->gradient, 0);
      guint mode = dh_denormals_flush (); /* as in a step */

      dh_trainer_get_optimizer (self)->update (&numbers, &arrays, self->now.n);
      dh_denormals_restore (mode);
      dh_layout_unpack (dh_trainer_get_layout (self), next.parameters, after);
    }
  dh_moment_clear (&next);
  return is_made;
}

void
dh_trainer_keep_previous (DhTrainer *self)
{
  g_return_if_fail (self != NULL);

  if (self->previous == NULL)
    self->previous = dh_aligned_new (self->now.n, sizeof (float));
  if (self->previous == NULL)
    return;
  memcpy (self->previous, self->now.parameters, self->now.n * sizeof (float));
  self->previous_step = self->step;
}

void
dh_trainer_forget_previous (DhTrainer *self)
{
  g_clear_pointer (&self->previous, dh_aligned_free);
}

gboolean
dh_trainer_knows_update (const DhTrainer *self)
{
  return self->previous != NULL && self->previous_step + 1 == self->step;
}

gboolean
dh_trainer_get_update (const DhTrainer *self, const float *parameters, float *update)
{
  g_return_val_if_fail (self != NULL && parameters != NULL && update != NULL, FALSE);

  if (!dh_trainer_knows_update (self))
    return FALSE;
  dh_layout_unpack (dh_trainer_get_layout (self), self->previous, update);
  for (gsize i = 0; i < self->network.n_parameters; i++)
    update[i] = parameters[i] - update[i];
  return TRUE;
}

double
dh_trainer_get_learning_rate (const DhTrainer *self)
{
  return dh_descent_get_learning_rate (self->settings, self->step);
}

guint64
dh_trainer_get_n_steps (const DhTrainer *self)
{
  guint64 n_steps;

  if (self->settings->steps > 0)
    return self->settings->steps;
  return g_uint64_checked_mul (&n_steps, self->settings->epochs,
                               dh_batches_get_epoch_steps (&self->batches))
             ? n_steps
             : G_MAXUINT64;
}

gboolean
dh_trainer_is_finished (const DhTrainer *self)
{
  guint64 n_steps = dh_trainer_get_n_steps (self);

  return n_steps > 0 && self->step >= n_steps;
}

const DhSettings *
dh_trainer_get_settings (const DhTrainer *self)
{
  return self->settings;
}

const DhDataset *
dh_trainer_get_dataset (const DhTrainer *self)
{
  return self->dataset;
}

const DhNetwork *
dh_trainer_get_network (const DhTrainer *self)
{
  return &self->network;
}

guint64
dh_trainer_get_step (const DhTrainer *self)
{
  return self->step;
}

guint64
dh_trainer_get_epoch (const DhTrainer *self)
{
  return self->step / dh_batches_get_epoch_steps (&self->batches);
}

guint64
dh_trainer_get_epoch_steps (const DhTrainer *self)
{
  return dh_batches_get_epoch_steps (&self->batches);
}

guint64
dh_trainer_get_epoch_end (const DhTrainer *self)
{
  return (dh_trainer_get_epoch (self) + 1) * dh_batches_get_epoch_steps (&self->batches);
}

gint64
dh_trainer_get_diverged_at (const DhTrainer *self)
{
  return self->diverged_at;
}

double
dh_trainer_get_loss (const DhTrainer *self)
{
  return self->result.loss;
}

double
dh_trainer_get_accuracy (const DhTrainer *self)
{
  return self->result.accuracy;
}

void
dh_trainer_copy (const DhTrainer *self, float *parameters, float *gradient)
{
  dh_trainer_complete_gradient (self);
  dh_layout_unpack (dh_trainer_get_layout (self), self->now.parameters, parameters);
  if (gradient != NULL)
    dh_layout_unpack (dh_trainer_get_layout (self), self->gradient, gradient);
}

const float *
dh_trainer_get_parameters (const DhTrainer *self)
{
  dh_layout_unpack (dh_trainer_get_layout (self), self->now.parameters, self->torch_parameters);
  return self->torch_parameters;
}

const float *
dh_trainer_get_gradient (const DhTrainer *self)
{
  dh_trainer_complete_gradient (self);
  dh_layout_unpack (dh_trainer_get_layout (self), self->gradient, self->torch_gradient);
  return self->torch_gradient;
}

double
dh_trainer_get_gradient_norm (const DhTrainer *self)
{
  dh_trainer_complete_gradient (self);
  return dh_optimizer_norm (self->gradient, self->now.n);
}

const guint32 *
dh_trainer_get_subset (const DhTrainer *self, guint *n)
{
  *n = self->set->n;
  return self->set->indices;
}
