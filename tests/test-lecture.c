// The losses printed on the lecture's page, from the MNIST files themselves.
// SPDX-License-Identifier: MIT

#include "dataset/catalog.h"
#include "training/run.h"

static const struct
{
  guint step;
  double train_loss;
} losses[] = {
  { 0, 2.470812 },   { 1, 1.594458 },   { 2, 1.264529 },    { 3, 1.005799 },   { 4, 0.915630 },
  { 5, 0.756026 },   { 10, 0.532591 },  { 50, 0.183331 },   { 100, 0.100643 }, { 200, 0.051150 },
};

static void
test_losses (void)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DhConstDataset) dataset = NULL;
  g_autoptr (DhRun) run = NULL;

  if (g_getenv ("DOWNHILL_MNIST") == NULL)
    {
      g_test_skip ("DOWNHILL_MNIST is not set");
      return;
    }
  dataset = dh_catalog_load (g_getenv ("DOWNHILL_MNIST"), NULL, &error);
  g_assert_no_error (error);
  settings->subset = 500;
  settings->seed = 2021;
  settings->learning_rate = 0.1;
  run = dh_run_new (1, settings, dataset, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
    {
      const DhTrainer *trainer = dh_run_get_trainer (run);

      while (dh_trainer_get_step (trainer) < losses[i].step)
        g_assert_true (dh_run_step (run));
      g_assert_cmpfloat_with_epsilon (dh_trainer_get_loss (trainer), losses[i].train_loss, 2e-5);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lecture/losses", test_losses);
  return g_test_run ();
}
