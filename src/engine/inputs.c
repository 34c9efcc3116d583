// Images as the first layer takes them: bytes with masks, or standardised floats.
// SPDX-License-Identifier: MIT

#include "engine/inputs.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/aligned.h"

#define GROUP DH_FIRST_LAYER_GROUP
#define CACHE_LINE 64
#define LOOKED_AT 4096 /* images that tell the share of background */

struct _DhInputs
{
  DhFirstLayer first_layer;
  DhInputsScale scale;
  guint max_rows;
  float value;      /* of the background */
  float scale_of_ink;
  float table[256]; /* ink times that */
  guint32 *places;  /* [inputs] where a pixel's byte stands */

  float *floats; /* [max_rows, inputs], or */

  guint8 *bytes; /* [max_rows, stride] */
  gsize stride;
  guint64 *row_bits;    /* [max_rows, n_words] */
  guint64 *column_bits; /* [groups, n_words, 64] */
};

void
dh_inputs_scale_init (DhInputsScale *self,
                      const float *values,
                      const guint8 *pixels,
                      gsize size,
                      const guint32 *indices,
                      guint n)
{
  guint step = 1 + n / LOOKED_AT;
  guint64 counts[256] = { 0 };
  guint64 total = 0;

  memcpy (self->values, values, sizeof self->values);
  for (guint i = 0; i < n; i += step, total += size)
    {
      const guint8 *image = pixels + (indices != NULL ? indices[i] : i) * size;

      for (gsize j = 0; j < size; j++)
        counts[image[j]]++;
    }
  self->inverted = counts[255] > counts[0];
  self->share = total > 0 ? (double) MAX (counts[0], counts[255]) / total : 0;
}

static gboolean
is_plain (const DhInputs *self)
{
  return self->first_layer.kind == DH_FIRST_LAYER_PLAIN;
}

static gboolean
allocate (DhInputs *self)
{
  gsize words = self->first_layer.n_words;
  gsize groups = (self->max_rows + GROUP - 1) / GROUP;

  if (is_plain (self))
    {
      self->floats = dh_aligned_new (self->max_rows, self->first_layer.inputs * sizeof (float));
      return self->floats != NULL;
    }
  self->stride = (gsize) self->first_layer.n_chunks * DH_FIRST_LAYER_CHUNK;
  self->bytes = dh_aligned_new (self->max_rows, self->stride);
  self->row_bits = dh_aligned_new (self->max_rows, words * sizeof (guint64));
  self->column_bits = dh_aligned_new (groups, words * 64 * sizeof (guint64));
  if (self->bytes == NULL || self->row_bits == NULL || self->column_bits == NULL)
    return FALSE;
  return TRUE;
}

DhInputs *
dh_inputs_new (const DhFirstLayer *first_layer,
               const DhInputsScale *scale,
               guint max_rows,
               GError **error)
{
  g_autoptr (DhInputs) self = g_new0 (DhInputs, 1);

  g_return_val_if_fail (first_layer != NULL && scale != NULL && max_rows > 0, NULL);

  self->first_layer = *first_layer;
  self->scale = *scale;
  self->max_rows = max_rows;
  self->value = scale->values[scale->inverted ? 255 : 0];
  self->scale_of_ink = (scale->values[scale->inverted ? 0 : 255] - self->value) / 255;
  self->places = g_new (guint32, first_layer->inputs);
  for (guint i = 0; i < first_layer->inputs; i++)
    self->places[i] = dh_first_layer_get_place (first_layer, i);
  for (guint ink = 0; ink < 256; ink++)
    self->table[ink] = (float) ink * self->scale_of_ink;
  if (allocate (self))
    return g_steal_pointer (&self);
  g_set_error (error, DH_NETWORK_ERROR, DH_NETWORK_ERROR_MEMORY,
               _("Not enough memory for %u images of %u pixels: choose a smaller subset"),
               max_rows, first_layer->inputs);
  return NULL;
}

DhInputs *
dh_inputs_new_like (const DhInputs *other, guint max_rows, GError **error)
{
  return dh_inputs_new (&other->first_layer, &other->scale, max_rows, error);
}

void
dh_inputs_free (DhInputs *self)
{
  if (self == NULL)
    return;
  g_free (self->places);
  dh_aligned_free (self->floats);
  dh_aligned_free (self->bytes);
  dh_aligned_free (self->row_bits);
  dh_aligned_free (self->column_bits);
  g_free (self);
}

static void
load_floats (DhInputs *self, gsize row, const guint8 *image)
{
  guint size = self->first_layer.inputs;
  float *restrict floats = self->floats + row * size;
  const float *restrict values = self->scale.values;

  for (guint j = 0; j < size; j++)
    floats[j] = values[image[j]];
}

