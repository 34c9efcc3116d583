// What the window remembers: its size, its view and its run, and what it makes of what is bad.
// SPDX-License-Identifier: MIT

#include "app/preferences.h"
#include "window-fixture.h"

static void
assert_state (WindowFixture *window, const char *action, const char *expected)
{
  g_autofree char *state = window_get_state (window, action);

  g_assert_cmpstr (state, ==, expected);
}

static void
reopen (WindowFixture *window)
{
  window_close (window);
  window_open (window);
}

/* Without an action of just its name, type and first state, a key would keep nothing. */
static void
test_keys (WindowFixture *window, gconstpointer data)
{
  g_autoptr (GSettings) view = g_settings_get_child (dh_preferences_get (), "view");
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (view, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  g_assert_cmpuint (g_strv_length (keys), >, 0);
  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) usual = g_settings_get_default_value (view, keys[i]);
      g_autofree char *expected = g_variant_print (usual, FALSE);

      g_assert_true (g_action_group_has_action (G_ACTION_GROUP (window->window), keys[i]));
      /* Where there is no room for a pane it hides, which is no choice. */
      if (!g_str_has_prefix (keys[i], "show-"))
        assert_state (window, keys[i], expected);
    }
}

static void
change (WindowFixture *window, const char *action, GVariant *value)
{
  g_action_group_change_action_state (G_ACTION_GROUP (window->window), action, value);
}

static void
test_view (WindowFixture *window, gconstpointer data)
{
  change (window, "page", g_variant_new_string ("data"));
  change (window, "figure-scale", g_variant_new_string ("linear"));
  change (window, "show-settings", g_variant_new_boolean (FALSE));
  reopen (window);
  assert_state (window, "page", "'data'");
  assert_state (window, "figure-scale", "'linear'");
  assert_state (window, "show-settings", "false");
  change (window, "show-settings", g_variant_new_boolean (TRUE));
  reopen (window);
  assert_state (window, "show-settings", "true");
}

static gboolean
has_size (WindowFixture *window, int width, int height)
{
  int now_width;
  int now_height;

  gtk_window_get_default_size (GTK_WINDOW (window->window), &now_width, &now_height);
  return now_width == width && now_height == height;
}

static void
test_size (WindowFixture *window, gconstpointer data)
{
  g_assert_true (has_size (window, 1280, 800));
  gtk_window_set_default_size (GTK_WINDOW (window->window), 1100, 640);
  WAIT_UNTIL (has_size (window, 1100, 640));
  reopen (window);
  g_assert_true (has_size (window, 1100, 640));
}

/* Before it is on the screen, a window does not yet take another size. */
static gboolean
folds (WindowFixture *window, AdwFlap *flap)
{
  if (!adw_flap_get_folded (flap))
    gtk_window_set_default_size (GTK_WINDOW (window->window), 400, 600);
  return adw_flap_get_folded (flap);
}

/* A pane that hides because the window is narrow is there again when that is wide. */
static void
test_folded (WindowFixture *window, gconstpointer data)
{
  AdwFlap *flap = ADW_FLAP (window_find (window, "flap"));

  WAIT_UNTIL (gtk_widget_get_width (GTK_WIDGET (flap)) > 1000);
  gtk_test_widget_wait_for_draw (window->window);
  WAIT_UNTIL (folds (window, flap));
  assert_state (window, "show-settings", "false");
  gtk_window_set_default_size (GTK_WINDOW (window->window), 1280, 800);
  window_close (window);
  g_settings_reset (dh_preferences_get (), "width");
  window_open (window);
  assert_state (window, "show-settings", "true");
}

/* The numbers of a run, live ones too, are those of the next start; its steps are not. */
static void
test_run (WindowFixture *window, gconstpointer data)
{
  window_activate (window, "hidden", "s", "8,4");
  WAIT_UNTIL (window_is (window, "ready") && window_get_count (window, "run") == 2);
  window_activate (window, "seed", "t", G_GUINT64_CONSTANT (7));
  WAIT_UNTIL (window_is (window, "ready") && window_get_count (window, "run") == 3);
  window_run_to (window, 5);
  window_activate (window, "learning-rate", "d", 0.25);
  reopen (window);
  assert_state (window, "hidden", "'8,4'");
  assert_state (window, "seed", "7");
  assert_state (window, "learning-rate", "0.25");
  g_assert_cmpuint (window_get_count (window, "step"), ==, 0);
  g_assert_cmpuint (window->told->len, ==, 0);
}

static void
test_bad_run (WindowFixture *window, gconstpointer data)
{
  static const char *const bad[] = { "", "{", "[]", "{\"learning-rate\": -1}", "{\"nonsense\": 1}",
                                     "{\"hidden\": \"0\"}" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      window_close (window);
      g_settings_set_string (dh_preferences_get (), "run", bad[i]);
      window_open (window);
      assert_state (window, "hidden", "'none'");
      assert_state (window, "learning-rate", "0.10000000000000001");
    }
}

/* It says what is missing, and shows what it can; what else was chosen stays. */
static void
test_missing_data (WindowFixture *window, gconstpointer data)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autofree char *json = NULL;

  dh_settings_set (settings, "data", "/nowhere/at/all", NULL);
  dh_settings_set (settings, "hidden", "6", NULL);
  json = dh_settings_to_json (settings);
  window_close (window);
  g_settings_set_string (dh_preferences_get (), "run", json);
  window_open (window);
  WAIT_UNTIL (window_get_count (window, "run") == 2 && window_is (window, "ready"));
  assert_state (window, "data", "'handwriting'");
  assert_state (window, "hidden", "'6'");
  g_assert_nonnull (strstr (window_get_told (window), "/nowhere/at/all"));
  window_run_to (window, 2);
}

/* What did not come about is not what the next start begins with. */
static void
test_failed_run (WindowFixture *window, gconstpointer data)
{
  g_autofree char *run = NULL;

  window_activate (window, "data", "s", "/nowhere/at/all");
  WAIT_UNTIL (window_get_count (window, "run") == 2 && window_is (window, "ready"));
  window_close (window);
  run = g_settings_get_string (dh_preferences_get (), "run");
  g_assert_nonnull (strstr (run, "handwriting"));
  g_assert_null (strstr (run, "nowhere"));
  window_open (window);
}

/* Where the schema is not installed, everything else is as ever. */
static void
test_no_schema (WindowFixture *window, gconstpointer data)
{
  change (window, "page", g_variant_new_string ("data"));
  window_close (window);
  dh_preferences_set_folder ("/nowhere/at/all");
  g_assert_null (dh_preferences_get ());
  window_open (window);
  assert_state (window, "page", "'training'");
  window_run_to (window, 2);
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window-preferences/keys", test_keys);
  window_tests_add ("/window-preferences/view", test_view);
  window_tests_add ("/window-preferences/size", test_size);
  window_tests_add ("/window-preferences/folded", test_folded);
  window_tests_add ("/window-preferences/run", test_run);
  window_tests_add ("/window-preferences/bad-run", test_bad_run);
  window_tests_add ("/window-preferences/missing-data", test_missing_data);
  window_tests_add ("/window-preferences/failed-run", test_failed_run);
  window_tests_add ("/window-preferences/no-schema", test_no_schema);
  return g_test_run ();
}
