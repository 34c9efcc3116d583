// The welcome: when it is shown, where its doors lead, and what puts it away.
// SPDX-License-Identifier: MIT

#include "app/preferences.h"
#include "app/welcome.h"
#include "tiny-sets.h"
#include "window-fixture.h"

static TinySets tiny;

static GtkWidget *
find_welcome (WindowFixture *window)
{
  g_autoptr (GPtrArray) found = window_list (window->window, DH_TYPE_WELCOME);

  g_assert_cmpuint (found->len, ==, 1);
  return found->pdata[0];
}

static gboolean
is_shown (WindowFixture *window)
{
  gboolean shown = gtk_widget_get_visible (find_welcome (window));

  g_assert_true (gtk_widget_get_visible (window_find (window, "flap")) == !shown);
  return shown;
}

static GtkWidget *
find_part (WindowFixture *window, const char *id)
{
  return window_find_in (find_welcome (window), id);
}

static const char *
get_note (WindowFixture *window, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (find_part (window, id)));
}

static void
show (WindowFixture *window)
{
  window_activate (window, "welcome", NULL);
  g_assert_true (is_shown (window));
}

static void
click (WindowFixture *window, const char *id)
{
  g_signal_emit_by_name (find_part (window, id), "clicked");
  g_assert_false (is_shown (window));
}

static void
assert_state (WindowFixture *window, const char *action, const char *expected)
{
  g_autofree char *state = window_get_state (window, action);

  g_assert_cmpstr (state, ==, expected);
}

static gboolean
press (WindowFixture *window, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (find_welcome (window));
  gboolean taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &taken);
    }
  return taken;
}

/* Once, on the very first start. */
static void
test_first_start (WindowFixture *window, gconstpointer data)
{
  g_assert_false (is_shown (window));
  window_close (window);
  g_settings_reset (dh_preferences_get (), "welcomed");
  window_open (window);
  g_assert_true (is_shown (window));
  g_assert_true (g_settings_get_boolean (dh_preferences_get (), "welcomed"));
  window_close (window);
  window_open (window);
  g_assert_false (is_shown (window));
}

/* A file named at the start is what is wanted. */
static void
test_not_with_file (WindowFixture *window, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at/all");

  window_close (window);
  g_settings_reset (dh_preferences_get (), "welcomed");
  g_application_open (window->application, &file, 1, "");
  window->window =
      GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (window->application)));
  g_assert_false (is_shown (window));
  WAIT_UNTIL (window_is (window, "ready"));
}

static void
test_built_in (WindowFixture *window, gconstpointer data)
{
  window_activate (window, "page", "s", "data");
  show (window);
  click (window, "built_in");
  assert_state (window, "page", "'training'");
  assert_state (window, "data", "'handwriting'");
  WAIT_UNTIL (window_get_count (window, "step") > 0);
}

/* What is not here is downloaded; here that fails, because nobody serves. */
static void
test_missing (WindowFixture *window, gconstpointer data)
{
  static const char *const doors[] = { "mnist", "page" };

  for (guint i = 0; i < G_N_ELEMENTS (doors); i++)
    {
      g_autofree char *status = NULL;

      show (window);
      g_assert_nonnull (strstr (get_note (window, "mnist_note"), "kB"));
      g_assert_nonnull (strstr (get_note (window, "page_note"), "kB"));
      click (window, doors[i]);
      status = window_get_state (window, "fetch-status");
      g_assert_nonnull (strstr (status, "'downloading'"));
      assert_state (window, "show-settings", "true");
      assert_state (window, "data", "'handwriting'");
      window_activate (window, "cancel-fetch", NULL);
    }
}

static void
test_here (WindowFixture *window, gconstpointer data)
{
  g_autofree char *folder = dh_published_get_folder (&tiny.sets[0]);

  tiny_sets_write_all (&tiny, 0, TRUE, folder);
  show (window);
  WAIT_UNTIL (g_str_equal (get_note (window, "mnist_note"), "On this computer"));
  g_assert_cmpstr (get_note (window, "page_note"), ==, "On this computer");
  click (window, "mnist");
  assert_state (window, "data", "'mnist'");
  assert_state (window, "page", "'training'");
  WAIT_UNTIL (window_get_count (window, "step") > 0);
  show (window);
  WAIT_UNTIL (g_str_equal (get_note (window, "page_note"), "On this computer"));
  click (window, "page");
  assert_state (window, "page", "'parameters'");
  WAIT_UNTIL (window_is (window, "ready") || window_is (window, "paused"));
  tiny_sets_remove (folder);
}

/* Everything that shows or begins something else puts it away, and changes nothing. */
static void
test_put_away (WindowFixture *window, gconstpointer data)
{
  show (window);
  g_assert_true (press (window, GDK_KEY_Escape));
  g_assert_false (is_shown (window));
  assert_state (window, "page", "'training'");
  g_assert_cmpuint (window_get_count (window, "run"), ==, 1);
  show (window);
  window_activate (window, "page", "s", "numbers");
  g_assert_false (is_shown (window));
  show (window);
  window_activate (window, "show-settings", NULL);
  g_assert_false (is_shown (window));
  show (window);
  window_activate (window, "train", NULL);
  WAIT_UNTIL (!is_shown (window));
  /* While a run trains it can be looked at, too: the run goes on. */
  show (window);
  WAIT_UNTIL (window_get_count (window, "step") > 200);
  g_assert_true (is_shown (window));
}

static void
test_keys (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    guint key;
    const char *door;
  } moves[] = {
    { GDK_KEY_Right, "mnist" },   { GDK_KEY_Down, "page" }, { GDK_KEY_Right, "page" },
    { GDK_KEY_Left, "mnist" }, { GDK_KEY_Up, "built_in" }, { GDK_KEY_Left, "built_in" },
  };

  show (window);
  g_assert_true (gtk_widget_has_focus (find_part (window, "built_in")));
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_assert_true (press (window, moves[i].key));
      g_assert_true (gtk_widget_has_focus (find_part (window, moves[i].door)));
    }
  gtk_widget_set_direction (find_welcome (window), GTK_TEXT_DIR_RTL);
  g_assert_true (press (window, GDK_KEY_Left));
  g_assert_true (gtk_widget_has_focus (find_part (window, "mnist")));
  g_assert_false (press (window, GDK_KEY_a));
}

int
main (int argc, char **argv)
{
  int status;

  g_unsetenv ("DOWNHILL_MNIST");
  g_unsetenv ("DOWNHILL_MIRROR");
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  if (!window_tests_init (&argc, &argv))
    return 0;
  tiny_sets_make (&tiny, "http://127.0.0.1:9/");
  window_tests_add ("/window-welcome/first-start", test_first_start);
  window_tests_add ("/window-welcome/not-with-file", test_not_with_file);
  window_tests_add ("/window-welcome/built-in", test_built_in);
  window_tests_add ("/window-welcome/missing", test_missing);
  window_tests_add ("/window-welcome/here", test_here);
  window_tests_add ("/window-welcome/put-away", test_put_away);
  window_tests_add ("/window-welcome/keys", test_keys);
  status = g_test_run ();
  tiny_sets_clear (&tiny);
  return status;
}
