// The first layer's products, over images whose background is skipped.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/network.h"
#include "engine/simd.h"

G_BEGIN_DECLS

/* Four fifths of a handwritten digit are background. A standardised pixel is x = x₀ + p s with p
 * its ink (its byte, or 255 less its byte where the background is white), x₀ the background's value
 * and s a scale, so
 *
 *   z = W x + b = s Σ W p + (b + x₀ Σ W)      ∂L/∂W = s Σ δ p + x₀ Σ δ
 *
 * where the first sums need only the pixels with ink: the same sums in another order, at a fraction
 * of the work. These kernels take bytes and bit masks of what is ink, and
 * the weight in a layout of their own. */
typedef enum
{
  DH_FIRST_LAYER_PLAIN,  /* as PyTorch has it: dense standardised floats, through CBLAS */
  DH_FIRST_LAYER_BLOCKS, /* few outputs: [block of LANES pixels][output][LANES], vectors along the
                            pixels; a bit of a mask is a block. Blocks are tiles of 4 × LANES / 4
                            pixels, of which a third less have ink than of those in a row */
  DH_FIRST_LAYER_PANELS  /* more outputs: [panel of up to 8 LANES outputs][strip][pixel][width of
                            the strip], vectors along the outputs; a bit of a mask is a pixel. A
                            panel that is alone has two strips, for two threads to keep each to its
                            own, others have one */
} DhFirstLayerKind;

#define DH_FIRST_LAYER_CHUNK 64  /* pixels a kernel works on at a time */
#define DH_FIRST_LAYER_GROUP 64  /* images whose masks stand in one word of a column */
#define DH_FIRST_LAYER_MAX_BLOCK_OUTPUTS 12
#define DH_FIRST_LAYER_PANEL_VECTORS 8
#define DH_FIRST_LAYER_MAX_PANEL (DH_FIRST_LAYER_PANEL_VECTORS * 16) /* outputs */

typedef struct
{
  DhFirstLayerKind kind;
  DhSimd simd;
  guint  lanes;       /* floats of a vector */
  guint  inputs;
  guint  outputs;
  guint  padded;      /* outputs, rounded up to whole vectors; for BLOCKS the outputs themselves */
  guint  panel;       /* outputs of every panel but the last, which may have less */
  guint  strip;       /* outputs of a strip: half of a panel of two, else the panel's */
  guint  n_chunks;
  guint  width;       /* of an image */
  guint  tile_rows;   /* of a block; 1 where pixels stand in their own order */
  guint  tiles_across;
  guint  n_places;    /* pixels with what fills up the tiles at the edges */
  guint  bit_pixels;  /* pixels a bit stands for */
  guint  n_words;     /* 64-bit words of an image's mask */
  gsize  n_weights;   /* floats of the weight in this layout, padding included */
} DhFirstLayer;

/* Images as the kernels take them: see engine/inputs.h. */
typedef struct
{
  const guint8  *bytes;       /* [rows, stride] ink, 0 = background */
  gsize          stride;      /* n_chunks · 64: what is beyond the pixels is 0 */
  const guint64 *row_bits;    /* [rows, n_words] where there is ink, by image */
  const guint64 *column_bits; /* [rows / 64, n_words, 64] the same by bit: a word is 64 images */
  float          value;       /* x₀ */
  float          scale;       /* s */
  const float   *table;       /* [256] p s */
} DhFirstLayerImages;

/* What flows back into the layer. */
typedef struct
{
  const float *values; /* [rows, stride] δ; zero past the outputs, up to padded */
  gsize        stride;
  const float *base;   /* [padded] x₀ Σ δ */
} DhFirstLayerDelta;

/* The layout for @network's first layer over images of @width pixels a row of which @share is
 * background (0 … 1): PLAIN where the processor or the share does not make it worth while. */
void dh_first_layer_init (DhFirstLayer    *self,
                          const DhNetwork *network,
                          guint            width,
                          double           share);

/* Where a pixel's byte stands in an image as the kernels take it. */
guint dh_first_layer_get_place (const DhFirstLayer *self, guint pixel);

/* From PyTorch's [outputs, inputs] to this layout and back; padding becomes zeros. */
void dh_first_layer_pack (const DhFirstLayer *self, const float *weight, float *packed);
void dh_first_layer_unpack (const DhFirstLayer *self, const float *packed, float *weight);

/* Sets the bits of one image of stride bytes. */
void dh_first_layer_find (const DhFirstLayer *self, const guint8 *bytes, guint64 *bits);

/* Outputs that are computed together: for PANELS a panel or a strip of one, for BLOCKS all. */
typedef struct
{
  guint output; /* the first */
  guint width;  /* outputs, with padding */
} DhFirstLayerPanel;

/* All of them: panels, or where @is_shared, for several threads, strips. One output has the same
 * bits either way. */
guint             dh_first_layer_count_panels (const DhFirstLayer *self, gboolean is_shared);
DhFirstLayerPanel dh_first_layer_get_panel (const DhFirstLayer *self, gboolean is_shared, guint i);

/* z [rows, z_stride] of the images from @first on, for the outputs of @panel; @base is their
 * b + x₀ Σ W. Both begin with the panel's first output, and are written and read up to its last,
 * padded and rounded up to 4. Not for PLAIN, as all that follows. */
void dh_first_layer_forward (const DhFirstLayer       *self,
                             const DhFirstLayerImages *images,
                             guint                     first,
                             guint                     rows,
                             DhFirstLayerPanel         panel,
                             const float              *packed,
                             const float              *base,
                             float                    *z,
                             gsize                     z_stride);

/* A part of the weight that is computed by itself, @n floats from @at on: some chunks of pixels for
 * BLOCKS, a chunk of a panel or of a strip for PANELS. Of a panel with two strips it has @n floats
 * of each, the second's @gap floats further. */
typedef struct
{
  gsize at;
  gsize n;
  guint n_strips;
  gsize gap;
  guint chunk;
  guint n_chunks;
  guint output; /* the first */
  guint width;  /* outputs, with padding */
} DhFirstLayerPiece;

#define DH_FIRST_LAYER_MAX_PIECE (DH_FIRST_LAYER_CHUNK * DH_FIRST_LAYER_MAX_PANEL)

/* All pieces, panel by panel or strip by strip. */
guint             dh_first_layer_count_pieces (const DhFirstLayer *self, gboolean is_shared);
DhFirstLayerPiece dh_first_layer_get_piece (const DhFirstLayer *self, gboolean is_shared, guint i);

/* The piece of @panel, one of PANELS, over the pixels of @chunk. */
DhFirstLayerPiece dh_first_layer_get_piece_of_panel (const DhFirstLayer *self,
                                                     DhFirstLayerPanel   panel,
                                                     guint               chunk);

/* sums [width] of the piece @weight [n] over its pixels. */
void dh_first_layer_sum (const DhFirstLayer      *self,
                         const DhFirstLayerPiece *piece,
                         const float             *weight,
                         float                   *sums);

/* The gradient of a piece, n floats a strip, @gap apart, from the first @rows images; added to what
 * is there unless @fresh. */
void dh_first_layer_gradient (const DhFirstLayer       *self,
                              const DhFirstLayerImages *images,
                              guint                     rows,
                              const DhFirstLayerDelta  *delta,
                              const DhFirstLayerPiece  *piece,
                              gboolean                  fresh,
                              float                    *gradient,
                              gsize                     gap);

G_END_DECLS
