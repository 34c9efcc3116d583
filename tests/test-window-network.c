// The drawn network of the settings pane: its layers are chosen, changed, added and removed there.
// SPDX-License-Identifier: MIT

#include "app/figure-view.h"
#include "app/layer-popover.h"
#include "app/network-card.h"
#include "pane-rows.h"

static DhFigureView *
find_drawing (WindowFixture *window)
{
  g_autoptr (GPtrArray) views = window_list (find_row (window, "network"), DH_TYPE_FIGURE_VIEW);

  g_assert_cmpuint (views->len, ==, 1);
  return views->pdata[0];
}

static GtkWidget *
find_popover (WindowFixture *window)
{
  g_autoptr (GPtrArray) popovers =
      window_list (find_row (window, "network"), DH_TYPE_LAYER_POPOVER);

  g_assert_cmpuint (popovers->len, ==, 1);
  return popovers->pdata[0];
}

static GtkWidget *
find_part (WindowFixture *window, const char *id)
{
  return window_find_in (find_popover (window), id);
}

static const char *
get_heading (WindowFixture *window)
{
  return gtk_label_get_text (GTK_LABEL (find_part (window, "heading")));
}

/* Any of the card's network is of the settings' layers. */
static void
set_hidden (WindowFixture *window, const char *hidden, guint n_tensors)
{
  window_activate (window, "hidden", "s", hidden);
  await_ready (window);
  g_assert_cmpuint (dh_figure_view_get_model (find_drawing (window)).runs[0]->n_tensors, ==,
                    n_tensors);
}

static void
click (WindowFixture *window, int layer, gboolean after)
{
  DhPick pick = { .kind = DH_PICK_LAYER, .a = layer, .b = after };

  gtk_test_widget_wait_for_draw (window->window);
  g_signal_emit_by_name (find_drawing (window), "picked", &pick);
}

/* Before the window goes: for a while GTK asks, for a tooltip, where on a popover the pointer is.
 */
static void
close_popover (WindowFixture *window)
{
  gtk_popover_popdown (GTK_POPOVER (find_popover (window)));
  gtk_test_widget_wait_for_draw (window->window);
}

static void
press (WindowFixture *window, guint key)
{
  g_autoptr (GListModel) controllers =
      gtk_widget_observe_controllers (find_row (window, "network"));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &handled);
    }
  g_assert_true (handled);
}

static void
assert_hidden (WindowFixture *window, const char *expected)
{
  g_autofree char *state = window_get_state (window, "hidden");

  g_assert_cmpstr (state, ==, expected);
}

static void
test_units (WindowFixture *window, gconstpointer data)
{
  GtkSpinButton *units = GTK_SPIN_BUTTON (find_part (window, "units"));

  set_hidden (window, "8,4", 6);
  click (window, 2, FALSE);
  g_assert_true (gtk_widget_get_visible (find_popover (window)));
  g_assert_cmpstr (get_heading (window), ==, "Hidden Layer 2");
  g_assert_cmpint (gtk_spin_button_get_value_as_int (units), ==, 4);
  gtk_spin_button_set_value (units, 6);
  assert_hidden (window, "'8,6'");
  g_assert_true (gtk_widget_get_visible (find_popover (window)));
  await_ready (window);
  /* Elsewhere, while it is open. */
  window_activate (window, "hidden", "s", "8,9");
  g_assert_cmpint (gtk_spin_button_get_value_as_int (units), ==, 9);
  window_activate (window, "hidden", "s", "8");
  g_assert_false (gtk_widget_get_visible (find_popover (window)));
}

static void
test_add (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    int layer;
    gboolean after;
    const char *heading;
    const char *button;
    const char *hidden;
  } cases[] = {
    { 0, FALSE, "Input", "add", "'32,8,4'" },
    { 3, FALSE, "Output", "add", "'8,4,32'" },
    { 1, FALSE, "Hidden Layer 1", "add_before", "'32,8,4'" },
    { 1, FALSE, "Hidden Layer 1", "add_after", "'8,32,4'" },
    { 0, TRUE, "New Layer", "add", "'7,8,4'" },
    { 2, TRUE, "New Layer", "add", "'8,4,7'" },
    { 1, FALSE, "Hidden Layer 1", "remove", "'4'" },
    { 2, FALSE, "Hidden Layer 2", "remove", "'8'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *button = find_part (window, cases[i].button);

      set_hidden (window, "8,4", 6);
      click (window, cases[i].layer, cases[i].after);
      g_assert_cmpstr (get_heading (window), ==, cases[i].heading);
      g_assert_true (gtk_widget_get_visible (button));
      if (cases[i].after)
        gtk_spin_button_set_value (GTK_SPIN_BUTTON (find_part (window, "units")), 7);
      assert_hidden (window, "'8,4'");
      g_signal_emit_by_name (button, "clicked");
      assert_hidden (window, cases[i].hidden);
      g_assert_false (gtk_widget_get_visible (find_popover (window)));
    }
}

