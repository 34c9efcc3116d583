// Settings in the window: the pane and the actions follow each other, bad values change nothing.
// SPDX-License-Identifier: MIT

#include <glib/gstdio.h>

#include "window-fixture.h"

static void
assert_state (WindowFixture *window, const char *action, const char *expected)
{
  g_autofree char *state = window_get_state (window, action);

  g_assert_cmpstr (state, ==, expected);
}

/* A new run, begun by what was just done, is ready. */
static void
await_run (WindowFixture *window, guint64 run)
{
  WAIT_UNTIL (window_is (window, "ready") && window_get_count (window, "run") == run);
  g_assert_cmpuint (window_get_count (window, "step"), ==, 0);
}

/* The widgets of the pane. */

static GtkWidget *
find_setting (WindowFixture *window, const char *id)
{
  return window_find_in (window_find (window, "settings"), id);
}

static void
assert_layers (WindowFixture *window, guint n, const guint *widths)
{
  GtkWidget *hidden = find_setting (window, "hidden");
  g_autoptr (GPtrArray) spins = window_list (hidden, GTK_TYPE_SPIN_BUTTON);

  g_assert_cmpuint (spins->len, ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpint (gtk_spin_button_get_value_as_int (spins->pdata[i]), ==, (int) widths[i]);
}

static void
test_hidden (WindowFixture *window, gconstpointer data)
{
  GtkWidget *entry = window_find_in (find_setting (window, "hidden"), "entry");

  window_run_to (window, 3);
  window_activate (window, "hidden", "s", "8,4");
  assert_state (window, "hidden", "'8,4'");
  await_run (window, 2);
  assert_layers (window, 2, (const guint[]) { 8, 4 });
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "8, 4");
  window_activate (window, "hidden", "s", "none");
  await_run (window, 3);
  assert_layers (window, 0, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

static void
test_layer_rows (WindowFixture *window, gconstpointer data)
{
  GtkWidget *hidden = find_setting (window, "hidden");
  g_autoptr (GPtrArray) spins = NULL;
  g_autoptr (GPtrArray) buttons = NULL;
  GtkListBoxRow *first;

  adw_action_row_activate (ADW_ACTION_ROW (window_find_in (hidden, "add_row")));
  adw_action_row_activate (ADW_ACTION_ROW (window_find_in (hidden, "add_row")));
  assert_state (window, "hidden", "'32,32'");
  spins = window_list (hidden, GTK_TYPE_SPIN_BUTTON);
  gtk_spin_button_set_value (spins->pdata[1], 7);
  assert_state (window, "hidden", "'32,7'");
  assert_layers (window, 2, (const guint[]) { 32, 7 });

  first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (window_find_in (hidden, "list")), 1);
  buttons = window_list (GTK_WIDGET (first), GTK_TYPE_BUTTON);
  for (guint i = 0; i < buttons->len; i++)
    if (gtk_widget_get_ancestor (buttons->pdata[i], GTK_TYPE_SPIN_BUTTON) == NULL)
      g_signal_emit_by_name (buttons->pdata[i], "clicked");
  assert_layers (window, 1, (const guint[]) { 7 });
  await_run (window, 5);
}

static void
test_layers_typed (WindowFixture *window, gconstpointer data)
{
  GtkWidget *entry = window_find_in (find_setting (window, "hidden"), "entry");

  gtk_editable_set_text (GTK_EDITABLE (entry), " 12, 6 ");
  g_signal_emit_by_name (entry, "apply");
  await_run (window, 2);
  assert_layers (window, 2, (const guint[]) { 12, 6 });
  gtk_editable_set_text (GTK_EDITABLE (entry), "12;6");
  g_signal_emit_by_name (entry, "apply");
  g_assert_nonnull (strstr (window_get_told (window), "12;6"));
  assert_state (window, "hidden", "'12,6'");
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_signal_emit_by_name (entry, "apply");
  await_run (window, 3);
  assert_layers (window, 0, NULL);
}

static void
test_counts (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    const char *setting;
    double value;
    const char *state;
    const char *text;
  } cases[] = {
    { "subset", 200, "200", "200" }, { "batch", 64, "64", "64" }, { "batch", 0, "0", "all" },
    { "seed", 7, "7", "7" },         { "seed", 4294967295, "4294967295", "4294967295" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *spin = find_setting (window, cases[i].setting);

      gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), cases[i].value);
      assert_state (window, cases[i].setting, cases[i].state);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, cases[i].text);
      await_run (window, 2 + i);
    }
}

