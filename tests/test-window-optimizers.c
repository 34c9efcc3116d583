// Every variant of gradient descent in the window: its formula, its numbers, its rows.
// SPDX-License-Identifier: MIT

#include "app/formula-row.h"
#include "pane-rows.h"

/* The settings that the actions tell. */
static DhSettings *
read_settings (WindowFixture *window)
{
  static const char *const keys[] = { "hidden", "activation", "init", "optimizer", "schedule",
                                      "batch", "batches" };
  DhSettings *self = dh_settings_new ();

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GVariant) state =
          g_action_group_get_action_state (G_ACTION_GROUP (window->window), keys[i]);
      g_autofree char *text = g_variant_is_of_type (state, G_VARIANT_TYPE_STRING)
                                  ? g_variant_dup_string (state, NULL)
                                  : g_variant_print (state, FALSE);

      g_assert_true (dh_settings_set (self, keys[i], g_str_equal (text, "0") ? "all" : text, NULL));
    }
  return self;
}

/* Just the rows of what plays a part are there. */
static void
assert_rows (WindowFixture *window)
{
  g_autoptr (DhSettings) settings = read_settings (window);

  for (guint i = 1; i < G_N_ELEMENTS (settings_numbers); i++)
    g_assert_cmpint (gtk_widget_get_visible (find_row (window, settings_numbers[i])), ==,
                     dh_settings_is_used (settings, settings_numbers[i]));
  for (guint i = 0; i < G_N_ELEMENTS (settings_choices); i++)
    {
      g_autofree char *formula = g_strconcat (settings_choices[i], "-formula", NULL);
      gboolean used = dh_settings_is_used (settings, settings_choices[i]);

      g_assert_cmpint (gtk_widget_get_visible (find_row (window, settings_choices[i])), ==, used);
      g_assert_cmpint (gtk_widget_get_visible (find_row (window, formula)), ==, used);
    }
}

static void
assert_formula (WindowFixture *window, const char *key, const DhChoice *choice)
{
  g_autofree char *id = g_strconcat (key, "-formula", NULL);
  GtkWidget *row = find_row (window, id);
  GtkLabel *formula = GTK_LABEL (window_find_in (row, "formula"));
  GtkLabel *explanation = GTK_LABEL (window_find_in (row, "explanation"));

  g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (formula)), ==, choice->formula != NULL);
  if (choice->formula != NULL)
    {
      g_autofree char *markup = dh_formula_row_typeset (choice->formula);

      g_assert_cmpstr (gtk_label_get_label (formula), ==, markup);
      g_assert_true (pango_parse_markup (markup, -1, 0, NULL, NULL, NULL, NULL));
    }
  g_assert_cmpstr (gtk_label_get_text (explanation), ==, choice->explanation);
}

/* Every entry of every table, chosen by the pane: action, formula and rows follow. */
static void
test_choices (WindowFixture *window, gconstpointer data)
{
  const DhChoice *choice;

  window_activate (window, "hidden", "s", "4");
  window_activate (window, "batch", "t", (guint64) 50);
  for (guint i = 0; i < G_N_ELEMENTS (settings_choices); i++)
    {
      AdwComboRow *row = ADW_COMBO_ROW (find_row (window, settings_choices[i]));

      for (guint j = 0; (choice = dh_settings_get_choice (settings_choices[i], j)) != NULL; j++)
        {
          g_autofree char *expected = g_strdup_printf ("'%s'", choice->id);
          g_autofree char *state = NULL;

          adw_combo_row_set_selected (row, j);
          state = window_get_state (window, settings_choices[i]);
          g_assert_cmpstr (state, ==, expected);
          assert_formula (window, settings_choices[i], choice);
          assert_rows (window);
        }
      g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)), >, 1);
      adw_combo_row_set_selected (row, 0);
    }
  await_ready (window);
  g_assert_cmpuint (window->told->len, ==, 0);
}

/* With neither hidden layers nor mini-batches there is nothing to choose for them. */
static void
test_calm (WindowFixture *window, gconstpointer data)
{
  assert_rows (window);
  g_assert_false (gtk_widget_get_visible (find_row (window, "activation")));
  g_assert_false (gtk_widget_get_visible (find_row (window, "batches")));
  g_assert_false (adw_expander_row_get_expanded (
      ADW_EXPANDER_ROW (find_row (window, "advanced"))));
  window_activate (window, "hidden", "s", "4");
  window_activate (window, "batch", "t", (guint64) 50);
  assert_rows (window);
  g_assert_true (gtk_widget_get_visible (find_row (window, "activation")));
  g_assert_true (gtk_widget_get_visible (find_row (window, "batches")));
  await_ready (window);
}

