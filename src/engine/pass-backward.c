// The backward half of a pass.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "engine/pass-private.h"
#include "engine/rows.h"

#define REST_UNIT 8192 /* parameters past the first layer's that are updated together */

/* Of the weight of the layer at hand, which is not one of the first layer's kernels. */
static DhLayoutColumns
get_columns (const DhPass *self, guint column)
{
  if (self->l == 0)
    return (DhLayoutColumns) { column, self->layout.network.layers[0].inputs };
  return dh_layout_get_columns (&self->layout, self->l, column);
}

static void
weight_gradient (DhPass *self, DhPiece piece)
{
  const DhLayer *shape = &self->layout.network.layers[self->l];
  const DhPassLayer *layer = dh_pass_get_after (self, piece.column);
  DhMatrix delta = { layer->delta + piece.row, layer->stride };
  DhMatrix input = dh_pass_get_input (self);
  DhLayoutColumns columns = get_columns (self, piece.column);
  DhMatrixOut gradient = { self->gradient + columns.at + piece.row * columns.stride,
                           columns.stride };

  if (self->l > 0)
    input.values = dh_pass_get_layer (self, self->l - 1, piece.column).a;
  input.values += piece.column;
  if (dh_pass_is_narrow (self))
    dh_narrow_gradient (shape, delta, input, self->rows, piece.columns, self->fresh,
                        gradient);
  else
    dh_matrix_add_product (delta, input, gradient, piece.rows, piece.columns, self->rows,
                         self->fresh);
}

/* Takes the delta of a layer back to the layer before it. */
static void
propagate (DhPass *self, DhPiece piece)
{
  const DhLayer *shape = &self->layout.network.layers[self->l];
  const DhPassLayer *layer = dh_pass_get_after (self, piece.column);
  DhPassLayer before = dh_pass_get_layer (self, self->l - 1, piece.column);
  gsize at = piece.row * before.stride + piece.column;
  DhMatrix delta = { layer->delta + piece.row * layer->stride, layer->stride };
  DhMatrix weight = dh_pass_get_weight (self, piece.column);

  if (dh_pass_is_narrow (self))
    dh_narrow_backward (shape, delta, weight, piece.rows, piece.columns,
                        (DhMatrixOut) { before.delta + at, before.stride });
  else
    dh_matrix_multiply (delta, weight, (DhMatrixOut) { before.delta + at, before.stride },
                        piece.rows, piece.columns, shape->outputs);
  for (guint i = 0; i < piece.rows; i++, at += before.stride)
    self->activation->backward (before.z + at, before.a + at, before.delta + at,
                                piece.columns);
}

static void
backward_unit (guint unit, gpointer data)
{
  DhPass *self = data;

  if (unit < self->product.n_pieces)
    propagate (self, dh_pieces_get (&self->product, unit));
  else
    weight_gradient (self, dh_pieces_get (&self->weights, unit - self->product.n_pieces));
}

/* Both products over the same columns: those that are in the thread's cache, where it has computed
 * them in the layer before; and that layer's sums of what flows back. */
static void
narrow_unit (guint unit, gpointer data)
{
  DhPass *self = data;
  const DhPassLayer *before = &self->layers[self->l - 1];
  DhPiece piece = dh_pieces_get (&self->product, unit);

  propagate (self, piece);
  weight_gradient (self, dh_pieces_get (&self->weights, unit));
  dh_rows_add (self->delta_sum + piece.column, before->delta + piece.column, before->stride,
               self->rows, piece.columns);
}

static void
backward_narrow (DhPass *self)
{
  const DhLayer *shape = &self->layout.network.layers[self->l];
  guint columns = dh_pass_is_shared (self) || self->layout.middle > 0 ? dh_narrow_get_half (shape)
                                                                      : shape->inputs;

  self->product = (DhPieces) { self->rows, shape->inputs, self->rows, columns };
  self->weights = (DhPieces) { shape->outputs, shape->inputs, shape->outputs, columns };
  dh_pieces_count (&self->product);
  dh_pieces_count (&self->weights);
  memset (self->delta_sum, 0, self->layers[self->l - 1].stride * sizeof (float));
  dh_team_run (self->team, self->product.n_pieces, narrow_unit, self);
  self->has_delta_sum = TRUE;
}

