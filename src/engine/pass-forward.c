// The forward half of a pass.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "engine/pass-private.h"
#include "engine/rows.h"

static void
multiply (DhPass *self, DhPiece piece)
{
  const DhLayer *shape = &self->layout.network.layers[self->l];
  DhPassLayer *layer = &self->layers[self->l];
  DhMatrix input = dh_pass_get_input (self);
  float *z = layer->z + piece.row * layer->stride + piece.column;
  DhMatrix weight = { self->parameters + dh_layout_get_weight (&self->layout, self->l) +
                          (gsize) piece.column * shape->inputs,
                      shape->inputs };

  input.values += piece.row * input.stride;
  dh_matrix_multiply_transposed (input, weight, (DhMatrixOut) { z, layer->stride }, piece.rows,
                                 piece.columns, shape->inputs);
  if (self->layout.network.has_bias)
    dh_rows_add_to (z, layer->stride, piece.rows,
                 self->parameters + dh_layout_get_bias (&self->layout, self->l) + piece.column,
                 piece.columns);
}

/* What comes after the product of a piece, which has whole rows in the last layer. */
static void
finish_forward (DhPass *self, guint unit, DhPiece piece)
{
  DhPassLayer *layer = &self->layers[self->l];
  gsize at = piece.row * layer->stride + piece.column;

  if (dh_pass_is_last (self))
    {
      self->sums[unit] = (DhSoftmaxSum) { 0 };
      dh_softmax (layer->a + at, layer->delta + at, layer->stride, piece.rows, piece.columns,
                  self->labels + piece.row, self->scale, &self->sums[unit]);
      return;
    }
  for (guint i = 0; i < piece.rows; i++, at += layer->stride)
    self->activation->forward (layer->z + at, layer->a + at, piece.columns);
}

static void
forward_unit (guint unit, gpointer data)
{
  DhPass *self = data;
  DhPiece piece = dh_grid_get (&self->product, unit);
  DhPassLayer *layer = &self->layers[self->l];

  if (self->l > 0 || dh_pass_is_plain (self))
    multiply (self, piece);
  else
    dh_first_layer_forward (&self->layout.first_layer, &self->images, piece.row, piece.rows,
                            self->parameters, self->base, layer->z + piece.row * layer->stride,
                            layer->stride);
  finish_forward (self, unit, piece);
}

static void
sum_unit (guint unit, gpointer data)
{
  DhPass *self = data;
  DhFirstLayerPiece piece = dh_first_layer_get_piece (&self->layout.first_layer, unit);

  dh_pass_sum_piece (self, &piece);
}

/* b + x₀ Σ W for every output. */
static void
prepare_base (DhPass *self)
{
  const DhFirstLayer *first = &self->layout.first_layer;

  if (!self->has_sums)
    dh_team_run (self->team, dh_first_layer_count_pieces (first), sum_unit, self);
  self->has_sums = FALSE;
  memset (self->base, 0, first->padded * sizeof (float));
  dh_rows_add (self->base, self->chunk_sums, first->padded, first->n_chunks, first->padded);
  for (guint j = 0; j < first->padded; j++)
    self->base[j] *= self->images.value;
  if (self->layout.network.has_bias)
    dh_rows_add (self->base, self->parameters + dh_layout_get_bias (&self->layout, 0), 0, 1,
                 first->outputs);
}

/* Only whole rows can become log-softmax, and the first layer's kernels make whole rows too. */
static DhGrid
cut_forward (const DhPass *self)
{
  const DhLayer *shape = &self->layout.network.layers[self->l];
  DhGrid grid = dh_grid_cut (self->rows, shape->outputs, shape->inputs);

  if (!dh_pass_is_last (self) && (self->l > 0 || dh_pass_is_plain (self)))
    return grid;
  grid.piece_columns = shape->outputs;
  grid.n_across = 1;
  grid.piece_rows = DH_PASS_UNIT_ROWS;
  if (self->l > 0 || dh_pass_is_plain (self))
    grid.piece_rows = MAX (DH_PASS_UNIT_ROWS, dh_rows_round_up (self->rows / 4, 16));
  grid.n_pieces = (self->rows + grid.piece_rows - 1) / grid.piece_rows;
  return grid;
}

void
dh_pass_forward (DhPass *self)
{
  if (!dh_pass_is_plain (self))
    prepare_base (self);
  for (self->l = 0; self->l < self->layout.network.n_layers; self->l++)
    {
      self->product = cut_forward (self);
      dh_team_run (self->team, self->product.n_pieces, forward_unit, self);
    }
  self->n_sums = self->product.n_pieces;
}
