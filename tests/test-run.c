// A run and the snapshots of it: everything is in them, and nothing in them changes later.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "engine/optimizer.h"
#include "pattern-dataset.h"
#include "training/run.h"

static DhSettings *
make_settings (void)
{
  DhSettings *self = dh_settings_new ();

  self->subset = 60;
  self->batch = 16;
  self->hidden[0] = 9;
  self->n_hidden = 1;
  self->steps = 100;
  return self;
}

static DhRun *
make_run (guint n_test)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (100, n_test);
  g_autoptr (DhSettings) settings = make_settings ();
  g_autoptr (GError) error = NULL;
  DhRun *self = dh_run_new (3, settings, dataset, &error);

  g_assert_no_error (error);
  return self;
}

static void
make_steps (DhRun *run, guint n)
{
  for (guint i = 0; i < n; i++)
    g_assert_true (dh_run_step (run));
}

static void
test_state_in_snapshot (void)
{
  g_autoptr (DhRun) run = make_run (20);
  const DhTrainer *trainer = dh_run_get_trainer (run);
  gsize n = dh_trainer_get_network (trainer)->n_parameters;
  g_autoptr (DhSettings) settings = make_settings ();
  g_autoptr (DhSettings) back = NULL;
  g_autoptr (DhSnapshot) snapshot = NULL;

  make_steps (run, 9);
  snapshot = dh_run_make_snapshot (run, DH_RUN_PAUSED);
  g_assert_cmpuint (snapshot->run, ==, 3);
  g_assert_cmpint (snapshot->state, ==, DH_RUN_PAUSED);
  g_assert_cmpuint (snapshot->step, ==, 9);
  g_assert_cmpuint (snapshot->epoch, ==, 2);
  g_assert_cmpuint (snapshot->n_steps, ==, 100);
  g_assert_cmpint (snapshot->diverged_at, ==, -1);
  g_assert_cmpfloat (snapshot->learning_rate, ==, 0.1);
  g_assert_cmpfloat (snapshot->train_loss, ==, dh_trainer_get_loss (trainer));
  g_assert_cmpfloat (snapshot->train_accuracy, ==, dh_trainer_get_accuracy (trainer));
  g_assert_cmpfloat (snapshot->gradient_norm, ==,
                     dh_optimizer_norm (dh_trainer_get_gradient (trainer), n));
  g_assert_cmpfloat (snapshot->gradient_norm, >, 0);
  back = dh_settings_from_json (snapshot->settings, NULL);
  g_assert_true (dh_settings_equal (back, settings));
  g_assert_cmpuint (snapshot->n_parameters, ==, n);
  g_assert_cmpmem (snapshot->parameters, n * sizeof (float), dh_trainer_get_parameters (trainer),
                   n * sizeof (float));
  g_assert_cmpmem (snapshot->gradient, n * sizeof (float), dh_trainer_get_gradient (trainer),
                   n * sizeof (float));
}

static void
test_data_in_snapshot (void)
{
  g_autoptr (DhRun) run = make_run (20);
  const DhDataset *dataset = dh_trainer_get_dataset (dh_run_get_trainer (run));
  g_autoptr (DhSnapshot) snapshot = dh_run_make_snapshot (run, DH_RUN_READY);

  g_assert_cmpstr (snapshot->data_title, ==, "Pattern");
  g_assert_cmpuint (snapshot->width, ==, PATTERN_SIDE);
  g_assert_cmpuint (snapshot->height, ==, PATTERN_SIDE);
  g_assert_cmpuint (snapshot->n_classes, ==, PATTERN_CLASSES);
  g_assert_cmpuint (g_strv_length (snapshot->class_names), ==, PATTERN_CLASSES);
  g_assert_cmpstr (snapshot->class_names[3], ==, "3");
  g_assert_cmpuint (snapshot->n_train, ==, 60);
  g_assert_cmpuint (snapshot->n_test, ==, 20);
  g_assert_cmpfloat (snapshot->mean, ==, dataset->mean);
  g_assert_cmpfloat (snapshot->deviation, ==, dataset->deviation);
}

