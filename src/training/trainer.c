// Gradient descent on a subset of a data set: no thread, no clock, no files.
// SPDX-License-Identifier: MIT

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "engine/aligned.h"
#include "engine/initialisation.h"
#include "engine/matrix.h"
#include "training/descent.h"
#include "training/safetensors.h"
#include "training/trainer-private.h"
#include "training/training-set.h"

/* Parameters that are updated together; fixed, as all cuts are. */
#define UPDATE_UNIT 8192

/* After so many operations a checkpoint is made: a tenth of a second or so. */
#define CHECKPOINT_OPERATIONS 4e9

static gboolean
prepare_pass (DhTrainer *self, GError **error)
{
  self->set = dh_training_set_new (self->settings, self->dataset, error);
  if (self->set == NULL || !dh_batches_init (&self->batches, self->settings, self->set->n, error))
    return FALSE;
  self->pass = dh_batch_pass_new (&self->network, self->dataset, self->set, self->batches.batch,
                                  self->batches.order != NULL, error);
  return self->pass != NULL;
}

static gboolean
prepare_arrays (DhTrainer *self, GError **error)
{
  gsize n = dh_trainer_get_layout (self)->n_stored;
  guint n_states = dh_trainer_get_optimizer (self)->n_states;

  return dh_moment_init (&self->now, n, n_states, error) &&
         dh_moment_init (&self->checkpoint.moment, n, n_states, error) &&
         dh_batches_init (&self->checkpoint.batches, self->settings, self->set->n, error) &&
         dh_moment_allocate (&self->gradient, n, error) &&
         dh_moment_allocate (&self->torch_parameters, self->network.n_parameters, error) &&
         dh_moment_allocate (&self->torch_gradient, self->network.n_parameters, error);
}

static void
evaluate_batch (DhTrainer *self)
{
  DhTile batch = { self->batches.order };
  gsize first;

  dh_batches_go_to (&self->batches, self->step, &first, &batch.rows);
  batch.first = (guint) first;
  batch.ahead = dh_batches_count_ahead (&self->batches, first, batch.rows);
  self->result = dh_batch_pass_begin (self->pass, &batch);
  self->operations += 6.0 * batch.rows * self->network.n_parameters;
}

/* Every model before this one takes its share of the stream, as in a notebook that made it. */
static gboolean
initialise (DhTrainer *self, GError **error)
{
  DhRandom random;

  dh_random_init (&random, dh_settings_get_init_seed (self->settings));
  for (guint64 i = 0; i <= self->settings->models_before; i++)
    dh_initialise ((DhInitialisationKind) self->settings->init, &self->network, &random,
                   self->torch_parameters);
  dh_batches_start (&self->batches, &random, &self->set->random);
  if (self->settings->init_from != NULL &&
      !dh_safetensors_load (self->settings->init_from, &self->network, self->torch_parameters,
                            error))
    return FALSE;
  dh_layout_pack (dh_trainer_get_layout (self), self->torch_parameters, self->now.parameters);
  return TRUE;
}

