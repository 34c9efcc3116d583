// Every setting from text and back, through JSON too, the limits, and what an error says.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "engine/activation.h"
#include "engine/initialisation.h"
#include "engine/optimizer.h"
#include "engine/schedule.h"
#include "settings-rows.h"
#include "training/settings.h"

/* Settings that differ from the default in everything. */
static DhSettings *
make_other (void)
{
  static const char *const texts[][2] = {
    { "data", "/a \"folder\"\\ with ö" }, { "subset", "all" }, { "replacement", "false" },
    { "subset-file", "images \"of\" ö.txt" }, { "hidden", "100,50" }, { "bias", "false" },
    { "activation", "gelu" }, { "optimizer", "adamw" },
    { "learning-rate", "0.30000000000000004" }, { "momentum", "0.5" }, { "rho", "0.25" },
    { "beta1", "0.75" }, { "beta2", "0.99" }, { "epsilon", "1e-10" }, { "weight-decay", "1e-05" },
    { "clip-norm", "2.5" }, { "schedule", "cosine" }, { "schedule-steps", "77" },
    { "schedule-factor", "0.125" }, { "batch", "64" }, { "batches", "iid" },
    { "steps", "1000000000000000" }, { "epochs", "12" }, { "seed", "4294967295" },
    { "subset-seed", "0" }, { "init-seed", "7" }, { "init", "zeros" },
    { "models-before", "3" }, { "init-from", "start.safetensors" },
  };
  DhSettings *self = dh_settings_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_true (dh_settings_set (self, texts[i][0], texts[i][1], NULL));
  g_assert_null (dh_settings_get_key (G_N_ELEMENTS (texts)));
  return self;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (DhSettings) settings = make_other ();
  g_autoptr (DhSettings) before = make_other ();
  g_autoptr (GError) error = NULL;
  g_autofree char *stored = NULL;

  g_assert_cmpint (dh_settings_set (settings, row->key, row->text, &error), ==,
                   row->stored != NULL);
  if (row->stored == NULL)
    {
      g_assert_error (error, DH_SETTINGS_ERROR, DH_SETTINGS_ERROR_VALUE);
      g_assert_true (g_str_has_prefix (error->message, row->key));
      g_assert_nonnull (strstr (error->message, row->part));
      g_assert_nonnull (strstr (error->message, row->text));
      g_assert_true (dh_settings_equal (settings, before));
      return;
    }
  g_assert_no_error (error);
  stored = dh_settings_get (settings, row->key);
  g_assert_cmpstr (stored, ==, row->stored);
  /* Nothing else has changed. */
  for (guint i = 0; dh_settings_get_key (i) != NULL; i++)
    {
      const char *key = dh_settings_get_key (i);
      g_autofree char *now = dh_settings_get (settings, key);
      g_autofree char *then = dh_settings_get (before, key);

      if (!g_str_equal (key, row->key))
        g_assert_cmpstr (now, ==, then);
    }
}

static void
test_defaults (void)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();

  g_assert_cmpstr (settings->data, ==, "handwriting");
  g_assert_cmpuint (settings->subset, ==, 500);
  g_assert_true (settings->replacement);
  g_assert_null (settings->subset_file);
  g_assert_cmpuint (settings->n_hidden, ==, 0);
  g_assert_true (settings->bias);
  g_assert_cmpint (settings->activation, ==, DH_ACTIVATION_RELU);
  g_assert_cmpint (settings->optimizer, ==, DH_OPTIMIZER_GD);
  g_assert_cmpfloat (settings->learning_rate, ==, 0.1);
  g_assert_cmpfloat (settings->momentum, ==, 0.9);
  g_assert_cmpfloat (settings->rho, ==, 0.99);
  g_assert_cmpfloat (settings->beta1, ==, 0.9);
  g_assert_cmpfloat (settings->beta2, ==, 0.999);
  g_assert_cmpfloat (settings->epsilon, ==, 1e-8);
  g_assert_cmpfloat (settings->weight_decay, ==, 0);
  g_assert_cmpfloat (settings->clip_norm, ==, 0);
  g_assert_cmpint (settings->schedule, ==, DH_SCHEDULE_CONSTANT);
  g_assert_cmpuint (settings->schedule_steps, ==, 1000);
  g_assert_cmpfloat (settings->schedule_factor, ==, 1);
  g_assert_cmpuint (settings->batch, ==, 0);
  g_assert_cmpint (settings->batches, ==, DH_BATCHES_EPOCH);
  g_assert_cmpuint (settings->steps, ==, 0);
  g_assert_cmpuint (settings->epochs, ==, 0);
  g_assert_cmpuint (settings->seed, ==, 2021);
  g_assert_cmpuint (settings->subset_seed, ==, DH_SETTINGS_AS_SEED);
  g_assert_cmpuint (settings->init_seed, ==, DH_SETTINGS_AS_SEED);
  g_assert_cmpint (settings->init, ==, DH_INITIALISATION_PYTORCH);
  g_assert_cmpuint (settings->models_before, ==, 0);
  g_assert_null (settings->init_from);
}

