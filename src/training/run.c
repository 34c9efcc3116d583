// One run: a trainer, what has been measured of it, and the snapshots of both.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "engine/team.h"
#include "training/run-private.h"
#include "training/trainer-private.h"

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

static void
update_experiment (DhRun *self)
{
  g_free (self->experiment_rest);
  self->experiment_rest =
      self->experiment != NULL ? dh_experiment_make_rest (self->experiment) : NULL;
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
  self->experiment = dh_experiment_new (settings);
  update_experiment (self);
  update_settings_json (self);
  record_step (self);
  return g_steal_pointer (&self);
}

void
dh_run_free (DhRun *self)
{
  if (self == NULL)
    return;
  dh_run_cancel_probe (self);
  dh_trainer_free (self->trainer);
  dh_evaluation_free (self->evaluation);
  dh_history_free (self->history);
  g_clear_pointer (&self->gallery, dh_gallery_unref);
  g_clear_pointer (&self->probe, dh_probe_unref);
  g_clear_pointer (&self->settled, dh_settings_free);
  g_free (self->settings_json);
  dh_experiment_free (self->experiment);
  g_free (self->experiment_rest);
  dh_experiment_free (self->plan);
  g_free (self);
}

const DhTrainer *
dh_run_get_trainer (const DhRun *self)
{
  return self->trainer;
}

/* What people call the choice @id of the setting @key; NULL where it is none. */
static const char *
get_title (const char *key, const char *id)
{
  const DhChoice *choice = NULL;

  for (guint i = 0; (choice = dh_settings_get_choice (key, i)) != NULL; i++)
    if (g_str_equal (choice->id, id))
      return choice->title;
  return NULL;
}

static void
record_change (DhRun *self, const char *key, const char *before, const char *after)
{
  guint64 step = dh_trainer_get_step (self->trainer);

  if (g_str_equal (before, after))
    {
      dh_history_remove_event (self->history, step, key);
      if (self->experiment != NULL)
        dh_experiment_forget (self->experiment, step, key);
      return;
    }
  if (step > 0)
    dh_history_add_choice (self->history, step, key, after, get_title (key, after));
  if (self->experiment != NULL && !dh_experiment_change (self->experiment, step, key, after))
    g_clear_pointer (&self->experiment, dh_experiment_free);
}

/* What @settings change of the run as it goes on. Of changes without a step between them only what
 * they come to counts: what is typed and undone has changed nothing. */
static void
record_changes (DhRun *self, const DhSettings *settings)
{
  guint64 step = dh_trainer_get_step (self->trainer);
  const char *key;

  /* At step 0 nothing is settled: the run begins with what comes last. */
  if (self->settled == NULL || self->changed_at != step || step == 0)
    {
      g_clear_pointer (&self->settled, dh_settings_free);
      self->settled = dh_settings_copy (dh_trainer_get_settings (self->trainer));
      self->changed_at = step;
    }
  for (guint i = 0; (key = dh_settings_get_key (i)) != NULL; i++)
    {
      g_autofree char *before = dh_settings_get (self->settled, key);
      g_autofree char *after = dh_settings_get (settings, key);

      if (dh_settings_is_live (key))
        record_change (self, key, before, after);
    }
}

static void
change_numbers (DhRun *self, const DhSettings *settings)
{
  record_changes (self, settings);
  dh_trainer_set_numbers (self->trainer, settings);
  update_settings_json (self);
  update_experiment (self);
}

void
dh_run_set_numbers (DhRun *self, const DhSettings *settings)
{
  g_clear_pointer (&self->plan, dh_experiment_free);
  change_numbers (self, settings);
}

void
dh_run_follow (DhRun *self, const DhExperiment *experiment)
{
  g_return_if_fail (dh_trainer_get_step (self->trainer) == 0);

  dh_experiment_free (self->plan);
  self->plan = dh_experiment_copy (experiment);
  self->n_planned = 0;
}

/* The changes that hold from the update at hand on. */
static void
make_planned_changes (DhRun *self)
{
  guint64 step = dh_trainer_get_step (self->trainer);
  g_autoptr (DhSettings) settings = NULL;

  while (self->plan != NULL && self->n_planned < self->plan->changes->len)
    {
      const DhEvent *change = &g_array_index (self->plan->changes, DhEvent, self->n_planned);

      if (change->step > step)
        break;
      if (settings == NULL)
        settings = dh_settings_copy (dh_trainer_get_settings (self->trainer));
      dh_settings_set (settings, change->key, change->value, NULL);
      self->n_planned++;
    }
  if (settings != NULL)
    change_numbers (self, settings);
}

gboolean
dh_run_step (DhRun *self)
{
  if (!dh_trainer_step (self->trainer))
    {
      dh_history_add_event (self->history,
                            (guint64) dh_trainer_get_diverged_at (self->trainer),
                            DH_EVENT_DIVERGED, "");
      return FALSE;
    }
  record_step (self);
  make_planned_changes (self);
  return TRUE;
}

void
dh_run_record_seconds (DhRun *self, double seconds)
{
  dh_history_add (self->history, DH_SERIES_SECONDS, dh_trainer_get_step (self->trainer), seconds);
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

void
dh_run_complete_gradient (DhRun *self)
{
  g_return_if_fail (self != NULL);

  dh_trainer_complete_gradient (self->trainer);
}

double
dh_run_get_gradient_norm (const DhRun *self)
{
  return dh_trainer_get_gradient_norm (self->trainer);
}
