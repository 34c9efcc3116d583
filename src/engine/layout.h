// Where the parameters of a run lie while it computes.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/first-layer.h"
#include "engine/network.h"

G_BEGIN_DECLS

/* Everybody outside the engine knows parameters as PyTorch orders them (see network.h). The block
 * that is trained has the first weight in the layout its kernels want, at its beginning; the rest
 * follows in PyTorch's order, but for the second weight of a network with one hidden layer that two
 * threads can share by halves: that is two blocks, [outputs, units of the half]. What updates a
 * parameter from its gradient sees no difference. */
typedef struct
{
  DhNetwork    network;
  DhFirstLayer first_layer;
  guint        middle;   /* the second half's first hidden unit; 0 where there are no halves */
  gsize        n_stored; /* floats of the block, padding included */
} DhLayout;

/* For @network (copied), with a first layer made for images of @width pixels a row, of which @share
 * is background (0 … 1). */
void dh_layout_init (DhLayout *self, const DhNetwork *network, guint width, double share);

/* Columns of a weight: where the first row has them in the block, and how far apart rows are. */
typedef struct
{
  gsize at;
  gsize stride;
} DhLayoutColumns;

/* Those of layer @l from @column on, as far as they are in one half; not of the first layer. */
DhLayoutColumns dh_layout_get_columns (const DhLayout *self, guint l, guint column);

/* The offset of layer @l's bias in the block. */
gsize dh_layout_get_bias (const DhLayout *self, guint l);

/* From PyTorch's order, @parameters [n_parameters], to the block, @stored [n_stored], and back.
 * Padding is zero, and stays so under every optimizer as its gradient is zero. */
void dh_layout_pack (const DhLayout *self, const float *parameters, float *stored);
void dh_layout_unpack (const DhLayout *self, const float *stored, float *parameters);

G_END_DECLS
