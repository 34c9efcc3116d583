// Gradient descent on a subset of a data set: no thread, no clock, no files.
// SPDX-License-Identifier: MIT

#include "training/trainer.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "engine/initialisation.h"
#include "engine/matrix.h"
#include "engine/optimizer.h"
#include "engine/pass.h"
#include "training/batches.h"
#include "training/descent.h"
#include "training/safetensors.h"
#include "training/training-set.h"

/* Images that go through the network together: bounds the memory of a full batch, and is fixed so
 * that the order of summation never depends on anything else. */
#define TILE_ROWS 1024

typedef struct
{
  float *parameters; /* [n_parameters] */
  float *gradient;   /* [n_parameters] */
  float *state[DH_OPTIMIZER_MAX_STATES]; /* of the optimizer, [n_parameters]; NULL past its own */
  double loss;
  double accuracy;
} Moment;

struct _DhTrainer
{
  DhSettings *settings;
  const DhDataset *dataset;
  DhNetwork network;
  DhPass *pass;

  DhTrainingSet *set;
  DhBatches batches;
  float *tile;         /* [TILE_ROWS, pixels] gathered images; NULL for the full batch */
  guint16 *tile_labels;

  guint64 step;
  gint64 diverged_at;
  Moment now;
  Moment before; /* where a diverged step returns to */
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

static gboolean
choose_set (DhTrainer *self, GError **error)
{
  self->set = dh_training_set_new (self->settings, self->dataset, error);
  return self->set != NULL;
}

static gboolean
prepare_batches (DhTrainer *self, GError **error)
{
  guint rows;

  if (!dh_batches_init (&self->batches, self->settings, self->set->n, error))
    return FALSE;
  rows = MIN (self->batches.batch, TILE_ROWS);
  self->pass = dh_pass_new (&self->network, rows, error);
  if (self->pass == NULL)
    return FALSE;
  if (self->batches.order == NULL)
    return TRUE;
  self->tile_labels = g_new (guint16, TILE_ROWS);
  self->tile = dh_training_set_allocate (rows, n_pixels (self), error);
  return self->tile != NULL;
}

static gboolean
moment_init (Moment *moment, gsize n, guint n_states, GError **error)
{
  moment->parameters = dh_training_set_allocate (1, n, error);
  if (moment->parameters == NULL)
    return FALSE;
  for (guint i = 0; i < n_states; i++)
    {
      moment->state[i] = dh_training_set_allocate (1, n, error);
      if (moment->state[i] == NULL)
        return FALSE;
    }
  moment->gradient = dh_training_set_allocate (1, n, error);
  return moment->gradient != NULL;
}

static void
moment_clear (Moment *moment)
{
  g_free (moment->parameters);
  g_free (moment->gradient);
  for (guint i = 0; i < DH_OPTIMIZER_MAX_STATES; i++)
    g_free (moment->state[i]);
}

static void
gather (DhTrainer *self, gsize first, guint rows)
{
  gsize row_size = n_pixels (self) * sizeof (float);

  for (guint i = 0; i < rows; i++)
    {
      guint32 image = self->batches.order[first + i];

      memcpy ((char *) self->tile + i * row_size, (char *) self->set->inputs + image * row_size,
              row_size);
      self->tile_labels[i] = self->set->labels[image];
    }
}

/* Loss, accuracy and gradient of @n images from @first of the current order. */
static void
evaluate_images (DhTrainer *self, gsize first, guint n)
{
  Moment *now = &self->now;
  double loss = 0;
  guint n_right = 0;

  memset (now->gradient, 0, self->network.n_parameters * sizeof (float));
  for (guint done = 0; done < n;)
    {
      guint rows = MIN (n - done, TILE_ROWS);
      const float *inputs = self->set->inputs + (first + done) * n_pixels (self);
      const guint16 *labels = self->set->labels + first + done;

      if (self->batches.order != NULL)
        {
          gather (self, first + done, rows);
          inputs = self->tile;
          labels = self->tile_labels;
        }
      dh_pass_forward (self->pass, now->parameters, inputs, rows);
      loss += dh_pass_get_loss (self->pass, labels, rows, &n_right);
      dh_pass_backward (self->pass, now->parameters, inputs, labels, rows, 1.0f / n,
                        now->gradient);
      done += rows;
    }
  now->loss = loss / n;
  now->accuracy = (double) n_right / n;
}

static void
evaluate_batch (DhTrainer *self)
{
  gsize first;
  guint n;

  dh_batches_go_to (&self->batches, self->step, &first, &n);
  evaluate_images (self, first, n);
}

/* Every model before this one takes its share of the stream, as in a notebook that made it. */
static gboolean
initialise (DhTrainer *self, GError **error)
{
  DhRandom random;

  dh_random_init (&random, dh_settings_get_init_seed (self->settings));
  for (guint64 i = 0; i <= self->settings->models_before; i++)
    dh_initialise ((DhInitialisationKind) self->settings->init, &self->network, &random,
                   self->now.parameters);
  dh_batches_start (&self->batches, &random, &self->set->random);
  return self->settings->init_from == NULL ||
         dh_safetensors_load (self->settings->init_from, &self->network, self->now.parameters,
                              error);
}

DhTrainer *
dh_trainer_new (const DhSettings *settings, const DhDataset *dataset, GError **error)
{
  g_autoptr (DhTrainer) self = g_new0 (DhTrainer, 1);
  guint n_states;

  g_return_val_if_fail (settings != NULL && dataset != NULL, NULL);
  g_return_val_if_fail (dataset->train.n > 0, NULL);

  dh_matrix_use_one_thread ();
  self->settings = dh_settings_copy (settings);
  self->dataset = dh_dataset_ref (dataset);
  self->diverged_at = -1;
  n_states = get_optimizer (self)->n_states;
  if (!dh_network_init (&self->network, n_pixels (self), settings->hidden, settings->n_hidden,
                        dataset->n_classes, settings->bias, error))
    return NULL;
  self->network.activation = (DhActivationKind) settings->activation;
  if (!choose_set (self, error) || !prepare_batches (self, error) ||
      !moment_init (&self->now, self->network.n_parameters, n_states, error) ||
      !moment_init (&self->before, self->network.n_parameters, n_states, error) ||
      !initialise (self, error))
    return NULL;
  evaluate_batch (self);
  if (!isfinite (self->now.loss))
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
  dh_pass_free (self->pass);
  dh_training_set_free (self->set);
  dh_batches_clear (&self->batches);
  g_free (self->tile);
  g_free (self->tile_labels);
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
update (DhTrainer *self)
{
  const DhOptimizer *optimizer = get_optimizer (self);
  gsize n = self->network.n_parameters;
  DhOptimizerNumbers numbers = dh_descent_get_numbers (self->settings, self->step,
                                                       self->before.gradient, n);
  DhOptimizerArrays arrays = {
    .parameters = self->before.parameters,
    .gradient = self->before.gradient,
    .updated = self->now.parameters,
  };

  for (guint i = 0; i < optimizer->n_states; i++)
    {
      arrays.state[i] = self->before.state[i];
      arrays.updated_state[i] = self->now.state[i];
    }
  optimizer->update (&numbers, &arrays, n);
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
  if (isfinite (self->now.loss))
    return TRUE;

  self->diverged_at = (gint64) self->step;
  swap_moments (self);
  self->step--;
  return FALSE;
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
  return self->now.loss;
}

double
dh_trainer_get_accuracy (const DhTrainer *self)
{
  return self->now.accuracy;
}

const float *
dh_trainer_get_parameters (const DhTrainer *self)
{
  return self->now.parameters;
}

const float *
dh_trainer_get_gradient (const DhTrainer *self)
{
  return self->now.gradient;
}

const guint32 *
dh_trainer_get_subset (const DhTrainer *self, guint *n)
{
  *n = self->set->n;
  return self->set->indices;
}