/* Pixels of a row of a tile lie side by side in both: most are copied as one. */
static void
load_ink (DhInputs *self, gsize row, const guint8 *image)
{
  const DhFirstLayer *first = &self->first_layer;
  guint8 *ink = self->bytes + row * self->stride;
  guint run = first->tile_rows > 1 ? first->lanes / first->tile_rows : first->width;

  for (guint i = 0; i < first->inputs; i += first->width)
    for (guint j = i; j < i + first->width; j += run)
      {
        guint n = MIN (run, i + first->width - j);

        /* Of a constant length a copy is no call. */
        if (n == 4)
          memcpy (ink + self->places[j], image + j, 4);
        else if (n == 2)
          memcpy (ink + self->places[j], image + j, 2);
        else
          memcpy (ink + self->places[j], image + j, n);
      }
  if (self->scale.inverted)
    for (guint j = 0; j < first->inputs; j++)
      ink[self->places[j]] ^= 255;
  dh_first_layer_find (first, ink, self->row_bits + row * first->n_words);
}

void
dh_inputs_load (DhInputs *self, guint at, const guint8 *pixels, const guint32 *indices, guint n)
{
  gsize size = self->first_layer.inputs;

  g_return_if_fail (at + n <= self->max_rows);

  for (guint i = 0; i < n; i++)
    {
      const guint8 *image = pixels + (indices != NULL ? indices[i] : i) * size;

      if (is_plain (self))
        load_floats (self, at + i, image);
      else
        load_ink (self, at + i, image);
    }
}

void
dh_inputs_gather (DhInputs *self,
                  guint at,
                  const DhInputs *other,
                  const guint32 *indices,
                  guint n)
{
  gsize size = self->first_layer.inputs;
  gsize words = self->first_layer.n_words;

  g_return_if_fail (at + n <= self->max_rows && is_plain (self) == is_plain (other));

  for (gsize i = 0; i < n; i++)
    if (is_plain (self))
      memcpy (self->floats + (at + i) * size, other->floats + indices[i] * size,
              size * sizeof (float));
    else
      {
        memcpy (self->bytes + (at + i) * self->stride, other->bytes + indices[i] * self->stride,
                self->stride);
        memcpy (self->row_bits + (at + i) * words, other->row_bits + indices[i] * words,
                words * sizeof (guint64));
      }
}

/* Swaps the @width bits from @width of every row with those from 0 of the row @width below: with
 * widths from 32 down this transposes (Hacker's Delight, 7-3). */
DH_SIMD_LOOP
swap_loop (guint64 *rows, guint width, guint64 mask)
{
  for (guint k = 0; k < 64; k += 2 * width)
    for (guint i = k; i < k + width; i++)
      {
        guint64 moved = ((rows[i] >> width) ^ rows[i + width]) & mask;

        rows[i] ^= moved << width;
        rows[i + width] ^= moved;
      }
}

DH_SIMD_LOOP
transpose_loop (guint64 *rows)
{
  swap_loop (rows, 32, G_GUINT64_CONSTANT (0x00000000ffffffff));
  swap_loop (rows, 16, G_GUINT64_CONSTANT (0x0000ffff0000ffff));
  swap_loop (rows, 8, G_GUINT64_CONSTANT (0x00ff00ff00ff00ff));
  swap_loop (rows, 4, G_GUINT64_CONSTANT (0x0f0f0f0f0f0f0f0f));
  swap_loop (rows, 2, G_GUINT64_CONSTANT (0x3333333333333333));
  swap_loop (rows, 1, G_GUINT64_CONSTANT (0x5555555555555555));
}

DH_SIMD_FUNCTION (transpose, (guint64 *rows), (rows))

/* Of the group of rows from @first on, of which @n are filled. */
static void
index_group (DhInputs *self, gsize first, guint n)
{
  gsize words = self->first_layer.n_words;

  for (gsize w = 0; w < words; w++)
    {
      guint64 *column = self->column_bits + (first / GROUP * words + w) * 64;

      for (gsize i = 0; i < GROUP; i++)
        column[i] = i < n ? self->row_bits[(first + i) * words + w] : 0;
      transpose (column);
    }
}

void
dh_inputs_index (DhInputs *self, guint first, guint n)
{
  g_return_if_fail (first % GROUP == 0 && first + n <= self->max_rows);

  for (guint i = 0; i < n && !is_plain (self); i += GROUP)
    index_group (self, first + i, MIN (n - i, GROUP));
}

static void
fetch (gconstpointer memory, gsize size)
{
  for (gsize i = 0; i < size; i += CACHE_LINE)
    __builtin_prefetch ((const guint8 *) memory + i, 0, 2);
}

void
dh_inputs_fetch (const DhInputs *self, guint32 at)
{
  gsize size = self->first_layer.inputs * sizeof (float);
  gsize words = self->first_layer.n_words;

  if (is_plain (self))
    {
      fetch ((const guint8 *) self->floats + at * size, size);
      return;
    }
  fetch (self->bytes + at * self->stride, self->stride);
  fetch (self->row_bits + at * words, words * sizeof (guint64));
}

DhFirstLayerImages
dh_inputs_get_images (const DhInputs *self, guint first)
{
  gsize words = self->first_layer.n_words;

  return (DhFirstLayerImages) {
    .bytes = self->bytes + first * self->stride,
    .stride = self->stride,
    .row_bits = self->row_bits + first * words,
    .column_bits = self->column_bits + first / GROUP * words * 64,
    .value = self->value,
    .scale = self->scale_of_ink,
    .table = self->table,
  };
}

const float *
dh_inputs_get_floats (const DhInputs *self, guint first)
{
  return self->floats + (gsize) first * self->first_layer.inputs;
}
