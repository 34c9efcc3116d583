// The pane of one image and the page of digits: which image, how its pixels are seen, the loupe.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "app/figure-card.h"
#include "app/sample-pane.h"
#include "idx-files.h"
#include "window-fixture.h"

static GtkWidget *
find (WindowFixture *window, const char *id)
{
  return window_find_in (window_find (window, "sample"), id);
}

static const char *
get_text (WindowFixture *window, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (find (window, id)));
}

static gboolean
is_enabled (WindowFixture *window, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window->window), action);
}

static void
assert_state (WindowFixture *window, const char *action, const char *expected)
{
  g_autofree char *state = window_get_state (window, action);

  g_assert_cmpstr (state, ==, expected);
}

static const DhSnapshot *
get_shown (WindowFixture *window)
{
  return *dh_figure_view_get_model (DH_FIGURE_VIEW (find (window, "image"))).runs;
}

/* The built-in digits: 500 of them to learn from. */
static void
test_order (WindowFixture *window, gconstpointer data)
{
  WAIT_UNTIL (strcmp (get_text (window, "place"), "No. 1 of 2\u2009000") == 0 ||
              strcmp (get_text (window, "place"), "No. 1 of 10\u2009000") == 0);
  assert_state (window, "sample-set", "'test'");
  assert_state (window, "sample", "0");
  g_assert_false (is_enabled (window, "sample-previous"));
  window_activate (window, "sample-next", NULL);
  WAIT_UNTIL (g_str_has_prefix (get_text (window, "place"), "No. 2 of "));
  window_activate (window, "sample-previous", NULL);
  WAIT_UNTIL (g_str_has_prefix (get_text (window, "place"), "No. 1 of "));

  window_activate (window, "sample-set", "s", "training");
  WAIT_UNTIL (strcmp (get_text (window, "place"), "No. 1 of 500") == 0);
  g_assert_true (g_str_has_prefix (gtk_widget_get_tooltip_text (find (window, "place")),
                                   "Image "));
  window_activate (window, "sample", "t", (guint64) 499);
  WAIT_UNTIL (strcmp (get_text (window, "place"), "No. 500 of 500") == 0);
  g_assert_false (is_enabled (window, "sample-next"));
  window_activate (window, "sample", "t", (guint64) 123456);
  assert_state (window, "sample", "499");

  /* Each set keeps its place. */
  window_activate (window, "sample-set", "s", "test");
  WAIT_UNTIL (g_str_has_prefix (get_text (window, "place"), "No. 1 of "));
  window_activate (window, "sample-set", "s", "validation");
  assert_state (window, "sample-set", "'test'");
  window_activate (window, "sample-set", "s", "training");
  assert_state (window, "sample", "499");

  /* Fewer images: the last of them. */
  window_activate (window, "subset", "t", (guint64) 100);
  WAIT_UNTIL (window_is (window, "ready") &&
              strcmp (get_text (window, "place"), "No. 100 of 100") == 0);
  assert_state (window, "sample", "99");
}

static void
test_random (WindowFixture *window, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *before = window_get_state (window, "sample");
      g_autofree char *after = NULL;

      window_activate (window, "sample-random", NULL);
      after = window_get_state (window, "sample");
      g_assert_cmpstr (before, !=, after);
    }
}

/* From elsewhere in the window: the pane opens. While it is closed, nothing of it is drawn. */
static void
test_show_test_image (WindowFixture *window, gconstpointer data)
{
  GtkWidget *image = find (window, "image");

  window_activate (window, "sample-set", "s", "training");
  window_activate (window, "show-sample", NULL);
  WAIT_UNTIL (!gtk_widget_get_mapped (image));
  window_activate (window, "show-test-image", "t", (guint64) 41);
  WAIT_UNTIL (gtk_widget_get_mapped (image) &&
              g_str_has_prefix (get_text (window, "place"), "No. 42 of "));
  assert_state (window, "sample-set", "'test'");
  g_assert_true (get_shown (window)->shown_is_test);
}

