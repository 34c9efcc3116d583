// The first layer's products, over images whose background is skipped.
// SPDX-License-Identifier: MIT

#include "engine/first-layer.h"

#include <string.h>

/* Unrolled early, before a loop that clears an array of sums becomes a call of memset(). */
#define UNROLL _Pragma ("GCC unroll 16")

/* Rows of @values, @stride floats apart, times the number that @table has for a byte: the terms of
 * sums. A row may lie in two strips, @gap floats apart, and so may what sums begin from and where
 * they go to. */
typedef struct
{
  const float *table;
  gsize byte_stride;
  const float *values;
  gsize stride;
  gsize gap;
  gsize from_gap;
  gsize to_gap;
} Terms;

/* to = from + the terms of the rows that are left. */
typedef struct
{
  guint64 left;
  const guint8 *bytes;
  const float *from;
  float *to;
} Sum;

typedef struct
{
  void (*forward_blocks) (const DhFirstLayer *, const DhFirstLayerImages *, guint first,
                          guint rows, const float *packed, const float *base, float *z,
                          gsize z_stride);
  void (*gradient_block) (const DhFirstLayer *, const DhFirstLayerImages *, gsize block,
                          guint group, const float *delta, gsize stride, const float *base,
                          float *gradient);
  void (*add_panel) (const Terms *, guint n, guint m, guint n_sums, const guint64 *left,
                     gsize left_step, const guint8 *bytes, gsize bytes_step, const float *from,
                     gsize from_step, float *to, gsize to_step);
  void (*add_rows) (const float *values, guint n, guint rows, float *sums);
  void (*find) (const guint8 *bytes, guint n_chunks, guint bit_pixels, guint64 *bits);
} Kernels;

#ifdef __x86_64__

#include <immintrin.h>

#define NAME(x) x##_avx2
#define TARGET DH_SIMD_TARGET_AVX2
#define LANES 8
#define V __m256
#define LOAD(p) _mm256_loadu_ps (p)
#define STORE(p, v) _mm256_storeu_ps (p, v)
#define SET1(x) _mm256_set1_ps (x)
#define ZERO _mm256_setzero_ps ()
#define ADD(a, b) _mm256_add_ps (a, b)
#define FMA(a, b, c) _mm256_fmadd_ps (a, b, c)
#define BYTES(p) _mm256_cvtepi32_ps (_mm256_cvtepu8_epi32 (_mm_loadl_epi64 ((gconstpointer) (p))))
#define INK(p) ink_avx2 (p)

/* z = s Σ lanes + base for @n ≤ 12 vectors of sums, four at a time: sums of neighbours until four
 * stand side by side. */
static inline __attribute__ ((always_inline)) DH_SIMD_TARGET_AVX2 void
finish_sums_avx2 (const __m256 *sums, guint n, float scale, const float *base, float *z)
{
  const __m256 zero = _mm256_setzero_ps ();
  __m128 factor = _mm_set1_ps (scale);

  UNROLL
  for (guint j = 0; j < n; j += 4)
    {
      __m256 ab = _mm256_hadd_ps (sums[j], j + 1 < n ? sums[j + 1] : zero);
      __m256 cd = _mm256_hadd_ps (j + 2 < n ? sums[j + 2] : zero, j + 3 < n ? sums[j + 3] : zero);
      __m256 halves = _mm256_hadd_ps (ab, cd);
      __m128 four = _mm_add_ps (_mm256_castps256_ps128 (halves), _mm256_extractf128_ps (halves, 1));

      _mm_storeu_ps (z + j, _mm_fmadd_ps (four, factor, _mm_loadu_ps (base + j)));
    }
}

static inline __attribute__ ((always_inline)) DH_SIMD_TARGET_AVX2 guint64
ink_avx2 (const guint8 *bytes)
{
  __m256i zero = _mm256_setzero_si256 ();
  __m256i low = _mm256_cmpeq_epi8 (_mm256_loadu_si256 ((gconstpointer) bytes), zero);
  __m256i high = _mm256_cmpeq_epi8 (_mm256_loadu_si256 ((gconstpointer) (bytes + 32)), zero);

  return ~((guint64) (guint32) _mm256_movemask_epi8 (low) |
           (guint64) (guint32) _mm256_movemask_epi8 (high) << 32);
}

#include "engine/first-layer-simd.inc"

