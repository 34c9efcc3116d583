// Experiments: their text form and back, what it refuses, and that a run made again has its bits.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "pattern-dataset.h"
#include "same-trainer.h"
#include "training/run.h"

static DhSettings *
make_settings (const char *optimizer)
{
  DhSettings *self = dh_settings_new ();

  self->subset = 60;
  self->batch = 16;
  self->hidden[0] = 9;
  self->n_hidden = 1;
  g_assert_true (dh_settings_choose (self, "optimizer", optimizer, NULL));
  return self;
}

static DhRun *
make_run (const DhSettings *settings)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (100, 20);
  g_autoptr (GError) error = NULL;
  DhRun *self = dh_run_new (1, settings, dataset, &error);

  g_assert_no_error (error);
  return self;
}

static void
change (DhRun *run, const char *key, const char *value)
{
  g_autoptr (DhSettings) settings =
      dh_settings_copy (dh_trainer_get_settings (dh_run_get_trainer (run)));

  g_assert_true (dh_settings_set (settings, key, value, NULL));
  dh_run_set_numbers (run, settings);
}

static void
run_to (DhRun *run, guint64 step)
{
  while (dh_trainer_get_step (dh_run_get_trainer (run)) < step)
    g_assert_true (dh_run_step (run));
}

static char *
get_text (DhRun *run)
{
  g_autoptr (DhSnapshot) snapshot = dh_run_make_snapshot (run, DH_RUN_PAUSED);

  return g_strdup (snapshot->experiment);
}

static DhExperiment *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  DhExperiment *self = dh_experiment_from_json (text, strlen (text), &error);

  g_assert_no_error (error);
  return self;
}

/* One at step 0, two at one step, one of those twice, one back again, one at the last step. */
static void
make_changes (DhRun *run)
{
  change (run, "learning-rate", "0.03");
  run_to (run, 7);
  change (run, "learning-rate", "0.125");
  change (run, "weight-decay", "0.01");
  change (run, "learning-rate", "0.012345678901234567");
  run_to (run, 20);
  change (run, "weight-decay", "0");
  run_to (run, 40);
  change (run, "clip-norm", "0.5");
}

static void
test_same_bits (void)
{
  static const char *const optimizers[] = { "gd", "momentum", "adam", "adagrad" };

  for (guint i = 0; i < G_N_ELEMENTS (optimizers); i++)
    {
      g_autoptr (DhSettings) settings = make_settings (optimizers[i]);
      g_autoptr (DhRun) run = make_run (settings);
      g_autoptr (DhRun) again = NULL;
      g_autoptr (DhRun) plain = make_run (settings);
      g_autofree char *text = NULL;
      g_autofree char *text_again = NULL;
      g_autoptr (DhExperiment) experiment = NULL;

      make_changes (run);
      text = get_text (run);
      experiment = parse (text);
      g_assert_cmpuint (experiment->step, ==, 40);
      g_assert_cmpfloat (experiment->settings->learning_rate, ==, 0.03);
      g_assert_cmpuint (experiment->changes->len, ==, 4);
      again = make_run (experiment->settings);
      dh_run_follow (again, experiment);
      run_to (again, 40);
      assert_same (dh_run_get_trainer (run), dh_run_get_trainer (again));
      g_assert_cmpfloat (dh_trainer_get_settings (dh_run_get_trainer (again))->clip_norm, ==, 0.5);
      text_again = get_text (again);
      g_assert_cmpstr (text_again, ==, text);
      /* And on from there. */
      run_to (run, 55);
      run_to (again, 55);
      assert_same (dh_run_get_trainer (run), dh_run_get_trainer (again));
      /* The changes have an effect at all. */
      run_to (plain, 55);
      g_assert_cmpfloat (dh_trainer_get_loss (dh_run_get_trainer (plain)), !=,
                         dh_trainer_get_loss (dh_run_get_trainer (run)));
    }
}

/* Somebody who changes a number takes the run into their own hands. */
static void
test_plan_ends (void)
{
  g_autoptr (DhSettings) settings = make_settings ("gd");
  g_autoptr (DhRun) run = make_run (settings);
  g_autoptr (DhExperiment) experiment = dh_experiment_new (settings);

  experiment->step = 30;
  g_assert_true (dh_experiment_change (experiment, 10, "learning-rate", "0.5"));
  g_assert_true (dh_experiment_change (experiment, 20, "learning-rate", "0.25"));
  dh_run_follow (run, experiment);
  run_to (run, 10);
  g_assert_cmpfloat (dh_trainer_get_learning_rate (dh_run_get_trainer (run)), ==, 0.5);
  change (run, "learning-rate", "0.125");
  run_to (run, 30);
  g_assert_cmpfloat (dh_trainer_get_learning_rate (dh_run_get_trainer (run)), ==, 0.125);
}

/* What plays no part, and how long the run was to be, makes no other text. */
static void
test_canonical (void)
{
  g_autoptr (DhSettings) a = make_settings ("gd");
  g_autoptr (DhSettings) b = make_settings ("gd");
  g_autoptr (DhExperiment) of_a = dh_experiment_new (a);
  g_autoptr (DhExperiment) of_b = NULL;
  g_autofree char *text_a = dh_experiment_to_json (of_a);
  g_autofree char *text_b = NULL;

  b->momentum = 0.5;
  b->schedule_steps = 7;
  b->steps = 1000;
  of_b = dh_experiment_new (b);
  g_assert_true (dh_experiment_change (of_b, 0, "beta1", "0.5"));
  text_b = dh_experiment_to_json (of_b);
  g_assert_cmpstr (text_a, ==, text_b);
}

