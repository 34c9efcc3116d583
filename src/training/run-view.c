// A run as a snapshot shows it.
// SPDX-License-Identifier: MIT

#include "engine/activation.h"
#include "engine/optimizer.h"
#include "training/look.h"
#include "training/run-private.h"

static void
add_data (const DhRun *self, DhSnapshot *snapshot)
{
  const DhDataset *dataset = dh_trainer_get_dataset (self->trainer);

  snapshot->data_title = g_strdup (dataset->title);
  snapshot->width = dataset->width;
  snapshot->height = dataset->height;
  snapshot->n_classes = dataset->n_classes;
  snapshot->class_names = g_strdupv (dataset->class_names);
  dh_trainer_get_subset (self->trainer, &snapshot->n_train);
  snapshot->n_test = dataset->test.n;
  snapshot->mean = dataset->mean;
  snapshot->deviation = dataset->deviation;
  if (self->gallery != NULL)
    snapshot->gallery = dh_gallery_ref (self->gallery);
}

static void
add_tensors (const DhNetwork *network, DhSnapshot *snapshot)
{
  snapshot->n_tensors = network->n_layers * (network->has_bias ? 2 : 1);
  snapshot->tensors = g_new0 (DhTensor, snapshot->n_tensors);
  for (guint l = 0, i = 0; l < network->n_layers; l++)
    {
      const DhLayer *layer = &network->layers[l];
      DhTensor *weight = &snapshot->tensors[i++];

      *weight = (DhTensor) { .offset = layer->weight, .rows = layer->outputs,
                             .columns = layer->inputs };
      g_snprintf (weight->name, sizeof weight->name, "main.%u.weight", 2 * l);
      if (network->has_bias)
        {
          DhTensor *bias = &snapshot->tensors[i++];

          *bias = (DhTensor) { .offset = layer->bias, .rows = layer->outputs };
          g_snprintf (bias->name, sizeof bias->name, "main.%u.bias", 2 * l);
        }
    }
}

static void
add_network (const DhRun *self, DhSnapshot *snapshot)
{
  const DhNetwork *network = dh_trainer_get_network (self->trainer);
  const DhActivation *activation = dh_activation_get (network->activation);
  gsize size = network->n_parameters * sizeof (float);
  gboolean sparing = self->look.sparing && snapshot->state == DH_RUN_RUNNING;
  gboolean spares = sparing && (self->look.wants & DH_WANT_GRADIENT) == 0;

  if (!sparing || (self->look.wants & (DH_WANT_GRADIENT | DH_WANT_UPDATE_NORMS)) != 0)
    snapshot->gradient_norm = dh_run_get_gradient_norm (self);
  snapshot->parameters = g_try_malloc (size);
  snapshot->gradient = spares ? NULL : g_try_malloc (size);
  if (snapshot->parameters == NULL || (snapshot->gradient == NULL && !spares))
    {
      /* Without them a snapshot shows less, but the run goes on. */
      g_clear_pointer (&snapshot->parameters, g_free);
      g_clear_pointer (&snapshot->gradient, g_free);
      return;
    }
  dh_trainer_copy (self->trainer, snapshot->parameters, snapshot->gradient);
  snapshot->n_parameters = network->n_parameters;
  snapshot->activation = activation->choice.title;
  snapshot->activation_module = activation->printed;
  add_tensors (network, snapshot);
}

/* The step of plain gradient descent is so simple that whoever looks can make it; any other is
 * made where there is time for it. */
static void
add_next_step (const DhRun *self, DhSnapshot *snapshot)
{
  const DhSettings *settings = dh_trainer_get_settings (self->trainer);

  snapshot->plain = settings->optimizer == DH_OPTIMIZER_GD && settings->weight_decay == 0 &&
                    settings->clip_norm == 0;
  if (snapshot->plain || snapshot->state == DH_RUN_RUNNING || snapshot->parameters == NULL)
    return;
  snapshot->after = g_try_new (float, snapshot->n_parameters);
  if (snapshot->after != NULL && !dh_trainer_preview (self->trainer, snapshot->after))
    g_clear_pointer (&snapshot->after, g_free);
}

static void
add_test_result (const DhRun *self, DhSnapshot *snapshot)
{
  const DhTestResult *result = dh_run_get_test_result (self);

  if (result == NULL)
    return;
  snapshot->test_loss = result->loss;
  snapshot->test_accuracy = result->accuracy;
  snapshot->test_step = result->step;
  snapshot->reading = result->reading != NULL ? dh_reading_ref (result->reading) : NULL;
}

