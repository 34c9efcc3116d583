// One run: a trainer, what has been measured of it, and the snapshots of both.
// SPDX-License-Identifier: MIT

#include "training/run.h"

#include <math.h>
#include <string.h>

#include "engine/optimizer.h"
#include "engine/random.h"
#include "engine/team.h"

struct _DhRun
{
  guint64 number;
  DhTrainer *trainer;
  DhEvaluation *evaluation; /* NULL without a test set */
  DhHistory *history;
  char *settings_json;
  DhRandom show; /* which samples are shown; apart from the streams that decide the numbers */
  guint samples[DH_RUN_N_SAMPLES]; /* positions in the subset */
  guint n_samples;
  const DhGallery *gallery; /* or NULL */
};

static void
record_step (DhRun *self)
{
  guint64 step = dh_trainer_get_step (self->trainer);

  dh_history_add (self->history, DH_SERIES_TRAIN_LOSS, step, dh_trainer_get_loss (self->trainer));
  dh_history_add (self->history, DH_SERIES_TRAIN_ACCURACY, step,
                  dh_trainer_get_accuracy (self->trainer));
}

static void
update_settings_json (DhRun *self)
{
  g_free (self->settings_json);
  self->settings_json = dh_settings_to_json (dh_trainer_get_settings (self->trainer));
}

/* NULL where there is not enough memory: then a snapshot shows less, but the run goes on. */
static const DhGallery *
make_gallery (const DhTrainer *trainer, const DhDataset *dataset)
{
  g_autoptr (DhGallery) gallery = dh_gallery_new ();
  const guint32 *subset = dh_trainer_get_subset (trainer, &gallery->n);

  gallery->origin = dataset->folder != NULL ? g_filename_display_name (dataset->folder) : NULL;
  gallery->width = dataset->width;
  gallery->height = dataset->height;
  gallery->n_classes = dataset->n_classes;
  gallery->n_train = dataset->train.n;
  gallery->pixels = dataset->train.pixels;
  gallery->labels = dataset->train.labels;
  gallery->owner = (gpointer) dh_dataset_ref (dataset);
  gallery->release = (GDestroyNotify) dh_dataset_unref;
  gallery->indices = g_try_new (guint32, gallery->n);
  if (gallery->indices == NULL)
    return NULL;
  memcpy (gallery->indices, subset, gallery->n * sizeof *subset);
  return dh_gallery_complete (gallery) ? g_steal_pointer (&gallery) : NULL;
}

DhRun *
dh_run_new (guint64 number, const DhSettings *settings, const DhDataset *dataset, GError **error)
{
  g_autoptr (DhRun) self = g_new0 (DhRun, 1);
  guint n;

  self->number = number;
  self->trainer = dh_trainer_new (settings, dataset, error);
  if (self->trainer == NULL)
    return NULL;
  if (dataset->test.n > 0)
    {
      self->evaluation = dh_evaluation_new (dh_trainer_get_network (self->trainer), dataset, error);
      if (self->evaluation == NULL)
        return NULL;
    }
  self->history = dh_history_new ();
  dh_random_init (&self->show, dh_settings_get_subset_seed (settings));
  dh_trainer_get_subset (self->trainer, &n);
  self->n_samples = MIN (n, DH_RUN_N_SAMPLES);
  for (guint i = 0; i < self->n_samples; i++)
    self->samples[i] = i;
  self->gallery = make_gallery (self->trainer, dataset);
  update_settings_json (self);
  record_step (self);
  return g_steal_pointer (&self);
}

void
dh_run_free (DhRun *self)
{
  if (self == NULL)
    return;
  dh_trainer_free (self->trainer);
  dh_evaluation_free (self->evaluation);
  dh_history_free (self->history);
  g_clear_pointer (&self->gallery, dh_gallery_unref);
  g_free (self->settings_json);
  g_free (self);
}

const DhTrainer *
dh_run_get_trainer (const DhRun *self)
{
  return self->trainer;
}

gboolean
dh_run_step (DhRun *self)
{
  if (!dh_trainer_step (self->trainer))
    return FALSE;
  record_step (self);
  return TRUE;
}

void
dh_run_set_numbers (DhRun *self, const DhSettings *settings)
{
  dh_trainer_set_numbers (self->trainer, settings);
  update_settings_json (self);
}

guint
dh_run_get_usual_threads (void)
{
  return CLAMP (g_get_num_processors () - 1, 1, DH_TEAM_MAX_THREADS);
}

void
dh_run_set_threads (DhRun *self, guint n)
{
  dh_trainer_set_threads (self->trainer, n);
}

void
dh_run_shuffle_samples (DhRun *self)
{
  guint n;

  dh_trainer_get_subset (self->trainer, &n);
  for (guint i = 0; i < self->n_samples; i++)
    {
      /* One from each third of the subset: never the same place twice. */
      guint first = (guint) ((guint64) n * i / self->n_samples);
      guint end = (guint) ((guint64) n * (i + 1) / self->n_samples);

      self->samples[i] = first + dh_random_next (&self->show) % (end - first);
    }
}

