// Figures out of the window by every way: files, pages, the clipboard, a drag.
// SPDX-License-Identifier: MIT

#include <glib/gstdio.h>
#include <string.h>

#include "app/export-popover.h"
#include "app/figure-card.h"
#include "app/figure-content.h"
#include "app/page.h"
#include "window-fixture.h"

static char *folder;

static char *
make_path (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static void
count_mapped (DhFigureView *view, gpointer n)
{
  *(guint *) n += gtk_widget_get_mapped (GTK_WIDGET (view)) ? 1 : 0;
}

static void
test_pages (WindowFixture *window, gconstpointer data)
{
  AdwViewStack *stack = ADW_VIEW_STACK (window_find (window, "pages"));
  g_autoptr (GListModel) pages = G_LIST_MODEL (adw_view_stack_get_pages (stack));
  g_autofree char *path = make_path ("page.png");
  guint n_exported = 0;

  window_run_to (window, 20);
  for (guint i = 0; i < g_list_model_get_n_items (pages); i++)
    {
      g_autoptr (AdwViewStackPage) page = g_list_model_get_item (pages, i);
      GtkWidget *child = adw_view_stack_page_get_child (page);
      guint n = 0;

      window_activate (window, "page", "s", adw_view_stack_page_get_name (page));
      WAIT_UNTIL (gtk_widget_get_width (child) > 0 && gtk_widget_get_mapped (child));
      gtk_test_widget_wait_for_draw (window->window);
      dh_page_foreach_figure (child, count_mapped, &n);
      window_activate (window, "export-page", "(sd)", path, 2.0);
      if (n > 0)
        {
          g_autoptr (GdkTexture) picture = gdk_texture_new_from_filename (path, NULL);

          g_assert_nonnull (picture);
          g_assert_cmpint (gdk_texture_get_width (picture), >, 2 * 200);
          g_assert_cmpint (gdk_texture_get_width (picture), <=,
                           2 * (gtk_widget_get_width (child) + 24));
          n_exported++;
          g_unlink (path);
        }
      else
        {
          g_assert_cmpstr (window_get_told (window), ==, "There is no figure on this page");
          g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
        }
    }
  g_assert_cmpuint (n_exported, >=, 3);
}

/* The page of the charts, as text: both figures in it, one after the other. */
static void
test_page_numbers (WindowFixture *window, gconstpointer data)
{
  g_autofree char *path = make_path ("page.csv");
  g_autofree char *text = NULL;
  const char *loss;

  window_run_to (window, 20);
  gtk_test_widget_wait_for_draw (window->window);
  window_activate (window, "export-page", "(sd)", path, 1.0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  loss = strstr (text, "# loss\n");
  g_assert_nonnull (loss);
  g_assert_nonnull (strstr (loss, "\n# weights\n"));
  g_unlink (path);
}

static void
take_texture (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  *(GdkTexture **) data =
      gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (clipboard), result, NULL);
  g_assert_nonnull (*(GdkTexture **) data);
}

static void
test_copy (WindowFixture *window, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (window->window);
  GdkTexture *picture = NULL;
  GdkContentFormats *formats;

  window_run_to (window, 5);
  window_activate (window, "export-scale", "d", 3.0);
  window_activate (window, "copy-figure", "s", "loss");
  g_assert_cmpstr (window_get_told (window), ==, "Copied “Loss”");
  formats = gdk_clipboard_get_formats (clipboard);
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/png"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/svg+xml"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/csv"));
  gdk_clipboard_read_texture_async (clipboard, NULL, take_texture, &picture);
  WAIT_UNTIL (picture != NULL);
  g_assert_cmpint (gdk_texture_get_width (picture), ==, 3 * 960);
  g_assert_cmpint (gdk_texture_get_height (picture), ==, 3 * 420);
  g_object_unref (picture);
  window_activate (window, "copy-figure", "s", "no-such-figure");
  g_assert_cmpstr (window_get_told (window), ==, "There is no figure “no-such-figure”");
}

static GtkWidget *
find_card (WindowFixture *window, const char *id)
{
  g_autoptr (GPtrArray) cards = window_list (window->window, DH_TYPE_FIGURE_CARD);

  for (guint i = 0; i < cards->len; i++)
    if (g_str_equal (dh_figure_view_get_figure (dh_figure_card_get_view (cards->pdata[i]))->id, id))
      return cards->pdata[i];
  g_assert_not_reached ();
}

static gboolean
state_is (WindowFixture *window, const char *action, const char *expected)
{
  g_autofree char *state = window_get_state (window, action);

  return g_str_equal (state, expected);
}

/* What the popover chooses holds for all figures, and is an action's state. */
static void
test_popover (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    const char *label;
    const char *summary;
    gboolean has_scale;
    gboolean has_theme;
  } cases[] = { { "4×", "3840 × 1680 pixels", TRUE, TRUE },
                { "SVG", "960 × 420 pixels", FALSE, TRUE },
                { "CSV", "The numbers of the figure, to compute with", FALSE, FALSE },
                { "PDF", "960 × 420 pixels", FALSE, TRUE },
                { "PNG", "3840 × 1680 pixels", TRUE, TRUE } };
  GtkWidget *card = find_card (window, "loss");
  g_autoptr (GPtrArray) popovers = window_list (card, DH_TYPE_EXPORT_POPOVER);
  GtkWidget *popover = popovers->pdata[0];
  GtkLabel *summary = GTK_LABEL (window_find_in (popover, "summary"));

  gtk_popover_popup (GTK_POPOVER (popover));
  WAIT_UNTIL (gtk_widget_get_mapped (popover));
  g_assert_cmpstr (gtk_label_get_text (summary), ==, "1920 × 840 pixels");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *button = window_find_button (popover, cases[i].label);

      gtk_widget_activate (button);
      WAIT_UNTIL (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
      g_assert_cmpstr (gtk_label_get_text (summary), ==, cases[i].summary);
      g_assert_cmpint (gtk_widget_get_sensitive (window_find_in (popover, "scales")), ==,
                       cases[i].has_scale);
      g_assert_cmpint (gtk_widget_get_sensitive (window_find_in (popover, "themes")), ==,
                       cases[i].has_theme);
    }
  gtk_widget_activate (window_find_button (popover, "Dark"));
  WAIT_UNTIL (state_is (window, "export-theme", "'dark'"));
  gtk_widget_activate (window_find_button (popover, "_Copy"));
  WAIT_UNTIL (!gtk_widget_get_visible (popover));
  g_assert_cmpstr (window_get_told (window), ==, "Copied “Loss”");
}