#define NAME(x) x##_avx512
#define TARGET DH_SIMD_TARGET_AVX512
#define LANES 16
#define V __m512
#define LOAD(p) _mm512_loadu_ps (p)
#define STORE(p, v) _mm512_storeu_ps (p, v)
#define SET1(x) _mm512_set1_ps (x)
#define ZERO _mm512_setzero_ps ()
#define ADD(a, b) _mm512_add_ps (a, b)
#define FMA(a, b, c) _mm512_fmadd_ps (a, b, c)
#define BYTES(p) _mm512_cvtepi32_ps (_mm512_cvtepu8_epi32 (_mm_loadu_si128 ((gconstpointer) (p))))
#define INK(p)                                                                                     \
  (guint64) _mm512_test_epi8_mask (_mm512_loadu_si512 (p), _mm512_loadu_si512 (p))

static inline __attribute__ ((always_inline)) DH_SIMD_TARGET_AVX512 __m256
add_halves_avx512 (__m512 v)
{
  return _mm256_add_ps (_mm512_castps512_ps256 (v), _mm512_extractf32x8_ps (v, 1));
}

static inline __attribute__ ((always_inline)) DH_SIMD_TARGET_AVX512 void
finish_sums_avx512 (const __m512 *sums, guint n, float scale, const float *base, float *z)
{
  __m256 halves[DH_FIRST_LAYER_MAX_BLOCK_OUTPUTS];

  UNROLL
  for (guint j = 0; j < n; j++)
    halves[j] = add_halves_avx512 (sums[j]);
  finish_sums_avx2 (halves, n, scale, base, z);
}

#include "engine/first-layer-simd.inc"

static const Kernels *
get_kernels (const DhFirstLayer *self)
{
  return self->simd == DH_SIMD_AVX512 ? &kernels_avx512 : &kernels_avx2;
}

#else

static const Kernels *
get_kernels (const DhFirstLayer *self)
{
  g_assert_not_reached (); /* PLAIN has no use for them */
  return NULL;
}

#endif

void
dh_first_layer_find (const DhFirstLayer *self, const guint8 *bytes, guint64 *bits)
{
  get_kernels (self)->find (bytes, self->n_chunks, self->bit_pixels, bits);
}

/* Chunk by chunk: the weights of one stay in the first cache for all the images. */
static void
forward_panel (const DhFirstLayer *self,
               const DhFirstLayerImages *images,
               guint first,
               guint rows,
               DhFirstLayerPanel panel,
               const float *packed,
               const float *base,
               float *z,
               gsize z_stride)
{
  guint n = panel.width / self->lanes;
  guint m = MIN (panel.width, self->strip) / self->lanes;

  for (guint chunk = 0; chunk < self->n_chunks; chunk++)
    {
      DhFirstLayerPiece piece = dh_first_layer_get_piece_of_panel (self, panel, chunk);
      const float *from = chunk == 0 ? base : z;
      Terms terms = { images->table, 1, packed + piece.at, m * self->lanes,
                      piece.gap, m * self->lanes, m * self->lanes };

      get_kernels (self)->add_panel (
          &terms, n, m, rows, images->row_bits + (gsize) first * self->n_words + chunk,
          self->n_words, images->bytes + first * images->stride + chunk * DH_FIRST_LAYER_CHUNK,
          images->stride, from, chunk == 0 ? 0 : z_stride, z, z_stride);
    }
}

void
dh_first_layer_forward (const DhFirstLayer *self,
                        const DhFirstLayerImages *images,
                        guint first,
                        guint rows,
                        DhFirstLayerPanel panel,
                        const float *packed,
                        const float *base,
                        float *z,
                        gsize z_stride)
{
  if (self->kind == DH_FIRST_LAYER_BLOCKS)
    get_kernels (self)->forward_blocks (self, images, first, rows, packed, base, z, z_stride);
  else
    forward_panel (self, images, first, rows, panel, packed, base, z, z_stride);
}

static void
sum_blocks (const DhFirstLayer *self, const DhFirstLayerPiece *piece, const float *weight,
            float *sums)
{
  float vectors[DH_FIRST_LAYER_MAX_BLOCK_OUTPUTS * 16] = { 0 };

  get_kernels (self)->add_rows (weight, self->outputs,
                                piece->n_chunks * DH_FIRST_LAYER_CHUNK / self->lanes, vectors);
  for (guint j = 0; j < self->outputs; j++)
    {
      sums[j] = 0;
      for (guint k = 0; k < self->lanes; k++)
        sums[j] += vectors[j * self->lanes + k];
    }
}

void
dh_first_layer_sum (const DhFirstLayer *self, const DhFirstLayerPiece *piece, const float *weight,
                    float *sums)
{
  if (self->kind == DH_FIRST_LAYER_BLOCKS)
    {
      sum_blocks (self, piece, weight, sums);
      return;
    }
  memset (sums, 0, piece->width * sizeof (float));
  for (guint i = 0; i < piece->n_strips; i++)
    {
      guint width = piece->width / piece->n_strips;

      get_kernels (self)->add_rows (weight + i * piece->gap, width / self->lanes,
                                    (guint) (piece->n / width), sums + i * width);
    }
}

