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

/* Where the title row ends: @inset pixels at the right edge belong to somebody else. */
double dh_frame_get_header_end (const DhFrame *self, double inset);

/* The title at the left, the legend entries after it as far as they fit before the row's end. */
void dh_frame_draw_header (const DhFrame *self,
                           DhText *text,
                           const char *title,
                           const DhLegendEntry *legend,
                           guint n_legend,
                           double end);

/* Dimmed words in the middle of the whole frame. */
void dh_frame_draw_message (const DhFrame *self, DhText *text, const char *message);

/* The @i-th run of @model, or NULL. */
const DhSnapshot *dh_frame_get_run (const DhFigureModel *model, guint i);

G_END_DECLS
