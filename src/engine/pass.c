// A batch through an MLP, forward and backward, with the loss between.
// SPDX-License-Identifier: MIT

#include "engine/pass.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/activation.h"
#include "engine/aligned.h"
#include "engine/grid.h"
#include "engine/matrix.h"
#include "engine/simd.h"
#include "engine/softmax.h"

/* Images of a unit of the last layer and of the first one's kernels. */
#define UNIT_ROWS 32

/* Chunks of pixels of a unit of the first layer's gradient. */
#define UNIT_CHUNKS 2

typedef struct
{
  float *z;     /* [rows, stride] before the activation; a itself, unless that needs both */
  float *a;     /* [rows, stride] after it; log p in the last layer */
  float *delta; /* [rows, stride] ∂loss/∂z; what is past the outputs stays zero but in the last */
  gsize stride; /* not a power of two, whose rows would all fall into the same cache lines */
} Layer;

struct _DhPass
{
  DhLayout layout;
  const DhActivation *activation;
  guint max_rows;
  DhTeam *team;
  float *memory; /* one block; the layers lie in it */
  Layer layers[DH_NETWORK_MAX_LAYERS];
  float *base;        /* [padded] of the first layer: bias and background */
  float *chunk_sums;  /* [n_chunks, padded] */
  float *delta_sum;   /* [widest] */
  DhSoftmaxSum *sums; /* [units] of the last run */
  guint n_sums;

  /* The run at hand, for its units. */
  const float *parameters;
  const DhInputs *inputs;
  DhFirstLayerImages images;
  const float *floats;
  guint rows;
  const guint16 *labels;
  float scale;
  gboolean fresh;
  float *gradient;
  guint l; /* layer of the units at hand */
  DhGrid product;
  DhGrid weights;
};

static guint
round_up (guint n, guint to)
{
  return (n + to - 1) / to * to;
}

static gsize
get_stride (guint outputs)
{
  return outputs > 64 ? round_up (outputs, 16) + 16 : round_up (outputs, 16);
}

/* Shares @memory out, or with NULL only counts the floats. */
static gsize
share_out (DhPass *self, float *memory)
{
  const DhNetwork *network = &self->layout.network;
  guint padded = round_up (self->layout.first_layer.padded, 16);
  guint widest = padded;
  gsize n = 0;

#define TAKE(pointer, size)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    pointer = memory != NULL ? memory + n : NULL;                                                  \
    n += (size);                                                                                   \
  }                                                                                                \
  G_STMT_END

  for (guint l = 0; l < network->n_layers; l++)
    {
      Layer *layer = &self->layers[l];
      gsize size;

      layer->stride = get_stride (network->layers[l].outputs);
      size = self->max_rows * layer->stride;
      TAKE (layer->a, size);
      TAKE (layer->delta, size);
      if (self->activation->needs_z && l + 1 < network->n_layers)
        TAKE (layer->z, size);
      else
        layer->z = layer->a;
      widest = MAX (widest, (guint) layer->stride);
    }
  TAKE (self->base, padded);
  TAKE (self->chunk_sums, (gsize) padded * self->layout.first_layer.n_chunks);
  TAKE (self->delta_sum, widest);
#undef TAKE
  return n;
}

DhPass *
dh_pass_new (const DhLayout *layout, guint max_rows, GError **error)
{
  g_autoptr (DhPass) self = g_new0 (DhPass, 1);

  g_return_val_if_fail (layout != NULL && max_rows > 0, NULL);

  self->layout = *layout;
  self->activation = dh_activation_get (layout->network.activation);
  self->max_rows = max_rows;
  self->memory = dh_aligned_new (share_out (self, NULL), sizeof (float));
  if (self->memory == NULL)
    {
      g_set_error (error, DH_NETWORK_ERROR, DH_NETWORK_ERROR_MEMORY,
                   _("Not enough memory for batches of %u: make the layers or the batch smaller"),
                   max_rows);
      return NULL;
    }
  share_out (self, self->memory);
  self->sums = g_new0 (DhSoftmaxSum, max_rows / UNIT_ROWS + 1);
  return g_steal_pointer (&self);
}

void
dh_pass_free (DhPass *self)
{
  if (self == NULL)
    return;
  dh_aligned_free (self->memory);
  g_free (self->sums);
  g_free (self);
}

void
dh_pass_set_team (DhPass *self, DhTeam *team)
{
  self->team = team;
}

