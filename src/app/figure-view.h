// The one widget that shows any figure.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

#include "figures/figure.h"

G_BEGIN_DECLS

#define DH_TYPE_FIGURE_VIEW (dh_figure_view_get_type ())
G_DECLARE_FINAL_TYPE (DhFigureView, dh_figure_view, DH, FIGURE_VIEW, GtkWidget)

/* Properties: "figure" (id, construct only), "narrow-below" and "narrow-height" (in pixels: a view
 * narrower than the one asks for at least the height of the other, because its figure then stacks
 * what it has side by side; 0 = never), "redraw-interval" (milliseconds between drawings while a
 * run is training; a snapshot of a run that stands still is drawn at once). The tooltip and the
 * text for screen readers come from the figure's describe function. A hidden view draws nothing. */

/* The height that the figure of the snapshot shown needs at @width, 0 where any does. It is asked
 * for, and the page scrolls. */
int dh_figure_view_get_least_height (DhFigureView *self, int width);

/* Shows @snapshot (one more reference). */
void dh_figure_view_set_snapshot (DhFigureView *self, const DhSnapshot *snapshot);

/* View choices, as in DhFigureModel. */
void dh_figure_view_set_log_scale (DhFigureView *self, gboolean log_scale);
void dh_figure_view_set_focus (DhFigureView *self, int focus);
void dh_figure_view_set_place (DhFigureView *self, int layer, int row, int column);
void dh_figure_view_set_header_inset (DhFigureView *self, double header_inset);

/* Numbers to compare with; borrowed, must outlive the view. */
void dh_figure_view_set_printed (DhFigureView *self, const DhPrintedNumber *printed, guint n);

const DhFigure *dh_figure_view_get_figure (DhFigureView *self);

/* The model shown, valid until the next main-loop turn. */
DhFigureModel dh_figure_view_get_model (DhFigureView *self);

G_END_DECLS