static void
test_verdict (WindowFixture *window, gconstpointer data)
{
  const DhSnapshot *run;
  guint right = 0;

  window_run_to (window, 50);
  for (guint i = 0; i < 20; i++)
    {
      int predicted;
      g_autofree char *name = NULL;

      window_activate (window, "sample", "t", (guint64) i);
      WAIT_UNTIL (get_shown (window)->shown_position == i && get_shown (window)->step == 50);
      run = get_shown (window);
      predicted = dh_sample_get_predicted (&run->shown, run->n_classes);
      name = g_strdup_printf ("%d", predicted);
      g_assert_cmpstr (get_text (window, "predicted"), ==, name);
      g_assert_cmpstr (get_text (window, "verdict"), ==,
                       predicted == (int) run->shown.label ? "Right" : "Wrong");
      g_assert_nonnull (strstr (get_text (window, "sureness"), "% sure"));
      right += predicted == (int) run->shown.label;
    }
  g_assert_cmpuint (right, >, 10);
  g_assert_cmpuint (right, <, 21);
}

static void
write_set (IdxFiles *files, gboolean with_test)
{
  const guint32 dimensions[] = { 20, 8, 8 };
  g_autoptr (GByteArray) images = idx_bytes (3, dimensions, 251);
  g_autoptr (GByteArray) labels = idx_bytes (1, dimensions, 10);

  g_free (idx_files_write (files, "train-images-idx3-ubyte", images->data, images->len));
  g_free (idx_files_write (files, "train-labels-idx1-ubyte", labels->data, labels->len));
  if (!with_test)
    return;
  g_free (idx_files_write (files, "t10k-images-idx3-ubyte", images->data, images->len));
  g_free (idx_files_write (files, "t10k-labels-idx1-ubyte", labels->data, labels->len));
}

static void
open_set (WindowFixture *window, const char *path)
{
  guint64 run = window_get_count (window, "run");

  window_activate (window, "open", "s", path);
  WAIT_UNTIL (window_get_count (window, "run") > run && window_is (window, "ready"));
}

static void
test_no_test_set (WindowFixture *window, gconstpointer data)
{
  GtkWidget *choice = find (window, "test_set");
  IdxFiles files, tested;

  idx_files_set_up (&files, NULL);
  idx_files_set_up (&tested, NULL);
  write_set (&files, FALSE);
  write_set (&tested, TRUE);
  open_set (window, files.folder);
  WAIT_UNTIL (!gtk_widget_get_sensitive (choice));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (choice), ==, "These data have no test images");
  assert_state (window, "sample-set", "'training'");
  window_activate (window, "sample-set", "s", "test");
  assert_state (window, "sample-set", "'training'");
  g_assert_false (is_enabled (window, "show-test-image"));
  g_assert_true (g_str_has_prefix (get_text (window, "place"), "No. 1 of "));

  /* What was chosen holds again where it can. */
  open_set (window, tested.folder);
  WAIT_UNTIL (gtk_widget_get_sensitive (choice));
  assert_state (window, "sample-set", "'test'");
  WAIT_UNTIL (get_shown (window)->shown_is_test);
  idx_files_tear_down (&tested, NULL);
  idx_files_tear_down (&files, NULL);
}

static void
test_empty (WindowFixture *window, gconstpointer data)
{
  GtkWidget *other = gtk_window_new ();
  GtkWidget *pane = g_object_new (DH_TYPE_SAMPLE_PANE, NULL);
  g_autoptr (DhSnapshot) nothing = dh_snapshot_new ();
  GtkStack *stack = GTK_STACK (window_find_in (pane, "stack"));

  dh_page_show (DH_PAGE (pane), nothing);
  gtk_window_set_child (GTK_WINDOW (other), pane);
  gtk_window_present (GTK_WINDOW (other));
  WAIT_UNTIL (gtk_widget_get_mapped (pane));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  gtk_window_destroy (GTK_WINDOW (other));
}

/* The keys of a view, as its controller gets them. */
static gboolean
press (DhFigureView *view, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (view));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &handled);
    }
  return handled;
}

static DhLoupe
get_loupe (DhFigureView *view)
{
  return dh_figure_view_get_model (view).pixels.loupe;
}

