// What the last step added to the parameters.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "engine/optimizer.h"
#include "pattern-dataset.h"
#include "training/run-private.h"

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

      for (guint k = 0; k < 12; k++)
        {
          g_autofree float *before = g_memdup2 (dh_trainer_get_parameters (trainer), size);

          dh_trainer_keep_previous (trainer);
          g_assert_false (
              dh_trainer_get_update (trainer, dh_trainer_get_parameters (trainer), update));
          g_assert_true (dh_trainer_step (trainer));
          assert_update (trainer, before);
        }
    }
}

/* What was not kept is made again, and nothing else changes by that: neither where the run is nor
 * where it goes. */
static void
test_recovery (void)
{
  static const char *const optimizers[] = { "gd", "momentum", "adam" };

  for (guint o = 0; o < G_N_ELEMENTS (optimizers); o++)
    {
      g_autoptr (DhTrainer) trainer = make_trainer ("9,5", optimizers[o], "0.01", "16");
      g_autoptr (DhTrainer) other = make_trainer ("9,5", optimizers[o], "0.01", "16");
      gsize size = count (trainer) * sizeof (float);

      dh_trainer_recover_previous (trainer);
      g_assert_false (dh_trainer_knows_update (trainer));
      for (guint k = 0; k < 20; k++)
        {
          g_autofree float *before = g_memdup2 (dh_trainer_get_parameters (other), size);

          g_assert_true (dh_trainer_step (trainer));
          g_assert_true (dh_trainer_step (other));
          if (k % 3 == 2)
            continue;
          dh_trainer_recover_previous (trainer);
          assert_update (trainer, before);
          g_assert_cmpmem (dh_trainer_get_parameters (trainer), size,
                           dh_trainer_get_parameters (other), size);
          g_assert_cmpfloat (dh_trainer_get_loss (trainer), ==, dh_trainer_get_loss (other));
          g_assert_cmpuint (dh_trainer_get_step (trainer), ==, k + 1);
        }
    }
}

/* Known only after a step before which the parameters were kept. */
static void
test_begin_and_end (void)
{
  g_autoptr (DhTrainer) trainer = make_trainer ("5", "gd", "0.1", "all");
  g_autofree float *update = g_new (float, count (trainer));

  g_assert_true (dh_trainer_step (trainer));
  g_assert_false (dh_trainer_knows_update (trainer));
  dh_trainer_keep_previous (trainer);
  g_assert_false (dh_trainer_knows_update (trainer));
  g_assert_true (dh_trainer_step (trainer));
  g_assert_true (dh_trainer_knows_update (trainer));
  dh_trainer_forget_previous (trainer);
  g_assert_false (dh_trainer_knows_update (trainer));
  dh_trainer_keep_previous (trainer);
  g_assert_true (dh_trainer_step (trainer));
  g_assert_true (dh_trainer_step (trainer));
  g_assert_false (dh_trainer_get_update (trainer, dh_trainer_get_parameters (trainer), update));
}

static void
set_learning_rate (DhTrainer *trainer, double learning_rate)
{
  g_autoptr (DhSettings) settings = dh_settings_copy (dh_trainer_get_settings (trainer));

  settings->learning_rate = learning_rate;
  dh_trainer_set_numbers (trainer, settings);
}

/* A trainer that went back to its last good step can tell that step's update again; one that could
 * not move at all since its numbers changed cannot. */
static void
test_divergence (void)
{
  g_autoptr (DhTrainer) trainer = make_trainer ("32,32,32", "gd", "0.1", "all");
  gsize size = count (trainer) * sizeof (float);
  g_autofree float *before = NULL;
  g_autofree float *last = NULL;
  g_autofree float *update = g_malloc (size);
  guint n_good = 0;

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
  dh_trainer_recover_previous (trainer);
  g_assert_cmpmem (before, size, dh_trainer_get_parameters (trainer), size);
  if (n_good > 1)
    assert_update (trainer, last);
  else
    g_assert_false (dh_trainer_get_update (trainer, dh_trainer_get_parameters (trainer), update));
}

static DhRun *
make_run (guint wants)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhDataset) dataset = pattern_dataset_new (40, 0);
  DhLook look = { .wants = wants };
  DhRun *run;

  settings->subset = 0;
  run = dh_run_new (1, settings, dataset, &error);
  g_assert_no_error (error);
  dh_run_set_look (run, &look);
  return run;
}

