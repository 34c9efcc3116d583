// Settings from JSON as others may write it, and the errors where it is none of ours.
// SPDX-License-Identifier: MIT

#include <json-glib/json-glib.h>
#include <string.h>

#include "training/settings.h"

static void
test_json_forms (void)
{
  static const char *const changes[][2] = {
    { "subset", "all" }, { "replacement", "false" }, { "hidden", "100,50" }, { "bias", "false" },
    { "batch", "64" }, { "seed", "4294967295" }, { "subset-seed", "0" }, { "models-before", "3" },
    { "init-from", "start.safetensors" }, { "optimizer", "adam" }, { "epsilon", "1e-8" },
  };
  g_autoptr (DhSettings) other = dh_settings_new ();
  g_autoptr (DhSettings) settings = NULL;
  g_autoptr (DhSettings) empty = dh_settings_from_json ("{}", NULL);
  g_autoptr (DhSettings) defaults = dh_settings_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    g_assert_true (dh_settings_set (other, changes[i][0], changes[i][1], NULL));
  text = dh_settings_to_json (other);
  g_assert_nonnull (strstr (text, "\"bias\":false"));
  g_assert_nonnull (strstr (text, "\"subset\":\"all\""));
  g_assert_nonnull (strstr (text, "\"batch\":64"));
  g_assert_nonnull (strstr (text, "\"seed\":4294967295"));
  g_assert_nonnull (strstr (text, "\"hidden\":\"100,50\""));
  g_assert_nonnull (strstr (text, "\"replacement\":false"));
  g_assert_nonnull (strstr (text, "\"subset-seed\":0"));
  g_assert_nonnull (strstr (text, "\"models-before\":3"));
  g_assert_nonnull (strstr (text, "\"init-seed\":\"seed\""));
  g_assert_nonnull (strstr (text, "\"subset-file\":\"none\""));
  g_assert_nonnull (strstr (text, "\"init-from\":\"start.safetensors\""));
  g_assert_nonnull (strstr (text, "\"optimizer\":\"adam\""));
  g_assert_nonnull (strstr (text, "\"learning-rate\":0.1,"));
  g_assert_nonnull (strstr (text, "\"epsilon\":1e-08,"));
  g_assert_nonnull (strstr (text, "\"weight-decay\":0,"));
  g_assert_nonnull (strstr (text, "\"clip-norm\":\"none\""));
  g_assert_nonnull (strstr (text, "\"batches\":\"epoch\""));
  g_assert_true (dh_settings_equal (empty, defaults));
  settings = dh_settings_from_json ("{ \"seed\": 7, \"learning-rate\": 2, \"hidden\": 30,\n"
                                    "  \"bias\": false, \"subset\": \"all\", \"batch\": \"8\",\n"
                                    "  \"subset-seed\": \"seed\", \"init-seed\": 4294967295,\n"
                                    "  \"init-from\": \"none\" }",
                                    &error);
  g_assert_no_error (error);
  g_assert_cmpuint (settings->seed, ==, 7);
  g_assert_cmpfloat (settings->learning_rate, ==, 2);
  g_assert_cmpuint (settings->n_hidden, ==, 1);
  g_assert_cmpuint (settings->hidden[0], ==, 30);
  g_assert_false (settings->bias);
  g_assert_cmpuint (settings->subset, ==, 0);
  g_assert_cmpuint (settings->batch, ==, 8);
  g_assert_cmpuint (settings->subset_seed, ==, DH_SETTINGS_AS_SEED);
  g_assert_cmpuint (settings->init_seed, ==, 4294967295u);
  g_assert_null (settings->init_from);
}

