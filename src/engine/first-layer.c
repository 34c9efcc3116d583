// How the first layer's weight lies for its kernels.
// SPDX-License-Identifier: MIT

#include "engine/first-layer.h"

#include <string.h>

#include "engine/transpose.h"

/* What can be left out must be worth the looking for it. */
#define LEAST_SHARE 0.4

static guint
round_up (guint n, guint to)
{
  return (n + to - 1) / to * to;
}

/* Tiles, unless filling them up at the edges takes more than it saves. */
static void
choose_tiles (DhFirstLayer *self)
{
  guint height = self->inputs / self->width;
  guint across = round_up (self->width, self->lanes / 4) / (self->lanes / 4);
  guint n_places = across * (round_up (height, 4) / 4) * self->lanes;

  if (n_places > self->inputs + self->inputs / 8)
    return;
  self->tile_rows = 4;
  self->tiles_across = across;
  self->n_places = n_places;
}

/* No wider than that the sums of a panel stay in registers, and an even number of strips; but a
 * layer that has not even the vectors of a panel is too small to be shared. */
static void
choose_panels (DhFirstLayer *self)
{
  guint n_vectors = self->padded / self->lanes;
  guint n = (n_vectors + DH_FIRST_LAYER_PANEL_VECTORS - 1) / DH_FIRST_LAYER_PANEL_VECTORS;

  if (n > 1)
    n = round_up (n, 2);
  self->panel = (n_vectors + n - 1) / n * self->lanes;
  self->strip = n_vectors == DH_FIRST_LAYER_PANEL_VECTORS ? self->panel / 2 : self->panel;
}

void
dh_first_layer_init (DhFirstLayer *self, const DhNetwork *network, guint width, double share)
{
  const DhLayer *layer = &network->layers[0];

  g_return_if_fail (width > 0);

  *self = (DhFirstLayer) { .simd = dh_simd_get (), .inputs = layer->inputs,
                           .outputs = layer->outputs, .padded = layer->outputs, .width = width,
                           .tile_rows = 1, .n_places = layer->inputs,
                           .n_weights = (gsize) layer->inputs * layer->outputs };
  if (self->simd == DH_SIMD_NONE || share < LEAST_SHARE)
    return;
  self->lanes = self->simd == DH_SIMD_AVX512 ? 16 : 8;
  if (layer->outputs <= DH_FIRST_LAYER_MAX_BLOCK_OUTPUTS)
    {
      self->kind = DH_FIRST_LAYER_BLOCKS;
      self->bit_pixels = self->lanes;
      choose_tiles (self);
      self->n_weights =
          (gsize) round_up (self->n_places, DH_FIRST_LAYER_CHUNK) * layer->outputs;
    }
  else
    {
      self->kind = DH_FIRST_LAYER_PANELS;
      self->bit_pixels = 1;
      self->padded = round_up (layer->outputs, self->lanes);
      choose_panels (self);
      self->n_weights = (gsize) layer->inputs * self->padded;
    }
  self->n_chunks = round_up (self->n_places, DH_FIRST_LAYER_CHUNK) / DH_FIRST_LAYER_CHUNK;
  self->n_words = (self->n_chunks * DH_FIRST_LAYER_CHUNK / self->bit_pixels + 63) / 64;
}

guint
dh_first_layer_get_place (const DhFirstLayer *self, guint pixel)
{
  guint row = pixel / self->width;
  guint column = pixel % self->width;
  guint columns;
  guint tile;

  if (self->tile_rows == 1)
    return pixel;
  columns = self->lanes / self->tile_rows;
  tile = row / self->tile_rows * self->tiles_across + column / columns;
  return tile * self->lanes + row % self->tile_rows * columns + column % columns;
}

#define PIECE_CHUNKS 2 /* of blocks: so many share the deltas while these are in the first cache */

guint
dh_first_layer_count_panels (const DhFirstLayer *self, gboolean is_shared)
{
  guint width = is_shared ? self->strip : self->panel;

  return self->kind == DH_FIRST_LAYER_PANELS ? (self->padded + width - 1) / width : 1;
}

DhFirstLayerPanel
dh_first_layer_get_panel (const DhFirstLayer *self, gboolean is_shared, guint i)
{
  guint width = is_shared ? self->strip : self->panel;

  if (self->kind == DH_FIRST_LAYER_BLOCKS)
    return (DhFirstLayerPanel) { 0, self->outputs };
  return (DhFirstLayerPanel) { i * width, MIN (width, self->padded - i * width) };
}

guint
dh_first_layer_count_pieces (const DhFirstLayer *self, gboolean is_shared)
{
  if (self->kind == DH_FIRST_LAYER_BLOCKS)
    return (self->n_chunks + PIECE_CHUNKS - 1) / PIECE_CHUNKS;
  return self->n_chunks * dh_first_layer_count_panels (self, is_shared);
}

