// The numbers of gradient descent in the window: typed, refused, shown.
// SPDX-License-Identifier: MIT

#include "pane-rows.h"

static char *
get_error (GtkWidget *entry)
{
  char *error;

  g_object_get (entry, "error", &error, NULL);
  return error;
}

/* Typed, then told by the action; then another value over the bus, shown in the entry. */
static void
test_numbers (WindowFixture *window, gconstpointer data)
{
  window_run_to (window, 3);
  for (guint i = 0; i < G_N_ELEMENTS (settings_numbers); i++)
    {
      GtkWidget *entry = find_entry (window, settings_numbers[i]);
      gboolean whole = g_str_equal (settings_numbers[i], "schedule-steps");
      g_autofree char *state = NULL;

      type (entry, whole ? " 12 " : " 0.25 ");
      state = window_get_state (window, settings_numbers[i]);
      g_assert_cmpstr (state, ==, whole ? "12" : "0.25");
      g_assert_cmpstr (get_text (entry), ==, whole ? "12" : "0.25");
      if (whole)
        window_activate (window, settings_numbers[i], "t", (guint64) 34);
      else
        window_activate (window, settings_numbers[i], "d", 0.123456789);
      g_assert_cmpstr (get_text (entry), ==, whole ? "34" : "0.123456789");
    }
  g_assert_cmpuint (window->told->len, ==, 0);
  g_assert_cmpuint (window_get_count (window, "run"), ==, 1);
  g_assert_cmpuint (window_get_count (window, "step"), ==, 3);
}

/* What cannot be is marked where it is typed, tells what can, and changes nothing. */
static void
test_bad_numbers (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    const char *setting;
    const char *text;
    const char *error;
  } cases[] = {
    { "learning-rate", "0", "From 1e-12 to 1e+12" },
    { "learning-rate", "-1", "From 1e-12 to 1e+12" },
    { "learning-rate", "fast", "From 1e-12 to 1e+12" },
    { "momentum", "1.01", "From 0 to 1" },
    { "momentum", "nan", "From 0 to 1" },
    { "momentum", "none", "From 0 to 1" },
    { "momentum", "", "From 0 to 1" },
    { "rho", "0.5.5", "From 0 to 1" },
    { "beta1", "1", "From 0 to 0.999999" },
    { "beta2", "-0.1", "From 0 to 0.999999" },
    { "epsilon", "0", "From 1e-30 to 1e+12" },
    { "weight-decay", "inf", "From 0 to 1e+12" },
    { "clip-norm", "-1", "From 1e-12 to 1e+12, or none" },
    { "schedule-steps", "0", "Whole, from 1 to 1e+15" },
    { "schedule-steps", "1.5", "Whole, from 1 to 1e+15" },
    { "schedule-factor", "2", "From 0 to 1" },
  };

  window_run_to (window, 3);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *entry = find_entry (window, cases[i].setting);
      g_autofree char *before = window_get_state (window, cases[i].setting);
      g_autofree char *text = g_strdup (get_text (entry));
      g_autofree char *after = NULL;
      g_autofree char *error = NULL;
      g_autofree char *gone = NULL;

      type (entry, cases[i].text);
      error = get_error (entry);
      g_assert_cmpstr (error, ==, cases[i].error);
      g_assert_true (gtk_widget_has_css_class (entry, "error"));
      g_assert_cmpstr (get_text (entry), ==, cases[i].text);
      after = window_get_state (window, cases[i].setting);
      g_assert_cmpstr (after, ==, before);
      type (entry, text);
      gone = get_error (entry);
      g_assert_null (gone);
      g_assert_false (gtk_widget_has_css_class (entry, "error"));
    }
  g_assert_cmpuint (window->told->len, ==, 0);
  g_assert_cmpuint (window_get_count (window, "run"), ==, 1);
}