static void
test_tensors_in_snapshot (void)
{
  static const struct
  {
    const char *name;
    gsize offset;
    guint rows;
    guint columns;
  } expected[] = {
    { "main.0.weight", 0, 9, 25 },
    { "main.0.bias", 225, 9, 0 },
    { "main.2.weight", 234, 4, 9 },
    { "main.2.bias", 270, 4, 0 },
  };
  g_autoptr (DhRun) run = make_run (20);
  g_autoptr (DhSnapshot) snapshot = dh_run_make_snapshot (run, DH_RUN_READY);

  g_assert_cmpuint (snapshot->n_tensors, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < snapshot->n_tensors; i++)
    {
      g_assert_cmpstr (snapshot->tensors[i].name, ==, expected[i].name);
      g_assert_cmpuint (snapshot->tensors[i].offset, ==, expected[i].offset);
      g_assert_cmpuint (snapshot->tensors[i].rows, ==, expected[i].rows);
      g_assert_cmpuint (snapshot->tensors[i].columns, ==, expected[i].columns);
    }
  g_assert_cmpuint (snapshot->n_parameters, ==, 274);
}

static void
test_tensors_without_bias (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (100, 0);
  g_autoptr (DhSettings) settings = make_settings ();
  g_autoptr (DhRun) run = NULL;
  g_autoptr (DhSnapshot) snapshot = NULL;

  settings->bias = FALSE;
  run = dh_run_new (1, settings, dataset, NULL);
  snapshot = dh_run_make_snapshot (run, DH_RUN_READY);
  g_assert_cmpuint (snapshot->n_tensors, ==, 2);
  g_assert_cmpstr (snapshot->tensors[1].name, ==, "main.2.weight");
  g_assert_cmpuint (snapshot->tensors[1].offset, ==, 225);
  g_assert_cmpuint (snapshot->n_parameters, ==, 261);
}

/* A snapshot stays what it was while its run goes on, and outlives it. */
static void
test_snapshot_is_deep (void)
{
  DhRun *run = make_run (20);
  g_autoptr (DhSnapshot) snapshot = NULL;
  g_autoptr (DhSnapshot) later = NULL;
  g_autofree float *parameters = NULL;
  guint confusion[PATTERN_CLASSES * PATTERN_CLASSES];
  guint8 pixel;
  guint n;

  make_steps (run, 5);
  dh_run_evaluate (run);
  snapshot = dh_run_make_snapshot (run, DH_RUN_RUNNING);
  parameters = g_memdup2 (snapshot->parameters, snapshot->n_parameters * sizeof (float));
  memcpy (confusion, snapshot->reading->confusion, sizeof confusion);
  pixel = snapshot->samples[0].pixels[7];
  make_steps (run, 50);
  dh_run_evaluate (run);
  dh_run_shuffle_samples (run);
  later = dh_run_make_snapshot (run, DH_RUN_RUNNING);
  dh_run_free (run);

  g_assert_cmpuint (snapshot->step, ==, 5);
  g_assert_cmpuint (snapshot->test_step, ==, 5);
  g_assert_cmpmem (snapshot->parameters, snapshot->n_parameters * sizeof (float), parameters,
                   snapshot->n_parameters * sizeof (float));
  g_assert_cmpmem (snapshot->reading->confusion, sizeof confusion, confusion, sizeof confusion);
  dh_history_get_buckets (snapshot->history, DH_SERIES_TRAIN_LOSS, &n);
  g_assert_cmpuint (n, ==, 6);
  dh_history_get_buckets (later->history, DH_SERIES_TRAIN_LOSS, &n);
  g_assert_cmpuint (n, ==, 56);
  g_assert_cmpstr (snapshot->data_title, ==, "Pattern");
  g_assert_cmpuint (snapshot->samples[0].pixels[7], ==, pixel);
}

