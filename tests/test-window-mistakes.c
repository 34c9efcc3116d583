// The page of mistakes: its figures, its buttons, its actions, its keys.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "app/card-pair.h"
#include "app/figure-card.h"
#include "figures/mistakes-list.h"
#include "window-fixture.h"

static GtkWidget *
find (WindowFixture *window, const char *id)
{
  return window_find_in (window_find (window, "mistakes"), id);
}

static DhFigureView *
find_view (WindowFixture *window, const char *id)
{
  return dh_figure_card_get_view (DH_FIGURE_CARD (find (window, id)));
}

static DhMistakesChoices
get_choices (WindowFixture *window, const char *id)
{
  return dh_figure_view_get_model (find_view (window, id)).mistakes;
}

static const DhReading *
get_reading (WindowFixture *window)
{
  return dh_figure_view_get_model (find_view (window, "confusion")).runs[0]->reading;
}

static void
show_page (WindowFixture *window)
{
  window_activate (window, "page", "s", "mistakes");
  window_run_to (window, 5);
  WAIT_UNTIL (get_reading (window) != NULL && get_reading (window)->step == 5);
  gtk_test_widget_wait_for_draw (window->window);
}

static void
assert_state (WindowFixture *window, const char *action, const char *expected)
{
  g_autofree char *state = window_get_state (window, action);

  g_assert_cmpstr (state, ==, expected);
}

static guint
get_badge (WindowFixture *window)
{
  AdwViewStack *stack = ADW_VIEW_STACK (window_find (window, "pages"));

  return adw_view_stack_page_get_badge_number (
      adw_view_stack_get_page (stack, window_find (window, "mistakes")));
}

static guint
count_mistakes (WindowFixture *window)
{
  const DhReading *reading = get_reading (window);

  return reading->n - dh_reading_count_right (reading);
}

/* One count for the badge, the words and the status. */
static void
test_counts (WindowFixture *window, gconstpointer data)
{
  DhFigureView *view = find_view (window, "misread");
  g_autofree char *words = NULL;
  g_autofree char *start = NULL;
  guint n;

  show_page (window);
  n = count_mistakes (window);
  WAIT_UNTIL (get_badge (window) == n);
  g_assert_cmpfloat (window_get_real (window, "test-accuracy"), ==, (2000.0 - n) / 2000);
  {
    DhFigureModel model = dh_figure_view_get_model (view);

    words = dh_figure_view_get_figure (view)->describe (&model, 700, 400, -1, -1);
  }
  start = g_strdup_printf ("Misread images: %u of 2\u2009000 test images at step 5", n);
  g_assert_true (g_str_has_prefix (words, start));
}

static void
test_percent (WindowFixture *window, gconstpointer data)
{
  GtkWidget *percent;

  show_page (window);
  percent = window_find_button (window_find (window, "mistakes"), "Percent");
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (percent)));
  g_signal_emit_by_name (percent, "clicked");
  assert_state (window, "confusion", "'percent'");
  g_assert_true (get_choices (window, "confusion").percent);
  window_activate (window, "confusion", "s", "shares");
  assert_state (window, "confusion", "'percent'");
  window_activate (window, "confusion", "s", "counts");
  g_assert_false (get_choices (window, "confusion").percent);
}

static void
test_cell (WindowFixture *window, gconstpointer data)
{
  static const char *const wrong[] = { "4", "4,", "4,9,1", "10,1", "-1,2", "any,any", "x,1", "" };
  static const char *const right[] = { "4,9", "any,9", "4,any", "3,3" };

  show_page (window);
  g_assert_false (gtk_widget_get_sensitive (find (window, "show_all")));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    window_activate (window, "mistakes-cell", "s", wrong[i]);
  assert_state (window, "mistakes-cell", "'all'");
  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_autofree char *state = g_strdup_printf ("'%s'", right[i]);

      window_activate (window, "mistakes-cell", "s", right[i]);
      assert_state (window, "mistakes-cell", state);
    }
  g_assert_true (get_choices (window, "misread").has_cell);
  g_assert_cmpint (get_choices (window, "misread").label, ==, 3);
  g_assert_cmpint (get_choices (window, "confusion").predicted, ==, 3);
  g_assert_true (gtk_widget_get_sensitive (find (window, "show_all")));
  gtk_widget_grab_focus (find (window, "show_all"));
  g_signal_emit_by_name (find (window, "show_all"), "clicked");
  assert_state (window, "mistakes-cell", "'all'");
  g_assert_false (get_choices (window, "misread").has_cell);
  g_assert_false (gtk_widget_get_sensitive (find (window, "show_all")));
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (find_view (window, "misread"))));
}