static void
first_piece (DhPass *self, guint i)
{
  const DhFirstLayer *first = &self->layout.first_layer;
  DhFirstLayerPiece piece = dh_first_layer_get_piece (first, dh_pass_is_shared (self), i);
  DhPassLayer layer = dh_pass_get_layer (self, 0, piece.output);
  DhFirstLayerDelta delta = { layer.delta, layer.stride, self->delta_sum };
  const DhFirstLayerImages *images = dh_pass_get_images (self, piece.output);
  float gradient[DH_FIRST_LAYER_MAX_PIECE] __attribute__ ((aligned (64)));

  if (self->update == NULL)
    {
      dh_first_layer_gradient (first, images, self->rows, &delta, &piece, self->fresh,
                               self->gradient + piece.at, piece.gap);
      return;
    }
  dh_first_layer_gradient (first, images, self->rows, &delta, &piece, TRUE, gradient,
                           piece.n);
  for (guint k = 0; k < piece.n_strips; k++)
    self->update (piece.at + k * piece.gap, piece.n, gradient + k * piece.n, self->update_data);
  dh_pass_sum_piece (self, &piece);
}

/* Where the gradient begins that is whole before it is handed on. */
static gsize
get_rest (const DhPass *self)
{
  return dh_pass_is_plain (self) ? 0 : self->layout.first_layer.n_weights;
}

static guint
count_pieces (const DhPass *self)
{
  if (dh_pass_is_plain (self))
    return 0;
  return dh_first_layer_count_pieces (&self->layout.first_layer, dh_pass_is_shared (self));
}

static guint
count_rest_units (const DhPass *self)
{
  gsize n = self->layout.n_stored - get_rest (self);

  return self->update != NULL ? (guint) ((n + REST_UNIT - 1) / REST_UNIT) : 0;
}

static void
update_rest (DhPass *self, guint unit)
{
  gsize first = get_rest (self) + (gsize) unit * REST_UNIT;
  gsize n = MIN (REST_UNIT, self->layout.n_stored - first);

  self->update (first, n, self->gradient + first, self->update_data);
}

/* The rest stands amid the pieces: so each of two threads has its half of both, and the same pieces
 * as in the forward pass. A thread alone turns about from step to step, so as to begin with what it
 * has in its cache. */
static void
last_unit (guint unit, gpointer data)
{
  DhPass *self = data;
  guint n_pieces = count_pieces (self);
  guint n_rest = count_rest_units (self);
  guint half = (n_pieces + 1) / 2;

  if (self->backward_order)
    unit = n_pieces + n_rest - 1 - unit;
  if (unit < half)
    first_piece (self, unit);
  else if (unit < half + n_rest)
    update_rest (self, unit - half);
  else
    first_piece (self, unit - n_rest);
}

