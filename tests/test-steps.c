// Whole runs against NumPy and PyTorch: the first parameters, and those after full-batch steps.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "pattern-dataset.h"
#include "reference/steps.h"
#include "reference/sum.h"
#include "training/trainer.h"

/* The order of our sums is one more than those the spread was found with. */
#define ALLOWANCE 4

static DhTrainer *
make_trainer (guint row)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (200, 0);
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (GError) error = NULL;
  DhTrainer *self;

  settings->seed = 12345;
  settings->subset_seed = torch_steps[row].subset_seed;
  settings->init_seed = torch_steps[row].init_seed;
  settings->n_hidden = torch_steps[row].n_hidden;
  memcpy (settings->hidden, torch_steps[row].hidden, sizeof torch_steps[row].hidden);
  settings->bias = torch_steps[row].bias;
  settings->models_before = torch_steps[row].models_before;
  settings->subset = torch_steps[row].subset;
  settings->replacement = torch_steps[row].replacement;
  settings->learning_rate = torch_steps[row].learning_rate;
  self = dh_trainer_new (settings, dataset, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dh_trainer_get_network (self)->n_parameters, ==,
                    torch_steps[row].n_parameters);
  return self;
}

static void
assert_near (const float *parameters, guint row)
{
  const guint n = torch_steps[row].n_parameters;
  const double allowed = ALLOWANCE * torch_steps[row].spread;
  double sum = 0;
  double sum_of_squares = 0;

  for (guint i = 0; i < TORCH_STEPS_ELEMENTS; i++)
    g_assert_cmpfloat_with_epsilon (parameters[i * (n - 1) / (TORCH_STEPS_ELEMENTS - 1)],
                                    torch_steps[row].elements[i], allowed);
  for (guint i = 0; i < n; i++)
    {
      sum += parameters[i];
      sum_of_squares += (double) parameters[i] * parameters[i];
    }
  g_assert_cmpfloat_with_epsilon (sum, torch_steps[row].sum, n * allowed);
  /* Of 2 Σ |p| · allowed, with Σ |p| ≤ √(n Σ p²). */
  g_assert_cmpfloat_with_epsilon (sum_of_squares, torch_steps[row].sum_of_squares,
                                  2 * sqrt (n * torch_steps[row].sum_of_squares) * allowed);
}

static void
test_run (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (DhTrainer) trainer = make_trainer (row);

  assert_sum (dh_trainer_get_parameters (trainer), torch_steps[row].n_parameters,
              torch_steps[row].first_sum);
  for (guint i = 0; i < torch_steps[row].steps; i++)
    g_assert_true (dh_trainer_step (trainer));
  assert_near (dh_trainer_get_parameters (trainer), row);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint row = 0; row < G_N_ELEMENTS (torch_steps); row++)
    {
      g_autofree char *path =
          g_strdup_printf ("/steps/%u-seeds-%u-%u-hidden-%u-steps-%u", row,
                           torch_steps[row].subset_seed, torch_steps[row].init_seed,
                           torch_steps[row].n_hidden, torch_steps[row].steps);

      g_test_add_data_func (path, GUINT_TO_POINTER (row), test_run);
    }
  return g_test_run ();
}
