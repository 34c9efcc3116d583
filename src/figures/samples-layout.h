// Which sample images are shown, and where.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/frame.h"
#include "figures/grid.h"

G_BEGIN_DECLS

#define DH_SAMPLES_MAX 3

typedef struct
{
  DhFrame frame;
  guint first;      /* number of the first sample shown */
  guint n;          /* how many, ≤ DH_SAMPLES_MAX; 0: nothing to draw */
  DhGrid grid;      /* one cell an image */
  gboolean numbers; /* the cells of a pixel have room for its value */
} DhSamplesLayout;

void dh_samples_layout_init (DhSamplesLayout *self,
                             const DhFigureModel *model,
                             double width,
                             double height);

/* The raw byte as the network sees it, (raw − mean) / deviation; NAN where that is not known. */
double dh_samples_standardise (const DhSnapshot *run, guint8 raw);

G_END_DECLS
