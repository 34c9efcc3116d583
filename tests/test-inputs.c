// Images as the first layer takes them: every byte, bit and float where it belongs.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "engine/inputs.h"
#include "engine/random.h"

typedef struct
{
  const char *name;
  guint width;
  guint height;
  guint outputs; /* up to 12 for blocks, above for panels */
  double share;  /* 0 for floats */
  gboolean is_white;
} Setup;

static const Setup setups[] = {
  { "floats", 28, 28, 10, 0, FALSE },        { "floats-of-one-pixel", 1, 1, 10, 0, FALSE },
  { "blocks", 28, 28, 10, 0.8, FALSE },      { "blocks-on-white", 28, 28, 10, 0.8, TRUE },
  { "blocks-of-one-pixel", 1, 1, 3, 1, TRUE }, { "blocks-in-rows", 5, 3, 4, 0.6, FALSE },
  { "blocks-with-edges", 31, 17, 12, 0.7, TRUE }, { "blocks-of-odd-width", 27, 28, 2, 0.9, FALSE },
  { "wide-blocks", 64, 64, 1, 0.8, FALSE },  { "panels", 28, 28, 13, 0.8, FALSE },
  { "panels-on-white", 31, 17, 40, 0.8, TRUE }, { "panels-of-one-pixel", 1, 1, 64, 0.9, FALSE },
  { "no-ink", 28, 28, 10, 1, FALSE },        { "no-ink-on-white", 9, 9, 20, 1, TRUE },
};

#define ROWS 150
#define MEAN 33.3f
#define DEVIATION 78.5f

typedef struct
{
  const Setup *setup;
  guint n_pixels;
  DhFirstLayer layer;
  DhInputsScale scale;
  DhInputs *inputs;
  guint8 *pixels; /* [ROWS, n_pixels] */
  guint32 order[ROWS];
} Case;

static void
case_init (Case *self, gconstpointer data)
{
  const Setup *setup = data;
  g_autoptr (GError) error = NULL;
  DhNetwork network;
  DhRandom random;

  *self = (Case) { .setup = setup, .n_pixels = setup->width * setup->height };
  dh_random_init (&random, 3);
  g_assert_true (dh_network_init (&network, self->n_pixels, NULL, 0, setup->outputs, TRUE, NULL));
  dh_first_layer_init (&self->layer, &network, setup->width, setup->share);
  self->scale.inverted = setup->is_white;
  for (guint p = 0; p < 256; p++)
    self->scale.values[p] = (p - MEAN) / DEVIATION;
  self->inputs = dh_inputs_new (&self->layer, &self->scale, ROWS, &error);
  g_assert_no_error (error);
  self->pixels = g_new (guint8, ROWS * self->n_pixels);
  for (guint i = 0; i < ROWS * self->n_pixels; i++)
    {
      guint32 drawn = dh_random_next (&random);
      guint8 ink = drawn / 65536.0 / 65536.0 < setup->share ? 0 : 1 + drawn % 255;

      self->pixels[i] = setup->is_white ? 255 - ink : ink;
    }
  for (guint i = 0; i < ROWS; i++)
    self->order[i] = dh_random_next (&random) % ROWS;
}

static void
case_clear (Case *self)
{
  dh_inputs_free (self->inputs);
  g_free (self->pixels);
}

static void
check_floats (const Case *self, const DhInputs *inputs, guint row, const guint8 *image)
{
  const float *floats = dh_inputs_get_floats (inputs, row);

  for (guint i = 0; i < self->n_pixels; i++)
    g_assert_cmpfloat (floats[i], ==, self->scale.values[image[i]]);
}

/* Every place has the ink of its pixel, what fills up has none; a bit is where a byte is. */
static void
check_ink (const Case *self, const DhInputs *inputs, guint row, const guint8 *image)
{
  DhFirstLayerImages images = dh_inputs_get_images (inputs, 0);
  g_autofree guint8 *expected = g_new0 (guint8, images.stride);
  g_autofree guint64 *bits = g_new0 (guint64, self->layer.n_words);

  g_assert_cmpuint (images.stride, ==, self->layer.n_chunks * DH_FIRST_LAYER_CHUNK);
  for (guint i = 0; i < self->n_pixels; i++)
    {
      guint place = dh_first_layer_get_place (&self->layer, i);
      guint8 ink = self->setup->is_white ? 255 - image[i] : image[i];

      g_assert_cmpuint (place, <, self->layer.n_places);
      g_assert_cmpuint (expected[place], ==, 0);
      expected[place] = ink;
      if (ink > 0)
        bits[place / self->layer.bit_pixels / 64] |= G_GUINT64_CONSTANT (1)
                                                     << place / self->layer.bit_pixels % 64;
    }
  g_assert_cmpmem (images.bytes + row * images.stride, images.stride, expected, images.stride);
  g_assert_cmpmem (images.row_bits + row * self->layer.n_words, self->layer.n_words * 8, bits,
                   self->layer.n_words * 8);
}