static void
test_evaluation (void)
{
  g_autoptr (DhRun) run = make_run (601);
  g_autoptr (DhSnapshot) before = dh_run_make_snapshot (run, DH_RUN_READY);
  g_autoptr (DhSnapshot) after = NULL;
  const DhBucket *buckets;
  guint sum = 0;
  guint n;

  g_assert_true (isnan (before->test_loss) && isnan (before->test_accuracy));
  g_assert_null (before->reading);
  g_assert_true (dh_run_wants_evaluation (run));
  make_steps (run, 4);
  g_assert_false (dh_run_advance_evaluation (run));
  make_steps (run, 3);
  while (!dh_run_advance_evaluation (run))
    ;
  /* It is of the step at which it began. */
  g_assert_cmpuint (dh_run_get_test_result (run)->step, ==, 4);
  g_assert_true (dh_run_wants_evaluation (run));
  /* One that is under way at an older step is given up. */
  g_assert_false (dh_run_advance_evaluation (run));
  make_steps (run, 2);
  dh_run_evaluate (run);
  g_assert_cmpuint (dh_run_get_test_result (run)->step, ==, 9);
  g_assert_false (dh_run_wants_evaluation (run));
  dh_run_evaluate (run);
  make_steps (run, 1);

  after = dh_run_make_snapshot (run, DH_RUN_PAUSED);
  g_assert_cmpuint (after->step, ==, 10);
  g_assert_cmpuint (after->test_step, ==, 9);
  g_assert_cmpfloat (after->test_loss, ==, dh_run_get_test_result (run)->loss);
  for (guint i = 0; i < PATTERN_CLASSES * PATTERN_CLASSES; i++)
    sum += after->reading->confusion[i];
  g_assert_cmpuint (sum, ==, 601);
  buckets = dh_history_get_buckets (after->history, DH_SERIES_TEST_LOSS, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (buckets[0].first, ==, 4);
  g_assert_cmpuint (buckets[1].first, ==, 9);
  g_assert_cmpfloat (buckets[1].mean, ==, after->test_loss);
  buckets = dh_history_get_buckets (after->history, DH_SERIES_TEST_ACCURACY, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat (buckets[1].mean, ==, after->test_accuracy);
}

static void
test_no_test_set (void)
{
  g_autoptr (DhRun) run = make_run (0);
  g_autoptr (DhSnapshot) snapshot = NULL;

  g_assert_false (dh_run_wants_evaluation (run));
  dh_run_evaluate (run);
  dh_run_cancel_evaluation (run);
  g_assert_null (dh_run_get_test_result (run));
  snapshot = dh_run_make_snapshot (run, DH_RUN_READY);
  g_assert_cmpuint (snapshot->n_test, ==, 0);
  g_assert_true (isnan (snapshot->test_loss));
  g_assert_null (snapshot->reading);
}

/* The history takes finite numbers only, whatever the test images do to a network on the edge. */
static void
test_infinite_test_loss (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (4, 3);
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhRun) run = NULL;
  g_autoptr (DhSnapshot) snapshot = NULL;
  guint n;

  /* The training images are the mean itself, the test images more deviations away than a float. */
  settings->subset = 0;
  memset (dataset->train.pixels, 100, 4 * PATTERN_SIDE * PATTERN_SIDE);
  dataset->mean = 100;
  dataset->deviation = 1e-37;
  run = dh_run_new (1, settings, dataset, NULL);
  make_steps (run, 2);
  dh_run_evaluate (run);
  g_assert_false (isfinite (dh_run_get_test_result (run)->loss));
  g_assert_false (dh_run_wants_evaluation (run));
  snapshot = dh_run_make_snapshot (run, DH_RUN_PAUSED);
  dh_history_get_buckets (snapshot->history, DH_SERIES_TEST_LOSS, &n);
  g_assert_cmpuint (n, ==, 0);
  dh_history_get_buckets (snapshot->history, DH_SERIES_TEST_ACCURACY, &n);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_samples (void)
{
  g_autoptr (DhRun) run = make_run (20);
  const DhTrainer *trainer = dh_run_get_trainer (run);
  const DhImages *train = &dh_trainer_get_dataset (trainer)->train;
  const guint pixels = PATTERN_SIDE * PATTERN_SIDE;
  gboolean changed = FALSE;
  guint n;
  const guint32 *subset = dh_trainer_get_subset (trainer, &n);

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (DhSnapshot) snapshot = dh_run_make_snapshot (run, DH_RUN_READY);

      g_assert_cmpuint (snapshot->n_samples, ==, DH_RUN_N_SAMPLES);
      for (guint i = 0; i < DH_RUN_N_SAMPLES; i++)
        {
          const DhSample *sample = &snapshot->samples[i];

          g_assert_cmpmem (sample->pixels, pixels, train->pixels + sample->index * pixels, pixels);
          g_assert_cmpuint (sample->label, ==, train->labels[sample->index]);
          if (round == 0)
            g_assert_cmpuint (sample->index, ==, subset[i]);
          else
            changed |= sample->index != subset[i];
        }
      dh_run_shuffle_samples (run);
    }
  g_assert_true (changed);
}

/* As many as there are, each once. */
static void
test_few_samples (void)
{
  for (guint n = 1; n <= 4; n++)
    {
      g_autoptr (DhDataset) dataset = pattern_dataset_new (n, 0);
      g_autoptr (DhSettings) settings = dh_settings_new ();
      g_autoptr (DhRun) run = NULL;

      settings->subset = 0;
      run = dh_run_new (1, settings, dataset, NULL);
      for (guint round = 0; round < 10; round++)
        {
          g_autoptr (DhSnapshot) snapshot = dh_run_make_snapshot (run, DH_RUN_READY);
          guint seen = 0;

          g_assert_cmpuint (snapshot->n_samples, ==, MIN (n, DH_RUN_N_SAMPLES));
          for (guint i = 0; i < snapshot->n_samples; i++)
            {
              g_assert_cmpuint (seen & (1u << snapshot->samples[i].index), ==, 0);
              seen |= 1u << snapshot->samples[i].index;
            }
          dh_run_shuffle_samples (run);
        }
    }
}

/* Looking at a run does not change its numbers. */
static void
test_looking_changes_nothing (void)
{
  g_autoptr (DhRun) watched = make_run (300);
  g_autoptr (DhRun) alone = make_run (0);
  gsize size;

  for (guint i = 0; i < 20; i++)
    {
      dh_run_shuffle_samples (watched);
      dh_run_evaluate (watched);
      dh_snapshot_unref (dh_run_make_snapshot (watched, DH_RUN_RUNNING));
      make_steps (watched, 1);
    }
  make_steps (alone, 20);
  size = dh_trainer_get_network (dh_run_get_trainer (alone))->n_parameters * sizeof (float);
  g_assert_cmpmem (dh_trainer_get_parameters (dh_run_get_trainer (watched)), size,
                   dh_trainer_get_parameters (dh_run_get_trainer (alone)), size);
}

static void
set_learning_rate (DhRun *run, double learning_rate)
{
  const DhTrainer *trainer = dh_run_get_trainer (run);
  g_autoptr (DhSettings) settings = dh_settings_copy (dh_trainer_get_settings (trainer));

  settings->learning_rate = learning_rate;
  dh_run_set_numbers (run, settings);
}

static void
test_live_settings (void)
{
  g_autoptr (DhRun) run = make_run (0);
  g_autoptr (DhSnapshot) snapshot = NULL;
  g_autoptr (DhSettings) settings = NULL;

  set_learning_rate (run, 0.5);
  snapshot = dh_run_make_snapshot (run, DH_RUN_PAUSED);
  g_assert_cmpfloat (snapshot->learning_rate, ==, 0.5);
  settings = dh_settings_from_json (snapshot->settings, NULL);
  g_assert_cmpfloat (settings->learning_rate, ==, 0.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run/state-in-snapshot", test_state_in_snapshot);
  g_test_add_func ("/run/data-in-snapshot", test_data_in_snapshot);
  g_test_add_func ("/run/tensors-in-snapshot", test_tensors_in_snapshot);
  g_test_add_func ("/run/tensors-without-bias", test_tensors_without_bias);
  g_test_add_func ("/run/snapshot-is-deep", test_snapshot_is_deep);
  g_test_add_func ("/run/evaluation", test_evaluation);
  g_test_add_func ("/run/no-test-set", test_no_test_set);
  g_test_add_func ("/run/infinite-test-loss", test_infinite_test_loss);
  g_test_add_func ("/run/samples", test_samples);
  g_test_add_func ("/run/few-samples", test_few_samples);
  g_test_add_func ("/run/looking-changes-nothing", test_looking_changes_nothing);
  g_test_add_func ("/run/live-settings", test_live_settings);
  return g_test_run ();
}
