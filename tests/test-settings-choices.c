// The settings that are a choice: what there is to choose, what a choice brings, and what changes.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "engine/activation.h"
#include "engine/initialisation.h"
#include "engine/optimizer.h"
#include "engine/schedule.h"
#include "training/settings.h"

static const struct
{
  const char *key;
  guint n;
} choices[] = {
  { "activation", DH_N_ACTIVATIONS }, { "optimizer", DH_N_OPTIMIZERS },
  { "schedule", DH_N_SCHEDULES },     { "init", DH_N_INITIALISATIONS },
  { "batches", 2 },
};

static guint
count_choices (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i].key, key))
      return choices[i].n;
  return 0;
}

/* Every entry can be set by its id and is told by it; what is no choice has none. */
static void
test_get_choice (void)
{
  const char *key;

  for (guint i = 0; (key = dh_settings_get_key (i)) != NULL; i++)
    {
      guint n = count_choices (key);

      for (guint j = 0; j < n; j++)
        {
          g_autoptr (DhSettings) settings = dh_settings_new ();
          const DhChoice *choice = dh_settings_get_choice (key, j);
          g_autofree char *text = NULL;

          g_assert_nonnull (choice);
          g_assert_cmpuint (strlen (choice->title), >, 0);
          g_assert_cmpuint (strlen (choice->explanation), >, 0);
          g_assert_true (dh_settings_set (settings, key, choice->id, NULL));
          text = dh_settings_get (settings, key);
          g_assert_cmpstr (text, ==, choice->id);
          for (guint k = 0; k < j; k++)
            g_assert_cmpstr (dh_settings_get_choice (key, k)->id, !=, choice->id);
        }
      g_assert_null (dh_settings_get_choice (key, n));
      g_assert_null (dh_settings_get_choice (key, G_MAXUINT));
    }
  g_assert_null (dh_settings_get_choice ("nothing", 0));
}

typedef struct
{
  const char *key;
  const char *id;
  double learning_rate;
  double epsilon;
  double weight_decay;
  guint64 steps;
  double factor;
} Usual;

/* What each brings; −1 and 0 steps: left as it was. */
static const Usual usuals[] = {
  { "optimizer", "gd", 0.1, 1e-8, 0, 0, -1 },
  { "optimizer", "momentum", 0.01, 1e-8, 0, 0, -1 },
  { "optimizer", "nesterov", 0.01, 1e-8, 0, 0, -1 },
  { "optimizer", "adagrad", 0.01, 1e-10, 0, 0, -1 },
  { "optimizer", "rmsprop", 0.01, 1e-8, 0, 0, -1 },
  { "optimizer", "adam", 0.001, 1e-8, 0, 0, -1 },
  { "optimizer", "adamw", 0.001, 1e-8, 0.01, 0, -1 },
  { "schedule", "constant", -1, -1, -1, 1000, 1 },
  { "schedule", "step", -1, -1, -1, 1000, 0.1 },
  { "schedule", "exponential", -1, -1, -1, 1000, 0.999 },
  { "schedule", "cosine", -1, -1, -1, 1000, 1 },
  { "schedule", "warm-up", -1, -1, -1, 100, 0.1 },
  { "activation", "tanh", -1, -1, -1, 0, -1 },
  { "init", "zeros", -1, -1, -1, 0, -1 },
  { "batches", "iid", -1, -1, -1, 0, -1 },
  { "batch", "64", -1, -1, -1, 0, -1 },
};

static void
test_choose (gconstpointer data)
{
  const Usual *usual = data;
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhSettings) expected = dh_settings_new ();

  for (guint i = 0; i < 2; i++)
    {
      DhSettings *each = i == 0 ? settings : expected;

      each->learning_rate = 7;
      each->epsilon = 0.5;
      each->weight_decay = 3;
      each->schedule_steps = 11;
      each->schedule_factor = 0.25;
    }
  g_assert_true (dh_settings_set (expected, usual->key, usual->id, NULL));
  if (usual->learning_rate >= 0)
    {
      expected->learning_rate = usual->learning_rate;
      expected->epsilon = usual->epsilon;
      expected->weight_decay = usual->weight_decay;
    }
  if (usual->steps > 0)
    {
      expected->schedule_steps = usual->steps;
      expected->schedule_factor = usual->factor;
    }
  g_assert_true (dh_settings_choose (settings, usual->key, usual->id, NULL));
  g_assert_true (dh_settings_equal (settings, expected));
}

/* The default settings are what their own choices bring. */
static void
test_choose_default (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr (DhSettings) settings = dh_settings_new ();
      g_autoptr (DhSettings) defaults = dh_settings_new ();
      g_autofree char *id = dh_settings_get (settings, choices[i].key);

      g_assert_true (dh_settings_choose (settings, choices[i].key, id, NULL));
      g_assert_true (dh_settings_equal (settings, defaults));
    }
}