/* Choices over the bus show in the pane, bring their usual numbers and begin a run; what was set
 * elsewhere stays. */
static void
test_choose (WindowFixture *window, gconstpointer data)
{
  window_activate (window, "batch", "t", (guint64) 50);
  window_activate (window, "momentum", "d", 0.75);
  window_activate (window, "optimizer", "s", "adamw");
  await_ready (window);
  g_assert_cmpuint (window_get_count (window, "run"), ==, 3);
  g_assert_cmpstr (get_text (find_entry (window, "learning-rate")), ==, "0.001");
  g_assert_cmpstr (get_text (find_entry (window, "weight-decay")), ==, "0.01");
  window_activate (window, "optimizer", "s", "nesterov");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_row (window, "optimizer"))),
                    ==, 2);
  g_assert_cmpstr (get_text (find_entry (window, "momentum")), ==, "0.75");
  g_assert_cmpstr (get_text (find_entry (window, "weight-decay")), ==, "0");
  g_assert_cmpint (gtk_spin_button_get_value_as_int (
                       GTK_SPIN_BUTTON (find_row (window, "batch"))), ==, 50);

  window_activate (window, "learning-rate", "d", 0.25);
  window_activate (window, "optimizer", "s", "nesterov");
  g_assert_cmpstr (get_text (find_entry (window, "learning-rate")), ==, "0.25");
  await_ready (window);
  g_assert_cmpuint (window_get_count (window, "run"), ==, 4);
  window_activate (window, "optimizer", "s", "sgd");
  g_assert_true (g_str_has_prefix (window_get_told (window), "optimizer"));
}

/* The learning rate of the next step, where it is not the one that is set. */
static void
test_footer (WindowFixture *window, gconstpointer data)
{
  GtkLabel *progress = GTK_LABEL (window_find (window, "progress"));

  window_run_to (window, 1);
  g_assert_null (strstr (gtk_label_get_text (progress), "η"));
  window_activate (window, "schedule", "s", "exponential");
  window_activate (window, "schedule-factor", "d", 0.5);
  await_ready (window);
  window_run_to (window, 2);
  g_assert_nonnull (strstr (gtk_label_get_text (progress), "η = 0.025"));
  g_assert_cmpstr (get_text (find_entry (window, "learning-rate")), ==, "0.1");
}

/* Tab goes from top to bottom through all that can be typed or chosen. */
static void
test_focus_order (WindowFixture *window, gconstpointer data)
{
  static const char *const order[] = { "data", "subset", "optimizer", "momentum", "batch",
                                       "schedule_more", "advanced", "seed" };
  GtkWidget *pane = window_find (window, "settings");
  guint reached = 0;

  window_activate (window, "optimizer", "s", "momentum");
  await_ready (window);
  gtk_window_set_focus (GTK_WINDOW (window->window), NULL);
  for (guint i = 0; i < 100 && gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD); i++)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window->window));

      if (reached < G_N_ELEMENTS (order) &&
          (focus == find_row (window, order[reached]) ||
           gtk_widget_is_ancestor (focus, find_row (window, order[reached]))))
        reached++;
    }
  g_assert_cmpuint (reached, ==, G_N_ELEMENTS (order));
}

static void
test_typeset (void)
{
  static const struct
  {
    const char *formula;
    const char *markup;
  } cases[] = {
    { "", "" },
    { "z", "<i>z</i>" },
    { "max(0, z)", "max(0,\302\240<i>z</i>)" },
    { "n<sub>in</sub>", "<i>n</i><sub>in</sub>" },
    { "m̂ = m, v", "<i>m̂</i>\302\240=\302\240<i>m</i>, <i>v</i>" },
    { "a &lt; b", "<i>a</i>\302\240&lt;\302\240<i>b</i>" },
    { "v\nw", "<i>v</i>\n<i>w</i>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markup = dh_formula_row_typeset (cases[i].formula);

      g_assert_cmpstr (markup, ==, cases[i].markup);
    }
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  g_test_add_func ("/window/optimizers/typeset", test_typeset);
  window_tests_add ("/window/optimizers/choices", test_choices);
  window_tests_add ("/window/optimizers/calm", test_calm);
  window_tests_add ("/window/optimizers/choose", test_choose);
  window_tests_add ("/window/optimizers/footer", test_footer);
  window_tests_add ("/window/optimizers/focus-order", test_focus_order);
  return g_test_run ();
}
