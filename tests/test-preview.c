// The parameters after the next step, told before it is made.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "pattern-dataset.h"
#include "same-trainer.h"
#include "training/run.h"

/* An entry of the table of optimizers each, and what may stand beside it. */
static const struct
{
  const char *optimizer;
  double weight_decay;
  double clip_norm;
  const char *schedule;
} rows[] = {
  { "gd", 0, 0, "constant" },        { "gd", 0.01, 0, "constant" },   { "gd", 0, 0.5, "constant" },
  { "gd", 0, 0, "exponential" },     { "momentum", 0, 0, "constant" }, { "nesterov", 0, 0, "step" },
  { "adagrad", 0, 0, "constant" },   { "rmsprop", 0.01, 0, "cosine" }, { "adam", 0, 1, "constant" },
  { "adamw", 0.01, 0, "warm-up" },
};

static DhSettings *
make_settings (guint row)
{
  DhSettings *self = dh_settings_new ();

  self->subset = 60;
  self->batch = 16;
  self->hidden[0] = 9;
  self->n_hidden = 1;
  g_assert_true (dh_settings_choose (self, "optimizer", rows[row].optimizer, NULL));
  g_assert_true (dh_settings_choose (self, "schedule", rows[row].schedule, NULL));
  self->weight_decay = rows[row].weight_decay;
  self->clip_norm = rows[row].clip_norm;
  return self;
}

/* Just what the step makes then, and looking changes nothing: a trainer beside it that nobody
 * looks at makes the same. */
static void
test_trainer (gconstpointer data)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (100, 0);
  g_autoptr (DhSettings) settings = make_settings (GPOINTER_TO_UINT (data));
  g_autoptr (DhTrainer) watched = dh_trainer_new (settings, dataset, NULL);
  g_autoptr (DhTrainer) alone = dh_trainer_new (settings, dataset, NULL);
  g_autofree float *after = g_malloc (parameters_size (watched));

  for (guint i = 0; i < 6; i++)
    {
      g_assert_true (dh_trainer_preview (watched, after));
      assert_same (watched, alone);
      g_assert_true (dh_trainer_step (watched) && dh_trainer_step (alone));
      g_assert_cmpmem (after, parameters_size (watched), dh_trainer_get_parameters (watched),
                       parameters_size (watched));
      assert_same (watched, alone);
    }
}

/* Parameters of units that have died shrink by weight decay alone, until they are too small for a
 * step to keep: nor does the preview. */
static void
test_denormals (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (60, 0);
  g_autoptr (DhSettings) settings = make_settings (0);
  g_autoptr (DhTrainer) trainer = NULL;
  g_autofree float *after = NULL;
  gsize size;
  guint n_zeros = 0;

  settings->hidden[0] = 200;
  settings->weight_decay = 5;
  settings->learning_rate = 0.1;
  trainer = dh_trainer_new (settings, dataset, NULL);
  size = parameters_size (trainer);
  after = g_malloc (size);
  for (guint i = 0; i < 200; i++)
    {
      g_assert_true (dh_trainer_preview (trainer, after));
      g_assert_true (dh_trainer_step (trainer));
      g_assert_cmpmem (after, size, dh_trainer_get_parameters (trainer), size);
    }
  for (gsize i = 0; i < size / sizeof (float); i++)
    n_zeros += after[i] == 0;
  g_assert_cmpuint (n_zeros, >, 0);
}

/* The parameters after the next step as a snapshot tells them, or NULL. */
static float *
read_after (const DhSnapshot *snapshot)
{
  float *after = g_memdup2 (snapshot->parameters, snapshot->n_parameters * sizeof (float));
  float learning_rate = (float) snapshot->learning_rate;

  if (snapshot->after != NULL)
    memcpy (after, snapshot->after, snapshot->n_parameters * sizeof (float));
  else if (snapshot->plain)
    for (gsize i = 0; i < snapshot->n_parameters; i++)
      {
        float change = learning_rate * snapshot->gradient[i];

        after[i] -= change;
      }
  else
    g_clear_pointer (&after, g_free);
  return after;
}

/* While the run trains only what costs nothing. */
static void
test_snapshot (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (DhDataset) dataset = pattern_dataset_new (100, 0);
  g_autoptr (DhSettings) settings = make_settings (row);
  g_autoptr (DhRun) run = dh_run_new (1, settings, dataset, NULL);
  const DhTrainer *trainer = dh_run_get_trainer (run);
  gboolean plain = g_str_equal (rows[row].optimizer, "gd") && rows[row].weight_decay == 0 &&
                   rows[row].clip_norm == 0;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (DhSnapshot) running = dh_run_make_snapshot (run, DH_RUN_RUNNING);
      g_autoptr (DhSnapshot) paused = dh_run_make_snapshot (run, DH_RUN_PAUSED);
      g_autofree float *after = read_after (paused);

      g_assert_cmpint (paused->plain, ==, plain);
      g_assert_cmpint (running->plain, ==, plain);
      g_assert_null (running->after);
      g_assert_nonnull (after);
      g_assert_true (dh_run_step (run));
      g_assert_cmpmem (after, parameters_size (trainer), dh_trainer_get_parameters (trainer),
                       parameters_size (trainer));
    }
}

/* Numbers that change while the run stands are those of the next step. */
static void
test_live (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (100, 0);
  g_autoptr (DhSettings) settings = make_settings (1);
  g_autoptr (DhTrainer) trainer = dh_trainer_new (settings, dataset, NULL);
  g_autofree float *before = g_malloc (parameters_size (trainer));
  g_autofree float *after = g_malloc (parameters_size (trainer));

  g_assert_true (dh_trainer_preview (trainer, before));
  settings->learning_rate = 0.375;
  dh_trainer_set_numbers (trainer, settings);
  g_assert_true (dh_trainer_preview (trainer, after));
  g_assert_cmpint (memcmp (before, after, parameters_size (trainer)), !=, 0);
  g_assert_true (dh_trainer_step (trainer));
  g_assert_cmpmem (after, parameters_size (trainer), dh_trainer_get_parameters (trainer),
                   parameters_size (trainer));
}

static void
add (const char *name, guint row, GTestDataFunc func)
{
  g_autofree char *path =
      g_strdup_printf ("/preview/%s/%s-%s-%g-%g", name, rows[row].optimizer, rows[row].schedule,
                       rows[row].weight_decay, rows[row].clip_norm);

  g_test_add_data_func (path, GUINT_TO_POINTER (row), func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      add ("trainer", i, test_trainer);
      add ("snapshot", i, test_snapshot);
    }
  g_test_add_func ("/preview/live", test_live);
  g_test_add_func ("/preview/denormals", test_denormals);
  return g_test_run ();
}
