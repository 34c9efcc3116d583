// The forward half of a pass.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "engine/pass-private.h"
#include "engine/rows.h"

/* Whole rows of a layer with few outputs. */
static void
multiply_narrow (DhPass *self, DhPiece piece)
{
  DhPassLayer *layer = &self->layers[self->l];
  DhMatrix input = dh_pass_get_input (self);
  const DhLayer *shape = &self->layout.network.layers[self->l];
  const DhMatrix weight[] = { dh_pass_get_weight (self, 0),
                              dh_pass_get_weight (self, dh_narrow_get_half (shape)) };
  const float *bias = self->layout.network.has_bias
                          ? self->parameters + dh_layout_get_bias (&self->layout, self->l)
                          : NULL;

  input.values += piece.row * input.stride;
  dh_narrow_forward (shape, input, weight, bias, piece.rows,
                     (DhMatrixOut) { layer->z + piece.row * layer->stride, layer->stride });
}

static void
multiply (DhPass *self, DhPiece piece)
{
  const DhLayer *shape = &self->layout.network.layers[self->l];
  DhPassLayer *layer = &self->layers[self->l];
  DhMatrix input = dh_pass_get_input (self);
  float *z = layer->z + piece.row * layer->stride + piece.column;
  DhMatrix weight = self->l > 0 ? dh_pass_get_weight (self, 0)
                                : (DhMatrix) { self->parameters, shape->inputs };

  weight.values += piece.column * weight.stride;
  input.values += piece.row * input.stride;
  dh_matrix_multiply_transposed (input, weight, (DhMatrixOut) { z, layer->stride }, piece.rows,
                                 piece.columns, shape->inputs);
  if (self->layout.network.has_bias)
    dh_rows_add_to (z, layer->stride, piece.rows,
                 self->parameters + dh_layout_get_bias (&self->layout, self->l) + piece.column,
                 piece.columns);
}

/* From the logits of whole rows to their loss and delta. */
static DhSoftmaxSum
end_rows (const DhPass *self, const DhPassLayer *last, DhPiece piece)
{
  DhSoftmaxSum sum = { 0 };
  gsize at = piece.row * last->stride;

  dh_softmax (last->a + at, last->delta + at, last->stride, piece.rows, piece.columns,
              self->labels + piece.row, self->scale, &sum);
  return sum;
}

/* What comes after the product of a piece, which has whole rows in the last layer. */
static void
finish_forward (DhPass *self, guint unit, DhPiece piece)
{
  DhPassLayer *layer = &self->layers[self->l];
  gsize at = piece.row * layer->stride + piece.column;

  if (dh_pass_is_last (self))
    {
      self->sums[unit] = end_rows (self, layer, piece);
      return;
    }
  for (guint i = 0; i < piece.rows; i++, at += layer->stride)
    self->activation->forward (layer->z + at, layer->a + at, piece.columns);
}

static void
multiply_panel (DhPass *self, DhPiece piece, DhFirstLayerPanel panel, float *z, gsize stride)
{
  dh_first_layer_forward (&self->layout.first_layer, dh_pass_get_images (self, panel.output),
                          piece.row, piece.rows, panel, self->parameters,
                          self->base + panel.output, z, stride);
}

/* The first layer where it is the last: all panels of some rows. */
static void
multiply_last_bytes (DhPass *self, DhPiece piece)
{
  const DhFirstLayer *first = &self->layout.first_layer;
  DhPassLayer *layer = &self->layers[0];

  for (guint i = 0; i < dh_first_layer_count_panels (first, FALSE); i++)
    {
      DhFirstLayerPanel panel = dh_first_layer_get_panel (first, FALSE, i);

      multiply_panel (self, piece, panel,
                      layer->z + piece.row * layer->stride + panel.output, layer->stride);
    }
}

/* The first layer where others follow: one panel of some rows, with what comes after the product.
 * Sums grow on the stack: the rows themselves lie beside those of another thread's panel, and
 * processors fetch more than they are asked for. */
static void
forward_bytes (DhPass *self, DhPiece piece)
{
  const DhFirstLayer *first = &self->layout.first_layer;
  DhPassLayer hidden = dh_pass_get_layer (self, 0, piece.column);
  float z[DH_PASS_UNIT_ROWS * DH_FIRST_LAYER_MAX_PANEL] __attribute__ ((aligned (64)));
  gsize at = piece.row * hidden.stride + piece.column;
  DhFirstLayerPanel panel = {
    piece.column, MIN (self->product.piece_columns, first->padded - piece.column)
  };

  multiply_panel (self, piece, panel, z, DH_FIRST_LAYER_MAX_PANEL);
  for (guint i = 0; i < piece.rows; i++, at += hidden.stride)
    {
      const float *row = z + i * DH_FIRST_LAYER_MAX_PANEL;

      if (hidden.z != hidden.a)
        memcpy (hidden.z + at, row, piece.columns * sizeof (float));
      self->activation->forward (row, hidden.a + at, piece.columns);
    }
}

static void
forward_unit (guint unit, gpointer data)
{
  DhPass *self = data;
  DhPiece piece = dh_pieces_get (&self->product, unit);
  gboolean is_kernel = self->l == 0 && !dh_pass_is_plain (self);

  if (is_kernel && !dh_pass_is_last (self))
    {
      forward_bytes (self, piece);
      return;
    }
  if (is_kernel)
    multiply_last_bytes (self, piece);
  else if (dh_pass_is_narrow (self))
    multiply_narrow (self, piece);
  else
    multiply (self, piece);
  finish_forward (self, unit, piece);
}

