// Every variant of gradient descent against its run in PyTorch.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "pattern-dataset.h"
#include "reference/variants.h"
#include "training/descent.h"
#include "training/trainer.h"

/* What is asked of a loss: the precision that float32 has in the first place, and a few times the
 * difference that PyTorch itself makes where a run makes differences grow. */
#define PRECISION 1e-6
#define SPREADS 4

/* "key=value key=value", a choice with all that usually goes with it. */
static DhSettings *
parse_settings (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GError) error = NULL;
  DhSettings *self = dh_settings_new ();

  g_assert_true (dh_settings_set (self, "subset", "all", NULL));
  for (guint i = 0; words[i] != NULL; i++)
    {
      char *value = strchr (words[i], '=');

      *value++ = '\0';
      if (dh_settings_get_choice (words[i], 0) != NULL)
        dh_settings_choose (self, words[i], value, &error);
      else
        dh_settings_set (self, words[i], value, &error);
      g_assert_no_error (error);
    }
  return self;
}

static void
test_as_torch (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (DhDataset) dataset = pattern_dataset_new (200, 0);
  g_autoptr (DhSettings) settings = parse_settings (torch_variants[row].settings);
  g_autoptr (GError) error = NULL;
  g_autoptr (DhTrainer) trainer = dh_trainer_new (settings, dataset, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (torch_shown); i++)
    {
      double loss = torch_variants[row].losses[i];
      double allowed = PRECISION * loss + SPREADS * torch_variants[row].spread[i];

      while (dh_trainer_get_step (trainer) < torch_shown[i])
        g_assert_true (dh_trainer_step (trainer));
      if (!(fabs (dh_trainer_get_loss (trainer) - loss) <= allowed))
        g_error ("%s: after %u steps the loss is %.9g, not %.9g ± %.2g",
                 torch_variants[row].settings, torch_shown[i], dh_trainer_get_loss (trainer), loss,
                 allowed);
    }
}

/* Torch's schedulers go from one rate to the next; the closed form does not add up their
 * roundings. */
static void
test_rates (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (DhSettings) settings = parse_settings (torch_rates[row].settings);

  settings->learning_rate = 0.1;
  for (guint i = 0; i < G_N_ELEMENTS (torch_rates_shown); i++)
    g_assert_cmpfloat_with_epsilon (dh_descent_get_learning_rate (settings, torch_rates_shown[i]),
                                    torch_rates[row].rates[i], 1e-15);
}

static void
add (const char *name, const char *settings, guint row, GTestDataFunc func)
{
  g_autofree char *words = g_strdelimit (g_strdup (settings), " ", '-');
  g_autofree char *path = g_strdup_printf ("/variants/%s/%s", name, words);

  g_test_add_data_func (path, GUINT_TO_POINTER (row), func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint row = 0; row < G_N_ELEMENTS (torch_variants); row++)
    add ("as-torch", torch_variants[row].settings, row, test_as_torch);
  for (guint row = 0; row < G_N_ELEMENTS (torch_rates); row++)
    add ("rates", torch_rates[row].settings, row, test_rates);
  return g_test_run ();
}
