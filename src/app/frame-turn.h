// Spreads what a window draws seldom over its frames.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Takes the turn of the window's next frame. FALSE = it is taken: what can wait does, so that no
 * frame has to draw all that became due at the same time. */
gboolean dh_frame_turn_take (GtkWidget *widget);

/* Whether what is drawn every @msec, the last time at @drawn_at, is to be drawn now: with the turn
 * of a frame, or where it has waited for as long again. 0 ms = in every frame, whosever turn. */
gboolean dh_frame_turn_is_due (GtkWidget *widget, guint msec, gint64 drawn_at);

G_END_DECLS