static void
test_loupe (WindowFixture *window, gconstpointer data)
{
  DhFigureView *view = DH_FIGURE_VIEW (find (window, "image"));
  DhPick pick = { DH_PICK_PIXEL, 5, 6, 0 };
  DhPick none = { DH_PICK_NONE };

  WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (view)));
  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (view)));
  g_assert_false (press (view, GDK_KEY_Escape, 0));
  g_signal_emit_by_name (view, "picked", &pick);
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (view)));
  g_assert_true (press (view, GDK_KEY_Right, 0));
  g_assert_cmpuint (get_loupe (view).row, ==, 14);
  g_assert_cmpuint (get_loupe (view).column, ==, 14);
  press (view, GDK_KEY_Right, 0);
  press (view, GDK_KEY_Up, GDK_CONTROL_MASK);
  g_assert_cmpuint (get_loupe (view).row, ==, 9);
  g_assert_cmpuint (get_loupe (view).column, ==, 15);
  g_assert_false (press (view, GDK_KEY_Right, GDK_ALT_MASK));
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") == 0)
    {
      DhFigureModel model = dh_figure_view_get_model (view);
      g_autofree char *words =
          dh_figure_view_get_figure (view)->describe (&model, 280, 310, -1, -1);

      g_assert_true (g_str_has_prefix (words, "Row 9, column 15: raw "));
      gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
    }
  g_assert_true (press (view, GDK_KEY_Escape, 0));
  g_assert_false (get_loupe (view).on);
  g_signal_emit_by_name (view, "pointed", &pick);
  g_assert_true (get_loupe (view).on);
  g_assert_cmpuint (get_loupe (view).column, ==, 6);
  g_signal_emit_by_name (view, "pointed", &none);
  g_assert_false (get_loupe (view).on);
}

static void
test_values (WindowFixture *window, gconstpointer data)
{
  DhFigureView *samples =
      dh_figure_card_get_view (DH_FIGURE_CARD (window_find (window, "samples")));
  DhFigureView *image = DH_FIGURE_VIEW (find (window, "image"));

  window_activate (window, "pixel-values", "s", "standardised");
  g_assert_true (dh_figure_view_get_model (samples).pixels.standardised);
  g_assert_true (dh_figure_view_get_model (image).pixels.standardised);
  window_activate (window, "pixel-values", "s", "octal");
  assert_state (window, "pixel-values", "'standardised'");
  window_activate (window, "pixel-values", "s", "raw");
  g_assert_false (dh_figure_view_get_model (samples).pixels.standardised);
  window_activate (window, "show-values", NULL);
  assert_state (window, "show-values", "false");
  g_assert_true (dh_figure_view_get_model (samples).pixels.hide_values);
}

static void
test_large_sample (WindowFixture *window, gconstpointer data)
{
  GtkWidget *samples = window_find (window, "samples");
  GtkWidget *pixels = window_find (window, "pixels");

  window_activate (window, "page", "s", "digits");
  WAIT_UNTIL (gtk_widget_get_mapped (samples));
  window_activate (window, "digit", "s", "sample");
  WAIT_UNTIL (gtk_widget_get_mapped (pixels) && !gtk_widget_get_mapped (samples));
  assert_state (window, "digit", "'sample'");
  window_activate (window, "digit", "s", "3");
  WAIT_UNTIL (gtk_widget_get_mapped (samples));
  g_assert_cmpint (
      dh_figure_view_get_model (dh_figure_card_get_view (DH_FIGURE_CARD (samples))).focus, ==, 3);
}

/* Where three digits have no room for their numbers, a click shows one of them large; where it has
 * them already, a click leaves it as it is. */
static void
test_choose_digit (WindowFixture *window, gconstpointer data)
{
  DhFigureView *samples =
      dh_figure_card_get_view (DH_FIGURE_CARD (window_find (window, "samples")));
  DhPick pick = { DH_PICK_PIXEL, 14, 14, 1 };

  gtk_window_set_default_size (GTK_WINDOW (window->window), 900, 600);
  window_activate (window, "page", "s", "digits");
  WAIT_UNTIL (gtk_widget_get_mapped (GTK_WIDGET (samples)) &&
              gtk_widget_get_width (GTK_WIDGET (samples)) < 700);
  assert_state (window, "digit", "'all'");
  g_signal_emit_by_name (samples, "picked", &pick);
  assert_state (window, "digit", "'2'");
  pick.value = 2;
  g_signal_emit_by_name (samples, "picked", &pick);
  assert_state (window, "digit", "'2'");
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window/sample/order", test_order);
  window_tests_add ("/window/sample/choose-digit", test_choose_digit);
  window_tests_add ("/window/sample/random", test_random);
  window_tests_add ("/window/sample/show-test-image", test_show_test_image);
  window_tests_add ("/window/sample/verdict", test_verdict);
  window_tests_add ("/window/sample/no-test-set", test_no_test_set);
  window_tests_add ("/window/sample/empty", test_empty);
  window_tests_add ("/window/sample/loupe", test_loupe);
  window_tests_add ("/window/sample/values", test_values);
  window_tests_add ("/window/sample/large", test_large_sample);
  return g_test_run ();
}