static void
test_pages (WindowFixture *window, gconstpointer data)
{
  gint32 n;

  show_page (window);
  n = (gint32) ((count_mistakes (window) + DH_MISTAKES_PER_PAGE - 1) / DH_MISTAKES_PER_PAGE);
  g_assert_cmpint (n, >, 2);
  g_assert_false (gtk_widget_get_sensitive (find (window, "previous")));
  g_signal_emit_by_name (find (window, "next"), "clicked");
  assert_state (window, "mistakes-page", "2");
  g_assert_cmpuint (get_choices (window, "misread").page, ==, 1);
  g_assert_true (gtk_widget_get_sensitive (find (window, "previous")));
  window_activate (window, "mistakes-page", "i", n);
  g_assert_false (gtk_widget_get_sensitive (find (window, "next")));
  window_activate (window, "mistakes-page", "i", n + 1);
  window_activate (window, "mistakes-page", "i", 0);
  g_assert_cmpuint (get_choices (window, "misread").page, ==, (guint) n - 1);

  /* Where there is less to show, the last page. */
  window_run_to (window, 300);
  WAIT_UNTIL (get_reading (window)->step == 300);
  WAIT_UNTIL (get_choices (window, "misread").page ==
              (count_mistakes (window) - 1) / DH_MISTAKES_PER_PAGE);
  window_activate (window, "mistakes-cell", "s", "any,9");
  assert_state (window, "mistakes-page", "1");
}

/* The image that was picked is the one that is looked at closely, and is marked in the list. */
static void
test_show_image (WindowFixture *window, gconstpointer data)
{
  DhFigureView *view = find_view (window, "misread");
  g_autofree guint32 *list = NULL;
  DhMistakesChoices none = { 0 };
  DhPick image = { DH_PICK_IMAGE };
  GtkAdjustment *adjustment;

  show_page (window);
  list = dh_mistakes_list (get_reading (window), &none);
  image.a = (int) list[7];
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (
      gtk_widget_get_ancestor (GTK_WIDGET (view), GTK_TYPE_SCROLLED_WINDOW)));
  gtk_adjustment_set_value (adjustment, 60);
  g_signal_emit_by_name (view, "picked", &image);
  WAIT_UNTIL (dh_figure_view_get_model (view).runs[0]->shown_is_test &&
              dh_figure_view_get_model (view).runs[0]->shown_position == list[7]);
  assert_state (window, "show-sample", "true");
  /* The keys go on from there, and nothing has jumped. */
  g_assert_true (gtk_widget_is_focus (GTK_WIDGET (view)));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 60);
}

static void
remember (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  *(guint64 *) data = g_variant_get_uint64 (parameter);
}

/* Replaces the window's own, if it has one. */
static void
watch_test_image (WindowFixture *window, guint64 *image)
{
  g_autoptr (GSimpleAction) action =
      g_simple_action_new ("show-test-image", G_VARIANT_TYPE_UINT64);

  g_signal_connect (action, "activate", G_CALLBACK (remember), image);
  g_action_map_add_action (G_ACTION_MAP (window->window), G_ACTION (action));
}

static void
test_picks (WindowFixture *window, gconstpointer data)
{
  DhPick cell = { DH_PICK_CELL, 4, 9, 0 };
  DhPick image = { DH_PICK_IMAGE, 17, 0, 0 };
  DhPick nothing = { DH_PICK_NONE };
  guint64 shown = 0;

  show_page (window);
  watch_test_image (window, &shown);
  g_signal_emit_by_name (find_view (window, "confusion"), "picked", &cell);
  assert_state (window, "mistakes-cell", "'4,9'");
  g_signal_emit_by_name (find_view (window, "confusion"), "picked", &cell);
  assert_state (window, "mistakes-cell", "'all'");
  g_signal_emit_by_name (find_view (window, "misread"), "picked", &image);
  g_assert_cmpuint (shown, ==, 17);

  g_signal_emit_by_name (find_view (window, "confusion"), "pointed", &cell);
  g_assert_true (get_choices (window, "confusion").has_pointed);
  g_assert_cmpint (get_choices (window, "confusion").pointed_predicted, ==, 9);
  g_signal_emit_by_name (find_view (window, "confusion"), "pointed", &nothing);
  g_assert_false (get_choices (window, "confusion").has_pointed);
}

