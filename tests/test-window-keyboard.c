// The keyboard reaches everything, what it reaches has a name, and every shortcut is told.
// SPDX-License-Identifier: MIT

#include "app/figure-view.h"
#include "window-fixture.h"

#define MOST_STOPS 200 /* on the way through a page: more is no way to get anywhere */

/* The shortcuts window. */

static void
list_told (WindowFixture *window, GHashTable *told)
{
  GtkShortcutsWindow *overlay =
      gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window->window));
  g_autoptr (GPtrArray) shortcuts =
      window_list (GTK_WIDGET (overlay), GTK_TYPE_SHORTCUTS_SHORTCUT);

  for (guint i = 0; i < shortcuts->len; i++)
    {
      g_autofree char *action = NULL;
      g_autofree char *title = NULL;

      g_object_get (shortcuts->pdata[i], "action-name", &action, "title", &title, NULL);
      g_assert_cmpstr (title, !=, "");
      if (action != NULL && *action != '\0')
        g_hash_table_add (told, g_steal_pointer (&action)); /* the search has them once more */
    }
}

/* Each that works is told, and each that is told works. */
static void
test_shortcuts (WindowFixture *window, gconstpointer data)
{
  GtkApplication *application = GTK_APPLICATION (window->application);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);

  list_told (window, told);
  for (guint i = 0; actions[i] != NULL; i++)
    if (!g_hash_table_remove (told, actions[i]))
      {
        g_test_message ("%s is not in the shortcuts window", actions[i]);
        g_test_fail ();
      }
  g_assert_cmpuint (g_strv_length (actions), >, 10);
  g_assert_cmpuint (g_hash_table_size (told), ==, 0);
}

/* No key does two things, and each does something. */
static void
test_accelerators (WindowFixture *window, gconstpointer data)
{
  GtkApplication *application = GTK_APPLICATION (window->application);
  g_auto (GStrv) actions = gtk_application_list_action_descriptions (application);

  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) keys = gtk_application_get_accels_for_action (application, actions[i]);
      g_auto (GStrv) same = gtk_application_get_actions_for_accel (application, keys[0]);
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;

      g_assert_cmpuint (g_strv_length (keys), ==, 1);
      g_assert_cmpuint (g_strv_length (same), ==, 1);
      g_assert_true (g_action_parse_detailed_name (actions[i], &name, &target, NULL));
      if (g_str_has_prefix (name, "win."))
        g_assert_true (
            g_action_group_has_action (G_ACTION_GROUP (window->window), name + strlen ("win.")));
    }
}

/* The way of the Tab key. */

/* Of itself, or as the inner part of what has one. */
static gboolean
has_name (GtkWidget *widget)
{
  /* Its inner button is called what it is itself. */
  if (GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)))
    widget = gtk_widget_get_parent (widget);
  for (; widget != NULL && !GTK_IS_WINDOW (widget); widget = gtk_widget_get_parent (widget))
    {
      GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

      if (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
          gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY))
        return TRUE;
      if (!GTK_IS_EDITABLE (widget) && !GTK_IS_DROP_DOWN (gtk_widget_get_parent (widget)))
        return FALSE;
    }
  return FALSE;
}

static char *
describe_place (GtkWidget *widget)
{
  GString *place = g_string_new (NULL);

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    g_string_append_printf (place, "%s%s", place->len > 0 ? " in " : "",
                            G_OBJECT_TYPE_NAME (widget));
  return g_string_free (place, FALSE);
}

/* What is focused on the way, in order, until it closes or leaves the window. */
static GPtrArray *
walk (WindowFixture *window)
{
  GPtrArray *stops = g_ptr_array_new ();

  gtk_window_set_focus (GTK_WINDOW (window->window), NULL);
  while (gtk_widget_child_focus (window->window, GTK_DIR_TAB_FORWARD) && stops->len < MOST_STOPS)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window->window));

      g_assert_nonnull (focus);
      if (g_ptr_array_find (stops, focus, NULL))
        break;
      g_ptr_array_add (stops, focus);
    }
  g_assert_cmpuint (stops->len, <, MOST_STOPS);
  return stops;
}

static void
assert_figures (WindowFixture *window, GPtrArray *stops)
{
  g_autoptr (GPtrArray) figures = window_list (window->window, DH_TYPE_FIGURE_VIEW);

  for (guint i = 0; i < figures->len; i++)
    if (gtk_widget_get_mapped (figures->pdata[i]))
      g_assert_true (g_ptr_array_find (stops, figures->pdata[i], NULL));
}

static void
assert_names (GPtrArray *stops)
{
  for (guint i = 0; i < stops->len; i++)
    /* What only scrolls has nothing to tell. */
    if (!has_name (stops->pdata[i]) && !GTK_IS_SCROLLED_WINDOW (stops->pdata[i]))
      {
        g_autofree char *place = describe_place (stops->pdata[i]);

        g_test_message ("no name: %s", place);
        g_test_fail ();
      }
}

static void
test_pages (WindowFixture *window, gconstpointer data)
{
  AdwViewStack *pages = ADW_VIEW_STACK (window_find (window, "pages"));
  g_autoptr (GListModel) models = G_LIST_MODEL (adw_view_stack_get_pages (pages));
  guint n = g_list_model_get_n_items (models);

  window_activate (window, "hidden", "s", "8,4");
  WAIT_UNTIL (window_is (window, "ready") && window_get_count (window, "run") == 2);
  g_assert_cmpuint (n, >=, 6);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AdwViewStackPage) page = g_list_model_get_item (models, i);
      GtkWidget *child = adw_view_stack_page_get_child (page);
      g_autoptr (GPtrArray) stops = NULL;

      window_activate (window, "page", "s", adw_view_stack_page_get_name (page));
      WAIT_UNTIL (gtk_widget_get_mapped (child) && gtk_widget_get_width (child) > 0);
      stops = walk (window);
      g_test_message ("%s: %u stops", adw_view_stack_page_get_name (page), stops->len);
      g_assert_cmpuint (stops->len, >, 20);
      assert_figures (window, stops);
      assert_names (stops);
    }
}

static void
test_welcome (WindowFixture *window, gconstpointer data)
{
  g_autoptr (GPtrArray) stops = NULL;

  window_activate (window, "welcome", NULL);
  stops = walk (window);
  g_assert_cmpuint (stops->len, >, 4);
  assert_names (stops);
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window-keyboard/shortcuts", test_shortcuts);
  window_tests_add ("/window-keyboard/accelerators", test_accelerators);
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") == 0)
    {
      window_tests_add ("/window-keyboard/pages", test_pages);
      window_tests_add ("/window-keyboard/welcome", test_welcome);
    }
  return g_test_run ();
}
