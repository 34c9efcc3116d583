// Where the histograms of every layer lie, for drawing them and for reading them at a point.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/frame.h"
#include "figures/layer-numbers.h"

G_BEGIN_DECLS

typedef enum
{
  DH_HISTOGRAMS_WEIGHTS,
  DH_HISTOGRAMS_GRADIENTS,
  DH_HISTOGRAMS_ACTIVATIONS, /* of the last layer, the logits */
  DH_N_HISTOGRAMS
} DhHistogramsKind;

typedef struct
{
  DhFrame frame;
  const DhSnapshot *run; /* borrowed; NULL: nothing to draw */
  guint n_layers;        /* rows */
  double row;            /* height of one, with the gap below it */
  double heading;        /* of a row's name, caption and axis: heights, 0 where there is no room */
  double caption;
  double axis;
} DhHistogramsLayout;

void dh_histograms_layout_init (
    DhHistogramsLayout *self, const DhFigureModel *model, double width, double height);

/* The height at which every histogram can be read; 0 where there is none. */
double dh_histograms_layout_measure (const DhFigureModel *model, double width);

/* Where the bars stand: a side below 1 means there is no room. */
DhRect dh_histograms_layout_get_plot (
    const DhHistogramsLayout *self, guint layer, DhHistogramsKind kind);

/* What the snapshot's probe has counted; where there is none, weights and gradients are counted
 * here. FALSE where it is not known, or was not looked at. */
gboolean dh_histograms_layout_count (
    const DhHistogramsLayout *self, guint layer, DhHistogramsKind kind, DhHistogram *histogram);

/* The histogram at a point, with its caption and axis; FALSE where there is none. */
gboolean dh_histograms_layout_find (
    const DhHistogramsLayout *self, double x, double y, guint *layer, DhHistogramsKind *kind);

/* TRUE where all values are the same: one bar in the middle of the plot, for bin 0. */
gboolean dh_histograms_layout_is_single (const DhHistogram *histogram);

G_END_DECLS
