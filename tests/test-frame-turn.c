// One thing that can wait takes the turn of a frame.
// SPDX-License-Identifier: MIT

#include "app/frame-turn.h"

static gboolean
end_wait (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_for_frame (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gint64 frame = gdk_frame_clock_get_frame_counter (clock);
  gboolean late = FALSE;

  g_timeout_add_seconds (10, end_wait, &late);
  gtk_widget_queue_draw (window);
  while (gdk_frame_clock_get_frame_counter (clock) == frame && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
}

static void
test_turns (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *label = gtk_label_new ("");

  gtk_window_set_child (GTK_WINDOW (window), label);
  /* Where nothing is drawn nothing has to wait. */
  g_assert_true (dh_frame_turn_take (label));
  g_assert_true (dh_frame_turn_take (label));

  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < 5; i++)
    {
      wait_for_frame (window);
      g_assert_true (dh_frame_turn_take (i % 2 ? label : window));
      g_assert_false (dh_frame_turn_take (label));
      g_assert_false (dh_frame_turn_take (window));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What is due waits while others take the turns, but not for ever. */
static void
test_due (void)
{
  GtkWidget *window = gtk_window_new ();
  gint64 now;

  gtk_window_present (GTK_WINDOW (window));
  wait_for_frame (window);
  now = g_get_monotonic_time ();
  g_assert_false (dh_frame_turn_is_due (window, 10000, now - 5000));
  g_assert_true (dh_frame_turn_is_due (window, 10000, now - 15 * G_USEC_PER_SEC));
  g_assert_false (dh_frame_turn_is_due (window, 10000, now - 15 * G_USEC_PER_SEC));
  g_assert_true (dh_frame_turn_is_due (window, 10000, now - 20 * G_USEC_PER_SEC));
  g_assert_true (dh_frame_turn_is_due (window, 0, now));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  g_test_add_func ("/frame-turn/turns", test_turns);
  g_test_add_func ("/frame-turn/due", test_due);
  return g_test_run ();
}
