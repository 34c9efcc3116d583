// A figure for other programs: on the clipboard, or dragged out of the window.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/figure-view.h"

G_BEGIN_DECLS

/* The figure of @view as it is shown, in the look chosen: image/png, image/svg+xml, its numbers as
 * text/csv and, where there is @file, that file. NULL with an error where it cannot be drawn. */
GdkContentProvider *
dh_figure_content_make (DhFigureView *view, GFile *file, GError **error);

/* Puts it on the clipboard, and tells so with the window's action "tell". */
void dh_figure_content_copy (DhFigureView *view);

/* Lets the figure of @view be dragged from @handle: as a PNG file, and as what is copied. */
void dh_figure_content_drag_from (GtkWidget *handle, DhFigureView *view);

/* Removes the files that were dragged, at the end of the program. */
void dh_figure_content_remove_files (void);

G_END_DECLS