/* A word in place of the number, in the spin button where 0 is all. */
static void
test_all_typed (WindowFixture *window, gconstpointer data)
{
  GtkWidget *spin = find_setting (window, "batch");

  window_activate (window, "batch", "t", (guint64) 50);
  await_run (window, 2);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, "50");
  gtk_editable_set_text (GTK_EDITABLE (spin), "all");
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  assert_state (window, "batch", "0");
  await_run (window, 3);
}

static void
test_bias (WindowFixture *window, gconstpointer data)
{
  GtkSwitch *bias = GTK_SWITCH (find_setting (window, "bias"));

  gtk_switch_set_active (bias, FALSE);
  assert_state (window, "bias", "false");
  await_run (window, 2);
  g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (window_find (window, "facts"))),
                            "7\u2009840 parameters"));
  window_activate (window, "bias", "b", TRUE);
  g_assert_true (gtk_switch_get_active (bias));
}

static void
test_learning_rate (WindowFixture *window, gconstpointer data)
{
  GtkWidget *editor = find_setting (window, "learning_rate");
  GtkWidget *entry = window_find_in (editor, "entry");
  GtkWidget *scale = window_find_in (editor, "scale");

  window_run_to (window, 3);
  gtk_editable_set_text (GTK_EDITABLE (entry), "0.025");
  g_signal_emit_by_name (entry, "activate");
  assert_state (window, "learning-rate", "0.025000000000000001");
  gtk_range_set_value (GTK_RANGE (scale), 0);
  assert_state (window, "learning-rate", "1.0");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "1");
  window_activate (window, "learning-rate", "d", 0.01);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "0.01");
  g_assert_cmpfloat_with_epsilon (gtk_range_get_value (GTK_RANGE (scale)), -2, 1e-9);
  gtk_editable_set_text (GTK_EDITABLE (entry), "-1");
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  assert_state (window, "learning-rate", "0.01");
  g_assert_cmpuint (window_get_count (window, "run"), ==, 1);
  g_assert_cmpuint (window_get_count (window, "step"), ==, 3);
}

static void
test_new_seed (WindowFixture *window, gconstpointer data)
{
  double loss = window_get_real (window, "train-loss");
  GtkSpinButton *spin = GTK_SPIN_BUTTON (find_setting (window, "seed"));
  g_autofree char *seed = NULL;
  g_autofree char *text = NULL;

  window_activate (window, "new-seed", NULL);
  await_run (window, 2);
  seed = window_get_state (window, "seed");
  g_assert_cmpstr (seed, !=, "2021");
  g_assert_false (window_get_real (window, "train-loss") == loss);
  text = g_strdup_printf ("%.0f", gtk_spin_button_get_value (spin));
  g_assert_cmpstr (text, ==, seed);
  window_activate (window, "seed", "t", (guint64) 2021);
  await_run (window, 3);
  g_assert_true (window_get_real (window, "train-loss") == loss);
}

