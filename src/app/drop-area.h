// Files dropped on the window open.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets files and folders be dropped on @widget, which is outlined meanwhile: the first that is on
 * this machine goes to the action win.open. A figure of this window is no file for it. */
void dh_drop_area_install (GtkWidget *widget);

G_END_DECLS
