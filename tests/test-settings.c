// Every setting from text and back, through JSON too, the limits, and what an error says.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "training/settings.h"

typedef struct
{
  const char *key;
  const char *text;
  const char *stored; /* what dh_settings_get() then gives; NULL = an error */
  const char *part;   /* of the error's message */
} Row;

static const Row rows[] = {
  { "data", "mnist", "mnist", NULL },
  { "data", "/a folder/with, comma", "/a folder/with, comma", NULL },
  { "data", "all", "all", NULL },
  { "data", "true", "true", NULL },
  { "data", "7", "7", NULL },
  { "data", "", NULL, "a name, a folder or a file" },
  { "subset", "1", "1", NULL },
  { "subset", "1000000", "1000000", NULL },
  { "subset", "all", "all", NULL },
  { "subset", "0", NULL, "from 1 to 1000000, or all" },
  { "subset", "1000001", NULL, "“1000001”" },
  { "subset", "-5", NULL, "“-5”" },
  { "subset", "+5", NULL, "“+5”" },
  { "subset", " 5", NULL, "“ 5”" },
  { "subset", "5 ", NULL, "“5 ”" },
  { "subset", "5.0", NULL, "“5.0”" },
  { "subset", "5e2", NULL, "“5e2”" },
  { "subset", "", NULL, "“”" },
  { "subset", "All", NULL, "“All”" },
  { "subset", "99999999999999999999", NULL, "99999999999999999999" },
  { "replacement", "true", "true", NULL },
  { "replacement", "false", "false", NULL },
  { "replacement", "no", NULL, "true or false" },
  { "replacement", "", NULL, "true or false" },
  { "subset-file", "lecture-page", "lecture-page", NULL },
  { "subset-file", "/a folder/with, comma.txt", "/a folder/with, comma.txt", NULL },
  { "subset-file", "none", "none", NULL },
  { "subset-file", "./none", "./none", NULL },
  { "subset-file", "true", "true", NULL },
  { "subset-file", "7", "7", NULL },
  { "subset-file", "", NULL, "a name, a folder or a file" },
  { "hidden", "none", "none", NULL },
  { "hidden", "128", "128", NULL },
  { "hidden", "128,64", "128,64", NULL },
  { "hidden", "128, 64", "128,64", NULL },
  { "hidden", "65536", "65536", NULL },
  { "hidden", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16",
    NULL },
  { "hidden", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", NULL, "up to 16 widths" },
  { "hidden", "", NULL, "or none" },
  { "hidden", ",", NULL, "“,”" },
  { "hidden", "8,", NULL, "“8,”" },
  { "hidden", "8,,8", NULL, "“8,,8”" },
  { "hidden", "0", NULL, "from 1 to 65536" },
  { "hidden", "8,0", NULL, "from 1 to 65536" },
  { "hidden", "65537", NULL, "from 1 to 65536" },
  { "hidden", "-1", NULL, "“-1”" },
  { "hidden", "8;8", NULL, "“8;8”" },
  { "bias", "true", "true", NULL },
  { "bias", "false", "false", NULL },
  { "bias", "1", NULL, "true or false" },
  { "bias", "", NULL, "true or false" },
  { "learning-rate", "0.1", "0.1", NULL },
  { "learning-rate", "1", "1", NULL },
  { "learning-rate", "1e-12", "1e-12", NULL },
  { "learning-rate", "1e12", "1e+12", NULL },
  { "learning-rate", "0.30000000000000004", "0.30000000000000004", NULL },
  { "learning-rate", "9e-13", NULL, "from 1e-12 to 1e+12" },
  { "learning-rate", "1.1e12", NULL, "from 1e-12 to 1e+12" },
  { "learning-rate", "0", NULL, "“0”" },
  { "learning-rate", "-0.1", NULL, "“-0.1”" },
  { "learning-rate", "0,1", NULL, "as in 0.1" },
  { "learning-rate", "nan", NULL, "“nan”" },
  { "learning-rate", "inf", NULL, "“inf”" },
  { "learning-rate", "1e999", NULL, "“1e999”" },
  { "learning-rate", "", NULL, "“”" },
  { "learning-rate", " 0.1", NULL, "“ 0.1”" },
  { "learning-rate", "0.1x", NULL, "“0.1x”" },
  { "batch", "64", "64", NULL },
  { "batch", "all", "all", NULL },
  { "batch", "0", NULL, "from 1 to 1000000, or all" },
  { "batch", "1000001", NULL, "or all" },
  { "batch", "-1", NULL, "“-1”" },
  { "steps", "0", "0", NULL },
  { "steps", "1000000000000000", "1000000000000000", NULL },
  { "steps", "1000000000000001", NULL, "from 0 to 1000000000000000" },
  { "steps", "all", NULL, "“all”" },
  { "steps", "-1", NULL, "“-1”" },
  { "epochs", "0", "0", NULL },
  { "epochs", "3", "3", NULL },
  { "epochs", "0.5", NULL, "a whole number" },
  { "seed", "0", "0", NULL },
  { "seed", "4294967295", "4294967295", NULL },
  { "seed", "4294967296", NULL, "from 0 to 4294967295" },
  { "seed", "-1", NULL, "“-1”" },
  { "seed", "seed", NULL, "“seed”" },
  { "subset-seed", "0", "0", NULL },
  { "subset-seed", "4294967295", "4294967295", NULL },
  { "subset-seed", "seed", "seed", NULL },
  { "subset-seed", "4294967296", NULL, "from 0 to 4294967295, or seed" },
  { "subset-seed", "18446744073709551615", NULL, "or seed" },
  { "subset-seed", "-1", NULL, "“-1”" },
  { "subset-seed", "Seed", NULL, "“Seed”" },
  { "subset-seed", "all", NULL, "“all”" },
  { "subset-seed", "", NULL, "or seed" },
  { "init-seed", "0", "0", NULL },
  { "init-seed", "4294967295", "4294967295", NULL },
  { "init-seed", "seed", "seed", NULL },
  { "init-seed", "4294967296", NULL, "from 0 to 4294967295, or seed" },
  { "init-seed", "18446744073709551615", NULL, "or seed" },
  { "init-seed", "1.0", NULL, "“1.0”" },
  { "init-seed", "", NULL, "or seed" },
  { "models-before", "0", "0", NULL },
  { "models-before", "1000", "1000", NULL },
  { "models-before", "1001", NULL, "from 0 to 1000" },
  { "models-before", "-1", NULL, "“-1”" },
  { "models-before", "none", NULL, "“none”" },
  { "models-before", "", NULL, "“”" },
  { "init-from", "/a \"folder\"/ö.safetensors", "/a \"folder\"/ö.safetensors", NULL },
  { "init-from", "none", "none", NULL },
  { "init-from", "", NULL, "a name, a folder or a file" },
};

/* Settings that differ from the default in everything. */
static DhSettings *
make_other (void)
{
  static const char *const texts[][2] = {
    { "data", "/a \"folder\"\\ with ö" }, { "subset", "all" }, { "replacement", "false" },
    { "subset-file", "images \"of\" ö.txt" }, { "hidden", "100,50" }, { "bias", "false" },
    { "learning-rate", "0.30000000000000004" }, { "batch", "64" },
    { "steps", "1000000000000000" }, { "epochs", "12" }, { "seed", "4294967295" },
    { "subset-seed", "0" }, { "init-seed", "7" }, { "models-before", "3" },
    { "init-from", "start.safetensors" },
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
  g_assert_cmpfloat (settings->learning_rate, ==, 0.1);
  g_assert_cmpuint (settings->batch, ==, 0);
  g_assert_cmpuint (settings->steps, ==, 0);
  g_assert_cmpuint (settings->epochs, ==, 0);
  g_assert_cmpuint (settings->seed, ==, 2021);
  g_assert_cmpuint (settings->subset_seed, ==, DH_SETTINGS_AS_SEED);
  g_assert_cmpuint (settings->init_seed, ==, DH_SETTINGS_AS_SEED);
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
  g_assert_cmpuint (n_numbers, ==, 10);
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