static void
test_choose_wrong (void)
{
  static const char *const texts[][3] = {
    { "optimizer", "sgd", "optimizer cannot be “sgd”: give one of gd, momentum" },
    { "schedule", "", "schedule cannot be “”: give one of constant, step" },
    { "speed", "gd", "no setting “speed”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DhSettings) settings = dh_settings_new ();
      g_autoptr (DhSettings) before = dh_settings_new ();
      g_autoptr (GError) error = NULL;

      settings->learning_rate = before->learning_rate = 7;
      settings->schedule_steps = before->schedule_steps = 7;
      g_assert_false (dh_settings_choose (settings, texts[i][0], texts[i][1], &error));
      g_assert_nonnull (strstr (error->message, texts[i][2]));
      g_assert_true (dh_settings_equal (settings, before));
    }
}

/* Which of the settings that not all runs look at play a part. */
static void
test_is_used (void)
{
  static const char *const keys[] = {
    "activation", "momentum", "rho", "beta1", "beta2", "epsilon", "schedule-steps",
    "schedule-factor", "batches",
  };
  static const struct
  {
    const char *key;
    const char *text;
    const char *used;
  } cases[] = {
    { "optimizer", "gd", "" },
    { "optimizer", "momentum", " momentum" },
    { "optimizer", "nesterov", " momentum" },
    { "optimizer", "adagrad", " epsilon" },
    { "optimizer", "rmsprop", " rho epsilon" },
    { "optimizer", "adam", " beta1 beta2 epsilon" },
    { "optimizer", "adamw", " beta1 beta2 epsilon" },
    { "schedule", "constant", "" },
    { "schedule", "step", " schedule-steps schedule-factor" },
    { "schedule", "exponential", " schedule-factor" },
    { "schedule", "cosine", " schedule-steps" },
    { "schedule", "warm-up", " schedule-steps schedule-factor" },
    { "hidden", "5", " activation" },
    { "hidden", "none", "" },
    { "batch", "5", " batches" },
    { "batch", "all", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DhSettings) settings = dh_settings_new ();
      g_autoptr (GString) used = g_string_new (NULL);

      g_assert_true (dh_settings_set (settings, cases[i].key, cases[i].text, NULL));
      for (guint j = 0; j < G_N_ELEMENTS (keys); j++)
        if (dh_settings_is_used (settings, keys[j]))
          g_string_append_printf (used, " %s", keys[j]);
      g_assert_cmpstr (used->str, ==, cases[i].used);
      g_assert_true (dh_settings_is_used (settings, "learning-rate"));
      g_assert_true (dh_settings_is_used (settings, "weight-decay"));
      g_assert_true (dh_settings_is_used (settings, "clip-norm"));
      g_assert_true (dh_settings_is_used (settings, "seed"));
    }
}

static const char *const live_keys[] = {
  "learning-rate", "momentum", "rho", "beta1", "beta2", "epsilon", "weight-decay", "clip-norm",
  "schedule-steps", "schedule-factor", NULL,
};

static void
test_is_live (void)
{
  const char *key;
  guint n = 0;

  for (guint i = 0; (key = dh_settings_get_key (i)) != NULL; i++)
    {
      g_assert_cmpint (dh_settings_is_live (key), ==, g_strv_contains (live_keys, key));
      n += dh_settings_is_live (key);
    }
  g_assert_cmpuint (n, ==, g_strv_length ((char **) live_keys));
  g_assert_false (dh_settings_is_live ("nothing"));
}

/* Those come along, and nothing else does. */
static void
test_copy_live (void)
{
  static const char *const texts[][2] = {
    { "data", "mnist" }, { "hidden", "100,50" }, { "activation", "gelu" },
    { "optimizer", "adam" }, { "learning-rate", "0.30000000000000004" }, { "momentum", "0.5" },
    { "rho", "0.25" }, { "beta1", "0.75" }, { "beta2", "0.99" }, { "epsilon", "1e-10" },
    { "weight-decay", "1e-05" }, { "clip-norm", "2.5" }, { "schedule", "cosine" },
    { "schedule-steps", "77" }, { "schedule-factor", "0.125" }, { "batch", "64" },
    { "batches", "iid" }, { "seed", "5" }, { "init", "zeros" },
  };
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhSettings) other = dh_settings_new ();
  g_autoptr (DhSettings) expected = dh_settings_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (dh_settings_set (other, texts[i][0], texts[i][1], NULL));
      if (g_strv_contains (live_keys, texts[i][0]))
        g_assert_true (dh_settings_set (expected, texts[i][0], texts[i][1], NULL));
    }
  dh_settings_copy_live (settings, other);
  g_assert_true (dh_settings_equal (settings, expected));
  dh_settings_copy_live (settings, settings);
  g_assert_true (dh_settings_equal (settings, expected));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settings-choices/get-choice", test_get_choice);
  for (guint i = 0; i < G_N_ELEMENTS (usuals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/settings-choices/choose/%s-%s", usuals[i].key,
                                               usuals[i].id);

      g_test_add_data_func (path, &usuals[i], test_choose);
    }
  g_test_add_func ("/settings-choices/choose-default", test_choose_default);
  g_test_add_func ("/settings-choices/choose-wrong", test_choose_wrong);
  g_test_add_func ("/settings-choices/is-used", test_is_used);
  g_test_add_func ("/settings-choices/is-live", test_is_live);
  g_test_add_func ("/settings-choices/copy-live", test_copy_live);
  return g_test_run ();
}