/* ── Loops ───────────────────────────────────────────────────────────────────────────────────── */

DH_SIMD_LOOP
add_row_loop (float *restrict values, const float *restrict row, gsize n)
{
  for (gsize j = 0; j < n; j++)
    values[j] += row[j];
}

DH_SIMD_LOOP
add_rows_loop (float *restrict sums, const float *restrict values, gsize stride, guint rows,
               gsize n)
{
  for (guint i = 0; i < rows; i++)
    add_row_loop (sums, values + i * stride, n);
}

DH_SIMD_LOOP
add_to_rows_loop (float *restrict values, gsize stride, guint rows, const float *restrict row,
                  gsize n)
{
  for (guint i = 0; i < rows; i++)
    add_row_loop (values + i * stride, row, n);
}

DH_SIMD_FUNCTION (add_rows,
                  (float *sums, const float *values, gsize stride, guint rows, gsize n),
                  (sums, values, stride, rows, n))
DH_SIMD_FUNCTION (add_to_rows,
                  (float *values, gsize stride, guint rows, const float *row, gsize n),
                  (values, stride, rows, row, n))

/* ── Forward ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_plain (const DhPass *self)
{
  return self->layout.first_layer.kind == DH_FIRST_LAYER_PLAIN;
}

static gboolean
is_last (const DhPass *self)
{
  return self->l + 1 == self->layout.network.n_layers;
}

/* What layer @l takes in. */
static DhMatrix
get_input (const DhPass *self, guint l)
{
  if (l > 0)
    return (DhMatrix) { self->layers[l - 1].a, self->layers[l - 1].stride };
  return (DhMatrix) { self->floats, self->layout.network.layers[0].inputs };
}

static void
multiply (DhPass *self, DhPiece piece)
{
  const DhLayer *shape = &self->layout.network.layers[self->l];
  Layer *layer = &self->layers[self->l];
  DhMatrix input = get_input (self, self->l);
  float *z = layer->z + piece.row * layer->stride + piece.column;
  DhMatrix weight = { self->parameters + dh_layout_get_weight (&self->layout, self->l) +
                          (gsize) piece.column * shape->inputs,
                      shape->inputs };

  input.values += piece.row * input.stride;
  dh_matrix_multiply_transposed (input, weight, (DhMatrixOut) { z, layer->stride }, piece.rows,
                                 piece.columns, shape->inputs);
  if (self->layout.network.has_bias)
    add_to_rows (z, layer->stride, piece.rows,
                 self->parameters + dh_layout_get_bias (&self->layout, self->l) + piece.column,
                 piece.columns);
}

/* What comes after the product of a piece, which has whole rows in the last layer. */
static void
finish_forward (DhPass *self, guint unit, DhPiece piece)
{
  Layer *layer = &self->layers[self->l];
  gsize at = piece.row * layer->stride + piece.column;

  if (is_last (self))
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
  Layer *layer = &self->layers[self->l];

  if (self->l > 0 || is_plain (self))
    multiply (self, piece);
  else
    dh_first_layer_forward (&self->layout.first_layer, &self->images, piece.row, piece.rows,
                            self->parameters, self->base, layer->z + piece.row * layer->stride,
                            layer->stride);
  finish_forward (self, unit, piece);
}

static void
sum_unit (guint chunk, gpointer data)
{
  DhPass *self = data;
  gsize padded = self->layout.first_layer.padded;
  float *sums = self->chunk_sums + chunk * padded;

  memset (sums, 0, padded * sizeof (float));
  dh_first_layer_sum (&self->layout.first_layer, self->parameters, chunk, sums);
}

/* b + x₀ Σ W for every output. */
static void
prepare_base (DhPass *self)
{
  const DhFirstLayer *first = &self->layout.first_layer;

  dh_team_run (self->team, first->n_chunks, sum_unit, self);
  memset (self->base, 0, first->padded * sizeof (float));
  add_rows (self->base, self->chunk_sums, first->padded, first->n_chunks, first->padded);
  for (guint j = 0; j < first->padded; j++)
    self->base[j] *= self->images.value;
  if (self->layout.network.has_bias)
    add_rows (self->base, self->parameters + dh_layout_get_bias (&self->layout, 0), 0, 1,
              first->outputs);
}

