// The weights in the window: their views, pages and scales as actions, buttons and keys.
// SPDX-License-Identifier: MIT

#include "app/figure-card.h"
#include "figures/weights-layout.h"
#include "window-fixture.h"

static DhFigureView *
get_view (WindowFixture *window)
{
  return dh_figure_card_get_view (DH_FIGURE_CARD (window_find (window, "weights")));
}

static DhWeightsChoices
get_choices (WindowFixture *window)
{
  return dh_figure_view_get_model (get_view (window)).weights;
}

static const DhSnapshot *
get_snapshot (WindowFixture *window)
{
  return dh_figure_view_get_model (get_view (window)).runs[0];
}

static void
assert_state (WindowFixture *window, const char *action, const char *state)
{
  g_autofree char *is = window_get_state (window, action);

  g_assert_cmpstr (is, ==, state);
}

/* @words are part of what the whole figure says. */
static gboolean
says (WindowFixture *window, const char *words)
{
  DhFigureView *view = get_view (window);
  DhFigureModel model = dh_figure_view_get_model (view);
  g_autofree char *text = dh_figure_view_get_figure (view)->describe (
      &model, gtk_widget_get_width (GTK_WIDGET (view)),
      gtk_widget_get_height (GTK_WIDGET (view)), -1, -1);

  return strstr (text, words) != NULL;
}

static void
set_hidden (WindowFixture *window, const char *hidden)
{
  window_activate (window, "hidden", "s", hidden);
  WAIT_UNTIL (window_is (window, "ready") &&
              dh_weights_count_units (get_snapshot (window)) == (guint) atoi (hidden));
}

static gboolean
is_shown (WindowFixture *window, const char *id)
{
  return gtk_widget_get_visible (window_find_in (window_find (window, "weights_tools"), id));
}

static void
test_actions (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    const char *action;
    const char *choice;
    const char *state;
  } cases[] = {
    { "weights-view", "units", "'units'" },         { "weights-view", "rows", "'units'" },
    { "weights-view", "layer", "'layer'" },         { "weights-view", "classes", "'classes'" },
    { "weights-quantity", "gradient", "'gradient'" }, { "weights-quantity", "x", "'gradient'" },
    { "weights-quantity", "update", "'update'" },   { "weights-quantity", "weight", "'weight'" },
    { "weights-scale", "own", "'own'" },            { "weights-scale", "", "'own'" },
    { "weights-scale", "shared", "'shared'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      window_activate (window, cases[i].action, "s", cases[i].choice);
      assert_state (window, cases[i].action, cases[i].state);
    }
}

/* The linear model has nothing to choose but the quantity and the scale. */
static void
test_linear (WindowFixture *window, gconstpointer data)
{
  window_run_to (window, 5);
  g_assert_false (is_shown (window, "views"));
  g_assert_false (is_shown (window, "pager"));
  g_assert_true (says (window, "10 maps, 28×28, weights between"));
  window_activate (window, "weights-quantity", "s", "update");
  g_assert_true (says (window, "The last update will be known after the next step"));
  window_run_to (window, 6);
  WAIT_UNTIL (says (window, "10 maps, 28×28, last update between"));
}

/* Only what is looked at is computed, also while the run stands still. */
static void
test_views (WindowFixture *window, gconstpointer data)
{
  set_hidden (window, "24,12");
  g_assert_true (is_shown (window, "views"));
  WAIT_UNTIL (says (window, "10 maps, 28×28, input gradients between"));
  window_run_to (window, 5);
  WAIT_UNTIL (get_snapshot (window)->probe != NULL && get_snapshot (window)->probe->step == 5);
  window_activate (window, "weights-view", "s", "layer");
  WAIT_UNTIL (get_snapshot (window)->probe == NULL);
  g_assert_true (says (window, "main.4.weight: 10 outputs × 12 inputs"));
  g_assert_true (is_shown (window, "pager"));
  window_activate (window, "weights-layer", "i", 2);
  g_assert_true (says (window, "main.2.weight: 12 outputs × 24 inputs"));
  window_activate (window, "weights-layer", "i", 7);
  assert_state (window, "weights-layer", "2");
  window_activate (window, "weights-view", "s", "units");
  WAIT_UNTIL (says (window, "most active first: maps, 28×28, weights between"));
  WAIT_UNTIL (get_snapshot (window)->probe != NULL);
  window_activate (window, "weights-quantity", "s", "gradient");
  g_assert_true (says (window, "gradient between"));
  window_activate (window, "hidden", "s", "none");
  WAIT_UNTIL (says (window, "10 maps, 28×28, gradient between"));
  g_assert_false (is_shown (window, "views"));
}

