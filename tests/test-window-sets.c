// The window with data sets of other sizes and numbers of classes, opened by path and by drop.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "app/figure-card.h"
#include "idx-files.h"
#include "window-fixture.h"

/* A set of @n_classes classes and, where @with_test, a test set. */
static void
write_set (IdxFiles *files, guint n_classes, guint height, guint width, gboolean with_test)
{
  const guint32 dimensions[] = { 2 * n_classes, height, width };
  g_autoptr (GByteArray) images = idx_bytes (3, dimensions, 251);
  g_autofree double *values = g_new (double, dimensions[0]);
  g_autoptr (GByteArray) labels = NULL;

  for (guint i = 0; i < dimensions[0]; i++)
    values[i] = i % n_classes;
  labels = idx_typed_bytes (0x0b, 1, dimensions, values);
  for (guint part = 0; part < (with_test ? 2 : 1); part++)
    {
      const char *prefix = part == 0 ? "train" : "t10k";
      g_autofree char *images_name = g_strdup_printf ("%s-images-idx3-ubyte", prefix);
      g_autofree char *labels_name = g_strdup_printf ("%s-labels-idx1-ubyte", prefix);

      g_free (idx_files_write (files, images_name, images->data, images->len));
      g_free (idx_files_write (files, labels_name, labels->data, labels->len));
    }
}

static void
open_set (WindowFixture *window, const char *path)
{
  guint64 run = window_get_count (window, "run");

  window_activate (window, "open", "s", path);
  WAIT_UNTIL (window_get_count (window, "run") > run && window_is (window, "ready"));
}

static DhFigureView *
get_view (WindowFixture *window, const char *id)
{
  return dh_figure_card_get_view (DH_FIGURE_CARD (window_find (window, id)));
}

static gboolean
has_room (DhFigureView *view)
{
  int width = gtk_widget_get_width (GTK_WIDGET (view));

  return gtk_widget_get_height (GTK_WIDGET (view)) >= dh_figure_view_get_least_height (view, width);
}

static void
test_sizes (WindowFixture *window, gconstpointer data)
{
  static const struct { guint n_classes, height, width; gboolean tall; } sets[] = {
    { 10, 8, 8, FALSE }, { 63, 28, 28, TRUE }, { 10, 28, 20, FALSE }, { 1000, 4, 4, TRUE },
    { 2, 1, 1, FALSE }, { 3, 1, 1024, FALSE }, { 2, 1024, 1024, FALSE },
  };

  /* A thousand images of a million pixels are another test. */
  window_activate (window, "subset", "t", (guint64) 8);
  WAIT_UNTIL (window_is (window, "ready"));
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      GtkWidget *grid = gtk_widget_get_parent (window_find (window, "weights"));
      DhFigureModel model;
      IdxFiles files;

      idx_files_set_up (&files, NULL);
      write_set (&files, sets[i].n_classes, sets[i].height, sets[i].width, TRUE);
      open_set (window, files.folder);
      window_run_to (window, 2);
      model = dh_figure_view_get_model (get_view (window, "weights"));
      g_assert_cmpuint (model.runs[0]->n_classes, ==, sets[i].n_classes);
      g_assert_cmpint (gtk_grid_get_row_homogeneous (GTK_GRID (grid)), ==, !sets[i].tall);
      WAIT_UNTIL (has_room (get_view (window, "weights")));
      idx_files_tear_down (&files, NULL);
    }
}

static const char *
get_text (WindowFixture *window, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (window_find (window, id)));
}

static void
test_no_test_set (WindowFixture *window, gconstpointer data)
{
  IdxFiles files;
  IdxFiles tested;

  idx_files_set_up (&files, NULL);
  idx_files_set_up (&tested, NULL);
  write_set (&files, 5, 3, 3, FALSE);
  open_set (window, files.folder);
  window_run_to (window, 2);
  WAIT_UNTIL (strcmp (get_text (window, "test_loss"), "No test set") == 0);
  g_assert_cmpstr (get_text (window, "test_accuracy"), ==, "No test set");
  write_set (&tested, 5, 3, 3, TRUE);
  open_set (window, tested.folder);
  WAIT_UNTIL (strcmp (get_text (window, "test_loss"), "No test set") != 0);
  idx_files_tear_down (&tested, NULL);
  idx_files_tear_down (&files, NULL);
}

static GtkDropTarget *
find_target (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        return GTK_DROP_TARGET (controller);
    }
  g_assert_not_reached ();
}

static gboolean
drop (WindowFixture *window, const char *uri)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);
  g_autoptr (GSList) files = g_slist_append (NULL, file);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_list (files));
  g_signal_emit_by_name (
      find_target (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window->window))),
      "drop", &value, 10.0, 10.0, &taken);
  return taken;
}

/* A folder, one of its files, something else, and what is not on this machine. */
static void
test_drop (WindowFixture *window, gconstpointer data)
{
  static const char *const names[] = { NULL, "train-images-idx3-ubyte", "t10k-labels-idx1-ubyte" };
  IdxFiles files;
  g_autofree char *other = NULL;
  g_autofree char *other_uri = NULL;

  idx_files_set_up (&files, NULL);
  write_set (&files, 5, 3, 3, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (files.folder, names[i], NULL);
      g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
      g_autofree char *state = NULL;
      g_autofree char *expected = g_strdup_printf ("'%s'", files.folder);
      guint64 run;

      window_activate (window, "data", "s", "handwriting");
      WAIT_UNTIL (window_is (window, "ready"));
      run = window_get_count (window, "run");
      g_assert_true (drop (window, uri));
      WAIT_UNTIL (window_get_count (window, "run") > run && window_is (window, "ready"));
      state = window_get_state (window, "data");
      g_assert_cmpstr (state, ==, expected);
    }
  other = idx_files_write (&files, "photo.png", "x", 1);
  other_uri = g_filename_to_uri (other, NULL, NULL);
  g_assert_true (drop (window, other_uri));
  WAIT_UNTIL (strstr (window_get_told (window), "photo.png") != NULL);
  g_assert_false (drop (window, "https://example.org/train-images-idx3-ubyte.gz"));
  g_assert_nonnull (strstr (window_get_told (window), "not on this computer"));
  idx_files_tear_down (&files, NULL);
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window-sets/sizes", test_sizes);
  window_tests_add ("/window-sets/no-test-set", test_no_test_set);
  window_tests_add ("/window-sets/drop", test_drop);
  return g_test_run ();
}
