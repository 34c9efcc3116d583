// Charts in the window: what they share, by actions, wheel and keys.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "app/chart-gestures.h"
#include "app/chart-keys.h"
#include "app/chart-view.h"
#include "app/figure-card.h"
#include "window-fixture.h"

static DhFigureView *
find_view (WindowFixture *window, const char *id)
{
  return dh_figure_card_get_view (DH_FIGURE_CARD (window_find (window, id)));
}

static DhChartChoices
get_choices (WindowFixture *window, const char *id)
{
  return dh_figure_view_get_model (find_view (window, id)).chart;
}

static void
assert_state (WindowFixture *window, const char *action, const char *expected)
{
  g_autofree char *state = window_get_state (window, action);

  g_assert_cmpstr (state, ==, expected);
}

/* What the actions choose, they show as their state, and anything else changes nothing. */
static void
test_actions (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    const char *action;
    const char *choice;
    const char *state;
  } cases[] = {
    { "chart", "both", "'both'" },       { "chart", "bars", "'both'" },
    { "x-unit", "epochs", "'epochs'" },  { "x-unit", "weeks", "'epochs'" },
    { "x-scale", "log", "'log'" },       { "x-scale", "cubic", "'log'" },
    { "range", "follow", "'follow'" },   { "range", "far", "'follow'" },
    { "range", "locked", "'locked'" },   { "range", "fit", "'fit'" },
  };

  window_run_to (window, 50);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      window_activate (window, cases[i].action, "s", cases[i].choice);
      assert_state (window, cases[i].action, cases[i].state);
    }
  window_activate (window, "smoothing", "d", 0.9);
  window_activate (window, "smoothing", "d", 1.0);
  window_activate (window, "smoothing", "d", NAN);
  assert_state (window, "smoothing", "0.90000000000000002");
  for (guint i = 0; i < 2; i++)
    {
      DhChartChoices choices = get_choices (window, i == 0 ? "loss" : "accuracy");

      g_assert_cmpint (choices.unit, ==, DH_CHART_EPOCHS);
      g_assert_true (choices.log_x);
      g_assert_cmpfloat (choices.smoothing, ==, 0.9);
    }
}

static void
test_cards (WindowFixture *window, gconstpointer data)
{
  GtkWidget *loss = window_find (window, "loss");
  GtkWidget *accuracy = window_find (window, "accuracy");

  g_assert_true (gtk_widget_get_visible (loss) && !gtk_widget_get_visible (accuracy));
  window_activate (window, "chart", "s", "accuracy");
  WAIT_UNTIL (gtk_widget_get_mapped (accuracy) && !gtk_widget_get_mapped (loss));
  window_activate (window, "chart", "s", "both");
  WAIT_UNTIL (gtk_widget_get_mapped (accuracy) && gtk_widget_get_mapped (loss));
  /* One of the two has the choice between them. */
  g_assert_nonnull (window_find_button (loss, "Both"));
  g_assert_false (gtk_widget_get_mapped (window_find_button (accuracy, "Both")));
}

/* The cursor is one in all charts, and moves from measurement to measurement. */
static void
test_cursor (WindowFixture *window, gconstpointer data)
{
  DhFigureView *loss = find_view (window, "loss");
  g_autofree char *words = NULL;
  DhFigureModel model;

  window_run_to (window, 100);
  window_activate (window, "cursor", "d", 44.0);
  g_assert_cmpfloat (get_choices (window, "accuracy").cursor, ==, 44);
  g_assert_true (dh_chart_keys_press (loss, GDK_KEY_Right, 0));
  g_assert_cmpfloat (get_choices (window, "accuracy").cursor, ==, 45);
  g_assert_true (dh_chart_keys_press (loss, GDK_KEY_Left, GDK_CONTROL_MASK));
  g_assert_cmpfloat (get_choices (window, "loss").cursor, ==, 35);
  g_assert_true (dh_chart_keys_press (loss, GDK_KEY_Home, 0));
  g_assert_cmpfloat (get_choices (window, "loss").cursor, ==, 0);
  g_assert_true (dh_chart_keys_press (loss, GDK_KEY_End, 0));
  g_assert_cmpfloat (get_choices (window, "loss").cursor, ==, 100);
  model = dh_figure_view_get_model (loss);
  words = dh_figure_view_get_figure (loss)->describe (&model, 0, 0, -1, -1);
  g_assert_true (g_str_has_prefix (words, "Step 100: training loss "));
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") == 0)
    gtk_test_accessible_assert_property (loss, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
  g_assert_true (dh_chart_keys_press (loss, GDK_KEY_Escape, 0));
  g_assert_false (get_choices (window, "accuracy").has_cursor);
  /* With nothing to remove, the key is somebody else's. */
  g_assert_false (dh_chart_keys_press (loss, GDK_KEY_Escape, 0));
  g_assert_false (dh_chart_keys_press (loss, GDK_KEY_a, 0));
}

/* The pointer's cursor comes with it and goes with it. */
static void
test_pointer (WindowFixture *window, gconstpointer data)
{
  DhFigureView *loss = find_view (window, "loss");
  DhPick pick = { .kind = DH_PICK_STEP, .value = 20 };

  window_run_to (window, 100);
  g_signal_emit_by_name (loss, "pointed", &pick);
  g_assert_cmpfloat (get_choices (window, "accuracy").cursor, ==, 20);
  g_assert_true (get_choices (window, "accuracy").has_cursor);
  pick.kind = DH_PICK_NONE;
  g_signal_emit_by_name (loss, "pointed", &pick);
  g_assert_false (get_choices (window, "accuracy").has_cursor);
}

static void
test_wheel (WindowFixture *window, gconstpointer data)
{
  DhFigureView *loss = find_view (window, "loss");
  DhChartChoices choices;

  window_run_to (window, 200);
  gtk_test_widget_wait_for_draw (window->window);
  g_assert_true (dh_chart_gestures_turn_wheel (loss, 300, 100, 0, -3, GDK_CONTROL_MASK));
  assert_state (window, "range", "'locked'");
  choices = get_choices (window, "accuracy");
  g_assert_cmpint (choices.mode, ==, DH_CHART_LOCKED);
  g_assert_cmpfloat (choices.to - choices.from, <, 150);
  g_assert_cmpfloat (choices.high, ==, 0);
  /* The values of the loss are its own. */
  dh_chart_gestures_turn_wheel (loss, 300, 100, 0, -3, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_cmpfloat (get_choices (window, "loss").high, >, 0);
  g_assert_cmpfloat (get_choices (window, "accuracy").high, ==, 0);
  g_assert_true (dh_chart_gestures_turn_wheel (loss, 300, 100, 0, -1, GDK_SHIFT_MASK));
  g_assert_cmpfloat (get_choices (window, "loss").from, <, choices.from);
  dh_chart_keys_press (loss, GDK_KEY_0, 0);
  assert_state (window, "range", "'fit'");
  g_assert_cmpfloat (get_choices (window, "loss").high, ==, 0);
  g_assert_false (dh_chart_gestures_turn_wheel (loss, 300, 100, 0, -1, GDK_SHIFT_MASK));
}

/* The wheel alone scrolls a page that can be scrolled. */
static void
test_wheel_alone (WindowFixture *window, gconstpointer data)
{
  DhFigureView *loss = find_view (window, "loss");
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (loss), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page));

  window_run_to (window, 100);
  gtk_test_widget_wait_for_draw (window->window);
  gtk_adjustment_set_upper (adjustment, gtk_adjustment_get_page_size (adjustment));
  g_assert_true (dh_chart_gestures_turn_wheel (loss, 300, 100, 0, -1, 0));
  assert_state (window, "range", "'locked'");
  gtk_adjustment_set_upper (adjustment, gtk_adjustment_get_page_size (adjustment) + 100);
  g_assert_false (dh_chart_gestures_turn_wheel (loss, 300, 100, 0, -1, 0));
}