/* The words say where the sizes come from that cannot be changed here. */
static void
test_ends (WindowFixture *window, gconstpointer data)
{
  GtkLabel *explanation = GTK_LABEL (find_part (window, "explanation"));

  click (window, 0, FALSE);
  g_assert_nonnull (strstr (gtk_label_get_text (explanation), "28 × 28"));
  g_assert_false (gtk_widget_get_visible (find_part (window, "units_row")));
  g_assert_false (gtk_widget_get_visible (find_part (window, "remove")));
  click (window, 1, FALSE);
  g_assert_cmpstr (get_heading (window), ==, "Output");
  g_assert_nonnull (strstr (gtk_label_get_text (explanation), "10 units"));
  g_assert_false (gtk_widget_get_visible (find_part (window, "units_row")));
  close_popover (window);
}

static void
test_full (WindowFixture *window, gconstpointer data)
{
  static const char *const buttons[] = { "add", "add_before", "add_after" };

  set_hidden (window, "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1", 34);
  for (int layer = 0; layer < 18; layer++)
    for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
      {
        click (window, layer, FALSE);
        g_assert_false (gtk_widget_get_visible (find_part (window, buttons[i])));
      }
  click (window, 4, TRUE);
  g_assert_false (gtk_widget_get_visible (find_part (window, "add")));
  close_popover (window);
}

static DhNetworkChoices
get_mark (WindowFixture *window)
{
  return dh_figure_view_get_model (find_drawing (window)).network;
}

static void
test_keyboard (WindowFixture *window, gconstpointer data)
{
  GtkWidget *card = find_row (window, "network");

  set_hidden (window, "8,4", 6);
  gtk_test_widget_wait_for_draw (window->window);
  gtk_widget_grab_focus (card);
  gtk_widget_set_state_flags (card, GTK_STATE_FLAG_FOCUS_VISIBLE, FALSE);
  g_assert_cmpint (get_mark (window).mark, ==, DH_NETWORK_FOCUSED);
  g_assert_cmpuint (get_mark (window).layer, ==, 0);
  press (window, GDK_KEY_Left);
  g_assert_cmpuint (get_mark (window).layer, ==, 0);
  press (window, GDK_KEY_Right);
  press (window, GDK_KEY_Right);
  g_assert_cmpuint (get_mark (window).layer, ==, 2);
  press (window, GDK_KEY_Return);
  g_assert_true (gtk_widget_get_visible (find_popover (window)));
  g_assert_cmpstr (get_heading (window), ==, "Hidden Layer 2");
  close_popover (window);
  press (window, GDK_KEY_End);
  g_assert_cmpuint (get_mark (window).layer, ==, 3);
  press (window, GDK_KEY_Home);
  g_assert_cmpuint (get_mark (window).layer, ==, 0);
  gtk_widget_unset_state_flags (card, GTK_STATE_FLAG_FOCUS_VISIBLE);
  g_assert_cmpint (get_mark (window).mark, ==, DH_NETWORK_UNMARKED);
}

static gboolean
is_described (GtkWidget *card, const char *text)
{
  g_autofree char *other = gtk_test_accessible_check_property (
      GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text);

  return other == NULL;
}

/* What is said of the chosen layer is of the run there is. */
static void
test_description (WindowFixture *window, gconstpointer data)
{
  GtkWidget *card = find_row (window, "network");

  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "none") == 0)
    {
      g_test_skip ("GTK_A11Y=none: nothing is said");
      return;
    }
  set_hidden (window, "8,4", 6);
  g_assert_true (is_described (card, "Left and Right choose a layer, Return changes it"));
  gtk_test_widget_wait_for_draw (window->window);
  gtk_widget_grab_focus (card);
  press (window, GDK_KEY_Right);
  g_assert_true (is_described (card, "Hidden layer 1: 8 units, ReLU — click to change it"));
  set_hidden (window, "9,4", 6);
  WAIT_UNTIL (is_described (card, "Hidden layer 1: 9 units, ReLU — click to change it"));
}