/* The number given, even 0, or that of both streams. */
static void
test_seeds_in_force (void)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();

  g_assert_true (dh_settings_set (settings, "seed", "4294967295", NULL));
  g_assert_cmpuint (dh_settings_get_subset_seed (settings), ==, 4294967295u);
  g_assert_cmpuint (dh_settings_get_init_seed (settings), ==, 4294967295u);
  g_assert_true (dh_settings_set (settings, "subset-seed", "0", NULL));
  g_assert_cmpuint (dh_settings_get_subset_seed (settings), ==, 0);
  g_assert_cmpuint (dh_settings_get_init_seed (settings), ==, 4294967295u);
  g_assert_true (dh_settings_set (settings, "init-seed", "9", NULL));
  g_assert_true (dh_settings_set (settings, "subset-seed", "seed", NULL));
  g_assert_cmpuint (dh_settings_get_subset_seed (settings), ==, 4294967295u);
  g_assert_cmpuint (dh_settings_get_init_seed (settings), ==, 9);
}

/* Text is copied; "none" takes it away again. */
static void
test_files (void)
{
  static const char *const keys[] = { "subset-file", "init-from" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (DhSettings) settings = dh_settings_new ();
      g_autoptr (DhSettings) defaults = dh_settings_new ();
      g_autoptr (DhSettings) copy = NULL;
      g_autofree char *text = NULL;

      g_assert_true (dh_settings_set (settings, keys[i], "one", NULL));
      copy = dh_settings_copy (settings);
      g_assert_true (dh_settings_set (settings, keys[i], "none", NULL));
      g_assert_true (dh_settings_equal (settings, defaults));
      text = dh_settings_get (copy, keys[i]);
      g_assert_cmpstr (text, ==, "one");
    }
}

static void
test_widths (void)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();

  g_assert_true (dh_settings_set (settings, "hidden", "300,20,1", NULL));
  g_assert_true (dh_settings_set (settings, "hidden", "100,50", NULL));
  g_assert_cmpuint (settings->n_hidden, ==, 2);
  g_assert_cmpuint (settings->hidden[0], ==, 100);
  g_assert_cmpuint (settings->hidden[1], ==, 50);
  g_assert_cmpuint (settings->hidden[2], ==, 0);
}

static void
test_unknown_key (void)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhSettings) before = dh_settings_new ();
  g_autoptr (GError) error = NULL;
  double smallest;
  double largest;

  g_assert_false (dh_settings_set (settings, "learning_rate", "0.2", &error));
  g_assert_error (error, DH_SETTINGS_ERROR, DH_SETTINGS_ERROR_KEY);
  g_assert_nonnull (strstr (error->message, "“learning_rate”"));
  g_assert_true (dh_settings_equal (settings, before));
  g_assert_null (dh_settings_get (settings, "learning_rate"));
  g_assert_false (dh_settings_get_limits ("learning_rate", &smallest, &largest));
  g_assert_false (dh_settings_get_limits ("data", &smallest, &largest));
  g_assert_false (dh_settings_get_limits ("bias", &smallest, &largest));
}

/* The limits told are those that hold. */
static void
test_limits (void)
{
  guint n_numbers = 0;

  for (guint i = 0; dh_settings_get_key (i) != NULL; i++)
    {
      g_autoptr (DhSettings) settings = dh_settings_new ();
      const char *key = dh_settings_get_key (i);
      double limits[2];

      if (!dh_settings_get_limits (key, &limits[0], &limits[1]))
        continue;
      n_numbers++;
      for (guint j = 0; j < 2; j++)
        {
          g_autofree char *text = g_strdup_printf ("%.17g", limits[j]);
          g_autofree char *beyond = g_strdup_printf ("%.17g", j == 0 ? limits[0] - 1
                                                                     : limits[1] * 2 + 1);

          g_assert_true (dh_settings_set (settings, key, text, NULL));
          g_assert_false (dh_settings_set (settings, key, beyond, NULL));
        }
    }
  g_assert_cmpuint (n_numbers, ==, 19);
}

static void
test_equal (void)
{
  for (guint i = 0; dh_settings_get_key (i) != NULL; i++)
    {
      g_autoptr (DhSettings) other = make_other ();
      g_autoptr (DhSettings) a = dh_settings_new ();
      g_autoptr (DhSettings) b = dh_settings_copy (a);
      const char *key = dh_settings_get_key (i);
      g_autofree char *text = dh_settings_get (other, key);

      g_assert_true (dh_settings_equal (a, b));
      g_assert_true (dh_settings_set (b, key, text, NULL));
      g_assert_false (dh_settings_equal (a, b));
    }
}

static void
test_json_round_trip (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhSettings) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (dh_settings_set (settings, row->key, row->text, NULL));
  text = dh_settings_to_json (settings);
  g_assert_null (strchr (text, '\n'));
  back = dh_settings_from_json (text, &error);
  g_assert_no_error (error);
  g_assert_true (dh_settings_equal (settings, back));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%u", rows[i].key, i);
      g_autofree char *set = g_strconcat ("/settings/set/", name, NULL);
      g_autofree char *json = g_strconcat ("/settings/json/", name, NULL);

      g_test_add_data_func (set, &rows[i], test_row);
      if (rows[i].stored != NULL)
        g_test_add_data_func (json, &rows[i], test_json_round_trip);
    }
  g_test_add_func ("/settings/defaults", test_defaults);
  g_test_add_func ("/settings/seeds-in-force", test_seeds_in_force);
  g_test_add_func ("/settings/files", test_files);
  g_test_add_func ("/settings/widths", test_widths);
  g_test_add_func ("/settings/unknown-key", test_unknown_key);
  g_test_add_func ("/settings/limits", test_limits);
  g_test_add_func ("/settings/equal", test_equal);
  return g_test_run ();
}
