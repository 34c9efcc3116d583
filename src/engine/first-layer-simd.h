// The kernels of the first layer, for one instruction set: included once for each.
// SPDX-License-Identifier: MIT

/* Wants: NAME (x), x with the instruction set's ending; TARGET, its attribute; V, a vector of LANES
 * floats; LOAD, STORE, SET1, ZERO, ADD, FMA (a · b + c, rounded once), and BYTES (p), the LANES bytes
 * at p as floats; INK (p), a bit for each of the 64 bytes at p that is not 0; finish_sums (), see
 * where it is. Everything is inlined into the functions at the end, with the number of vectors a
 * constant, so that the sums stay in registers. */

#define INLINE static inline __attribute__ ((always_inline)) TARGET

/* ── BLOCKS: vectors along the pixels ────────────────────────────────────────────────────────── */

INLINE void
NAME (forward_blocks_n) (const DhFirstLayer *self,
                         const DhFirstLayerImages *images,
                         const guint outputs,
                         guint row,
                         const float *packed,
                         const float *base,
                         float *z)
{
  const guint8 *bytes = images->bytes + row * images->stride;
  const guint64 *bits = images->row_bits + (gsize) row * self->n_words;
  V sums[DH_FIRST_LAYER_MAX_BLOCK_OUTPUTS];

  UNROLL
  for (guint j = 0; j < outputs; j++)
    sums[j] = ZERO;
  for (guint w = 0; w < self->n_words; w++)
    for (guint64 left = bits[w]; left != 0; left &= left - 1)
      {
        gsize block = 64 * w + (guint) __builtin_ctzll (left);
        V x = BYTES (bytes + block * LANES);
        const float *weight = packed + block * outputs * LANES;

        UNROLL
        for (guint j = 0; j < outputs; j++)
          sums[j] = FMA (x, LOAD (weight + j * LANES), sums[j]);
      }
  NAME (finish_sums) (sums, outputs, images->scale, base, z);
}

INLINE void
NAME (gradient_blocks_n) (const DhFirstLayer *self,
                          const DhFirstLayerImages *images,
                          const guint outputs,
                          gsize block,
                          guint64 left,
                          const guint8 *bytes,
                          const float *delta,
                          gsize stride,
                          const float *base,
                          float *gradient)
{
  V scale = SET1 (images->scale);
  V sums[DH_FIRST_LAYER_MAX_BLOCK_OUTPUTS];

  UNROLL
  for (guint j = 0; j < outputs; j++)
    sums[j] = ZERO;
  for (; left != 0; left &= left - 1)
    {
      gsize row = (guint) __builtin_ctzll (left);
      V x = BYTES (bytes + row * images->stride);

      UNROLL
      for (guint j = 0; j < outputs; j++)
        sums[j] = FMA (x, SET1 (delta[row * stride + j]), sums[j]);
    }
  UNROLL
  for (guint j = 0; j < outputs; j++)
    {
      V from = base != NULL ? SET1 (base[j]) : LOAD (gradient + j * LANES);

      STORE (gradient + j * LANES, FMA (sums[j], scale, from));
    }
}

/* ── PANELS: vectors along the outputs ───────────────────────────────────────────────────────── */

/* to = from + the rows of @values, @stride apart, that @left names, times their bytes. */
INLINE void
NAME (add_rows_n) (const float *table,
                   const guint n,
                   guint64 left,
                   const guint8 *bytes,
                   gsize byte_stride,
                   const float *values,
                   gsize stride,
                   const float *from,
                   float *to)
{
  V sums[8];

  UNROLL
  for (guint k = 0; k < n; k++)
    sums[k] = LOAD (from + k * LANES);
  for (; left != 0; left &= left - 1)
    {
      gsize i = (guint) __builtin_ctzll (left);
      V x = SET1 (table[bytes[i * byte_stride]]);
      const float *row = values + i * stride;

      UNROLL
      for (guint k = 0; k < n; k++)
        sums[k] = FMA (x, LOAD (row + k * LANES), sums[k]);
    }
  UNROLL
  for (guint k = 0; k < n; k++)
    STORE (to + k * LANES, sums[k]);
}

/* ── The number of vectors made a constant ───────────────────────────────────────────────────── */

#define CASES_TO_8                                                                                 \
  CASE (1) CASE (2) CASE (3) CASE (4) CASE (5) CASE (6) CASE (7) CASE (8)
#define CASES_TO_12 CASES_TO_8 CASE (9) CASE (10) CASE (11) CASE (12)

TARGET static void
NAME (forward_blocks) (const DhFirstLayer *self,
                       const DhFirstLayerImages *images,
                       guint first,
                       guint rows,
                       const float *packed,
                       const float *base,
                       float *z,
                       gsize z_stride)
{
#define CASE(n)                                                                                    \
  case n:                                                                                          \
    for (guint i = 0; i < rows; i++)                                                               \
      NAME (forward_blocks_n) (self, images, n, first + i, packed, base, z + i * z_stride);        \
    break;
  switch (self->outputs)
    {
      CASES_TO_12
    }
#undef CASE
}

