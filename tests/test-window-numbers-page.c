// The page of numbers, and the lines beside the tiles of the training page.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "app/figure-card.h"
#include "app/layer-table.h"
#include "app/page.h"
#include "app/run-numbers.h"
#include "app/sparkline.h"
#include "figures/number.h"
#include "window-fixture.h"

static const char *
get_number (WindowFixture *window, const char *id)
{
  g_autoptr (GPtrArray) labels = window_list (window_find (window, "run"), GTK_TYPE_LABEL);

  for (guint i = 0; i < labels->len; i++)
    if (g_str_equal (gtk_widget_get_name (labels->pdata[i]), id))
      return gtk_label_get_text (labels->pdata[i]);
  g_error ("there is no number %s", id);
}

static const char *
get_cell (WindowFixture *window, guint layer, guint column)
{
  return dh_layer_table_get_text (DH_LAYER_TABLE (window_find (window, "layers")), layer, column);
}

static gboolean
is_unknown (const char *text)
{
  return g_str_equal (text, "–");
}

static void
show_page (WindowFixture *window)
{
  window_activate (window, "page", "s", "numbers");
  WAIT_UNTIL (gtk_widget_get_mapped (window_find (window, "layers")));
}

static void
set_up_network (WindowFixture *window, const char *hidden, const char *activation)
{
  window_activate (window, "hidden", "s", hidden);
  window_activate (window, "activation", "s", activation);
  WAIT_UNTIL (window_is (window, "ready"));
}

/* What it shows is what the status says. */
static void
test_linear (WindowFixture *window, gconstpointer data)
{
  g_autofree char *loss = NULL;

  window_run_to (window, 20);
  show_page (window);
  loss = dh_number_format_loss (window_get_real (window, "train-loss"));
  g_assert_cmpstr (get_number (window, "train-loss"), ==, loss);
  g_assert_cmpstr (get_number (window, "step"), ==, "20");
  g_assert_cmpstr (get_number (window, "parameters"), ==, "7\u2009850");
  g_assert_cmpstr (get_number (window, "dead-relus"), ==, "–");
  g_assert_cmpstr (get_number (window, "learning-rate"), ==, "0.1");
  g_assert_false (is_unknown (get_number (window, "gradient-norm")));
  g_assert_true (g_str_has_suffix (get_number (window, "train-accuracy"), " %"));
  g_assert_cmpstr (get_cell (window, 0, 0), ==, "main.0");
  g_assert_cmpstr (get_cell (window, 0, 1), ==, "10 × 784");
  g_assert_null (get_cell (window, 1, 0));
  /* Nobody wanted to know what the last step did, until now. */
  WAIT_UNTIL (!is_unknown (get_number (window, "update-ratio")));
  g_assert_false (is_unknown (get_cell (window, 0, 4)));
}

static void
test_hidden (WindowFixture *window, gconstpointer data)
{
  show_page (window);
  set_up_network (window, "12,8", "relu");
  WAIT_UNTIL (get_cell (window, 2, 0) != NULL &&
              g_str_has_suffix (get_cell (window, 1, 5), "of 8"));
  g_assert_true (is_unknown (get_number (window, "update-ratio")));
  window_run_to (window, 3);
  WAIT_UNTIL (!is_unknown (get_number (window, "update-ratio")));
  g_assert_cmpstr (get_cell (window, 0, 1), ==, "12 × 784");
  g_assert_cmpstr (get_cell (window, 2, 0), ==, "main.4");
  g_assert_true (g_str_has_suffix (get_cell (window, 0, 5), " of 12"));
  g_assert_true (is_unknown (get_cell (window, 2, 5)));
  g_assert_true (g_str_has_suffix (get_number (window, "dead-relus"), " of 20"));

  set_up_network (window, "12", "tanh");
  WAIT_UNTIL (get_cell (window, 2, 0) == NULL);
  WAIT_UNTIL (is_unknown (get_cell (window, 0, 5)));
  g_assert_true (is_unknown (get_number (window, "dead-relus")));
}

