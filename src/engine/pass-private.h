// What the parts of a pass share.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/activation.h"
#include "engine/pieces.h"
#include "engine/matrix.h"
#include "engine/narrow.h"
#include "engine/pass.h"
#include "engine/softmax.h"

G_BEGIN_DECLS

/* Images of a unit of the last layer and of the first one's kernels. */
#define DH_PASS_UNIT_ROWS 32

typedef struct
{
  float *z;     /* [rows, stride] before the activation; a itself, unless that needs both */
  float *a;     /* [rows, stride] after it; log p in the last layer */
  float *delta; /* [rows, stride] ∂loss/∂z; what is past the outputs stays zero but in the last */
  gsize stride; /* not a power of two, whose rows would all fall into the same cache lines */
} DhPassLayer;

struct _DhPass
{
  DhLayout layout;
  const DhActivation *activation;
  guint max_rows;
  DhTeam *team;
  float *memory; /* one block; the layers lie in it */
  DhPassLayer layers[DH_NETWORK_MAX_LAYERS];
  float *base;        /* [padded] of the first layer: bias and background */
  float *chunk_sums;  /* [n_chunks, padded] */
  float *delta_sum;   /* [widest] of the layer at hand, over the rows */

  /* Whether the hidden layer, the only one there is, is two halves for a thread each. Each thread
   * keeps its weights into the units and out of them, and all that is computed of them, to itself,
   * in memory so far apart that the processor fetches none of the other's ahead. All that the
   * threads exchange are their halves' sums in the last layer: from there on each has the whole of
   * that layer for itself, which is computed sooner than it is fetched. */
  guint middle; /* the second half's first unit; 0 where there are no halves */
  gsize second; /* what its unit is further away than it would be in one matrix */
  float *half_sums[2];     /* [rows, DH_NARROW_MOST] the halves' part of the last layer's z */
  DhPassLayer second_last; /* the last layer of the second thread */
  DhPieces ends;           /* the rows of that layer, as they are cut for the loss */

  DhSoftmaxSum *sums; /* [units] of the last run */
  guint n_sums;

  /* The run at hand, for its units. */
  const float *parameters;
  const DhInputs *inputs;
  DhFirstLayerImages images[2]; /* of the threads' copies: the same one where there is no other */
  const float *floats;
  guint rows;
  const guint16 *labels;
  float scale;
  gboolean fresh;
  float *gradient;
  DhPassUpdateFunc update; /* or NULL */
  gpointer update_data;
  gboolean has_delta_sum; /* is there already */
  gboolean has_sums; /* chunk_sums are those of the parameters: the update has made them */
  gboolean has_base; /* so is base */
  gboolean backward_order; /* of the last update: the next begins where it ended, in the cache */
  guint l; /* layer of the units at hand */
  DhPieces product;
  DhPieces weights;
};

static inline gboolean
dh_pass_is_plain (const DhPass *self)
{
  return self->layout.first_layer.kind == DH_FIRST_LAYER_PLAIN;
}

/* A panel of the first layer's is then cut into strips, for a thread each. */
static inline gboolean
dh_pass_is_shared (const DhPass *self)
{
  return self->team != NULL;
}

/* For the outputs of the first layer from @output on. A thread has the first half of the panels and
 * of the images' copies, or the second. */
static inline const DhFirstLayerImages *
dh_pass_get_images (const DhPass *self, guint output)
{
  return &self->images[2 * output >= self->layout.first_layer.padded];
}

/* Of the layer at hand. */
static inline gboolean
dh_pass_is_last (const DhPass *self)
{
  return self->l + 1 == self->layout.network.n_layers;
}

/* What the layer at hand takes in, [rows, inputs]. */
static inline DhMatrix
dh_pass_get_input (const DhPass *self)
{
  if (self->l > 0)
    return (DhMatrix) { self->layers[self->l - 1].a, self->layers[self->l - 1].stride };
  return (DhMatrix) { self->floats, self->layout.network.layers[0].inputs };
}

/* The columns from @column on of the weight of the layer at hand. */
static inline DhMatrix
dh_pass_get_weight (const DhPass *self, guint column)
{
  DhLayoutColumns columns = dh_layout_get_columns (&self->layout, self->l, column);

  return (DhMatrix) { self->parameters + columns.at, columns.stride };
}

/* Whether the layer at hand is one of those for engine/narrow.h, whose rows of z have the room. */
static inline gboolean
dh_pass_is_narrow (const DhPass *self)
{
  return self->l > 0 && dh_narrow_is_better (&self->layout.network.layers[self->l]);
}

/* The layer @l for those who work on it from @column on: a halved one has its second half in memory
 * of its own. */
static inline DhPassLayer
dh_pass_get_layer (const DhPass *self, guint l, guint column)
{
  DhPassLayer layer = self->layers[l];

  if (l == 0 && self->middle > 0 && column >= self->middle)
    {
      layer.z += self->second;
      layer.a += self->second;
      layer.delta += self->second;
    }
  return layer;
}

/* The layer at hand for those who work on the columns from @column on of the layer before: a halved
 * one is there twice. */
static inline const DhPassLayer *
dh_pass_get_after (const DhPass *self, guint column)
{
  return self->middle > 0 && column >= self->middle ? &self->second_last : &self->layers[self->l];
}

/* The units of a half: the columns of what the hidden layer gives, and of the last one's weight. */
static inline DhPiece
dh_pass_get_half (const DhPass *self, guint half, guint rows)
{
  guint n = half == 0 ? self->middle : self->layout.network.layers[1].inputs - self->middle;

  return (DhPiece) { .row = 0, .column = half * self->middle, .rows = rows, .columns = n };
}

/* Sums the weights of a piece of the first layer over its pixels, for the background's part. */
static inline void
dh_pass_sum_piece (DhPass *self, const DhFirstLayerPiece *piece)
{
  const DhFirstLayer *first = &self->layout.first_layer;

  dh_first_layer_sum (first, piece, self->parameters + piece->at,
                      self->chunk_sums + (gsize) piece->chunk * first->padded + piece->output);
}

/* For the run at hand: forward as far as the loss and its delta, and the gradient from there. */
void dh_pass_forward (DhPass *self);
void dh_pass_backward (DhPass *self);

G_END_DECLS