/* Of one block, from all images: group by group. */
TARGET static void
NAME (gradient_block) (const DhFirstLayer *self,
                       const DhFirstLayerImages *images,
                       gsize block,
                       guint group,
                       const float *delta,
                       gsize stride,
                       const float *base,
                       float *gradient)
{
  gsize word = (gsize) group * self->n_words + block / 64;
  guint64 left = images->column_bits[word * 64 + block % 64];
  const guint8 *bytes =
      images->bytes + group * DH_FIRST_LAYER_GROUP * images->stride + block * LANES;

  delta += (gsize) group * DH_FIRST_LAYER_GROUP * stride;
#define CASE(n)                                                                                    \
  case n:                                                                                          \
    NAME (gradient_blocks_n) (self, images, n, block, left, bytes, delta, stride, base, gradient); \
    break;
  switch (self->outputs)
    {
      CASES_TO_12
    }
#undef CASE
}

/* Images @first … of the panel of @n vectors at @weight, chunk by chunk: the weights of a chunk
 * stay in the first cache for all the images. */
TARGET static void
NAME (forward_panel) (const DhFirstLayer *self,
                      const DhFirstLayerImages *images,
                      guint n,
                      guint first,
                      guint rows,
                      const float *weight,
                      const float *base,
                      float *z,
                      gsize z_stride)
{
#define CASE(n)                                                                                    \
  case n:                                                                                          \
    for (guint i = 0; i < rows; i++)                                                               \
      NAME (add_rows_n) (images->table, n, bits[i * self->n_words], bytes + i * images->stride, 1, \
                         part, n * LANES, chunk == 0 ? base : z + i * z_stride,                    \
                         z + i * z_stride);                                                        \
    break;
  for (guint chunk = 0; chunk < self->n_chunks; chunk++)
    {
      const guint64 *bits = images->row_bits + (gsize) first * self->n_words + chunk;
      const guint8 *bytes =
          images->bytes + first * images->stride + chunk * DH_FIRST_LAYER_CHUNK;
      const float *part = weight + (gsize) chunk * DH_FIRST_LAYER_CHUNK * n * LANES;

      switch (n)
        {
          CASES_TO_8
        }
    }
#undef CASE
}

/* The @pixels weights of a chunk, of the panel of @n vectors at @gradient, from one group. */
TARGET static void
NAME (gradient_panel) (const DhFirstLayerImages *images,
                       guint n,
                       const guint64 *columns,
                       const guint8 *bytes,
                       guint pixels,
                       const float *delta,
                       gsize stride,
                       const float *base,
                       float *gradient)
{
#define CASE(n)                                                                                    \
  case n:                                                                                          \
    for (guint p = 0; p < pixels; p++)                                                             \
      NAME (add_rows_n) (images->table, n, columns[p], bytes + p, images->stride, delta, stride,   \
                         base != NULL ? base : gradient + (gsize) p * n * LANES,                   \
                         gradient + (gsize) p * n * LANES);                                        \
    break;
  switch (n)
    {
      CASES_TO_8
    }
#undef CASE
}

#undef CASES_TO_8
#undef CASES_TO_12

/* Rows of @n vectors, summed. */
TARGET static void
NAME (add_rows) (const float *values, guint n, guint rows, float *sums)
{
  for (guint k = 0; k < n; k++)
    {
      V sum = LOAD (sums + k * LANES);

      for (guint i = 0; i < rows; i++)
        sum = ADD (sum, LOAD (values + ((gsize) i * n + k) * LANES));
      STORE (sums + k * LANES, sum);
    }
}

TARGET static void
NAME (find) (const guint8 *bytes, guint n_chunks, guint bit_pixels, guint64 *bits)
{
  guint bits_a_chunk = DH_FIRST_LAYER_CHUNK / bit_pixels;

  for (guint chunk = 0; chunk < n_chunks; chunk++)
    {
      guint64 found = INK (bytes + chunk * DH_FIRST_LAYER_CHUNK);
      guint at = chunk * bits_a_chunk;
      guint64 merged = 0;

      if (bit_pixels == 1)
        merged = found;
      else
        for (guint i = 0; i < bits_a_chunk; i++, found >>= bit_pixels)
          merged |= (guint64) ((found & ((1u << bit_pixels) - 1)) != 0) << i;
      if (at % 64 == 0)
        bits[at / 64] = 0;
      bits[at / 64] |= merged << at % 64;
    }
}

static const Kernels NAME (kernels) = {
  NAME (forward_blocks), NAME (gradient_block), NAME (forward_panel), NAME (gradient_panel),
  NAME (add_rows), NAME (find),
};

#undef INLINE
#undef NAME
#undef TARGET
#undef LANES
#undef V
#undef LOAD
#undef STORE
#undef SET1
#undef ZERO
#undef ADD
#undef FMA
#undef BYTES
#undef INK