const DhTestResult *
dh_run_get_test_result (const DhRun *self)
{
  return self->evaluation != NULL ? dh_evaluation_get_result (self->evaluation) : NULL;
}

gboolean
dh_run_wants_evaluation (const DhRun *self)
{
  const DhTestResult *result = dh_run_get_test_result (self);

  return self->evaluation != NULL &&
         (result == NULL || result->step != dh_trainer_get_step (self->trainer));
}

gboolean
dh_run_advance_evaluation (DhRun *self)
{
  const DhTestResult *result;

  g_return_val_if_fail (self->evaluation != NULL, FALSE);

  if (!dh_evaluation_is_under_way (self->evaluation))
    dh_evaluation_begin (self->evaluation, dh_trainer_get_parameters (self->trainer),
                         dh_trainer_get_step (self->trainer));
  if (!dh_evaluation_advance (self->evaluation))
    return FALSE;
  result = dh_run_get_test_result (self);
  /* The training loss is finite at every step; images it never saw may still go beyond float. */
  if (isfinite (result->loss))
    dh_history_add (self->history, DH_SERIES_TEST_LOSS, result->step, result->loss);
  dh_history_add (self->history, DH_SERIES_TEST_ACCURACY, result->step, result->accuracy);
  return TRUE;
}

void
dh_run_evaluate (DhRun *self)
{
  dh_run_cancel_evaluation (self);
  if (!dh_run_wants_evaluation (self))
    return;
  while (!dh_run_advance_evaluation (self))
    ;
}

gboolean
dh_run_is_evaluating (const DhRun *self)
{
  return self->evaluation != NULL && dh_evaluation_is_under_way (self->evaluation);
}

void
dh_run_cancel_evaluation (DhRun *self)
{
  if (self->evaluation != NULL)
    dh_evaluation_cancel (self->evaluation);
}

double
dh_run_get_gradient_norm (const DhRun *self)
{
  return dh_trainer_get_gradient_norm (self->trainer);
}

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
  gsize size = network->n_parameters * sizeof (float);

  snapshot->gradient_norm = dh_run_get_gradient_norm (self);
  snapshot->parameters = g_try_malloc (size);
  snapshot->gradient = g_try_malloc (size);
  if (snapshot->parameters == NULL || snapshot->gradient == NULL)
    {
      /* Without them a snapshot shows less, but the run goes on. */
      g_clear_pointer (&snapshot->parameters, g_free);
      g_clear_pointer (&snapshot->gradient, g_free);
      return;
    }
  dh_trainer_copy (self->trainer, snapshot->parameters, snapshot->gradient);
  snapshot->n_parameters = network->n_parameters;
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
  snapshot->confusion = g_memdup2 (result->confusion, (gsize) snapshot->n_classes *
                                                          snapshot->n_classes * sizeof (guint));
}

static void
add_samples (const DhRun *self, DhSnapshot *snapshot)
{
  const DhDataset *dataset = dh_trainer_get_dataset (self->trainer);
  gsize pixels = (gsize) dataset->width * dataset->height;
  guint n;
  const guint32 *subset = dh_trainer_get_subset (self->trainer, &n);

  snapshot->n_samples = self->n_samples;
  snapshot->samples = g_new0 (DhSample, self->n_samples);
  for (guint i = 0; i < self->n_samples; i++)
    {
      guint32 index = subset[self->samples[i]];

      snapshot->samples[i] = (DhSample) {
        .pixels = g_memdup2 (dataset->train.pixels + index * pixels, pixels),
        .label = dataset->train.labels[index],
        .index = index,
      };
    }
}

DhSnapshot *
dh_run_make_snapshot (const DhRun *self, DhRunState state)
{
  DhSnapshot *snapshot = dh_snapshot_new ();

  snapshot->run = self->number;
  snapshot->state = state;
  snapshot->step = dh_trainer_get_step (self->trainer);
  snapshot->epoch = dh_trainer_get_epoch (self->trainer);
  snapshot->n_steps = dh_trainer_get_n_steps (self->trainer);
  snapshot->diverged_at = dh_trainer_get_diverged_at (self->trainer);
  snapshot->settings = g_strdup (self->settings_json);
  snapshot->learning_rate = dh_trainer_get_learning_rate (self->trainer);
  snapshot->train_loss = dh_trainer_get_loss (self->trainer);
  snapshot->train_accuracy = dh_trainer_get_accuracy (self->trainer);
  add_data (self, snapshot);
  add_network (self, snapshot);
  add_next_step (self, snapshot);
  add_test_result (self, snapshot);
  add_samples (self, snapshot);
  snapshot->history = dh_history_copy (self->history);
  return snapshot;
}
