// Gradient descent on a subset of a data set: no thread, no clock, no files.
// SPDX-License-Identifier: MIT

#include "training/trainer.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "engine/aligned.h"
#include "engine/initialisation.h"
#include "engine/matrix.h"
#include "engine/optimizer.h"
#include "training/batch-pass.h"
#include "training/batches.h"
#include "training/descent.h"
#include "training/moment.h"
#include "training/safetensors.h"
#include "training/training-set.h"

/* Parameters that are updated together; fixed, as all cuts are. */
#define UPDATE_UNIT 8192

/* A step that diverges is taken back by making the steps since the last checkpoint again, to the
 * bit. So updates are made in place, in half the memory: that is what they wait for. A checkpoint
 * is made after so many operations, a tenth of a second or so. */
#define CHECKPOINT_OPERATIONS 4e9

typedef struct
{
  guint64 step;
  DhMoment moment;
  DhBatches batches;
} Checkpoint;

struct _DhTrainer
{
  DhSettings *settings;
  const DhDataset *dataset;
  DhNetwork network;
  DhTrainingSet *set;
  DhBatches batches;
  DhBatchPass *pass;
  DhTeam *team; /* NULL for one thread */

  /* At step: the parameters after so many updates, and what their batch makes of them. */
  guint64 step;
  DhMoment now;
  float *gradient; /* [n_stored] */
  DhBatchResult result;

  gint64 diverged_at;
  Checkpoint checkpoint;
  double operations; /* since then */
  gboolean checkpoint_is_due;
  DhOptimizerNumbers numbers; /* of the update at hand */

  /* [n_parameters] in PyTorch's order, for those who ask. */
  float *torch_parameters;
  float *torch_gradient;
};

static const DhOptimizer *
get_optimizer (const DhTrainer *self)
{
  return dh_optimizer_get ((guint) self->settings->optimizer);
}

static const DhLayout *
get_layout (const DhTrainer *self)
{
  return dh_batch_pass_get_layout (self->pass);
}

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
  gsize n = get_layout (self)->n_stored;
  guint n_states = get_optimizer (self)->n_states;

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
  const guint32 *order = self->batches.order;
  gsize first;
  guint n;

  dh_batches_go_to (&self->batches, self->step, &first, &n);
  self->result = dh_batch_pass_run (self->pass, self->now.parameters,
                                    order != NULL ? order + first : NULL, n, self->gradient);
  self->operations += 6.0 * n * self->network.n_parameters;
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
  dh_layout_pack (get_layout (self), self->torch_parameters, self->now.parameters);
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
  dh_aligned_free (self->torch_parameters);
  dh_aligned_free (self->torch_gradient);
  g_free (self);
}

static guint
count_update_units (const DhTrainer *self)
{
  return (guint) ((self->now.n + UPDATE_UNIT - 1) / UPDATE_UNIT);
}

/* Goes through the arrays forward in one step and backward in the next: what was touched last is
 * still in the cache. */
static void
update_unit (guint unit, gpointer data)
{
  DhTrainer *self = data;
  gsize place = self->step % 2 == 0 ? unit : count_update_units (self) - 1 - unit;
  gsize first = place * UPDATE_UNIT;
  DhOptimizerArrays arrays = dh_moment_get_arrays (&self->now, &self->now, self->gradient, first);

  get_optimizer (self)->update (&self->numbers, &arrays, MIN (self->now.n - first, UPDATE_UNIT));
}

/* From one step to the next: TRUE where the loss there is finite. */
static gboolean
advance (DhTrainer *self)
{
  self->numbers = dh_descent_get_numbers (self->settings, self->step, self->gradient, self->now.n);
  dh_team_run (self->team, count_update_units (self), update_unit, self);
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

gboolean
dh_trainer_preview (const DhTrainer *self, float *after)
{
  DhOptimizerNumbers numbers =
      dh_descent_get_numbers (self->settings, self->step, self->gradient, self->now.n);
  DhMoment next;
  gboolean is_made;

  g_return_val_if_fail (self != NULL && after != NULL, FALSE);

  is_made = dh_moment_init (&next, self->now.n, self->now.n_states, NULL);
  if (is_made)
    {
      DhOptimizerArrays arrays = dh_moment_get_arrays (&next, &self->now, self->gradient, 0);

      get_optimizer (self)->update (&numbers, &arrays, self->now.n);
      dh_layout_unpack (get_layout (self), next.parameters, after);
    }
  dh_moment_clear (&next);
  return is_made;
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
  dh_layout_unpack (get_layout (self), self->now.parameters, parameters);
  dh_layout_unpack (get_layout (self), self->gradient, gradient);
}

const float *
dh_trainer_get_parameters (const DhTrainer *self)
{
  dh_layout_unpack (get_layout (self), self->now.parameters, self->torch_parameters);
  return self->torch_parameters;
}

const float *
dh_trainer_get_gradient (const DhTrainer *self)
{
  dh_layout_unpack (get_layout (self), self->gradient, self->torch_gradient);
  return self->torch_gradient;
}

double
dh_trainer_get_gradient_norm (const DhTrainer *self)
{
  return dh_optimizer_norm (self->gradient, self->now.n);
}

const guint32 *
dh_trainer_get_subset (const DhTrainer *self, guint *n)
{
  *n = self->set->n;
  return self->set->indices;
}
