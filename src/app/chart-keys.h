// What the keys do on a chart that has the keyboard.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/figure-view.h"

G_BEGIN_DECLS

/* Left and Right move the cursor by one measurement, with Ctrl by a tenth of what is seen, Home and
 * End to the first and the last one, + and − zoom the steps, Ctrl with Up and Down the values, 0
 * shows everything, Escape removes the cursor. Returns whether the key meant something. */
gboolean dh_chart_keys_press (DhFigureView *view, guint key, GdkModifierType state);

G_END_DECLS