DhTrainer *
dh_trainer_new (const DhSettings *settings, const DhDataset *dataset, GError **error)
{
  g_autoptr (DhTrainer) self = g_new0 (DhTrainer, 1);

  g_return_val_if_fail (settings != NULL && dataset != NULL, NULL);
  g_return_val_if_fail (dataset->train.n > 0, NULL);

  dh_matrix_use_one_thread ();
  self->settings = dh_settings_copy (settings);
  self->dataset = dh_dataset_ref (dataset);
  self->diverged_at = -1;
  self->checkpoint_is_due = TRUE;
  if (!dh_network_init (&self->network, dataset->width * dataset->height, settings->hidden,
                        settings->n_hidden, dataset->n_classes, settings->bias, error))
    return NULL;
  self->network.activation = (DhActivationKind) settings->activation;
  if (!prepare_pass (self, error) || !prepare_arrays (self, error) || !initialise (self, error))
    return NULL;
  dh_batch_pass_set_parameters (self->pass, self->now.parameters);
  evaluate_batch (self);
  if (!isfinite (self->result.loss))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("With these parameters the loss is not finite at step 0: start from others"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
dh_trainer_free (DhTrainer *self)
{
  if (self == NULL)
    return;
  dh_settings_free (self->settings);
  dh_dataset_unref (self->dataset);
  dh_batch_pass_free (self->pass);
  dh_team_free (self->team);
  dh_training_set_free (self->set);
  dh_batches_clear (&self->batches);
  dh_moment_clear (&self->now);
  dh_moment_clear (&self->checkpoint.moment);
  dh_batches_clear (&self->checkpoint.batches);
  dh_aligned_free (self->gradient);
  dh_aligned_free (self->previous);
  dh_aligned_free (self->torch_parameters);
  dh_aligned_free (self->torch_gradient);
  g_free (self);
}

static guint
count_update_units (const DhTrainer *self)
{
  return (guint) ((self->now.n + UPDATE_UNIT - 1) / UPDATE_UNIT);
}

static void
update (gsize first, gsize n, const float *gradient, gpointer data)
{
  DhTrainer *self = data;
  DhOptimizerArrays arrays = dh_moment_get_arrays (&self->now, &self->now, gradient, first);

  dh_trainer_get_optimizer (self)->update (&self->numbers, &arrays, n);
}

static void
update_unit (guint unit, gpointer data)
{
  DhTrainer *self = data;
  gsize first = (gsize) unit * UPDATE_UNIT;

  update (first, MIN (self->now.n - first, UPDATE_UNIT), self->gradient + first, self);
}

/* Along a gradient that is complete already. */
static void
update_all (DhTrainer *self)
{
  dh_team_run (self->team, count_update_units (self), update_unit, self);
  dh_batch_pass_set_parameters (self->pass, self->now.parameters);
}

/* From one step to the next: TRUE where the loss there is finite. */
static gboolean
advance (DhTrainer *self)
{
  if (self->settings->clip_norm > 0)
    dh_trainer_complete_gradient (self);
  self->numbers = dh_descent_get_numbers (self->settings, self->step, self->gradient, self->now.n);
  if (dh_batch_pass_is_pending (self->pass))
    dh_batch_pass_descend (self->pass, self->gradient, update, self);
  else
    update_all (self);
  self->step++;
  evaluate_batch (self);
  return isfinite (self->result.loss);
}

static void
save_checkpoint (DhTrainer *self)
{
  self->checkpoint.step = self->step;
  dh_moment_copy (&self->checkpoint.moment, &self->now);
  dh_batches_copy (&self->checkpoint.batches, &self->batches);
  self->operations = 0;
  self->checkpoint_is_due = FALSE;
}

static void
go_back_to (DhTrainer *self, guint64 step)
{
  self->step = self->checkpoint.step;
  dh_moment_copy (&self->now, &self->checkpoint.moment);
  dh_batches_copy (&self->batches, &self->checkpoint.batches);
  dh_batch_pass_set_parameters (self->pass, self->now.parameters);
  evaluate_batch (self);
  while (self->step < step)
    advance (self);
}

gboolean
dh_trainer_step (DhTrainer *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->checkpoint_is_due || self->operations > CHECKPOINT_OPERATIONS)
    save_checkpoint (self);
  self->diverged_at = -1;
  if (advance (self))
    return TRUE;
  self->diverged_at = (gint64) self->step;
  go_back_to (self, self->step - 1);
  return FALSE;
}

void
dh_trainer_recover_previous (DhTrainer *self)
{
  guint64 step;

  g_return_if_fail (self != NULL);

  step = self->step;
  if (self->checkpoint_is_due || self->checkpoint.step >= step)
    return;
  go_back_to (self, step - 1);
  dh_trainer_keep_previous (self);
  advance (self);
}

void
dh_trainer_set_threads (DhTrainer *self, guint n_threads)
{
  g_return_if_fail (self != NULL && n_threads > 0);

  g_clear_pointer (&self->team, dh_team_free);
  if (n_threads > 1)
    self->team = dh_team_new (n_threads);
  dh_batch_pass_set_team (self->pass, self->team);
}

void
dh_trainer_set_numbers (DhTrainer *self, const DhSettings *settings)
{
  dh_settings_copy_live (self->settings, settings);
  self->checkpoint_is_due = TRUE;
}