/* While it is hidden it costs nothing; shown, it has the numbers of the moment, also where the run
 * stands. */
static void
test_hidden_page (WindowFixture *window, gconstpointer data)
{
  DhFigureView *view;

  window_run_to (window, 5);
  g_assert_cmpstr (get_number (window, "step"), ==, "–");
  view = dh_figure_card_get_view (DH_FIGURE_CARD (window_find (window, "histograms")));
  g_assert_cmpuint (dh_figure_view_get_wants (view), ==, 0);
  show_page (window);
  g_assert_cmpstr (get_number (window, "step"), ==, "5");
  g_assert_cmpuint (dh_figure_view_get_wants (view), ==, DH_WANT_PROBE | DH_WANT_UPDATE_NORMS);
}

static void
test_divergence (WindowFixture *window, gconstpointer data)
{
  show_page (window);
  set_up_network (window, "32,32", "relu");
  window_activate (window, "learning-rate", "d", 1000.0);
  window_activate (window, "train", NULL);
  WAIT_UNTIL (window_is (window, "diverged"));
  g_assert_false (is_unknown (get_number (window, "gradient-norm")));
  WAIT_UNTIL (strstr (get_number (window, "dead-relus"), "of 64") != NULL);
}

/* Every number has a name, teaches something, can be selected, and says "–" of an empty run. */
static void
test_table (WindowFixture *window, gconstpointer data)
{
  g_autoptr (DhSnapshot) empty = dh_snapshot_new ();
  g_autoptr (GPtrArray) labels = window_list (window_find (window, "run"), GTK_TYPE_LABEL);
  guint n;
  const DhRunNumber *numbers = dh_run_numbers_get_all (&n);

  g_assert_cmpuint (labels->len, ==, 2 * n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = numbers[i].make_text (empty);
      GtkLabel *value = labels->pdata[2 * i + 1];

      g_assert_cmpuint (strlen (numbers[i].meaning), >, 40);
      g_assert_true (g_str_equal (text, "–") || g_str_equal (text, "0"));
      g_assert_true (gtk_label_get_selectable (value));
      g_assert_cmpstr (gtk_widget_get_tooltip_text (gtk_widget_get_parent (GTK_WIDGET (value))),
                       ==, numbers[i].meaning);
    }
}

/* The lines are there where there is room, and go before a number is cut. */
static void
test_lines (WindowFixture *window, gconstpointer data)
{
  static const char *const ids[] = { "train_loss", "test_loss", "test_accuracy", "speed" };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *id = g_strconcat (ids[i], "_line", NULL);
      GtkWidget *line = window_find (window, id);
      GtkWidget *number = window_find (window, ids[i]);
      GtkWidget *box = gtk_widget_get_parent (line);
      int height, width;

      gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
      gtk_widget_measure (number, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
      gtk_widget_allocate (box, width + 100, height, -1, NULL);
      g_assert_true (dh_sparkline_is_shown (DH_SPARKLINE (line)));
      gtk_widget_allocate (box, width + 20, height, -1, NULL);
      g_assert_false (dh_sparkline_is_shown (DH_SPARKLINE (line)));
      g_assert_cmpint (gtk_widget_get_width (number), >=, width);
      gtk_widget_allocate (box, width, height, -1, NULL);
      g_assert_cmpint (gtk_widget_get_width (number), ==, width);
    }
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window-numbers-page/linear", test_linear);
  window_tests_add ("/window-numbers-page/hidden", test_hidden);
  window_tests_add ("/window-numbers-page/hidden-page", test_hidden_page);
  window_tests_add ("/window-numbers-page/divergence", test_divergence);
  window_tests_add ("/window-numbers-page/table", test_table);
  window_tests_add ("/window-numbers-page/lines", test_lines);
  return g_test_run ();
}