/* 0 of clipping has a word, and is typed in every way. */
static void
test_none (WindowFixture *window, gconstpointer data)
{
  static const char *const texts[] = { "none", "0", "" };
  GtkWidget *entry = find_entry (window, "clip-norm");

  g_assert_cmpstr (get_text (entry), ==, "none");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *set = NULL;
      g_autofree char *unset = NULL;

      type (entry, "2");
      set = window_get_state (window, "clip-norm");
      g_assert_cmpstr (set, ==, "2.0");
      type (entry, texts[i]);
      unset = window_get_state (window, "clip-norm");
      g_assert_cmpstr (unset, ==, "0.0");
      g_assert_cmpstr (get_text (entry), ==, "none");
    }
}

/* What is being typed somewhere outlives a choice made elsewhere. */
static void
test_typing_stays (WindowFixture *window, gconstpointer data)
{
  GtkWidget *layers = window_find_in (find_row (window, "hidden"), "entry");
  GtkWidget *decay = find_entry (window, "weight-decay");
  GtkWidget *momentum = find_entry (window, "momentum");

  window_activate (window, "optimizer", "s", "momentum");
  gtk_editable_set_text (GTK_EDITABLE (layers), "16, 8");
  gtk_editable_set_text (GTK_EDITABLE (decay), "0.0");
  gtk_editable_set_text (GTK_EDITABLE (momentum), "0.");
  window_activate (window, "schedule", "s", "cosine");
  await_ready (window);
  g_assert_cmpstr (get_text (layers), ==, "16, 8");
  g_assert_cmpstr (get_text (decay), ==, "0.0");
  g_assert_cmpstr (get_text (momentum), ==, "0.");
  /* Gone with its row. */
  window_activate (window, "optimizer", "s", "gd");
  g_assert_cmpstr (get_text (momentum), ==, "0.9");
  g_assert_cmpstr (get_text (layers), ==, "16, 8");
  await_ready (window);
}

/* Every row says what it is to those who hear it, and teaches in a sentence. */
static void
test_accessible (WindowFixture *window, gconstpointer data)
{
  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "none") == 0)
    {
      g_test_skip ("there is nobody to tell it to");
      return;
    }
  for (guint i = 1; i < G_N_ELEMENTS (settings_numbers); i++)
    {
      GtkWidget *entry = find_entry (window, settings_numbers[i]);

      g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (entry),
                                                       GTK_ACCESSIBLE_RELATION_LABELLED_BY));
      g_assert_nonnull (gtk_widget_get_tooltip_text (find_row (window, settings_numbers[i])));
    }
  for (guint i = 0; i < G_N_ELEMENTS (settings_choices); i++)
    {
      GtkWidget *row = find_row (window, settings_choices[i]);

      g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (row),
                                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
      g_assert_nonnull (gtk_widget_get_tooltip_text (row));
    }
}

/* The wheel scrolls the pane: it changes no number on its way. */
static void
test_wheel (WindowFixture *window, gconstpointer data)
{
  static const char *const spins[] = { "subset", "batch", "seed" };
  GtkWidget *widgets[] = { find_row (window, spins[0]), find_row (window, spins[1]),
                           find_row (window, spins[2]),
                           window_find_in (find_row (window, "learning_rate"), "scale") };

  for (guint i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widgets[i]);

      for (guint j = 0; j < g_list_model_get_n_items (controllers); j++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, j);

          if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
            g_assert_cmpint (gtk_event_controller_get_propagation_phase (controller), ==,
                             GTK_PHASE_NONE);
        }
    }
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window/numbers/typed", test_numbers);
  window_tests_add ("/window/numbers/refused", test_bad_numbers);
  window_tests_add ("/window/numbers/none", test_none);
  window_tests_add ("/window/numbers/typing-stays", test_typing_stays);
  window_tests_add ("/window/numbers/accessible", test_accessible);
  window_tests_add ("/window/numbers/wheel", test_wheel);
  return g_test_run ();
}