static void
test_pointer (WindowFixture *window, gconstpointer data)
{
  DhPick pick = { .kind = DH_PICK_LAYER, .a = 1, .b = 0 };

  g_signal_emit_by_name (find_drawing (window), "pointed", &pick);
  g_assert_cmpint (get_mark (window).mark, ==, DH_NETWORK_POINTED);
  g_assert_cmpuint (get_mark (window).layer, ==, 1);
  pick = (DhPick) { .kind = DH_PICK_NONE };
  g_signal_emit_by_name (find_drawing (window), "pointed", &pick);
  g_assert_cmpint (get_mark (window).mark, ==, DH_NETWORK_UNMARKED);
}

/* All that is in the popover has the room it asks for. */
static void
test_room (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    int layer;
    gboolean after;
  } cases[] = { { 1, FALSE }, { 0, FALSE }, { 2, FALSE }, { 1, TRUE } };

  set_hidden (window, "8", 4);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *content = gtk_popover_get_child (GTK_POPOVER (find_popover (window)));
      int margins = gtk_widget_get_margin_top (content) + gtk_widget_get_margin_bottom (content);
      int least;

      click (window, cases[i].layer, cases[i].after);
      WAIT_UNTIL (gtk_widget_get_width (content) > 0);
      gtk_test_widget_wait_for_draw (window->window);
      gtk_widget_measure (content, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (content),
                          &least, NULL, NULL, NULL);
      g_assert_cmpint (gtk_widget_get_height (content) + margins, >=, least);
      close_popover (window);
    }
}

/* While it cannot be seen, it is not drawn; when it comes back, it is of the moment. */
static void
test_scrolled_away (WindowFixture *window, gconstpointer data)
{
  GtkWidget *pane =
      gtk_widget_get_ancestor (find_row (window, "network"), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *scroll;

  set_hidden (window, "8,4,3,2", 10);
  gtk_test_widget_wait_for_draw (window->window);
  scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (pane));
  window_run_to (window, 2);
  g_assert_cmpuint (dh_figure_view_get_model (find_drawing (window)).runs[0]->step, ==, 2);
  gtk_adjustment_set_value (scroll, gtk_adjustment_get_upper (scroll));
  gtk_test_widget_wait_for_draw (window->window);
  window_run_to (window, 5);
  g_assert_cmpuint (dh_figure_view_get_model (find_drawing (window)).runs[0]->step, ==, 2);
  gtk_adjustment_set_value (scroll, 0);
  g_assert_cmpuint (dh_figure_view_get_model (find_drawing (window)).runs[0]->step, ==, 5);
}

/* The row of an expander row that one sees has the words of that. */
static gboolean
has_tooltip (GtkWidget *row, const char *title)
{
  GtkWidget *around = gtk_widget_get_ancestor (gtk_widget_get_parent (row), ADW_TYPE_EXPANDER_ROW);

  if (gtk_widget_get_tooltip_text (row) != NULL)
    return TRUE;
  return around != NULL &&
         g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (around)), title) &&
         gtk_widget_get_tooltip_text (around) != NULL;
}

/* Every setting teaches in a sentence; a formula is one. */
static void
test_tooltips (WindowFixture *window, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;

  set_hidden (window, "8,4", 6);
  rows = window_list (window_find (window, "settings"), ADW_TYPE_PREFERENCES_ROW);
  g_assert_cmpuint (rows->len, >=, 20);
  for (guint i = 0; i < rows->len; i++)
    {
      const char *title = adw_preferences_row_get_title (rows->pdata[i]);

      if (title != NULL && *title != '\0' && !has_tooltip (rows->pdata[i], title))
        g_error ("“%s” has no tooltip", title);
    }
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window/network/units", test_units);
  window_tests_add ("/window/network/add", test_add);
  window_tests_add ("/window/network/ends", test_ends);
  window_tests_add ("/window/network/full", test_full);
  window_tests_add ("/window/network/keyboard", test_keyboard);
  window_tests_add ("/window/network/description", test_description);
  window_tests_add ("/window/network/pointer", test_pointer);
  window_tests_add ("/window/network/room", test_room);
  window_tests_add ("/window/network/scrolled-away", test_scrolled_away);
  window_tests_add ("/window/network/tooltips", test_tooltips);
  return g_test_run ();
}
