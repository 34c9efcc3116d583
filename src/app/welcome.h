// The welcome of the first start: three doors into the program.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DH_TYPE_WELCOME (dh_welcome_get_type ())
G_DECLARE_FINAL_TYPE (DhWelcome, dh_welcome, DH, WELCOME, AdwBin)

/* Adds to @window the action "welcome", which shows a welcome in place of @content, a child of a
 * box. It goes away when a door is opened, with Escape, and with everything that shows or begins
 * something else: the page, a pane, a run. */
void dh_welcome_install (GtkApplicationWindow *window, GtkWidget *content);

/* Shows it on the very first start, and never again; never where nothing is remembered. */
void dh_welcome_greet (GtkApplicationWindow *window);

G_END_DECLS
