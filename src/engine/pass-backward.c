// The backward half of a pass.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "engine/pass-private.h"
#include "engine/rows.h"

/* Chunks of pixels of a unit of the first layer's gradient. */
#define UNIT_CHUNKS 2

static void
weight_gradient (DhPass *self, DhPiece piece)
{
  const DhLayer *shape = &self->layout.network.layers[self->l];
  DhPassLayer *layer = &self->layers[self->l];
  DhMatrix delta = { layer->delta + piece.row, layer->stride };
  DhMatrix input = dh_pass_get_input (self);
  DhMatrixOut gradient = { self->gradient + dh_layout_get_weight (&self->layout, self->l) +
                               (gsize) piece.row * shape->inputs + piece.column,
                           shape->inputs };

  input.values += piece.column;
  dh_matrix_add_product (delta, input, gradient, piece.rows, piece.columns, self->rows,
                         self->fresh);
}

/* Takes the delta of a layer back to the layer before it. */
static void
propagate (DhPass *self, DhPiece piece)
{
  const DhLayer *shape = &self->layout.network.layers[self->l];
  DhPassLayer *layer = &self->layers[self->l];
  DhPassLayer *before = &self->layers[self->l - 1];
  gsize at = piece.row * before->stride + piece.column;
  DhMatrix delta = { layer->delta + piece.row * layer->stride, layer->stride };
  DhMatrix weight = { self->parameters + dh_layout_get_weight (&self->layout, self->l) +
                          piece.column,
                      shape->inputs };

  dh_matrix_multiply (delta, weight, (DhMatrixOut) { before->delta + at, before->stride },
                      piece.rows, piece.columns, shape->outputs);
  for (guint i = 0; i < piece.rows; i++, at += before->stride)
    self->activation->backward (before->z + at, before->a + at, before->delta + at,
                                piece.columns);
}

static void
backward_unit (guint unit, gpointer data)
{
  DhPass *self = data;

  if (unit < self->product.n_pieces)
    propagate (self, dh_grid_get (&self->product, unit));
  else
    weight_gradient (self, dh_grid_get (&self->weights, unit - self->product.n_pieces));
}

static void
first_unit (guint unit, gpointer data)
{
  DhPass *self = data;
  guint first = unit * UNIT_CHUNKS;
  guint n = MIN (self->layout.first_layer.n_chunks - first, UNIT_CHUNKS);

  DhFirstLayerDelta delta = { self->layers[0].delta, self->layers[0].stride, self->delta_sum };

  dh_first_layer_gradient (&self->layout.first_layer, &self->images, self->rows, &delta, first,
                           n, self->fresh, self->gradient);
}

static void
bias_gradient (DhPass *self)
{
  guint outputs = self->layout.network.layers[self->l].outputs;
  const DhPassLayer *layer = &self->layers[self->l];
  gsize padded = dh_rows_round_up (outputs, 16); /* whole vectors; no row is shorter */
  float *gradient;

  memset (self->delta_sum, 0, layer->stride * sizeof (float));
  dh_rows_add (self->delta_sum, layer->delta, layer->stride, self->rows, padded);
  if (!self->layout.network.has_bias)
    return;
  gradient = self->gradient + dh_layout_get_bias (&self->layout, self->l);
  if (self->fresh)
    memcpy (gradient, self->delta_sum, outputs * sizeof (float));
  else
    dh_rows_add (gradient, self->delta_sum, 0, 1, outputs);
}

/* What the softmax left past the classes the first layer's kernels would take for outputs. */
static void
clear_padding (DhPass *self)
{
  DhPassLayer *layer = &self->layers[0];
  guint outputs = self->layout.first_layer.outputs;
  guint n = self->layout.first_layer.padded - outputs;

  for (guint i = 0; i < self->rows && n > 0; i++)
    memset (layer->delta + i * layer->stride + outputs, 0, n * sizeof (float));
}

void
dh_pass_backward (DhPass *self)
{
  for (self->l = self->layout.network.n_layers - 1;; self->l--)
    {
      const DhLayer *shape = &self->layout.network.layers[self->l];

      if (self->l == 0 && dh_pass_is_last (self))
        clear_padding (self);
      bias_gradient (self);
      self->product = (DhGrid) { 0 };
      if (self->l > 0)
        self->product = dh_grid_cut (self->rows, shape->inputs, shape->outputs);
      self->weights = dh_grid_cut (shape->outputs, shape->inputs, self->rows);
      if (self->l == 0 && !dh_pass_is_plain (self))
        break;
      dh_team_run (self->team, self->product.n_pieces + self->weights.n_pieces, backward_unit,
                   self);
      if (self->l == 0)
        return;
    }
  for (guint j = 0; j < self->layout.first_layer.padded; j++)
    self->delta_sum[j] *= self->images.value;
  dh_team_run (self->team, (self->layout.first_layer.n_chunks + UNIT_CHUNKS - 1) / UNIT_CHUNKS,
               first_unit, self);
}
