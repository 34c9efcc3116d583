// The mouse wheel scrolls the page, whatever is under the pointer.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets the wheel through @widget, a slider or a spin button: its number does not change just
 * because it passes under the pointer while the page is scrolled. */
void dh_wheel_pass_through (GtkWidget *widget);

G_END_DECLS