static void
check_row (const Case *self, const DhInputs *inputs, guint row, guint image)
{
  const guint8 *pixels = self->pixels + image * self->n_pixels;

  if (self->layer.kind == DH_FIRST_LAYER_PLAIN)
    check_floats (self, inputs, row, pixels);
  else
    check_ink (self, inputs, row, pixels);
}

static void
test_load (gconstpointer data)
{
  Case c;

  case_init (&c, data);
  dh_inputs_load (c.inputs, 0, c.pixels, NULL, ROWS);
  for (guint row = 0; row < ROWS; row++)
    check_row (&c, c.inputs, row, row);
  /* Over what was there, and nothing beside it. */
  dh_inputs_load (c.inputs, 7, c.pixels, c.order, 70);
  for (guint row = 0; row < ROWS; row++)
    check_row (&c, c.inputs, row, row >= 7 && row < 77 ? c.order[row - 7] : row);
  case_clear (&c);
}

static void
test_gather (gconstpointer data)
{
  g_autoptr (DhInputs) gathered = NULL;
  Case c;

  case_init (&c, data);
  gathered = dh_inputs_new_like (c.inputs, 90, NULL);
  dh_inputs_load (c.inputs, 0, c.pixels, NULL, ROWS);
  dh_inputs_gather (gathered, 0, c.inputs, c.order, 90);
  dh_inputs_gather (gathered, 33, c.inputs, c.order + 90, 17);
  for (guint row = 0; row < 90; row++)
    check_row (&c, gathered, row, c.order[row >= 33 && row < 50 ? row + 57 : row]);
  case_clear (&c);
}

static void
check_columns (const Case *self, guint n)
{
  guint words = self->layer.n_words;

  for (guint group = 0; group * 64 < n; group++)
    {
      DhFirstLayerImages images = dh_inputs_get_images (self->inputs, group * 64);
      guint rows = MIN (n - group * 64, 64);

      for (guint bit = 0; bit < words * 64; bit++)
        {
          guint64 expected = 0;

          for (guint64 i = 0; i < rows; i++)
            expected |= (images.row_bits[i * words + bit / 64] >> bit % 64 & 1) << i;
          g_assert_cmphex (images.column_bits[bit], ==, expected);
        }
    }
}

/* Rows past the last have no bit, even where there was one; groups may be indexed one by one. */
static void
test_index (gconstpointer data)
{
  static const guint counts[] = { ROWS, 1, 63, 64, 65, 128, 129 };
  Case c;

  case_init (&c, data);
  dh_inputs_load (c.inputs, 0, c.pixels, NULL, ROWS);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (counts); i++)
    {
      guint n = counts[i / 2];

      if (i % 2 == 0)
        dh_inputs_index (c.inputs, 0, n);
      for (guint first = (n - 1) / 64 * 64 + 64; i % 2 == 1 && first > 0; first -= 64)
        dh_inputs_index (c.inputs, first - 64, MIN (n - (first - 64), 64));
      if (c.layer.kind != DH_FIRST_LAYER_PLAIN)
        check_columns (&c, n);
    }
  case_clear (&c);
}

/* x₀ + s ink is the standardised value of every byte. */
static void
test_scale (gconstpointer data)
{
  DhFirstLayerImages images;
  Case c;

  case_init (&c, data);
  if (c.layer.kind != DH_FIRST_LAYER_PLAIN)
    {
      images = dh_inputs_get_images (c.inputs, 0);
      g_assert_cmpfloat (images.value, ==, c.scale.values[c.setup->is_white ? 255 : 0]);
      for (guint p = 0; p < 256; p++)
        {
          guint ink = c.setup->is_white ? 255 - p : p;

          g_assert_cmpfloat (images.table[ink], ==, ink * images.scale);
          g_assert_cmpfloat_with_epsilon (images.value + images.table[ink], c.scale.values[p],
                                          1e-6);
        }
    }
  case_clear (&c);
}