/* Choices that there are not change nothing. */
static void
test_no_choices (WindowFixture *window, gconstpointer data)
{
  window_activate (window, "export-scale", "d", 7.0);
  window_activate (window, "export-format", "s", "gif");
  g_assert_true (state_is (window, "export-scale", "2.0"));
  g_assert_true (state_is (window, "export-format", "'png'"));
}

static GtkDialog *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *window = windows; window != NULL; window = window->next)
    if (GTK_IS_FILE_CHOOSER_DIALOG (window->data) && gtk_widget_get_mapped (window->data))
      return window->data;
  return NULL;
}

static gboolean
is_at (GtkFileChooser *chooser, GFile *place)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);

  return file != NULL && g_file_has_prefix (file, place);
}

/* The dialog begins with what was chosen before, and what is chosen in it stays chosen. */
static void
test_dialog (WindowFixture *window, gconstpointer data)
{
  g_autofree char *path = make_path ("asked.csv");
  g_autoptr (GFile) place = g_file_new_for_path (folder);
  g_autofree char *before = g_get_current_dir ();
  GtkFileChooser *chooser;

  g_assert_cmpint (g_chdir (folder), ==, 0);
  window_run_to (window, 5);
  window_activate (window, "export-scale", "d", 3.0);
  window_activate (window, "export-theme", "s", "dark");
  window_activate (window, "export-transparent", NULL);
  window_activate (window, "export-format", "s", "csv");
  window_activate (window, "export-page-as", NULL);
  WAIT_UNTIL (find_dialog () != NULL);
  chooser = GTK_FILE_CHOOSER (find_dialog ());
  g_assert_cmpstr (gtk_file_chooser_get_choice (chooser, "scale"), ==, "3");
  g_assert_cmpstr (gtk_file_chooser_get_choice (chooser, "theme"), ==, "dark");
  g_assert_cmpstr (gtk_file_chooser_get_choice (chooser, "transparent"), ==, "true");
  gtk_file_chooser_set_choice (chooser, "transparent", "false");
  gtk_file_chooser_set_current_name (chooser, "asked");
  WAIT_UNTIL (is_at (chooser, place));
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  WAIT_UNTIL (window->told->len > 0);
  g_assert_cmpstr (window_get_told (window), ==, "Wrote asked.csv");
  g_assert_true (state_is (window, "export-scale", "3.0"));
  g_assert_true (state_is (window, "export-theme", "'dark'"));
  g_assert_true (state_is (window, "export-transparent", "false"));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_chdir (before), ==, 0);
}