static void
sum_unit (guint unit, gpointer data)
{
  DhPass *self = data;
  DhFirstLayerPiece piece =
      dh_first_layer_get_piece (&self->layout.first_layer, dh_pass_is_shared (self), unit);

  dh_pass_sum_piece (self, &piece);
}

/* b + x₀ Σ W for the @n outputs from @output on. */
static void
prepare_base_of (DhPass *self, guint output, guint n)
{
  const DhFirstLayer *first = &self->layout.first_layer;
  guint n_outputs = MIN (n, first->outputs - output);
  float *base = self->base + output;

  memset (base, 0, n * sizeof (float));
  dh_rows_add (base, self->chunk_sums + output, first->padded, first->n_chunks, n);
  for (guint j = 0; j < n; j++)
    base[j] *= self->images[0].value;
  if (self->layout.network.has_bias)
    dh_rows_add (base, self->parameters + dh_layout_get_bias (&self->layout, 0) + output, 0, 1,
                 n_outputs);
}

static void
prepare_base (DhPass *self)
{
  const DhFirstLayer *first = &self->layout.first_layer;

  if (self->has_base)
    return;
  if (!self->has_sums)
    dh_team_run (self->team, dh_first_layer_count_pieces (first, dh_pass_is_shared (self)),
                 sum_unit, self);
  prepare_base_of (self, 0, first->padded);
  self->has_base = TRUE;
}

/* Only whole rows can become log-softmax. The first layer's kernels work panel by panel: so each
 * thread keeps to the same weights, in its own cache, from step to step. */
static DhPieces
cut_forward (const DhPass *self)
{
  const DhLayer *shape = &self->layout.network.layers[self->l];
  const DhFirstLayer *first = &self->layout.first_layer;
  DhPieces pieces = dh_pieces_cut (self->rows, shape->outputs, shape->inputs);
  gboolean is_kernel = self->l == 0 && !dh_pass_is_plain (self);

  if (!dh_pass_is_last (self) && !is_kernel && !dh_pass_is_narrow (self))
    return pieces;
  pieces.piece_columns = shape->outputs;
  if (is_kernel && !dh_pass_is_last (self))
    pieces.piece_columns = dh_first_layer_get_panel (first, dh_pass_is_shared (self), 0).width;
  pieces.piece_rows = DH_PASS_UNIT_ROWS;
  if (!is_kernel)
    pieces.piece_rows = MAX (DH_PASS_UNIT_ROWS, dh_rows_round_up (self->rows / 4, 16));
  dh_pieces_count (&pieces);
  return pieces;
}

/* A half of the hidden layer, and what it adds to the last one. */
static void
multiply_half (DhPass *self, guint half)
{
  const DhFirstLayer *first = &self->layout.first_layer;
  DhFirstLayerPanel panel = dh_first_layer_get_panel (first, TRUE, half);
  guint n_pieces = dh_first_layer_count_pieces (first, TRUE) / 2;
  guint n_units = self->product.n_pieces / 2;
  DhPassLayer hidden = dh_pass_get_layer (self, 0, panel.output);
  DhLayoutColumns columns = dh_layout_get_columns (&self->layout, 1, panel.output);
  const float *bias = self->layout.network.has_bias
                          ? self->parameters + dh_layout_get_bias (&self->layout, 1)
                          : NULL;

  for (guint i = 0; i < n_pieces && !self->has_sums; i++)
    sum_unit (half * n_pieces + i, self);
  if (!self->has_base)
    prepare_base_of (self, panel.output, panel.width);
  for (guint i = 0; i < n_units; i++)
    forward_unit (half * n_units + i, self);
  dh_narrow_forward_half (&self->layout.network.layers[1], half == 1,
                          (DhMatrix) { hidden.a, hidden.stride },
                          (DhMatrix) { self->parameters + columns.at, columns.stride }, bias,
                          self->rows, (DhMatrixOut) { self->half_sums[half], DH_NARROW_MOST });
}

/* Both threads make the whole of the last layer of what each has of it. */
static void
forward_half (guint half, gpointer data)
{
  DhPass *self = data;
  const DhPassLayer *last = half == 0 ? &self->layers[1] : &self->second_last;

  multiply_half (self, half);
  dh_team_meet (self->team, half);
  dh_narrow_add_halves ((DhMatrix) { self->half_sums[0], DH_NARROW_MOST },
                        (DhMatrix) { self->half_sums[1], DH_NARROW_MOST }, self->rows,
                        (DhMatrixOut) { last->z, last->stride });
  for (guint unit = 0; unit < self->ends.n_pieces; unit++)
    {
      DhSoftmaxSum sum = end_rows (self, last, dh_pieces_get (&self->ends, unit));

      if (half == 0)
        self->sums[unit] = sum;
    }
}

static void
forward_halves (DhPass *self)
{
  self->l = 1;
  self->ends = cut_forward (self);
  self->n_sums = self->ends.n_pieces;
  self->l = 0;
  self->product = cut_forward (self);
  dh_team_run (self->team, 2, forward_half, self);
  self->has_base = TRUE;
}

static void
forward_layers (DhPass *self)
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

void
dh_pass_forward (DhPass *self)
{
  if (self->middle > 0)
    forward_halves (self);
  else
    forward_layers (self);
}
