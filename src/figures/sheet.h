// Figures in their places on a sheet: what an exported picture is made of.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/figure.h"

G_BEGIN_DECLS

/* A figure and the rectangle it fills on its sheet, in pixels. */
typedef struct
{
  const DhFigure *figure;
  DhFigureModel   model; /* what it points to is borrowed */
  double          x;
  double          y;
  double          width;
  double          height;
} DhPlacedFigure;

/* Borrows what it points to. All figures are of one theme. */
typedef struct
{
  const char           *title;  /* for people, translated */
  const DhPlacedFigure *figures; /* [n], n ≥ 1 */
  guint                 n;
  double                width;  /* in pixels */
  double                height;
  gboolean              transparent; /* nothing behind the figures, else their theme's background */
} DhSheet;

/* The figure at the place (0, 0) with the size @width × @height, 0 = its natural one as far as that
 * can be exported; without the room for a window's buttons. */
DhPlacedFigure dh_placed_figure_make (const DhFigure      *figure,
                                      const DhFigureModel *model,
                                      int                  width,
                                      int                  height);

/* The sheet that holds just @figure, with its title. */
DhSheet dh_sheet_make (const DhPlacedFigure *figure, gboolean transparent);

/* Draws all inside (0, 0, width, height); leaves @cr as it was. */
void dh_sheet_draw (const DhSheet *self, cairo_t *cr);

/* What the figures say of themselves, one after the other. Free with g_free(). */
char *dh_sheet_describe (const DhSheet *self);

/* The numbers of all: of several figures each under a line “# id”, with an empty line between. Free
 * with g_free(). */
char *dh_sheet_make_csv (const DhSheet *self);

/* What makes the run shown again, as DhSnapshot has it, or NULL. */
const char *dh_sheet_get_experiment (const DhSheet *self);

G_END_DECLS
