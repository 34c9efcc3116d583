// The main window: one session, its controls and its figures.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DH_TYPE_WINDOW (dh_window_get_type ())
G_DECLARE_FINAL_TYPE (DhWindow, dh_window, DH, WINDOW, AdwApplicationWindow)

/* Besides the actions of session-actions.h, chart-actions.h, weights-actions.h and file-actions.h:
 * page(s) "training", "digits", "mistakes", "numbers", "parameters" or "data", show-image(t) of the
 * subset, from 1, on the page of the data, 0 goes back to all; figure-scale(s) "linear" or "log" of
 * the loss, digit(s) "all", "1", "2" or "3", welcome, show-settings(b),
 * show-sample(b), tell(s) a message as a toast. */

/* Opens as the last one was left, on its settings. */
DhWindow *dh_window_new (GtkApplication *application);

G_END_DECLS
