// How far what is learnt from the built-in digits holds: on those set aside, and on MNIST's.
// SPDX-License-Identifier: MIT

#include "dataset/catalog.h"
#include "dataset/idx-folder.h"
#include "training/evaluation.h"
#include "training/trainer.h"

typedef struct
{
  const char *name;
  const char *settings;
  double built_in; /* accuracy at least, on the built-in test images */
  double mnist;    /* … on MNIST's */
} Model;

static const Model models[] = {
  { "linear", "hidden=none learning-rate=0.05 epochs=10", 0.90, 0.75 },
  { "mlp-128", "hidden=128 learning-rate=0.1 epochs=20", 0.96, 0.88 },
};

static const DhDataset *built_in;

/* MNIST's test images seen as the model that learnt from the built-in ones sees everything: made
 * standard with the mean and deviation of those. NULL where MNIST is not here. */
static DhDataset *mnist;

static DhTrainer *
train (const char *text)
{
  g_autofree char *all = g_strconcat ("subset=all batch=50 ", text, NULL);
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_auto (GStrv) words = g_strsplit (all, " ", 0);
  g_autoptr (GError) error = NULL;
  DhTrainer *trainer;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);

      dh_settings_set (settings, pair[0], pair[1], &error);
      g_assert_no_error (error);
    }
  trainer = dh_trainer_new (settings, built_in, &error);
  g_assert_no_error (error);
  while (!dh_trainer_is_finished (trainer))
    g_assert_true (dh_trainer_step (trainer));
  return trainer;
}

static double
measure (const DhTrainer *trainer, const DhDataset *dataset)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhEvaluation) evaluation = NULL;

  evaluation = dh_evaluation_new (dh_trainer_get_network (trainer), dataset, &error);
  g_assert_no_error (error);
  dh_evaluation_begin (evaluation, dh_trainer_get_parameters (trainer), 0);
  while (!dh_evaluation_advance (evaluation))
    ;
  return dh_evaluation_get_result (evaluation)->accuracy;
}

static void
check (const Model *model, const DhDataset *dataset, double least)
{
  g_autoptr (DhTrainer) trainer = train (model->settings);
  double accuracy = measure (trainer, dataset);

  g_test_message ("%s: %.2f %%", model->name, 100 * accuracy);
  g_assert_cmpfloat (accuracy, >=, least);
}

static void
test_built_in (gconstpointer model)
{
  check (model, built_in, ((const Model *) model)->built_in);
}

static void
test_mnist (gconstpointer model)
{
  if (mnist == NULL)
    g_test_skip ("DOWNHILL_MNIST is not set");
  else
    check (model, mnist, ((const Model *) model)->mnist);
}

static void
add (const char *name, const Model *model, GTestDataFunc test)
{
  g_autofree char *path = g_strdup_printf ("/handwriting-realism/%s/%s", name, model->name);

  g_test_add_data_func (path, model, test);
}

int
main (int argc, char **argv)
{
  g_autoptr (DhConstDataset) handwriting = NULL;
  g_autoptr (DhDataset) loaded = NULL;
  const char *folder = g_getenv ("DOWNHILL_MNIST");

  g_test_init (&argc, &argv, NULL);
  handwriting = dh_catalog_load ("handwriting", NULL, NULL);
  g_assert_nonnull (handwriting);
  g_assert_cmpuint (handwriting->train.n, ==, 10000);
  built_in = handwriting;
  if (folder != NULL && *folder != '\0')
    {
      loaded = dh_idx_folder_load (folder, "mnist", "MNIST", NULL, NULL);
      g_assert_nonnull (loaded);
      loaded->mean = built_in->mean;
      loaded->deviation = built_in->deviation;
      mnist = loaded;
    }
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      add ("built-in", &models[i], test_built_in);
      add ("mnist", &models[i], test_mnist);
    }
  return g_test_run ();
}
