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
test_model (gconstpointer data)
{
  const Model *model = data;
  g_autoptr (DhTrainer) trainer = train (model->settings);
  double share = measure (trainer, built_in);

  g_test_message ("%s: %.2f %% of the built-in test images", model->name, 100 * share);
  g_assert_cmpfloat (share, >=, model->built_in);
  if (mnist == NULL)
    {
      g_test_skip ("DOWNHILL_MNIST is not set; the built-in images are as they should be");
      return;
    }
  share = measure (trainer, mnist);
  g_test_message ("%s: %.2f %% of MNIST's test images", model->name, 100 * share);
  g_assert_cmpfloat (share, >=, model->mnist);
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
      g_autofree char *path = g_strconcat ("/handwriting-realism/", models[i].name, NULL);

      g_test_add_data_func (path, &models[i], test_model);
    }
  return g_test_run ();
}
