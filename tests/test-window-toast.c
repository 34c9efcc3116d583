// Toasts come one after the other, however fast they are told and sent away.
// SPDX-License-Identifier: MIT

#include "app/toast.h"
#include "window-fixture.h"

static const char *const messages[] = { "one", "two", "three", "four" };

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

/* Whether the toast on the screen can be sent away; it cannot while it comes or goes. */
static GtkWidget *
find_close_button (WindowFixture *window)
{
  g_autoptr (GPtrArray) buttons =
      window_list (window_find (window, "toasts"), GTK_TYPE_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    {
      GtkWidget *parent = gtk_widget_get_parent (buttons->pdata[i]);

      if (g_str_equal (gtk_widget_get_css_name (parent), "toast") &&
          gtk_widget_has_css_class (buttons->pdata[i], "circular") &&
          gtk_widget_get_can_target (parent) && gtk_widget_get_can_focus (parent))
        return buttons->pdata[i];
    }
  return NULL;
}

static void
tell_four (WindowFixture *window)
{
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    window_activate (window, "tell", "s", messages[i]);
}

static void
test_one_by_one (WindowFixture *window, gconstpointer data)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  tell_four (window);
  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autofree char *alone = g_strconcat (messages[i], ";", NULL);

      WAIT_UNTIL (shows (window, alone));
      g_assert_null (find_close_button (window));
      WAIT_UNTIL (find_close_button (window) != NULL);
      g_assert_true (shows (window, alone));
      g_signal_emit_by_name (find_close_button (window), "clicked");
    }
  WAIT_UNTIL (shows (window, ""));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/* A toast that is sent away as it begins to come still comes, then goes; one that waits never
 * comes. */
static void
test_in_haste (WindowFixture *window, gconstpointer data)
{
  AdwToastOverlay *overlay = ADW_TOAST_OVERLAY (window_find (window, "toasts"));
  AdwToast *toasts[3];

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (toasts); i++)
    {
      toasts[i] = g_object_ref (dh_toast_new (messages[i]));
      dh_toast_show (overlay, toasts[i]);
    }
  g_assert_true (shows (window, "one;"));
  dh_toast_dismiss (overlay, toasts[1]);
  dh_toast_dismiss (overlay, toasts[0]);
  g_assert_true (shows (window, "one;"));
  WAIT_UNTIL (!shows (window, "one;"));
  WAIT_UNTIL (!shows (window, ""));
  g_assert_true (shows (window, "three;"));
  dh_toast_dismiss (overlay, toasts[0]);
  dh_toast_dismiss (overlay, toasts[2]);
  WAIT_UNTIL (shows (window, ""));
  for (guint i = 0; i < G_N_ELEMENTS (toasts); i++)
    {
      g_assert_cmpuint (G_OBJECT (toasts[i])->ref_count, ==, 1);
      g_object_unref (toasts[i]);
    }
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/* What waits when the window closes is forgotten, and what comes too. */
static void
test_close (WindowFixture *window, gconstpointer data)
{
  tell_four (window);
  g_assert_true (shows (window, "one;"));
  window_close (window);
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window-toast/one-by-one", test_one_by_one);
  window_tests_add ("/window-toast/in-haste", test_in_haste);
  window_tests_add ("/window-toast/close", test_close);
  return g_test_run ();
}