/* The run hands it to its snapshots, where it is wanted. */
static void
test_snapshot (void)
{
  for (guint wants = 0; wants <= DH_WANT_UPDATE; wants += DH_WANT_UPDATE)
    {
      g_autoptr (DhRun) run = make_run (wants);
      g_autoptr (DhSnapshot) before = dh_run_make_snapshot (run, DH_RUN_PAUSED);
      g_autoptr (DhSnapshot) after = NULL;

      g_assert_cmpint (dh_run_wants_update (run, FALSE), ==, wants != 0);
      dh_run_keep_for_update (run);
      g_assert_true (dh_run_step (run));
      after = dh_run_make_snapshot (run, DH_RUN_PAUSED);
      g_assert_null (after->probe);
      g_assert_cmpint (after->update != NULL, ==, wants != 0);
      for (gsize i = 0; wants != 0 && i < after->n_parameters; i++)
        g_assert_cmpfloat (after->update[i], ==, after->parameters[i] - before->parameters[i]);
    }
}

/* Of a linear network with a bias. */
static void
test_norms (void)
{
  g_autoptr (DhRun) run = make_run (DH_WANT_PROBE | DH_WANT_UPDATE_NORMS);
  g_autoptr (DhSnapshot) before = dh_run_make_snapshot (run, DH_RUN_PAUSED);
  g_autoptr (DhSnapshot) after = NULL;
  g_autofree float *update = g_new (float, before->n_parameters);

  g_assert_false (dh_run_wants_update (run, FALSE));
  g_assert_true (dh_run_wants_update (run, TRUE));
  g_assert_true (dh_run_step (run));
  dh_run_probe (run);
  g_assert_true (isnan (run->probe->update_norm));
  dh_run_recover_update (run);
  g_assert_true (dh_run_wants_probe (run));
  dh_run_probe (run);
  g_assert_false (dh_run_wants_probe (run));
  after = dh_run_make_snapshot (run, DH_RUN_PAUSED);
  g_assert_null (after->update);
  for (gsize i = 0; i < after->n_parameters; i++)
    update[i] = after->parameters[i] - before->parameters[i];
  g_assert_cmpfloat (after->probe->update_norm, ==,
                     dh_optimizer_norm (update, after->n_parameters));
  g_assert_cmpfloat (after->probe->norm, ==,
                     dh_optimizer_norm (after->parameters, after->n_parameters));
  g_assert_cmpfloat (after->probe->layers[0].update_norm, ==,
                     dh_optimizer_norm (update, after->tensors[1].offset));
}

/* While it trains, and only if asked to, a run leaves out the gradient and its norm. */
static void
test_sparing (void)
{
  g_autoptr (DhRun) run = make_run (0);

  for (guint i = 0; i < 8; i++)
    {
      DhLook look = { .wants = i & 1 ? DH_WANT_GRADIENT : 0, .sparing = i / 2 & 1 };
      DhRunState state = i / 4 ? DH_RUN_RUNNING : DH_RUN_PAUSED;
      g_autoptr (DhSnapshot) snapshot = NULL;

      dh_run_set_look (run, &look);
      snapshot = dh_run_make_snapshot (run, state);
      g_assert_cmpint (snapshot->gradient == NULL, ==, i == 6);
      g_assert_nonnull (snapshot->parameters);
      g_assert_cmpint (isfinite (snapshot->gradient_norm), ==, i != 6);
    }
  for (guint i = 0; i < 2; i++)
    {
      DhLook look = { .wants = i == 1 ? DH_WANT_UPDATE_NORMS : 0, .sparing = TRUE };
      g_autoptr (DhSnapshot) snapshot = NULL;

      dh_run_set_look (run, &look);
      snapshot = dh_run_make_snapshot (run, DH_RUN_RUNNING);
      g_assert_null (snapshot->gradient);
      g_assert_cmpint (isfinite (snapshot->gradient_norm), ==, i == 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/update/difference", test_difference);
  g_test_add_func ("/update/begin-and-end", test_begin_and_end);
  g_test_add_func ("/update/divergence", test_divergence);
  g_test_add_func ("/update/recovery", test_recovery);
  g_test_add_func ("/update/snapshot", test_snapshot);
  g_test_add_func ("/update/norms", test_norms);
  g_test_add_func ("/update/sparing", test_sparing);
  return g_test_run ();
}
