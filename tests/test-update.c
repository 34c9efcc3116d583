// What the last step added to the parameters.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "engine/optimizer.h"
#include "pattern-dataset.h"
#include "training/run.h"

static DhTrainer *
make_trainer (const char *hidden, const char *optimizer, const char *rate, const char *batch)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhDataset) dataset = pattern_dataset_new (90, 0);
  DhTrainer *self;

  g_assert_true (dh_settings_set (settings, "hidden", hidden, &error));
  g_assert_true (dh_settings_set (settings, "optimizer", optimizer, &error));
  g_assert_true (dh_settings_set (settings, "learning-rate", rate, &error));
  g_assert_true (dh_settings_set (settings, "batch", batch, &error));
  g_assert_true (dh_settings_set (settings, "subset", "all", &error));
  self = dh_trainer_new (settings, dataset, &error);
  g_assert_no_error (error);
  return self;
}

static gsize
count (const DhTrainer *trainer)
{
  return dh_trainer_get_network (trainer)->n_parameters;
}

/* The difference of two float32 blocks, bit for bit. */
static void
assert_update (const DhTrainer *trainer, const float *before)
{
  gsize n = count (trainer);
  const float *after = dh_trainer_get_parameters (trainer);
  g_autofree float *update = g_new (float, n);
  g_autofree float *difference = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    difference[i] = after[i] - before[i];
  g_assert_true (dh_trainer_get_update (trainer, dh_trainer_get_parameters (trainer), update));
  g_assert_cmpmem (update, n * sizeof (float), difference, n * sizeof (float));
}

static void
test_difference (void)
{
  static const struct
  {
    const char *hidden, *optimizer, *rate, *batch;
  } cases[] = { { "none", "gd", "0.1", "all" },
                { "9,5", "gd", "0.1", "16" },
                { "9", "adam", "0.01", "16" },
                { "17", "nesterov", "0.05", "all" } };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      g_autoptr (DhTrainer) trainer =
          make_trainer (cases[c].hidden, cases[c].optimizer, cases[c].rate, cases[c].batch);
      gsize size = count (trainer) * sizeof (float);
      g_autofree float *update = g_malloc (size);

      dh_trainer_keep_previous (trainer, TRUE);
      dh_trainer_keep_previous (trainer, TRUE);
      g_assert_false (dh_trainer_get_update (trainer, dh_trainer_get_parameters (trainer), update));
      for (guint k = 0; k < 12; k++)
        {
          g_autofree float *before = g_memdup2 (dh_trainer_get_parameters (trainer), size);

          g_assert_true (dh_trainer_step (trainer));
          assert_update (trainer, before);
        }
    }
}

/* Known only from the first step on that was made with somebody looking. */
static void
test_begin_and_end (void)
{
  g_autoptr (DhTrainer) trainer = make_trainer ("5", "gd", "0.1", "all");
  g_autofree float *update = g_new (float, count (trainer));

  g_assert_true (dh_trainer_step (trainer));
  g_assert_false (dh_trainer_get_update (trainer, dh_trainer_get_parameters (trainer), update));
  dh_trainer_keep_previous (trainer, TRUE);
  g_assert_false (dh_trainer_get_update (trainer, dh_trainer_get_parameters (trainer), update));
  g_assert_true (dh_trainer_step (trainer));
  g_assert_true (dh_trainer_get_update (trainer, dh_trainer_get_parameters (trainer), update));
  dh_trainer_keep_previous (trainer, FALSE);
  g_assert_false (dh_trainer_get_update (trainer, dh_trainer_get_parameters (trainer), update));
  dh_trainer_keep_previous (trainer, TRUE);
  g_assert_false (dh_trainer_get_update (trainer, dh_trainer_get_parameters (trainer), update));
}

static void
set_learning_rate (DhTrainer *trainer, double learning_rate)
{
  g_autoptr (DhSettings) settings = dh_settings_copy (dh_trainer_get_settings (trainer));

  settings->learning_rate = learning_rate;
  dh_trainer_set_numbers (trainer, settings);
}

/* A trainer that went back to its last good step from an earlier one holds that step's update
 * again; one that could not move at all since it was asked to keep them holds none. */
static void
test_divergence (void)
{
  g_autoptr (DhTrainer) trainer = make_trainer ("32,32,32", "gd", "0.1", "all");
  gsize size = count (trainer) * sizeof (float);
  g_autofree float *before = NULL;
  g_autofree float *last = NULL;
  g_autofree float *update = g_malloc (size);
  guint n_good = 0;

  dh_trainer_keep_previous (trainer, TRUE);
  for (guint k = 0; k < 5; k++)
    g_assert_true (dh_trainer_step (trainer));
  set_learning_rate (trainer, 1e12);
  do
    {
      g_free (last);
      last = g_steal_pointer (&before);
      before = g_memdup2 (dh_trainer_get_parameters (trainer), size);
      n_good++;
    }
  while (n_good < 100 && dh_trainer_step (trainer));
  g_assert_cmpint (dh_trainer_get_diverged_at (trainer), >, 5);
  g_assert_cmpuint (dh_trainer_get_step (trainer), ==, 4 + n_good);
  g_assert_cmpmem (before, size, dh_trainer_get_parameters (trainer), size);
  if (n_good > 1)
    assert_update (trainer, last);
  else
    g_assert_false (dh_trainer_get_update (trainer, dh_trainer_get_parameters (trainer), update));
}

/* The run hands it to its snapshots, where it is wanted. */
static void
test_snapshot (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhDataset) dataset = pattern_dataset_new (40, 0);
  DhLook look = { .wants = DH_WANT_UPDATE };
  DhRun *run;

  settings->subset = 0;
  run = dh_run_new (1, settings, dataset, &error);
  g_assert_no_error (error);
  for (guint k = 0; k < 3; k++)
    {
      g_autoptr (DhSnapshot) before = dh_run_make_snapshot (run, DH_RUN_PAUSED);
      g_autoptr (DhSnapshot) after = NULL;

      g_assert_true (dh_run_step (run));
      after = dh_run_make_snapshot (run, DH_RUN_PAUSED);
      g_assert_null (before->probe);
      g_assert_cmpint (after->update != NULL, ==, k > 0);
      for (gsize i = 0; k > 0 && i < after->n_parameters; i++)
        g_assert_cmpfloat (after->update[i], ==, after->parameters[i] - before->parameters[i]);
      dh_run_set_look (run, &look);
    }
  dh_run_free (run);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/update/difference", test_difference);
  g_test_add_func ("/update/begin-and-end", test_begin_and_end);
  g_test_add_func ("/update/divergence", test_divergence);
  g_test_add_func ("/update/snapshot", test_snapshot);
  return g_test_run ();
}
