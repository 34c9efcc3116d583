// A learning rate, by a logarithmic slider or typed.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

#include "training/settings.h"

G_BEGIN_DECLS

#define DH_TYPE_RATE_EDITOR (dh_rate_editor_get_type ())
G_DECLARE_FINAL_TYPE (DhRateEditor, dh_rate_editor, DH, RATE_EDITOR, GtkBox)

/* Activates "win.learning-rate" (d) when the user moves the slider or confirms a number. */

/* Shows the learning rate of @settings, without activating anything. */
void dh_rate_editor_show (DhRateEditor *self, const DhSettings *settings);

G_END_DECLS
