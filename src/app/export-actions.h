// Figures out of the window, as actions: one of them or a whole page, to a file or the clipboard.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Adds to @window the choices of export-look.h, and export-figure((ssd)) id, path and scale, in the
 * natural size; copy-figure(s) id; export-page((sd)) path and scale, all figures of the page shown
 * in @pages as they stand there; export-page-as (asks for the file). Of a figure that is on several
 * pages, the one to be seen is meant, and it is exported as it is shown. Results are told by
 * activating "tell"(s). */
void dh_export_actions_install (GtkApplicationWindow *window, AdwViewStack *pages);

G_END_DECLS