static void
test_json_errors (void)
{
  static const char *const texts[][2] = {
    { "", "not a JSON object" },
    { "[]", "not a JSON object" },
    { "null", "not a JSON object" },
    { "7", "not a JSON object" },
    { "{", "not a JSON object" },
    { "{ \"seed\": 7", "not a JSON object" },
    { "{ 'seed': 7 }", "not a JSON object" },
    { "{ \"speed\": 7 }", "no setting “speed”" },
    { "{ \"seed\": -1 }", "from 0 to 4294967295" },
    { "{ \"seed\": 1.5 }", "“1.5”" },
    { "{ \"seed\": null }", "seed must be" },
    { "{ \"a\\nb\": 1 }", "There is no setting “a b”" },
    { "{ \"a\\r\": [] }", "a  must be" },
    { "{ \"seed\": \"\\u0009\\u2028\" }", "seed cannot be “  ”" },
    { "{ \"seed\": [1] }", "seed must be" },
    { "{ \"hidden\": [100, 50] }", "hidden must be" },
    { "{ \"hidden\": true }", "“true”" },
    { "{ \"learning-rate\": \"fast\" }", "“fast”" },
    { "{ \"batch\": 0 }", "or all" },
    { "{ \"optimizer\": 1 }", "one of gd" },
    { "{ \"activation\": null }", "activation must be" },
    { "{ \"clip-norm\": 0 }", "or none" },
    { "{ \"epsilon\": 1e-31 }", "from 1e-30" },
    { "{ \"subset-seed\": -1 }", "or seed" },
    { "{ \"init-seed\": 4294967296 }", "or seed" },
    { "{ \"models-before\": 1.5 }", "“1.5”" },
    { "{ \"init-from\": null }", "init-from must be" },
    { "{ \"subset-file\": [1, 2] }", "subset-file must be" },
    { "{ \"replacement\": 1 }", "true or false" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dh_settings_from_json (texts[i][0], &error));
      g_assert_nonnull (error);
      if (strstr (error->message, texts[i][1]) == NULL)
        g_error ("“%s” not in “%s”", texts[i][1], error->message);
      g_assert_null (dh_settings_from_json (texts[i][0], NULL));
    }
}

/* As a parser that is not ours reads it: every number is the number, whatever its text form. */
static void
test_json_numbers (void)
{
  static const char *const keys[] = { "learning-rate", "weight-decay", "clip-norm", "epsilon" };
  static const double numbers[] = {
    0.1, 0.30000000000000004, 1e-8, 1.5e-12, 1e-12, 2.5e-7, 1, 20, 1e12, 123456789.125,
    3e-5, 0.001,
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint j = 0; j < G_N_ELEMENTS (numbers); j++)
      {
        g_autoptr (DhSettings) settings = dh_settings_new ();
        g_autoptr (DhSettings) back = NULL;
        g_autoptr (JsonNode) root = NULL;
        g_autofree char *text = NULL;
        char number[G_ASCII_DTOSTR_BUF_SIZE];

        g_ascii_dtostr (number, sizeof number, numbers[j]);
        g_assert_true (dh_settings_set (settings, keys[i], number, NULL));
        text = dh_settings_to_json (settings);
        root = json_from_string (text, NULL);
        g_assert_nonnull (root);
        g_assert_cmpfloat (json_object_get_double_member (json_node_get_object (root), keys[i]), ==,
                           numbers[j]);
        back = dh_settings_from_json (text, NULL);
        g_assert_true (dh_settings_equal (settings, back));
      }
}

/* The parser would call itself for each until the stack is full, whatever stands before them. */
static void
test_brackets (void)
{
  static const char *const starts[] = {
    "", "/*\"*/", "'\"'", "{\"seed\":", "{\"seed\":\"\\\"\",\"a\":",
  };
  static const char *const brackets[] = { "[", "{\"a\":" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (brackets); j++)
      {
        g_autoptr (GString) text = g_string_new (starts[i]);
        g_autoptr (GError) error = NULL;

        for (guint k = 0; k < 1000000; k++)
          g_string_append (text, brackets[j]);
        g_assert_null (dh_settings_from_json (text->str, &error));
        g_assert_error (error, DH_SETTINGS_ERROR, DH_SETTINGS_ERROR_VALUE);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settings-json/forms", test_json_forms);
  g_test_add_func ("/settings-json/errors", test_json_errors);
  g_test_add_func ("/settings-json/numbers", test_json_numbers);
  g_test_add_func ("/settings-json/brackets", test_brackets);
  return g_test_run ();
}
