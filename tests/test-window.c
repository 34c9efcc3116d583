// The window: opening, pages, buttons, closing.
// SPDX-License-Identifier: MIT

#include "figures/number.h"
#include "figures/view-choices.h"
#include "window-fixture.h"

static void
test_opens (WindowFixture *window, gconstpointer data)
{
  g_autofree char *name = window_get_state (window, "data");

  g_assert_true (gtk_widget_get_mapped (window->window));
  g_assert_cmpstr (name, ==, "'handwriting'");
  g_assert_cmpuint (window_get_count (window, "run"), ==, 1);
  g_assert_cmpuint (window_get_count (window, "step"), ==, 0);
  g_assert_cmpfloat (window_get_real (window, "train-loss"), >, 0);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (window_find (window, "state"))), ==, "Ready");
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (window_find (window, "facts"))),
                            "7\u2009850 parameters"));
  g_assert_cmpuint (window->told->len, ==, 0);
  WAIT_UNTIL (window_get_real (window, "test-loss") > 0);
}

/* Where a text has no room, the one with fewer words stands in for it: nothing is cut off. */
static void
test_narrow (WindowFixture *window, gconstpointer data)
{
  static const char *const ids[] = { "test_loss_caption", "test_accuracy_caption", "facts" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      GtkWidget *label = window_find (window, ids[i]);
      GtkWidget *squeezer = gtk_widget_get_parent (label);
      g_autofree char *text = g_strconcat (gtk_label_get_text (GTK_LABEL (label)), " · 123", NULL);
      int width;
      int height;

      gtk_label_set_text (GTK_LABEL (label), text);
      gtk_widget_measure (squeezer, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
      gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
      gtk_widget_allocate (squeezer, width, height, -1, NULL);
      g_assert_true (gtk_widget_get_child_visible (label));
      gtk_widget_allocate (squeezer, width - 1, height, -1, NULL);
      g_assert_false (gtk_widget_get_child_visible (label));
    }
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (window_find (window, "short_facts"))), ==,
                   "Handwriting  ·  7\u2009850 parameters");
}

/* What the actions choose, they show as their state, and anything else changes nothing. */
static void
test_view_choices (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    const char *action;
    const char *choice;
    const char *state;
  } cases[] = {
    { "page", "digits", "'digits'" },         { "page", "training", "'training'" },
    { "figure-scale", "linear", "'linear'" }, { "figure-scale", "cubic", "'linear'" },
    { "figure-scale", "log", "'log'" },       { "digit", "2", "'2'" },
    { "digit", "4", "'2'" },                  { "digit", "all", "'all'" },
    { "digit", "sample", "'sample'" },        { "pixel-values", "raw", "'raw'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *state = NULL;

      window_activate (window, cases[i].action, "s", cases[i].choice);
      state = window_get_state (window, cases[i].action);
      g_assert_cmpstr (state, ==, cases[i].state);
    }
}

/* What a script may say is what the window's action of the same name takes. */
static void
test_names_of_views (WindowFixture *window, gconstpointer data)
{
  GActionGroup *actions = G_ACTION_GROUP (window->window);
  const DhViewChoice *choice;

  for (guint i = 0; (choice = dh_view_choices_get (i)) != NULL; i++)
    {
      const GVariantType *type = g_action_group_get_action_state_type (actions, choice->name);
      g_auto (GStrv) words = g_strsplit (choice->values, "|", -1);

      if (type == NULL || !g_variant_type_equal (type, G_VARIANT_TYPE_STRING))
        continue;
      for (guint w = 0; words[w] != NULL; w++)
        {
          g_autofree char *expected = g_strdup_printf ("'%s'", words[w]);
          g_autofree char *state = NULL;

          window_activate (window, choice->name, "s", words[w]);
          state = window_get_state (window, choice->name);
          g_assert_cmpstr (state, ==, expected);
        }
    }
}

static void
test_pages (WindowFixture *window, gconstpointer data)
{
  GtkWidget *loss = window_find (window, "loss");
  GtkWidget *samples = window_find (window, "samples");

  g_assert_true (gtk_widget_get_mapped (loss));
  g_assert_false (gtk_widget_get_mapped (samples));
  window_activate (window, "page", "s", "digits");
  WAIT_UNTIL (gtk_widget_get_mapped (samples) && !gtk_widget_get_mapped (loss));
}

