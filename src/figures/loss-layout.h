// Where everything of the loss figure lies, for drawing it and for reading it at a point.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/frame.h"
#include "figures/scale.h"

G_BEGIN_DECLS

typedef struct
{
  DhFrame frame;
  gboolean empty;  /* nothing to draw: no two steps measured in any run */
  DhRect plot;     /* inside the axes */
  DhScale x;       /* steps */
  DhScale y;       /* loss */
  gboolean labels; /* room for tick labels */
  gboolean named;  /* room for "Step" below them */
  guint n_x_ticks;
  DhTick x_ticks[DH_SCALE_MAX_TICKS];
  guint n_y_ticks;
  DhTick y_ticks[DH_SCALE_MAX_TICKS];
} DhLossLayout;

void
dh_loss_layout_init (DhLossLayout *self, const DhFigureModel *model, double width, double height);

/* A loss series of a run, which may be NULL; *n may be 0. */
const DhBucket *dh_loss_layout_get_buckets (const DhSnapshot *run, DhSeriesKind kind, guint *n);

G_END_DECLS