static void
bias_gradient (DhPass *self)
{
  guint outputs = self->layout.network.layers[self->l].outputs;
  const DhPassLayer *layer = &self->layers[self->l];
  gsize padded = dh_rows_round_up (outputs, 16); /* whole vectors; no row is shorter */
  float *gradient;

  if (!self->has_delta_sum)
    {
      memset (self->delta_sum, 0, layer->stride * sizeof (float));
      dh_rows_add (self->delta_sum, layer->delta, layer->stride, self->rows, padded);
    }
  self->has_delta_sum = FALSE;
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

/* The gradient of the layer at hand, all but that of the first one's kernels, and what flows back
 * from it. */
static void
backward_layer (DhPass *self)
{
  const DhLayer *shape = &self->layout.network.layers[self->l];

  if (self->l == 0 && dh_pass_is_last (self))
    clear_padding (self);
  bias_gradient (self);
  if (self->l == 0 && !dh_pass_is_plain (self))
    return;
  if (dh_pass_is_narrow (self))
    {
      backward_narrow (self);
      return;
    }
  self->product = (DhPieces) { 0 };
  if (self->l > 0)
    self->product = dh_pieces_cut (self->rows, shape->inputs, shape->outputs);
  self->weights = dh_pieces_cut (shape->outputs, shape->inputs, self->rows);
  dh_team_run (self->team, self->product.n_pieces + self->weights.n_pieces, backward_unit, self);
}

static void
bias_of_half (DhPass *self, DhPiece half)
{
  float *bias = self->gradient + dh_layout_get_bias (&self->layout, 0) + half.column;

  if (self->fresh)
    memcpy (bias, self->delta_sum + half.column, half.columns * sizeof (float));
  else
    dh_rows_add (bias, self->delta_sum + half.column, 0, 1, half.columns);
}

/* The parameters past the first layer's that belong to a half. */
static void
update_half (DhPass *self, DhPiece half)
{
  const DhLayer *last = &self->layout.network.layers[1];
  DhLayoutColumns columns = dh_layout_get_columns (&self->layout, 1, half.column);
  gsize bias = dh_layout_get_bias (&self->layout, 0) + half.column;

  self->update (columns.at, last->outputs * columns.stride, self->gradient + columns.at,
                self->update_data);
  if (!self->layout.network.has_bias)
    return;
  self->update (bias, half.columns, self->gradient + bias, self->update_data);
  bias = dh_layout_get_bias (&self->layout, 1);
  if (half.column == 0)
    self->update (bias, last->outputs, self->gradient + bias, self->update_data);
}

/* From the last layer's deltas to the new parameters of a half, or to its gradient. */
static void
backward_half (guint unit, gpointer data)
{
  DhPass *self = data;
  DhPiece half = dh_pass_get_half (self, unit, self->rows);
  DhPassLayer hidden = dh_pass_get_layer (self, 0, half.column);
  guint width = dh_first_layer_get_panel (&self->layout.first_layer, TRUE, unit).width;
  guint n_pieces = count_pieces (self) / 2;
  float *delta_sum = self->delta_sum + half.column;

  propagate (self, half);
  weight_gradient (self, dh_pass_get_half (self, unit, self->layout.network.layers[1].outputs));
  memset (delta_sum, 0, width * sizeof (float));
  dh_rows_add (delta_sum, hidden.delta + half.column, hidden.stride, self->rows, width);
  if (self->layout.network.has_bias)
    bias_of_half (self, half);
  if (self->update != NULL)
    update_half (self, half);
  for (guint j = 0; j < width; j++)
    delta_sum[j] *= self->images[0].value;
  for (guint i = 0; i < n_pieces; i++)
    first_piece (self, unit * n_pieces + i);
}

static void
backward_halves (DhPass *self)
{
  self->l = 1;
  bias_gradient (self);
  dh_team_run (self->team, 2, backward_half, self);
}

static void
backward_layers (DhPass *self)
{
  for (guint l = self->layout.network.n_layers; l-- > 0;)
    {
      self->l = l;
      backward_layer (self);
    }
  for (guint j = 0; j < self->layout.first_layer.padded; j++)
    self->delta_sum[j] *= self->images[0].value;
  self->backward_order = self->update != NULL && self->team == NULL && !self->backward_order;
  dh_team_run (self->team, count_pieces (self) + count_rest_units (self), last_unit, self);
}

void
dh_pass_backward (DhPass *self)
{
  if (self->middle > 0)
    backward_halves (self);
  else
    backward_layers (self);
  if (self->update == NULL)
    return;
  self->has_sums = !dh_pass_is_plain (self);
  self->has_base = FALSE;
}