static DhSample
make_sample (const DhRun *self, gboolean is_test, guint32 index)
{
  const DhDataset *dataset = dh_trainer_get_dataset (self->trainer);
  const DhImages *images = is_test ? &dataset->test : &dataset->train;
  gsize size = (gsize) dataset->width * dataset->height;

  return (DhSample) {
    .pixels = g_memdup2 (images->pixels + index * size, size),
    .label = images->labels[index],
    .index = index,
  };
}

/* In one pass, as it is the parameters that take the time. */
static void
add_probabilities (const DhRun *self, DhSnapshot *snapshot)
{
  const DhDataset *dataset = dh_trainer_get_dataset (self->trainer);
  guint n = snapshot->n_samples;
  const guint8 *images[DH_RUN_N_SAMPLES + 1];
  g_autofree float *probabilities = NULL;

  for (guint i = 0; i < n; i++)
    images[i] = snapshot->samples[i].pixels;
  images[n] = snapshot->shown.pixels;
  probabilities = dh_look_read_images (dh_trainer_get_network (self->trainer),
                                       snapshot->parameters, dataset, images, n + 1);
  for (guint i = 0; probabilities != NULL && i <= n; i++)
    {
      DhSample *sample = i < n ? &snapshot->samples[i] : &snapshot->shown;

      sample->probabilities = g_memdup2 (probabilities + (gsize) i * dataset->n_classes,
                                         dataset->n_classes * sizeof (float));
    }
}

static void
add_samples (const DhRun *self, DhSnapshot *snapshot)
{
  guint n;
  const guint32 *subset = dh_trainer_get_subset (self->trainer, &n);

  snapshot->n_samples = self->n_samples;
  snapshot->samples = g_new0 (DhSample, self->n_samples);
  for (guint i = 0; i < self->n_samples; i++)
    snapshot->samples[i] = make_sample (self, FALSE, subset[self->samples[i]]);
  snapshot->shown_is_test = self->look.shown_is_test;
  snapshot->shown_position = (guint) self->look.shown;
  snapshot->shown = make_sample (self, snapshot->shown_is_test,
                                 snapshot->shown_is_test ? snapshot->shown_position
                                                         : subset[snapshot->shown_position]);
  if (snapshot->parameters != NULL)
    add_probabilities (self, snapshot);
}

static void
add_wanted (const DhRun *self, DhSnapshot *snapshot)
{
  if (self->probe != NULL && (self->look.wants & DH_WANT_ANY_PROBE) != 0)
    snapshot->probe = dh_probe_ref (self->probe);
  if ((self->look.wants & DH_WANT_UPDATE) == 0 || snapshot->parameters == NULL)
    return;
  snapshot->update = g_try_new (float, snapshot->n_parameters);
  if (snapshot->update != NULL && !dh_trainer_get_update (self->trainer, snapshot->parameters,
                                                         snapshot->update))
    g_clear_pointer (&snapshot->update, g_free);
}

DhSnapshot *
dh_run_make_snapshot (const DhRun *self, DhRunState state)
{
  DhSnapshot *snapshot = dh_snapshot_new ();

  snapshot->run = self->number;
  snapshot->state = state;
  snapshot->step = dh_trainer_get_step (self->trainer);
  snapshot->epoch = dh_trainer_get_epoch (self->trainer);
  snapshot->epoch_steps = dh_trainer_get_epoch_steps (self->trainer);
  snapshot->n_steps = dh_trainer_get_n_steps (self->trainer);
  snapshot->diverged_at = dh_trainer_get_diverged_at (self->trainer);
  snapshot->settings = g_strdup (self->settings_json);
  if (self->experiment_rest != NULL)
    snapshot->experiment = dh_experiment_join (snapshot->step, self->experiment_rest);
  snapshot->learning_rate = dh_trainer_get_learning_rate (self->trainer);
  snapshot->train_loss = dh_trainer_get_loss (self->trainer);
  snapshot->train_accuracy = dh_trainer_get_accuracy (self->trainer);
  add_data (self, snapshot);
  add_network (self, snapshot);
  add_next_step (self, snapshot);
  add_test_result (self, snapshot);
  add_samples (self, snapshot);
  add_wanted (self, snapshot);
  snapshot->history = dh_history_copy (self->history);
  return snapshot;
}