typedef struct
{
  guint n;
  guint8 bytes[4]; /* of every image */
  gboolean is_white;
  double share;
} Background;

static const Background backgrounds[] = {
  { 1, { 0, 0, 0, 0 }, FALSE, 1 },       { 1, { 255, 255, 255, 255 }, TRUE, 1 },
  { 3, { 0, 0, 0, 9 }, FALSE, 0.75 },    { 3, { 255, 0, 255, 255 }, TRUE, 0.75 },
  { 3, { 0, 255, 255, 0 }, FALSE, 0.5 }, { 2, { 1, 254, 128, 77 }, FALSE, 0 },
  { 2, { 128, 128, 128, 128 }, FALSE, 0 }, { 20000, { 0, 3, 0, 4 }, FALSE, 0.5 },
};

static void
test_background (void)
{
  static const float values[256] = { 5, 6, 7 };

  for (guint i = 0; i < G_N_ELEMENTS (backgrounds); i++)
    {
      const Background *background = &backgrounds[i];
      g_autofree guint8 *pixels = g_new (guint8, 4 * background->n);
      DhInputsScale scale;

      for (guint k = 0; k < 4 * background->n; k++)
        pixels[k] = background->bytes[k % 4];
      dh_inputs_scale_init (&scale, values, pixels, 4, NULL, background->n);
      g_assert_cmpint (scale.inverted, ==, background->is_white);
      g_assert_cmpfloat (scale.share, ==, background->share);
      g_assert_cmpmem (scale.values, sizeof scale.values, values, sizeof values);
    }
}

/* Of the images that are named, whatever the others are. */
static void
test_background_of_some (void)
{
  static const float values[256] = { 0 };
  static const guint8 pixels[] = { 255, 255, 0, 7, 9, 9, 0, 0 };
  static const guint32 indices[] = { 3, 1, 3 };
  DhInputsScale scale;

  dh_inputs_scale_init (&scale, values, pixels, 2, indices, 3);
  g_assert_false (scale.inverted);
  g_assert_cmpfloat (scale.share, ==, 5.0 / 6);
  dh_inputs_scale_init (&scale, values, pixels, 2, indices, 0);
  g_assert_cmpfloat (scale.share, ==, 0);
}

/* Sanitizers end a program that asks for this much, unless told otherwise. */
const char *__asan_default_options (void);
const char *__tsan_default_options (void);

const char *
__asan_default_options (void)
{
  return "allocator_may_return_null=1";
}

const char *
__tsan_default_options (void)
{
  return "allocator_may_return_null=1";
}

/* So many images of so many pixels that no machine has room for them. */
static void
test_no_memory (gconstpointer data)
{
  guint outputs = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  DhInputsScale scale = { .share = 1 };
  DhFirstLayer layer;
  DhNetwork network;

  g_assert_true (dh_network_init (&network, 4096 * 4096, NULL, 0, outputs, FALSE, NULL));
  for (guint share = 0; share <= 1; share++)
    {
      dh_first_layer_init (&layer, &network, 4096, share);
      g_assert_null (dh_inputs_new (&layer, &scale, G_MAXUINT, &error));
      g_assert_error (error, DH_NETWORK_ERROR, DH_NETWORK_ERROR_MEMORY);
      g_clear_error (&error);
    }
}

static void
add (const char *name, const Setup *setup, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/inputs/%s/%s", name, setup->name);

  g_test_add_data_func (path, setup, func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (setups); i++)
    {
      add ("load", &setups[i], test_load);
      add ("gather", &setups[i], test_gather);
      add ("index", &setups[i], test_index);
      add ("scale", &setups[i], test_scale);
    }
  g_test_add_func ("/inputs/background", test_background);
  g_test_add_func ("/inputs/background-of-some", test_background_of_some);
  g_test_add_data_func ("/inputs/no-memory/blocks", GUINT_TO_POINTER (1), test_no_memory);
  g_test_add_data_func ("/inputs/no-memory/panels", GUINT_TO_POINTER (13), test_no_memory);
  return g_test_run ();
}