static void
test_pages (WindowFixture *window, gconstpointer data)
{
  GtkWidget *tools = window_find (window, "weights_tools");
  GtkWidget *next = window_find_in (tools, "next");
  GtkWidget *previous = window_find_in (tools, "previous");
  guint page = 0;

  set_hidden (window, "200");
  window_activate (window, "weights-view", "s", "units");
  WAIT_UNTIL (says (window, "of 200, most active first"));
  g_assert_true (is_shown (window, "pager"));
  g_assert_false (gtk_widget_get_sensitive (previous));
  g_assert_true (says (window, "Units 1–"));
  while (gtk_widget_get_sensitive (next))
    {
      g_signal_emit_by_name (next, "clicked");
      g_assert_cmpuint (get_choices (window).page, ==, ++page);
    }
  g_assert_cmpuint (page, >, 1);
  g_assert_true (says (window, "–200 of 200"));
  window_activate (window, "weights-page", "i", 100000);
  g_assert_cmpuint (get_choices (window).page, ==, page);
  window_activate (window, "weights-page", "i", -3);
  assert_state (window, "weights-page", "0");
  window_activate (window, "weights-page", "i", 1);
  g_signal_emit_by_name (previous, "clicked");
  assert_state (window, "weights-page", "0");
}

/* A page holds as many units as there is room for, also where nothing but the room changes. */
static void
test_pages_resized (WindowFixture *window, gconstpointer data)
{
  GtkWidget *next = window_find_in (window_find (window, "weights_tools"), "next");

  set_hidden (window, "200");
  window_activate (window, "weights-view", "s", "units");
  WAIT_UNTIL (says (window, "of 200, most active first"));
  window_activate (window, "weights-page", "i", 100000);
  g_assert_false (gtk_widget_get_sensitive (next));
  gtk_window_set_default_size (GTK_WINDOW (window->window), 700, 560);
  WAIT_UNTIL (gtk_widget_get_sensitive (next));
  g_assert_false (says (window, "–200 of 200"));
}

/* What is only made when it is seen is made when it comes to be seen. */
static void
test_shown_again (WindowFixture *window, gconstpointer data)
{
  window_activate (window, "welcome", NULL);
  set_hidden (window, "24");
  g_assert_null (get_snapshot (window)->probe);
  window_activate (window, "show-settings", NULL);
  WAIT_UNTIL (says (window, "10 maps, 28×28, input gradients between"));
}

/* Maps do not change places while they are watched; when the run stands, they are sorted anew. */
static void
test_order (WindowFixture *window, gconstpointer data)
{
  g_autofree guint *first = NULL;
  g_autofree guint *sorted = g_new (guint, 40);
  guint64 step;

  set_hidden (window, "40");
  window_activate (window, "learning-rate", "d", 1.0);
  window_activate (window, "weights-view", "s", "units");
  WAIT_UNTIL (get_choices (window).n_order == 40);
  first = g_memdup2 (get_choices (window).order, 40 * sizeof *first);
  window_activate (window, "train", NULL);
  WAIT_UNTIL (window_is (window, "running") && window_get_count (window, "step") > 20);
  g_assert_cmpmem (get_choices (window).order, 40 * sizeof *first, first, 40 * sizeof *first);
  window_activate (window, "pause", NULL);
  WAIT_UNTIL (window_is (window, "paused"));
  step = window_get_count (window, "step");
  WAIT_UNTIL (get_snapshot (window)->probe != NULL && get_snapshot (window)->probe->step == step);
  g_assert_true (dh_weights_make_order (get_snapshot (window), sorted, 40));
  g_assert_cmpmem (get_choices (window).order, 40 * sizeof *first, sorted, 40 * sizeof *first);
}

/* The pointer and the keys look at the same number. */
static void
test_cell (WindowFixture *window, gconstpointer data)
{
  DhFigureView *view = get_view (window);
  DhPick pick = { DH_PICK_MAP, 3, 351, 0 };
  DhPick nothing = { DH_PICK_NONE };

  window_run_to (window, 2);
  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (view)));
  g_signal_emit_by_name (view, "pointed", &pick);
  g_assert_true (says (window, "Class 3, row 12, column 15 (pixel 351): weight "));
  g_assert_cmpuint (get_choices (window).row, ==, 3);
  g_signal_emit_by_name (view, "pointed", &nothing);
  g_assert_false (get_choices (window).has_cell);
  g_assert_false (says (window, "pixel"));
}

/* The title row keeps free what the buttons take, also when there are more of them. */
static void
test_room (WindowFixture *window, gconstpointer data)
{
  DhFigureView *view = get_view (window);
  double before;

  WAIT_UNTIL (dh_figure_view_get_model (view).header_inset > 0);
  before = dh_figure_view_get_model (view).header_inset;
  set_hidden (window, "60");
  window_activate (window, "weights-view", "s", "units");
  WAIT_UNTIL (dh_figure_view_get_model (view).header_inset > before + 100);
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window/weights/actions", test_actions);
  window_tests_add ("/window/weights/linear", test_linear);
  window_tests_add ("/window/weights/views", test_views);
  window_tests_add ("/window/weights/pages", test_pages);
  window_tests_add ("/window/weights/pages-resized", test_pages_resized);
  window_tests_add ("/window/weights/shown-again", test_shown_again);
  window_tests_add ("/window/weights/order", test_order);
  window_tests_add ("/window/weights/cell", test_cell);
  window_tests_add ("/window/weights/room", test_room);
  return g_test_run ();
}
