// Toasts come one after the other, however fast they are told and sent away.
// SPDX-License-Identifier: MIT

#include "window-fixture.h"

/* The text of every toast on the screen, those that come or go too. */
static char *
read_toasts (WindowFixture *window)
{
  GtkWidget *overlay = window_find (window, "toasts");
  GString *texts = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (overlay); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (g_str_equal (gtk_widget_get_css_name (child), "toast"))
      {
        g_autoptr (GPtrArray) labels = window_list (child, GTK_TYPE_LABEL);

        for (guint i = 0; i < labels->len; i++)
          if (gtk_widget_get_mapped (labels->pdata[i]))
            g_string_append_printf (texts, "%s;", gtk_label_get_text (labels->pdata[i]));
      }
  return g_string_free (texts, FALSE);
}

static gboolean
shows (WindowFixture *window, const char *expected)
{
  g_autofree char *texts = read_toasts (window);

  return g_str_equal (texts, expected);
}

static gboolean
begins_to_show (WindowFixture *window, const char *message)
{
  g_autofree char *texts = read_toasts (window);

  return strstr (texts, message) != NULL;
}

/* As its button and the Escape key do. */
static void
send_away (WindowFixture *window)
{
  g_autoptr (GPtrArray) buttons =
      window_list (window_find (window, "toasts"), GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_has_css_class (buttons->pdata[i], "circular") &&
        g_str_equal (gtk_widget_get_css_name (gtk_widget_get_parent (buttons->pdata[i])), "toast"))
      {
        g_signal_emit_by_name (buttons->pdata[i], "clicked");
        return;
      }
  g_assert_not_reached ();
}

/* Each is sent away as soon as it is there: the one before has gone by then. */
static void
test_one_by_one (WindowFixture *window, gconstpointer data)
{
  static const char *const messages[] = { "one", "two", "three", "four" };

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    window_activate (window, "tell", "s", messages[i]);
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autofree char *alone = g_strconcat (messages[i], ";", NULL);

      WAIT_UNTIL (begins_to_show (window, messages[i]));
      g_assert_true (shows (window, alone));
      send_away (window);
    }
  WAIT_UNTIL (shows (window, ""));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/* What still waits when the window closes is forgotten. */
static void
test_close (WindowFixture *window, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    window_activate (window, "tell", "s", "a message");
  WAIT_UNTIL (shows (window, "a message;"));
  send_away (window);
  window_close (window);
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window-toast/one-by-one", test_one_by_one);
  window_tests_add ("/window-toast/close", test_close);
  return g_test_run ();
}
