// What the window says for a while: a line, at the bottom.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Says it in the window that @widget is in; nothing where it is in none. */
void dh_tell (GtkWidget *widget, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Says that @file was written or, with an @error, why it was not. */
void dh_tell_written (GtkWidget *widget, GFile *file, const GError *error);

G_END_DECLS