/* Only whole rows can become log-softmax, and the first layer's kernels make whole rows too. */
static DhGrid
cut_forward (const DhPass *self)
{
  const DhLayer *shape = &self->layout.network.layers[self->l];
  DhGrid grid = dh_grid_cut (self->rows, shape->outputs, shape->inputs);

  if (!is_last (self) && (self->l > 0 || is_plain (self)))
    return grid;
  grid.piece_columns = shape->outputs;
  grid.n_across = 1;
  grid.piece_rows = MAX (UNIT_ROWS, is_plain (self) ? round_up (self->rows / 4, 16) : 0);
  grid.n_pieces = (self->rows + grid.piece_rows - 1) / grid.piece_rows;
  return grid;
}

static void
forward (DhPass *self)
{
  if (!is_plain (self))
    prepare_base (self);
  for (self->l = 0; self->l < self->layout.network.n_layers; self->l++)
    {
      self->product = cut_forward (self);
      dh_team_run (self->team, self->product.n_pieces, forward_unit, self);
    }
  self->n_sums = self->product.n_pieces;
}

/* ── Backward ────────────────────────────────────────────────────────────────────────────────── */

static void
weight_gradient (DhPass *self, DhPiece piece)
{
  const DhLayer *shape = &self->layout.network.layers[self->l];
  Layer *layer = &self->layers[self->l];
  DhMatrix delta = { layer->delta + piece.row, layer->stride };
  DhMatrix input = get_input (self, self->l);
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
  Layer *layer = &self->layers[self->l];
  Layer *before = &self->layers[self->l - 1];
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
  const Layer *layer = &self->layers[self->l];
  gsize padded = round_up (outputs, 16); /* whole vectors; no row is shorter */
  float *gradient;

  memset (self->delta_sum, 0, layer->stride * sizeof (float));
  add_rows (self->delta_sum, layer->delta, layer->stride, self->rows, padded);
  if (!self->layout.network.has_bias)
    return;
  gradient = self->gradient + dh_layout_get_bias (&self->layout, self->l);
  if (self->fresh)
    memcpy (gradient, self->delta_sum, outputs * sizeof (float));
  else
    add_rows (gradient, self->delta_sum, 0, 1, outputs);
}

/* What the softmax left past the classes the first layer's kernels would take for outputs. */
static void
clear_padding (DhPass *self)
{
  Layer *layer = &self->layers[0];
  guint outputs = self->layout.first_layer.outputs;
  guint n = self->layout.first_layer.padded - outputs;

  for (guint i = 0; i < self->rows && n > 0; i++)
    memset (layer->delta + i * layer->stride + outputs, 0, n * sizeof (float));
}

static void
backward (DhPass *self)
{
  for (self->l = self->layout.network.n_layers - 1;; self->l--)
    {
      const DhLayer *shape = &self->layout.network.layers[self->l];

      if (self->l == 0 && is_last (self))
        clear_padding (self);
      bias_gradient (self);
      self->product = (DhGrid) { 0 };
      if (self->l > 0)
        self->product = dh_grid_cut (self->rows, shape->inputs, shape->outputs);
      self->weights = dh_grid_cut (shape->outputs, shape->inputs, self->rows);
      if (self->l == 0 && !is_plain (self))
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

void
dh_pass_run (DhPass *self,
             const float *parameters,
             const DhInputs *inputs,
             guint first,
             guint rows,
             const guint16 *labels,
             const DhPassGradient *gradient)
{
  g_return_if_fail (rows > 0 && rows <= self->max_rows && first % DH_FIRST_LAYER_GROUP == 0);

  self->parameters = parameters;
  self->rows = rows;
  self->labels = labels;
  self->scale = gradient != NULL ? gradient->scale : 1;
  if (is_plain (self))
    self->floats = dh_inputs_get_floats (inputs, first);
  else
    self->images = dh_inputs_get_images (inputs, first);
  forward (self);
  if (gradient == NULL)
    return;
  self->gradient = gradient->values;
  self->fresh = gradient->fresh;
  backward (self);
}

double
dh_pass_get_loss (const DhPass *self)
{
  double loss = 0;

  for (guint i = 0; i < self->n_sums; i++)
    loss += self->sums[i].loss;
  return loss;
}

guint
dh_pass_get_n_right (const DhPass *self)
{
  guint n_right = 0;

  for (guint i = 0; i < self->n_sums; i++)
    n_right += self->sums[i].n_right;
  return n_right;
}

const float *
dh_pass_get_log_probabilities (const DhPass *self, guint row)
{
  const Layer *last = &self->layers[self->layout.network.n_layers - 1];

  return last->a + row * last->stride;
}