static GtkDragSource *
find_drag_source (GtkWidget *card)
{
  g_autoptr (GPtrArray) buttons = window_list (card, GTK_TYPE_MENU_BUTTON);

  for (guint i = 0; i < buttons->len; i++)
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (buttons->pdata[i]);

      for (guint j = 0; j < g_list_model_get_n_items (controllers); j++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, j);

          if (GTK_IS_DRAG_SOURCE (controller))
            return GTK_DRAG_SOURCE (controller);
        }
    }
  g_assert_not_reached ();
}

/* What a drag carries: a file that is there until the program ends, and the run in it. */
static void
test_drag (WindowFixture *window, gconstpointer data)
{
  g_autoptr (GdkContentProvider) content = NULL;
  g_autoptr (GdkContentFormats) formats = NULL;
  g_autoptr (GSList) files = NULL;
  g_autofree char *path = NULL;
  GValue value = G_VALUE_INIT;

  window_run_to (window, 7);
  g_signal_emit_by_name (find_drag_source (find_card (window, "loss")), "prepare", 0.0, 0.0,
                         &content);
  g_assert_nonnull (content);
  formats = gdk_content_provider_ref_formats (content);
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/png"));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  files = gdk_file_list_get_files (g_value_get_boxed (&value));
  g_assert_cmpuint (g_slist_length (files), ==, 1);
  path = g_file_get_path (files->data);
  g_value_unset (&value);
  g_assert_true (g_str_has_suffix (path, "/downhill-loss-step-7.png"));
  window_activate (window, "reset", NULL);
  WAIT_UNTIL (window_is (window, "ready"));
  window_activate (window, "open", "s", path);
  WAIT_UNTIL (window_is (window, "paused") && window_get_count (window, "step") == 7);
  dh_figure_content_remove_files ();
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  int status;

  if (!window_tests_init (&argc, &argv))
    return 0;
  folder = g_dir_make_tmp ("downhill-XXXXXX", NULL);
  g_assert_nonnull (folder);
  window_tests_add ("/window/export/pages", test_pages);
  window_tests_add ("/window/export/page-numbers", test_page_numbers);
  window_tests_add ("/window/export/copy", test_copy);
  window_tests_add ("/window/export/popover", test_popover);
  window_tests_add ("/window/export/no-choices", test_no_choices);
  window_tests_add ("/window/export/dialog", test_dialog);
  window_tests_add ("/window/export/drag", test_drag);
  status = g_test_run ();
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_free (folder);
  return status;
}
