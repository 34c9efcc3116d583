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

static guint
count_panels (const DhFirstLayer *self)
{
  guint widest = DH_FIRST_LAYER_PANEL_VECTORS * self->lanes;

  return (self->padded + widest - 1) / widest;
}

guint
dh_first_layer_count_pieces (const DhFirstLayer *self)
{
  if (self->kind == DH_FIRST_LAYER_BLOCKS)
    return (self->n_chunks + PIECE_CHUNKS - 1) / PIECE_CHUNKS;
  return self->n_chunks * count_panels (self);
}

static DhFirstLayerPiece
get_piece_of_blocks (const DhFirstLayer *self, guint i)
{
  DhFirstLayerPiece piece = { .chunk = i * PIECE_CHUNKS, .width = self->outputs };

  piece.n_chunks = MIN (PIECE_CHUNKS, self->n_chunks - piece.chunk);
  piece.at = (gsize) piece.chunk * DH_FIRST_LAYER_CHUNK * self->outputs;
  piece.n = (gsize) piece.n_chunks * DH_FIRST_LAYER_CHUNK * self->outputs;
  return piece;
}

static DhFirstLayerPiece
get_piece_of_panel (const DhFirstLayer *self, guint i)
{
  DhFirstLayerPiece piece = { .chunk = i % self->n_chunks, .n_chunks = 1 };
  guint pixel = piece.chunk * DH_FIRST_LAYER_CHUNK;

  piece.output = i / self->n_chunks * DH_FIRST_LAYER_PANEL_VECTORS * self->lanes;
  piece.width = dh_first_layer_get_panel (self, piece.output);
  piece.at = (gsize) piece.output * self->inputs + (gsize) pixel * piece.width;
  piece.n = (gsize) MIN (DH_FIRST_LAYER_CHUNK, self->inputs - pixel) * piece.width;
  return piece;
}

DhFirstLayerPiece
dh_first_layer_get_piece (const DhFirstLayer *self, guint i)
{
  return self->kind == DH_FIRST_LAYER_BLOCKS ? get_piece_of_blocks (self, i)
                                             : get_piece_of_panel (self, i);
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
    for (guint j = 0, width; j < self->outputs; j += width)
      {
        gsize at = (gsize) j * self->inputs;

        width = dh_first_layer_get_panel (self, j);
        dh_transpose (weight + at, self->inputs, MIN (width, self->outputs - j), self->inputs,
                   packed + at, width);
      }
}

void
dh_first_layer_unpack (const DhFirstLayer *self, const float *packed, float *weight)
{
  if (self->kind == DH_FIRST_LAYER_PLAIN)
    memcpy (weight, packed, self->n_weights * sizeof (float));
  else if (self->kind == DH_FIRST_LAYER_BLOCKS)
    unpack_blocks (self, packed, weight);
  else
    for (guint j = 0, width; j < self->outputs; j += width)
      {
        gsize at = (gsize) j * self->inputs;

        width = dh_first_layer_get_panel (self, j);
        dh_transpose (packed + at, width, self->inputs, MIN (width, self->outputs - j), weight + at,
                   self->inputs);
      }
}
