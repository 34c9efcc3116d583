// The footer: where a run is, how far it has come, and how long it still takes.
// SPDX-License-Identifier: MIT

#include "app/footer-text.h"
#include "app/footer.h"
#include "window-fixture.h"

static DhSnapshot *
make_snapshot (guint64 step, guint64 n_steps)
{
  DhSnapshot *self = dh_snapshot_new ();

  self->state = DH_RUN_RUNNING;
  self->step = step;
  self->epoch_steps = 8;
  self->epoch = step / 8;
  self->n_steps = n_steps;
  self->steps_per_second = 100;
  return self;
}

static const char *
get_text (WindowFixture *window, const char *id)
{
  return gtk_label_get_text (GTK_LABEL (window_find (window, id)));
}

static gboolean
is_visible (WindowFixture *window, const char *id)
{
  return gtk_widget_get_visible (window_find (window, id));
}

static void
test_end (WindowFixture *window, gconstpointer data)
{
  DhFooter *footer = DH_FOOTER (window_find (window, "footer"));
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhSnapshot) in_epochs = make_snapshot (1532, 2000);
  g_autoptr (DhSnapshot) in_steps = make_snapshot (1532, 2001);
  g_autoptr (DhSnapshot) endless = make_snapshot (1532, 0);
  GtkProgressBar *bar = GTK_PROGRESS_BAR (window_find (window, "bar"));

  g_assert_false (is_visible (window, "bar"));
  settings->epochs = 250;
  dh_footer_show (footer, in_epochs, settings);
  g_assert_cmpstr (get_text (window, "progress"), ==, "Epoch 191 of 250  ·  step 1\u2009532");
  g_assert_cmpstr (get_text (window, "left"), ==, "5 s left");
  g_assert_true (is_visible (window, "bar") && is_visible (window, "left"));
  g_assert_cmpfloat_with_epsilon (gtk_progress_bar_get_fraction (bar), 0.766, 1e-9);

  settings->steps = 2001;
  dh_footer_show (footer, in_steps, settings);
  g_assert_cmpstr (get_text (window, "progress"), ==,
                   "Step 1\u2009532 of 2\u2009001  ·  epoch 191");

  dh_footer_show (footer, endless, settings);
  g_assert_cmpstr (get_text (window, "progress"), ==,
                   "Step 1\u2009532  ·  epoch 191  ·  100 steps/s");
  g_assert_false (is_visible (window, "bar") || is_visible (window, "left"));
  g_assert_true (is_visible (window, "all_facts"));
}

static void
test_time_left (WindowFixture *window, gconstpointer data)
{
  static const struct
  {
    guint64 n_steps;
    double per_second;
    const char *text;
  } cases[] = {
    { 0, 100, NULL },          { 1000, 0, NULL },        { 10, 100, NULL },
    { 11, 100, "1 s left" },   { 208, 2, "99 s left" }, { 2010, 2, "17 min left" },
    { 72010, 1, "20 h left" }, { 864010, 1, "10 days left" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DhSnapshot) snapshot = make_snapshot (10, cases[i].n_steps);
      g_autofree char *text = NULL;
      g_autofree char *paused = NULL;

      snapshot->steps_per_second = cases[i].per_second;
      text = dh_footer_text_make_time_left (snapshot);
      g_assert_cmpstr (text, ==, cases[i].text);
      snapshot->state = DH_RUN_PAUSED;
      paused = dh_footer_text_make_time_left (snapshot);
      g_assert_null (paused);
    }
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window-footer/end", test_end);
  window_tests_add ("/window-footer/time-left", test_time_left);
  return g_test_run ();
}