/* Files are found from everywhere; names of data sets stay names. */
static void
test_files (void)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhExperiment) named = NULL;
  g_autoptr (DhExperiment) folder = NULL;
  g_autofree char *here = g_get_current_dir ();

  g_assert_true (dh_settings_set (settings, "data", "kmnist", NULL));
  g_assert_true (dh_settings_set (settings, "subset-file", "lecture-page", NULL));
  named = dh_experiment_new (settings);
  g_assert_cmpstr (named->settings->data, ==, "kmnist");
  g_assert_cmpstr (named->settings->subset_file, ==, "lecture-page");
  g_assert_true (dh_settings_set (settings, "data", "my/digits", NULL));
  g_assert_true (dh_settings_set (settings, "init-from", "/a/../b.safetensors", NULL));
  folder = dh_experiment_new (settings);
  g_assert_true (g_str_has_prefix (folder->settings->data, here));
  g_assert_true (g_str_has_suffix (folder->settings->data, "/my/digits"));
  g_assert_cmpstr (folder->settings->init_from, ==, "/b.safetensors");
}

static void
test_too_many (void)
{
  g_autoptr (DhSettings) settings = make_settings ("gd");
  g_autoptr (DhRun) run = make_run (settings);

  for (guint i = 0; i <= DH_EXPERIMENT_MAX_CHANGES; i++)
    {
      g_autofree char *text = get_text (run);

      g_assert_nonnull (text);
      run_to (run, i + 1);
      change (run, "learning-rate", i % 2 == 0 ? "0.0625" : "0.03125");
    }
  g_assert_null (get_text (run));
  run_to (run, DH_EXPERIMENT_MAX_CHANGES + 10);
  g_assert_null (get_text (run));
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *says;
  } cases[] = {
    { "", "damaged" },
    { "[]", "damaged" },
    { "{\"downhill\":1,", "damaged" },
    { "{}", "no run of Downhill" },
    { "{\"downhill\":\"1\"}", "no run of Downhill" },
    { "{\"downhill\":0}", "no run of Downhill" },
    { "{\"downhill\":2,\"step\":1,\"settings\":{}}", "later version" },
    { "{\"downhill\":1,\"step\":1}", "no settings" },
    { "{\"downhill\":1,\"step\":1,\"settings\":[]}", "not a JSON object" },
    { "{\"downhill\":1,\"step\":1,\"settings\":{\"colour\":1}}", "“colour”" },
    { "{\"downhill\":1,\"step\":1,\"settings\":{\"seed\":-1}}", "seed" },
    { "{\"downhill\":1,\"settings\":{}}", "how many steps" },
    { "{\"downhill\":1,\"step\":-1,\"settings\":{}}", "how many steps" },
    { "{\"downhill\":1,\"step\":1.5,\"settings\":{}}", "how many steps" },
#define WITH(changes) "{\"downhill\":1,\"step\":9,\"settings\":{},\"changes\":" changes "}"
#define CHANGE(step, key, value) "{\"step\":" step ",\"key\":" key ",\"value\":" value "}"
    { WITH ("{}"), "changes" },
    { WITH ("[1]"), "changes" },
    { WITH ("[{}]"), "changes" },
    { WITH ("[" CHANGE ("0", "\"learning-rate\"", "\"0.1\"") "]"), "changes" },
    { WITH ("[" CHANGE ("10", "\"learning-rate\"", "\"0.1\"") "]"), "changes" },
    { WITH ("[" CHANGE ("1", "\"learning-rate\"", "0.1") "]"), "changes" },
    { WITH ("[" CHANGE ("1", "\"learning-rate\"", "\"fast\"") "]"), "learning-rate" },
    { WITH ("[" CHANGE ("1", "\"seed\"", "\"7\"") "]"), "seed" },
    { WITH ("[" CHANGE ("1", "\"a\\nb\"", "\"7\"") "]"), "no setting" },
    { WITH ("[" CHANGE ("2", "\"learning-rate\"", "\"0.5\"") ","
            CHANGE ("1", "\"learning-rate\"", "\"0.1\"") "]"), "changes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      DhExperiment *experiment =
          dh_experiment_from_json (cases[i].text, strlen (cases[i].text), &error);

      g_assert_null (experiment);
      g_assert_nonnull (error);
      g_test_message ("%s: %s", cases[i].text, error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_null (strchr (error->message, '\n'));
    }
}

/* Written by hand: what is missing is as usual. */
static void
test_short (void)
{
  g_autoptr (DhExperiment) experiment =
      parse (" {\"downhill\": 1, \"step\": 3, \"settings\": {\"learning-rate\": 1e-08}} ");
  g_autoptr (DhExperiment) copy = dh_experiment_copy (experiment);
  g_autofree char *text = dh_experiment_to_json (experiment);
  g_autofree char *text_of_copy = dh_experiment_to_json (copy);

  g_assert_cmpfloat (experiment->settings->learning_rate, ==, 1e-8);
  g_assert_cmpuint (experiment->settings->subset, ==, 500);
  g_assert_cmpuint (experiment->changes->len, ==, 0);
  g_assert_cmpstr (text, ==, text_of_copy);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment/same-bits", test_same_bits);
  g_test_add_func ("/experiment/plan-ends", test_plan_ends);
  g_test_add_func ("/experiment/canonical", test_canonical);
  g_test_add_func ("/experiment/files", test_files);
  g_test_add_func ("/experiment/too-many", test_too_many);
  g_test_add_func ("/experiment/refused", test_refused);
  g_test_add_func ("/experiment/short", test_short);
  return g_test_run ();
}
