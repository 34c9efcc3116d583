// Files in and out of the window: data folders, parameters, figures.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

#include "training/session.h"

G_BEGIN_DECLS

/* Adds to @window: open(s) a folder of IDX files or a file in one, open-folder (asks for it),
 * save-as(s) a .safetensors file, save (asks for it), export-figure((ssd)) id, path and scale, in
 * the light theme and natural size. copy-pytorch puts the run as a script on the clipboard. Results
 * are told by activating "tell"(s) on @window. */
void dh_file_actions_install (GtkApplicationWindow *window, DhSession *session);

G_END_DECLS