static void
test_keys (WindowFixture *window, gconstpointer data)
{
  DhFigureView *loss = find_view (window, "loss");
  DhChartChoices choices;
  DhChartLayout before;

  window_run_to (window, 200);
  gtk_test_widget_wait_for_draw (window->window);
  window_activate (window, "cursor", "d", 100.0);
  g_assert_true (dh_chart_keys_press (loss, GDK_KEY_plus, 0));
  choices = get_choices (window, "loss");
  g_assert_cmpfloat (choices.from, <, 100);
  g_assert_cmpfloat (choices.to, >, 100);
  /* The cursor stays in sight. */
  dh_chart_keys_press (loss, GDK_KEY_Home, 0);
  g_assert_cmpfloat (get_choices (window, "loss").from, ==, 0);
  dh_chart_keys_press (loss, GDK_KEY_minus, 0);
  assert_state (window, "range", "'fit'");
  dh_chart_view_get_layout (loss, &before);
  g_assert_false (dh_chart_keys_press (loss, GDK_KEY_Up, 0));
  g_assert_true (dh_chart_keys_press (loss, GDK_KEY_Up, GDK_CONTROL_MASK));
  choices = get_choices (window, "loss");
  g_assert_cmpfloat (choices.low, >, before.y.low);
  g_assert_cmpfloat (choices.high, <, before.y.high);
  g_assert_true (dh_chart_keys_press (loss, GDK_KEY_0, 0));
  gtk_widget_grab_focus (GTK_WIDGET (loss));
  g_assert_true (gtk_widget_has_focus (GTK_WIDGET (loss)));
}

/* The window follows a run that goes on, and keeps what was locked. */
static void
test_ranges (WindowFixture *window, gconstpointer data)
{
  DhChartLayout layout;

  window_run_to (window, 300);
  window_activate (window, "range", "s", "follow");
  window_run_to (window, 400);
  dh_chart_view_get_layout (find_view (window, "loss"), &layout);
  g_assert_cmpfloat (layout.x.high, ==, 400);
  g_assert_cmpfloat (layout.x.low, ==, 300);
  window_activate (window, "show-steps", "(tt)", (guint64) 20, (guint64) 60);
  assert_state (window, "range", "'locked'");
  window_run_to (window, 500);
  dh_chart_view_get_layout (find_view (window, "accuracy"), &layout);
  g_assert_cmpfloat (layout.x.low, ==, 20);
  g_assert_cmpfloat (layout.x.high, ==, 60);
  window_activate (window, "range", "s", "fit");
  dh_chart_view_get_layout (find_view (window, "accuracy"), &layout);
  g_assert_cmpfloat (layout.x.high, ==, 500);
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window/charts/actions", test_actions);
  window_tests_add ("/window/charts/cards", test_cards);
  window_tests_add ("/window/charts/cursor", test_cursor);
  window_tests_add ("/window/charts/pointer", test_pointer);
  window_tests_add ("/window/charts/wheel", test_wheel);
  window_tests_add ("/window/charts/wheel-alone", test_wheel_alone);
  window_tests_add ("/window/charts/keys", test_keys);
  window_tests_add ("/window/charts/ranges", test_ranges);
  return g_test_run ();
}