static void
test_show_settings (WindowFixture *window, gconstpointer data)
{
  GtkWidget *pane = window_find (window, "settings");

  WAIT_UNTIL (gtk_widget_get_mapped (pane));
  window_activate (window, "show-settings", NULL);
  WAIT_UNTIL (!gtk_widget_get_mapped (pane));
  window_activate (window, "show-settings", NULL);
  WAIT_UNTIL (gtk_widget_get_mapped (pane));
}

static void
test_train_button (WindowFixture *window, gconstpointer data)
{
  GtkWidget *button = window_find (window, "train_button");
  AdwButtonContent *content = ADW_BUTTON_CONTENT (window_find (window, "train_content"));

  g_assert_cmpstr (adw_button_content_get_label (content), ==, "Train");
  g_assert_true (gtk_widget_activate (button));
  WAIT_UNTIL (g_str_equal (adw_button_content_get_label (content), "Pause"));
  WAIT_UNTIL (window_is (window, "running"));
  g_assert_true (gtk_widget_activate (button));
  WAIT_UNTIL (g_str_equal (adw_button_content_get_label (content), "Resume"));
  g_assert_true (window_is (window, "paused"));
}

/* The labels show the moment of the status, also when training has just stopped. */
static void
test_labels (WindowFixture *window, gconstpointer data)
{
  g_autofree char *loss = NULL;
  const char *progress;

  window_run_to (window, 1234);
  progress = gtk_label_get_text (GTK_LABEL (window_find (window, "progress")));
  g_assert_true (g_str_has_prefix (progress, "Step 1\u2009234  ·  epoch 1\u2009234"));
  loss = dh_number_format_loss (window_get_real (window, "train-loss"));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (window_find (window, "train_loss"))), ==, loss);
}

static void
test_close_while_running (WindowFixture *window, gconstpointer data)
{
  window_activate (window, "hidden", "s", "128,64");
  window_activate (window, "train", NULL);
  WAIT_UNTIL (window_get_count (window, "step") > 3);
  window_close (window);
}

static void
test_close_while_loading (WindowFixture *window, gconstpointer data)
{
  window_activate (window, "subset", "t", (guint64) 20000);
  g_assert_true (window_is (window, "loading"));
  window_close (window);
}

/* The program started once more shows the window it has. */
static void
test_activated_again (WindowFixture *window, gconstpointer data)
{
  GtkApplication *application = GTK_APPLICATION (window->application);

  g_application_activate (window->application);
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (application)), ==, 1);
  g_assert_true (gtk_application_get_active_window (application) == GTK_WINDOW (window->window));
}

static gboolean
is_shown (const char *type)
{
  g_autoptr (GList) toplevels = gtk_window_list_toplevels ();

  for (GList *link = toplevels; link != NULL; link = link->next)
    if (g_str_equal (G_OBJECT_TYPE_NAME (link->data), type) && gtk_widget_get_mapped (link->data))
      return TRUE;
  return FALSE;
}

/* They go with the window that they belong to. */
static void
test_other_windows (WindowFixture *window, gconstpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (window->application), "about", NULL);
  window_activate (window, "show-help-overlay", NULL);
  WAIT_UNTIL (is_shown ("AdwAboutWindow") && is_shown ("GtkShortcutsWindow"));
  window_close (window);
  WAIT_UNTIL (!is_shown ("AdwAboutWindow") && !is_shown ("GtkShortcutsWindow"));
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window/opens", test_opens);
  window_tests_add ("/window/narrow", test_narrow);
  window_tests_add ("/window/view-choices", test_view_choices);
  window_tests_add ("/window/names-of-views", test_names_of_views);
  window_tests_add ("/window/pages", test_pages);
  window_tests_add ("/window/show-settings", test_show_settings);
  window_tests_add ("/window/train-button", test_train_button);
  window_tests_add ("/window/labels", test_labels);
  window_tests_add ("/window/close-while-running", test_close_while_running);
  window_tests_add ("/window/close-while-loading", test_close_while_loading);
  window_tests_add ("/window/activated-again", test_activated_again);
  window_tests_add ("/window/other-windows", test_other_windows);
  return g_test_run ();
}
