// How the charts of a window are looked at, together, and the window actions for it.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

#include "app/figure-view.h"

G_BEGIN_DECLS

/* Adds to @window, whose widgets must be there, and lets gestures and keys reach its charts:
 * chart(s) "loss", "accuracy" or "both": the cards shown; smoothing(d) 0 … 0.999, the weight a
 * step leaves to those before it; x-unit(s) "steps", "epochs" or "seconds"; x-scale(s) "linear"
 * or "log"; range(s) "fit", "follow" or "locked"; show-steps((tt)) from one step to another,
 * locked; cursor(d) to a step in all charts, below 0 none. A value that is none of these changes
 * nothing. */
void dh_chart_actions_install (GtkApplicationWindow *window);

G_END_DECLS
