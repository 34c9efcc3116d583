// Which weight maps are shown, and where.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/frame.h"
#include "figures/grid.h"

G_BEGIN_DECLS

typedef struct
{
  DhFrame frame;
  const DhTensor *tensor; /* the first layer's weights, or NULL: nothing to draw */
  const float *weights;   /* [tensor->rows, height, width] of the snapshot, borrowed */
  gboolean linear;        /* a row is a class, not a unit */
  guint n_maps;           /* the first ones, as many as are legible */
  DhGrid grid;
  double limit; /* the largest |weight| shown that is finite; the scale is ±limit */
} DhWeightsLayout;

void
dh_weights_layout_init (DhWeightsLayout *self, const DhSnapshot *run, double width, double height);

/* The height at which every class has a map that can be made out, 0 where maps are left out. */
double dh_weights_layout_measure (const DhSnapshot *run, double width);

/* The name of a map: its class, or its unit's number. */
const char *dh_weights_layout_get_name (
    const DhWeightsLayout *self, const DhSnapshot *run, guint map, char *buffer, gsize size);

G_END_DECLS