static DhFirstLayerPiece
get_piece_of_blocks (const DhFirstLayer *self, guint i)
{
  DhFirstLayerPiece piece = { .chunk = i * PIECE_CHUNKS, .width = self->outputs, .n_strips = 1 };

  piece.n_chunks = MIN (PIECE_CHUNKS, self->n_chunks - piece.chunk);
  piece.at = (gsize) piece.chunk * DH_FIRST_LAYER_CHUNK * self->outputs;
  piece.n = (gsize) piece.n_chunks * DH_FIRST_LAYER_CHUNK * self->outputs;
  return piece;
}

DhFirstLayerPiece
dh_first_layer_get_piece_of_panel (const DhFirstLayer *self, DhFirstLayerPanel panel, guint chunk)
{
  guint pixel = chunk * DH_FIRST_LAYER_CHUNK;
  guint pixels = MIN (DH_FIRST_LAYER_CHUNK, self->inputs - pixel);
  guint n_strips = panel.width > self->strip ? 2 : 1;

  return (DhFirstLayerPiece) {
    .at = (gsize) panel.output * self->inputs + (gsize) pixel * (panel.width / n_strips),
    .n = (gsize) pixels * (panel.width / n_strips),
    .n_strips = n_strips,
    .gap = (gsize) self->strip * self->inputs,
    .chunk = chunk,
    .n_chunks = 1,
    .output = panel.output,
    .width = panel.width,
  };
}

DhFirstLayerPiece
dh_first_layer_get_piece (const DhFirstLayer *self, gboolean is_shared, guint i)
{
  if (self->kind == DH_FIRST_LAYER_BLOCKS)
    return get_piece_of_blocks (self, i);
  return dh_first_layer_get_piece_of_panel (
      self, dh_first_layer_get_panel (self, is_shared, i / self->n_chunks), i % self->n_chunks);
}

/* In a block, where the weights of a pixel begin; those of the outputs follow, lanes apart. */
static gsize
find_block_weights (const DhFirstLayer *self, guint pixel)
{
  gsize place = dh_first_layer_get_place (self, pixel);

  return place / self->lanes * self->outputs * self->lanes + place % self->lanes;
}

static void
pack_blocks (const DhFirstLayer *self, const float *weight, float *packed)
{
  for (guint i = 0; i < self->inputs; i++)
    for (gsize j = 0, at = find_block_weights (self, i); j < self->outputs; j++, at += self->lanes)
      packed[at] = weight[j * self->inputs + i];
}

static void
unpack_blocks (const DhFirstLayer *self, const float *packed, float *weight)
{
  for (guint i = 0; i < self->inputs; i++)
    for (gsize j = 0, at = find_block_weights (self, i); j < self->outputs; j++, at += self->lanes)
      weight[j * self->inputs + i] = packed[at];
}

static void
pack_strips (const DhFirstLayer *self, const float *weight, float *packed)
{
  for (guint i = 0; i < dh_first_layer_count_pieces (self, TRUE); i++)
    {
      DhFirstLayerPiece piece = dh_first_layer_get_piece (self, TRUE, i);
      const float *from = weight + (gsize) piece.output * self->inputs;

      dh_transpose (from + piece.chunk * DH_FIRST_LAYER_CHUNK, self->inputs,
                    MIN (piece.width, self->outputs - piece.output),
                    (guint) (piece.n / piece.width), packed + piece.at, piece.width);
    }
}

static void
unpack_strips (const DhFirstLayer *self, const float *packed, float *weight)
{
  for (guint i = 0; i < dh_first_layer_count_pieces (self, TRUE); i++)
    {
      DhFirstLayerPiece piece = dh_first_layer_get_piece (self, TRUE, i);
      float *to = weight + (gsize) piece.output * self->inputs;

      dh_transpose (packed + piece.at, piece.width, (guint) (piece.n / piece.width),
                    MIN (piece.width, self->outputs - piece.output),
                    to + piece.chunk * DH_FIRST_LAYER_CHUNK, self->inputs);
    }
}

void
dh_first_layer_pack (const DhFirstLayer *self, const float *weight, float *packed)
{
  if (self->kind == DH_FIRST_LAYER_PLAIN)
    {
      memcpy (packed, weight, self->n_weights * sizeof (float));
      return;
    }
  memset (packed, 0, self->n_weights * sizeof (float));
  if (self->kind == DH_FIRST_LAYER_BLOCKS)
    pack_blocks (self, weight, packed);
  else
    pack_strips (self, weight, packed);
}

void
dh_first_layer_unpack (const DhFirstLayer *self, const float *packed, float *weight)
{
  if (self->kind == DH_FIRST_LAYER_PLAIN)
    memcpy (weight, packed, self->n_weights * sizeof (float));
  else if (self->kind == DH_FIRST_LAYER_BLOCKS)
    unpack_blocks (self, packed, weight);
  else
    unpack_strips (self, packed, weight);
}