/* The message names the setting; neither the run nor any setting changes. */
static void
test_bad_values (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    const char *setting;
    const char *value; /* as g_variant_parse() reads it */
    const char *state;
  } cases[] = {
    { "hidden", "'8,x'", "'none'" },
    { "hidden", "''", "'none'" },
    { "hidden", "'0'", "'none'" },
    { "hidden", "'65537'", "'none'" },
    { "hidden", "'1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1'", "'none'" },
    { "learning-rate", "0.0", "0.10000000000000001" },
    { "learning-rate", "-0.1", "0.10000000000000001" },
    { "learning-rate", "nan", "0.10000000000000001" },
    { "learning-rate", "inf", "0.10000000000000001" },
    { "subset", "uint64 1000001", "500" },
    { "batch", "uint64 18446744073709551615", "0" },
    { "seed", "uint64 4294967296", "2021" },
    { "data", "''", "'handwriting'" },
  };

  window_run_to (window, 3);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GVariant) value = g_variant_parse (NULL, cases[i].value, NULL, NULL, NULL);

      g_assert_nonnull (value);
      window_activate (window, cases[i].setting, "*", value);
      g_assert_cmpuint (window->told->len, ==, i + 1);
      g_assert_true (g_str_has_prefix (window_get_told (window), cases[i].setting));
      assert_state (window, cases[i].setting, cases[i].state);
      g_assert_true (window_is (window, "paused"));
    }
  window_run_to (window, 4);
  g_assert_cmpuint (window_get_count (window, "run"), ==, 1);
}

/* A value that the setting has already is no reason for a new run. */
static void
test_same_value (WindowFixture *window, gconstpointer data)
{
  window_run_to (window, 3);
  window_activate (window, "hidden", "s", "none");
  window_activate (window, "seed", "t", (guint64) 2021);
  window_activate (window, "data", "s", "handwriting");
  g_assert_true (window_is (window, "paused"));
  g_assert_cmpuint (window_get_count (window, "run"), ==, 1);
}

/* The run and its settings stay, the pane shows them again, and the reason is told. */
static void
assert_data_refused (WindowFixture *window, const char *action, const char *data)
{
  AdwComboRow *row = ADW_COMBO_ROW (find_setting (window, "data"));
  guint told = window->told->len;
  double loss = window_get_real (window, "train-loss");
  guint64 run = window_get_count (window, "run");

  window_activate (window, action, "s", data);
  WAIT_UNTIL (window->told->len > told);
  g_assert_cmpuint (window->told->len, ==, told + 1);
  assert_state (window, "data", "'handwriting'");
  assert_state (window, "hidden", "'5'");
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  g_assert_true (window_is (window, "paused"));
  g_assert_cmpuint (window_get_count (window, "run"), ==, run + 1);
  g_assert_cmpuint (window_get_count (window, "step"), ==, 3);
  g_assert_true (window_get_real (window, "train-loss") == loss);
}

static void
test_bad_data (WindowFixture *window, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("downhill-XXXXXX", NULL);

  window_activate (window, "hidden", "s", "5");
  await_run (window, 2);
  window_run_to (window, 3);
  assert_data_refused (window, "data", folder);
  g_assert_nonnull (strstr (window_get_told (window), folder));
  assert_data_refused (window, "open", "/no/such/folder");
  assert_data_refused (window, "data", "mnist");
  assert_data_refused (window, "data", "mnist");
  assert_data_refused (window, "data", "no such name");
  window_run_to (window, 4);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  /* MNIST is not here, wherever the tests run. */
  g_setenv ("DOWNHILL_MNIST", "/no/such/folder", TRUE);
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window/settings/hidden", test_hidden);
  window_tests_add ("/window/settings/layer-rows", test_layer_rows);
  window_tests_add ("/window/settings/layers-typed", test_layers_typed);
  window_tests_add ("/window/settings/counts", test_counts);
  window_tests_add ("/window/settings/all-typed", test_all_typed);
  window_tests_add ("/window/settings/bias", test_bias);
  window_tests_add ("/window/settings/learning-rate", test_learning_rate);
  window_tests_add ("/window/settings/new-seed", test_new_seed);
  window_tests_add ("/window/settings/bad-values", test_bad_values);
  window_tests_add ("/window/settings/same-value", test_same_value);
  window_tests_add ("/window/settings/bad-data", test_bad_data);
  return g_test_run ();
}
