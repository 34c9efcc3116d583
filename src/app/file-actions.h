// Files in and out of the window: data folders, runs and their parameters.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

#include "training/session.h"

G_BEGIN_DECLS

/* Adds to @window: open(s) a folder of IDX files or a file in one, or a picture, a .safetensors or
 * a .json file, whose run is restored; open-file and open-folder (ask for it), save-as(s) a
 * .safetensors file, save (asks for it). copy-pytorch puts the run as a script on the clipboard.
 * Results are told by activating "tell"(s) on @window. */
void dh_file_actions_install (GtkApplicationWindow *window, DhSession *session);

/* Activates "open" in the window that @widget is in, whatever bytes the name of @file is made of.
 * FALSE where there is no such action. */
gboolean dh_file_actions_open (GtkWidget *widget, GFile *file);

G_END_DECLS
