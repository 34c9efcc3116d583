// A learning rate, by a logarithmic slider or typed.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DH_TYPE_RATE_EDITOR (dh_rate_editor_get_type ())
G_DECLARE_FINAL_TYPE (DhRateEditor, dh_rate_editor, DH, RATE_EDITOR, GtkBox)

/* Activates "win.learning-rate" (d) when the user moves the slider or confirms a number. */

/* Shows @rate, without activating anything. */
void dh_rate_editor_set_rate (DhRateEditor *self, double rate);

G_END_DECLS
