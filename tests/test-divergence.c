// A loss that is not finite takes the run back to the step before, from where it can go on.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "engine/optimizer.h"
#include "pattern-dataset.h"
#include "same-trainer.h"
#include "training/trainer.h"

typedef struct
{
  const char *name;
  guint64 batch;
  guint n_good; /* steps before the one that diverges */
  DhOptimizerKind optimizer;
  DhBatchesKind batches;
} Divergence;

static const Divergence divergences[] = {
  { "first-step", 0, 0 },
  { "full-batch", 0, 5 },
  { "in-batches", 7, 5 },
  { "end-of-epoch", 7, 8 }, /* the order of the next epoch is drawn in vain */
  { "last-of-epoch", 7, 7 },
  { "independent-batches", 7, 5, .batches = DH_BATCHES_IID },
  { "momentum", 0, 5, DH_OPTIMIZER_MOMENTUM },
  { "nesterov", 0, 0, DH_OPTIMIZER_NESTEROV },
  { "adagrad", 0, 5, DH_OPTIMIZER_ADAGRAD },
  { "rmsprop", 0, 5, DH_OPTIMIZER_RMSPROP },
  { "adam", 0, 5, DH_OPTIMIZER_ADAM },
  { "adamw-in-independent-batches", 7, 6, DH_OPTIMIZER_ADAMW, DH_BATCHES_IID },
};

static DhTrainer *
make_deep_trainer (const DhDataset *dataset, const Divergence *divergence)
{
  static const guint hidden[] = { 32, 32, 32 };
  g_autoptr (DhSettings) settings = dh_settings_new ();
  DhTrainer *self;

  settings->subset = 0;
  settings->batch = divergence->batch;
  settings->batches = divergence->batches;
  settings->optimizer = divergence->optimizer;
  memcpy (settings->hidden, hidden, sizeof hidden);
  settings->n_hidden = 3;
  self = dh_trainer_new (settings, dataset, NULL);
  for (guint i = 0; i < divergence->n_good; i++)
    g_assert_true (dh_trainer_step (self));
  return self;
}

static void
set_learning_rate (DhTrainer *trainer, double learning_rate)
{
  g_autoptr (DhSettings) settings = dh_settings_copy (dh_trainer_get_settings (trainer));

  settings->learning_rate = learning_rate;
  dh_trainer_set_numbers (trainer, settings);
}

static void
test_divergence (gconstpointer data)
{
  const Divergence *divergence = data;
  g_autoptr (DhDataset) dataset = pattern_dataset_new (60, 0);
  g_autoptr (DhTrainer) trainer = make_deep_trainer (dataset, divergence);
  g_autoptr (DhTrainer) twin = make_deep_trainer (dataset, divergence);

  set_learning_rate (trainer, 1e12);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_false (dh_trainer_step (trainer));
      g_assert_cmpint (dh_trainer_get_diverged_at (trainer), ==, divergence->n_good + 1);
      g_assert_cmpuint (dh_trainer_get_step (trainer), ==, divergence->n_good);
      assert_same (trainer, twin);
    }

  /* With another rate it goes on as if nothing had happened. */
  set_learning_rate (trainer, 0.1);
  for (guint i = 0; i < 20; i++)
    {
      g_assert_true (dh_trainer_step (trainer));
      g_assert_true (dh_trainer_step (twin));
      assert_same (trainer, twin);
      g_assert_cmpint (dh_trainer_get_diverged_at (trainer), ==, -1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (divergences); i++)
    {
      g_autofree char *path = g_strdup_printf ("/divergence/%s", divergences[i].name);

      g_test_add_data_func (path, &divergences[i], test_divergence);
    }
  return g_test_run ();
}
