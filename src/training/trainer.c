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
#include "training/safetensors.h"
#include "training/training-set.h"

/* Parameters that are updated together; fixed, as all cuts are. */
#define UPDATE_UNIT 8192

/* Arrays are [n_stored], as the layout of the batch pass has them. */
typedef struct
{
  float *parameters;
  float *gradient;
  float *state[DH_OPTIMIZER_MAX_STATES]; /* of the optimizer; NULL past its own */
  DhBatchResult result;
} Moment;

struct _DhTrainer
{
  DhSettings *settings;
  const DhDataset *dataset;
  DhNetwork network;
  DhTrainingSet *set;
  DhBatches batches;
  DhBatchPass *pass;
  DhTeam *team; /* NULL for one thread */

  guint64 step;
  gint64 diverged_at;
  Moment now;
  Moment before; /* where a diverged step returns to */
  DhOptimizerNumbers numbers; /* of the update at hand */

  /* [n_parameters] in PyTorch's order, for those who ask. */
  float *parameters;
  float *gradient;
};

static guint
n_pixels (const DhTrainer *self)
{
  return self->dataset->width * self->dataset->height;
}

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
allocate (float **array, gsize n, GError **error)
{
  *array = dh_aligned_new (n, sizeof (float));
  return *array != NULL || dh_training_set_fail_memory (1, n, error);
}

static gboolean
moment_init (Moment *moment, gsize n, guint n_states, GError **error)
{
  for (guint i = 0; i < n_states; i++)
    if (!allocate (&moment->state[i], n, error))
      return FALSE;
  return allocate (&moment->parameters, n, error) && allocate (&moment->gradient, n, error);
}

static void
moment_clear (Moment *moment)
{
  dh_aligned_free (moment->parameters);
  dh_aligned_free (moment->gradient);
  for (guint i = 0; i < DH_OPTIMIZER_MAX_STATES; i++)
    dh_aligned_free (moment->state[i]);
}

static gboolean
prepare_moments (DhTrainer *self, GError **error)
{
  gsize n = get_layout (self)->n_stored;
  guint n_states = get_optimizer (self)->n_states;

  return moment_init (&self->now, n, n_states, error) &&
         moment_init (&self->before, n, n_states, error) &&
         allocate (&self->parameters, self->network.n_parameters, error) &&
         allocate (&self->gradient, self->network.n_parameters, error);
}

static void
evaluate_batch (DhTrainer *self)
{
  const guint32 *order = self->batches.order;
  gsize first;
  guint n;

  dh_batches_go_to (&self->batches, self->step, &first, &n);
  self->now.result = dh_batch_pass_run (self->pass, self->now.parameters,
                                        order != NULL ? order + first : NULL, n,
                                        self->now.gradient);
}

/* Every model before this one takes its share of the stream, as in a notebook that made it. */
static gboolean
initialise (DhTrainer *self, GError **error)
{
  DhRandom random;

  dh_random_init (&random, dh_settings_get_init_seed (self->settings));
  for (guint64 i = 0; i <= self->settings->models_before; i++)
    dh_initialise ((DhInitialisationKind) self->settings->init, &self->network, &random,
                   self->parameters);
  dh_batches_start (&self->batches, &random, &self->set->random);
  if (self->settings->init_from != NULL &&
      !dh_safetensors_load (self->settings->init_from, &self->network, self->parameters, error))
    return FALSE;
  dh_layout_pack (get_layout (self), self->parameters, self->now.parameters);
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
  if (!dh_network_init (&self->network, n_pixels (self), settings->hidden, settings->n_hidden,
                        dataset->n_classes, settings->bias, error))
    return NULL;
  self->network.activation = (DhActivationKind) settings->activation;
  if (!prepare_pass (self, error) || !prepare_moments (self, error) || !initialise (self, error))
    return NULL;
  evaluate_batch (self);
  if (!isfinite (self->now.result.loss))
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
  dh_aligned_free (self->parameters);
  dh_aligned_free (self->gradient);
  moment_clear (&self->now);
  moment_clear (&self->before);
  g_free (self);
}

static void
swap_moments (DhTrainer *self)
{
  Moment swap = self->now;

  self->now = self->before;
  self->before = swap;
}

static void
update_unit (guint unit, gpointer data)
{
  DhTrainer *self = data;
  const DhOptimizer *optimizer = get_optimizer (self);
  gsize first = (gsize) unit * UPDATE_UNIT;
  DhOptimizerArrays arrays = {
    .parameters = self->before.parameters + first,
    .gradient = self->before.gradient + first,
    .updated = self->now.parameters + first,
  };

  for (guint i = 0; i < optimizer->n_states; i++)
    {
      arrays.state[i] = self->before.state[i] + first;
      arrays.updated_state[i] = self->now.state[i] + first;
    }
  optimizer->update (&self->numbers, &arrays, MIN (get_layout (self)->n_stored - first, UPDATE_UNIT));
}

static void
update (DhTrainer *self)
{
  gsize n = get_layout (self)->n_stored;

  self->numbers = dh_descent_get_numbers (self->settings, self->step, self->before.gradient, n);
  dh_team_run (self->team, (guint) ((n + UPDATE_UNIT - 1) / UPDATE_UNIT), update_unit, self);
}

gboolean
dh_trainer_step (DhTrainer *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  swap_moments (self);
  update (self);
  self->step++;
  self->diverged_at = -1;
  evaluate_batch (self);
  if (isfinite (self->now.result.loss))
    return TRUE;

  self->diverged_at = (gint64) self->step;
  swap_moments (self);
  self->step--;
  return FALSE;
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
  return self->now.result.loss;
}

double
dh_trainer_get_accuracy (const DhTrainer *self)
{
  return self->now.result.accuracy;
}

const float *
dh_trainer_get_parameters (const DhTrainer *self)
{
  dh_layout_unpack (get_layout (self), self->now.parameters, self->parameters);
  return self->parameters;
}

const float *
dh_trainer_get_gradient (const DhTrainer *self)
{
  dh_layout_unpack (get_layout (self), self->now.gradient, self->gradient);
  return self->gradient;
}

double
dh_trainer_get_gradient_norm (const DhTrainer *self)
{
  return dh_optimizer_norm (self->now.gradient, get_layout (self)->n_stored);
}

const guint32 *
dh_trainer_get_subset (const DhTrainer *self, guint *n)
{
  *n = self->set->n;
  return self->set->indices;
}