/* As the keyboard does, where no window manager gives the window the focus. */
static void
press (DhFigureView *view, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0u, 0, &handled);
    }
}

static void
test_keys (WindowFixture *window, gconstpointer data)
{
  DhFigureView *confusion = find_view (window, "confusion");
  DhFigureView *misread = find_view (window, "misread");
  GtkAdjustment *adjustment;
  g_autofree guint32 *list = NULL;
  DhMistakesChoices none = { 0 };
  guint64 shown = 0;

  show_page (window);
  watch_test_image (window, &shown);
  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (confusion)));
  press (confusion, GDK_KEY_Return);
  assert_state (window, "mistakes-cell", "'all'");
  press (confusion, GDK_KEY_Right);
  press (confusion, GDK_KEY_Right);
  press (confusion, GDK_KEY_Down);
  press (confusion, GDK_KEY_Return);
  assert_state (window, "mistakes-cell", "'1,1'");
  press (confusion, GDK_KEY_space);
  assert_state (window, "mistakes-cell", "'all'");
  press (confusion, GDK_KEY_Left);
  press (confusion, GDK_KEY_Left);
  press (confusion, GDK_KEY_Return);
  assert_state (window, "mistakes-cell", "'1,any'");
  window_activate (window, "mistakes-cell", "s", "all");

  list = dh_mistakes_list (get_reading (window), &none);
  press (misread, GDK_KEY_Right);
  press (misread, GDK_KEY_Right);
  press (misread, GDK_KEY_Return);
  g_assert_cmpuint (shown, ==, list[1]);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (
      gtk_widget_get_ancestor (GTK_WIDGET (misread), GTK_TYPE_SCROLLED_WINDOW)));
  for (guint i = 0; i < 20; i++)
    press (misread, GDK_KEY_Down);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 100);
}

/* While it is hidden, the badge still counts, once anything has been learned. */
static void
test_hidden (WindowFixture *window, gconstpointer data)
{
  WAIT_UNTIL (get_reading (window) != NULL && count_mistakes (window) > 0);
  g_assert_cmpuint (get_badge (window), ==, 0);
  window_run_to (window, 100);
  WAIT_UNTIL (get_reading (window)->step == 100);
  WAIT_UNTIL (get_badge (window) == count_mistakes (window));
  g_assert_cmpuint (get_badge (window), <, 1500);
}

static void
test_card_pair (WindowFixture *window, gconstpointer data)
{
  GtkWidget *pair;
  GtkWidget *first = find (window, "confusion");
  GtkWidget *second = find (window, "misread");
  graphene_rect_t a, b;
  int narrow, wide;

  show_page (window);
  pair = gtk_widget_get_ancestor (first, DH_TYPE_CARD_PAIR);
  gtk_widget_measure (pair, GTK_ORIENTATION_VERTICAL, 700, &narrow, NULL, NULL, NULL);
  gtk_widget_measure (pair, GTK_ORIENTATION_VERTICAL, 1400, &wide, NULL, NULL, NULL);
  g_assert_cmpint (narrow, >, wide);
  g_object_set (pair, "wide-from", 10000, NULL);
  gtk_test_widget_wait_for_draw (window->window);
  g_assert_true (gtk_widget_compute_bounds (first, pair, &a));
  g_assert_true (gtk_widget_compute_bounds (second, pair, &b));
  g_assert_cmpfloat (a.size.width, ==, b.size.width);
  g_assert_cmpfloat (b.origin.y, >=, a.origin.y + a.size.height);
  g_object_set (pair, "wide-from", 10, NULL);
  gtk_test_widget_wait_for_draw (window->window);
  g_assert_true (gtk_widget_compute_bounds (first, pair, &a));
  g_assert_true (gtk_widget_compute_bounds (second, pair, &b));
  g_assert_cmpfloat (b.origin.y, ==, a.origin.y);
  g_assert_cmpfloat (b.origin.x, >=, a.origin.x + a.size.width);
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window-mistakes/counts", test_counts);
  window_tests_add ("/window-mistakes/percent", test_percent);
  window_tests_add ("/window-mistakes/cell", test_cell);
  window_tests_add ("/window-mistakes/pages", test_pages);
  window_tests_add ("/window-mistakes/picks", test_picks);
  window_tests_add ("/window-mistakes/show-image", test_show_image);
  window_tests_add ("/window-mistakes/keys", test_keys);
  window_tests_add ("/window-mistakes/hidden", test_hidden);
  window_tests_add ("/window-mistakes/card-pair", test_card_pair);
  return g_test_run ();
}
