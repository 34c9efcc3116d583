// The page of parameters: every row and column in reach, the model in words, the lecture's page.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "app/figure-card.h"
#include "window-fixture.h"

static GtkWidget *
find (WindowFixture *window, const char *id)
{
  return window_find_in (window_find (window, "parameters"), id);
}

static void
assert_range (WindowFixture *window, const char *id, double largest)
{
  double from;
  double to;

  gtk_spin_button_get_range (GTK_SPIN_BUTTON (find (window, id)), &from, &to);
  g_assert_cmpfloat (from, ==, -1);
  g_assert_cmpfloat (to, ==, largest);
}

static char *
describe (WindowFixture *window)
{
  DhFigureView *view = dh_figure_card_get_view (DH_FIGURE_CARD (find (window, "figure")));
  DhFigureModel model = dh_figure_view_get_model (view);

  return dh_figure_view_get_figure (view)->describe (&model, 1000, 580, -1, -1);
}

static void
test_reach (WindowFixture *window, gconstpointer data)
{
  DhFigureView *view = dh_figure_card_get_view (DH_FIGURE_CARD (find (window, "figure")));
  DhFigureModel model;

  window_activate (window, "hidden", "s", "64,20");
  WAIT_UNTIL (window_is (window, "ready"));
  assert_range (window, "row", 63);
  assert_range (window, "column", 783);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find (window, "row")), 58);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (find (window, "column")), 400);
  model = dh_figure_view_get_model (view);
  g_assert_cmpint (model.row, ==, 59);
  g_assert_cmpint (model.column, ==, 401);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (find (window, "layer")), 1);
  assert_range (window, "row", 19);
  assert_range (window, "column", 63);
  model = dh_figure_view_get_model (view);
  g_assert_cmpint (model.layer, ==, 1);
  g_assert_cmpint (model.row, ==, 20);
}

static void
test_summary (WindowFixture *window, gconstpointer data)
{
  const char *summary = gtk_label_get_text (GTK_LABEL (find (window, "summary")));

  g_assert_nonnull (strstr (summary, "(0): Linear(in_features=784, out_features=10, bias=True)"));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (find (window, "count"))), ==,
                   "7\u2009850 parameters");
}

static void
test_lecture_page (WindowFixture *window, gconstpointer data)
{
  const char *mnist = g_getenv ("DOWNHILL_MNIST");
  guint64 run = window_get_count (window, "run");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *other = NULL;

  if (mnist == NULL || *mnist == '\0')
    {
      g_test_skip ("DOWNHILL_MNIST is not set");
      return;
    }
  window_activate (window, "lecture-page", NULL);
  WAIT_UNTIL (window_is (window, "ready") && window_get_count (window, "run") > run);
  before = describe (window);
  g_assert_nonnull (strstr (before, "92 of 92 printed numbers equal"));
  window_run_to (window, 1);
  after = describe (window);
  g_assert_nonnull (strstr (after, "46 of 46 printed numbers equal"));

  run = window_get_count (window, "run");
  window_activate (window, "seed", "t", G_GUINT64_CONSTANT (7));
  WAIT_UNTIL (window_is (window, "ready") && window_get_count (window, "run") > run);
  other = describe (window);
  g_assert_null (strstr (other, "printed"));
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window/parameters/reach", test_reach);
  window_tests_add ("/window/parameters/summary", test_summary);
  window_tests_add ("/window/parameters/lecture-page", test_lecture_page);
  return g_test_run ();
}