/* Of a tile's first group: the background's part, the same for every pixel, and what is there. */
static void
add_base (const float *base, guint n, guint rows, float *gradient)
{
  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < n; j++)
      gradient[(gsize) i * n + j] += base[j];
}

/* What fills up the tiles has no weight. */
static void
clear_padding (const DhFirstLayer *self, gsize block, float *gradient)
{
  guint columns = self->lanes / self->tile_rows;
  gsize row = self->tile_rows > 1 ? block / self->tiles_across * self->tile_rows : 0;
  gsize column = self->tile_rows > 1 ? block % self->tiles_across * columns : block * self->lanes;
  gsize end = self->tile_rows > 1 ? self->width : self->inputs;

  for (guint k = 0; k < self->lanes; k++)
    if (column + k % columns >= end ||
        (self->tile_rows > 1 && (row + k / columns) * self->width >= self->inputs))
      for (guint j = 0; j < self->outputs; j++)
        gradient[j * self->lanes + k] = 0;
}

static void
gradient_of_blocks (const DhFirstLayer *self,
                    const DhFirstLayerImages *images,
                    guint rows,
                    const DhFirstLayerDelta *delta,
                    const DhFirstLayerPiece *piece,
                    gboolean fresh,
                    float *gradient)
{
  gsize blocks = DH_FIRST_LAYER_CHUNK / self->lanes;
  gsize size = (gsize) self->outputs * self->lanes;
  gsize first = piece->chunk * blocks;
  gsize n = MIN (piece->n_chunks * blocks,
                 (self->n_places + self->lanes - 1) / self->lanes - first);
  float bases[DH_FIRST_LAYER_MAX_BLOCK_OUTPUTS * 16];

  for (guint j = 0; j < self->outputs * self->lanes; j++)
    bases[j] = delta->base[j / self->lanes];
  for (guint group = 0; group * DH_FIRST_LAYER_GROUP < rows; group++)
    for (gsize b = 0; b < n; b++)
      {
        if (group == 0 && !fresh)
          add_base (bases, (guint) size, 1, gradient + b * size);
        get_kernels (self)->gradient_block (
            self, images, first + b, group, delta->values, delta->stride,
            group == 0 && fresh ? delta->base : NULL, gradient + b * size);
      }
  if (self->inputs % self->lanes != 0 || self->n_places != self->inputs)
    for (gsize b = 0; b < n; b++)
      clear_padding (self, first + b, gradient + b * size);
  if (fresh)
    memset (gradient + n * size, 0, (piece->n - n * size) * sizeof (float));
}

static void
gradient_of_panel (const DhFirstLayer *self,
                   const DhFirstLayerImages *images,
                   guint rows,
                   const DhFirstLayerDelta *delta,
                   const DhFirstLayerPiece *piece,
                   gboolean fresh,
                   float *gradient,
                   gsize gap)
{
  guint strip = piece->width / piece->n_strips;
  guint pixels = (guint) (piece->n / strip);
  const float *base = delta->base + piece->output;

  for (guint i = 0; i < piece->n_strips && !fresh; i++)
    add_base (base + i * strip, strip, pixels, gradient + i * gap);
  for (guint group = 0; group * DH_FIRST_LAYER_GROUP < rows; group++)
    {
      gsize row = (gsize) group * DH_FIRST_LAYER_GROUP;
      gboolean is_first = group == 0 && fresh;
      Terms terms = { images->table, images->stride,
                      delta->values + row * delta->stride + piece->output, delta->stride, strip,
                      is_first ? strip : gap, gap };

      get_kernels (self)->add_panel (
          &terms, piece->width / self->lanes, strip / self->lanes, pixels,
          images->column_bits + ((gsize) group * self->n_words + piece->chunk) * 64, 1,
          images->bytes + row * images->stride + piece->chunk * DH_FIRST_LAYER_CHUNK, 1,
          is_first ? base : gradient, is_first ? 0 : strip, gradient, strip);
    }
}

void
dh_first_layer_gradient (const DhFirstLayer *self,
                         const DhFirstLayerImages *images,
                         guint rows,
                         const DhFirstLayerDelta *delta,
                         const DhFirstLayerPiece *piece,
                         gboolean fresh,
                         float *gradient,
                         gsize gap)
{
  if (self->kind == DH_FIRST_LAYER_BLOCKS)
    gradient_of_blocks (self, images, rows, delta, piece, fresh, gradient);
  else
    gradient_of_panel (self, images, rows, delta, piece, fresh, gradient, gap);
}
