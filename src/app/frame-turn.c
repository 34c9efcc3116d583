// Spreads what a window draws seldom over its frames.
// SPDX-License-Identifier: MIT

#include "app/frame-turn.h"

/* The last frame before the one whose turn is taken. */
static gint64 *
get_frame (GdkFrameClock *clock)
{
  gint64 *frame = g_object_get_data (G_OBJECT (clock), "dh-frame-turn");

  if (frame == NULL)
    {
      frame = g_new (gint64, 1);
      *frame = -1;
      g_object_set_data_full (G_OBJECT (clock), "dh-frame-turn", frame, g_free);
    }
  return frame;
}

gboolean
dh_frame_turn_take (GtkWidget *widget)
{
  GdkFrameClock *clock;
  gint64 *taken;
  gint64 frame;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), TRUE);

  clock = gtk_widget_get_frame_clock (widget);
  if (clock == NULL)
    return TRUE;
  taken = get_frame (clock);
  frame = gdk_frame_clock_get_frame_counter (clock);
  if (*taken == frame)
    return FALSE;
  *taken = frame;
  return TRUE;
}

gboolean
dh_frame_turn_is_due (GtkWidget *widget, guint msec, gint64 drawn_at)
{
  gint64 interval = (gint64) msec * 1000;
  gint64 age = g_get_monotonic_time () - drawn_at;

  return interval == 0 ||
         (age >= interval && (dh_frame_turn_take (widget) || age >= 2 * interval));
}
