// What every figure has round its picture: padding, title row, legend, empty state.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/figure.h"
#include "figures/shape.h"
#include "figures/text.h"

G_BEGIN_DECLS

typedef struct
{
  double width;
  double padding;
  double header;  /* height of the title row from the top edge, 0 where there is no room for one */
  double middle;  /* y of its texts */
  DhRect content; /* what is left for the picture */
} DhFrame;

typedef struct
{
  char *label;
  DhColor color;
  double opacity;
  gboolean line; /* a short dashed line for a dot */
} DhLegendEntry;

/* A frame of @width × @height; small pictures lose the padding, then the title row. */
void dh_frame_init (DhFrame *self, double width, double height);

/* Where the title row ends: @inset pixels at its end belong to somebody else. */
double dh_frame_get_header_end (const DhFrame *self, double inset);

/* The title first, the legend entries after it as far as they fit before the row's end. Everything
 * in the title row is placed as if it began at the left. Where the theme is mirrored it begins at
 * the right: this sees to it for the words drawn with @text at @self's middle, from here on, and
 * dh_frame_mirror_rect() for what else stands there. */
void dh_frame_draw_header (const DhFrame *self,
                           DhText *text,
                           const char *title,
                           const DhLegendEntry *legend,
                           guint n_legend,
                           double end);

/* Where @rect of the title row is drawn under @theme. */
DhRect dh_frame_mirror_rect (const DhFrame *self, const DhTheme *theme, const DhRect *rect);

/* Dimmed words in the middle of the whole frame. */
void dh_frame_draw_message (const DhFrame *self, DhText *text, const char *message);

/* The @i-th run of @model, or NULL. */
const DhSnapshot *dh_frame_get_run (const DhFigureModel *model, guint i);

G_END_DECLS
