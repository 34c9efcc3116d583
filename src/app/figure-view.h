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
 * text for screen readers come from the figure's describe function. A hidden view draws nothing.
 * Signals: "picked" (const DhPick *, a thing that was clicked) and "pointed" (const DhPick *, the
 * thing under the pointer whenever that changes, of kind DH_PICK_NONE where there is none; with a
 * loupe, also what the keys lead it to); "wants-changed", when other choices want other things of a
 * snapshot, and when a view that wants any is shown; "resized". */

/* The height that the figure of the snapshot shown needs at @width, 0 where any does. It is asked
 * for, and the page scrolls. */
int dh_figure_view_get_least_height (DhFigureView *self, int width);

/* Shows @snapshot (one more reference). */
void dh_figure_view_set_snapshot (DhFigureView *self, const DhSnapshot *snapshot);

/* Takes over the view choices of @choices, which is what dh_figure_view_get_model() gave, changed.
 * Of what it has borrowed the printed numbers and the order of the weights are kept, and must
 * outlive the view or its next choices; the rest is not looked at. */
void dh_figure_view_set_choices (DhFigureView *self, const DhFigureModel *choices);

/* What of a snapshot it shows that is only made when wanted: DhWants; none while it is hidden. */
guint dh_figure_view_get_wants (DhFigureView *self);

/* One of them, which belongs to the card. */
void dh_figure_view_set_header_inset (DhFigureView *self, double header_inset);

/* Numbers to compare with; borrowed, must outlive the view. */
void dh_figure_view_set_printed (DhFigureView *self, const DhPrintedNumber *printed, guint n);

/* The size in which the figure is laid out, and how much larger it is drawn: the user's text size.
 * A point of the widget divided by the zoom is one of the figure. */
typedef struct
{
  double width;
  double height;
  double zoom;
} DhFigurePlace;

DhFigurePlace dh_figure_view_get_place (DhFigureView *self);

const DhFigure *dh_figure_view_get_figure (DhFigureView *self);

/* The model shown, valid until the next main-loop turn. */
DhFigureModel dh_figure_view_get_model (DhFigureView *self);

G_END_DECLS
