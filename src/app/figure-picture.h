// What of a figure is kept as images between two drawings.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

#include "figures/figure.h"

G_BEGIN_DECLS

/* GTK records what is drawn and plays it back at every damage. Thousands of strokes and glyphs cost
 * several times as much that way; an image is a single copy. Zeros at first. */
typedef struct
{
  cairo_surface_t *surface; /* the figure, or its still layer, as drawn last; or NULL */
  gboolean drawn;           /* @surface holds */
  gboolean stale;           /* it no longer does, but is shown until the next drawing */
  GArray *strips;           /* of a figure without layers: @surface cut up, from the top */
} DhFigurePicture;

/* What was drawn does not hold at all. */
void dh_figure_picture_outdate (DhFigurePicture *self);

/* Frees all that is kept. */
void dh_figure_picture_clear (DhFigurePicture *self);

/* What was drawn for @old, which may be NULL, is stale if it does not hold for @now. */
void dh_figure_picture_update (DhFigurePicture *self,
                               const DhFigure *figure,
                               const DhSnapshot *old,
                               const DhSnapshot *now);

/* Whether there is anything to draw of a run that moves on, though the picture holds. */
gboolean dh_figure_picture_is_lively (const DhFigure *figure, const DhFigureModel *model);

/* Puts @figure on @snapshot, @width × @height pixels of @scale device pixels: the whole from the
 * image kept, or, of a figure with layers, the still one, and the live one anew. Where a new image
 * is as the one before, strip by strip, GTK finds nothing to do: the buttons in the title row are
 * not drawn again with every point of a curve. All of it is @zoom times as large as usual: what
 * grows with the text is everything that stands beside it, so no label gets into a picture. */
void dh_figure_picture_show (DhFigurePicture *self,
                             GtkSnapshot *snapshot,
                             const DhFigure *figure,
                             const DhFigureModel *model,
                             int width,
                             int height,
                             int scale,
                             double zoom);

/* Whether what was drawn for @choices holds for @others too. */
gboolean dh_figure_picture_holds_for (const DhFigure *figure,
                                      const DhFigureModel *choices,
                                      const DhFigureModel *others);

G_END_DECLS
