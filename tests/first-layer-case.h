// A first layer with images, weights and deltas, for the tests of its kernels.
// SPDX-License-Identifier: MIT
#pragma once

#include <math.h>
#include <string.h>

#include "engine/inputs.h"
#include "engine/random.h"

static const struct
{
  guint width;
  guint height;
} sizes[] = { { 1, 1 }, { 5, 3 }, { 8, 8 }, { 28, 28 }, { 20, 28 }, { 31, 17 }, { 64, 64 } };
static const double shares[] = { 0, 0.3, 0.8, 0.97, 1 };

/* What no kernel may touch. */
#define UNTOUCHED 12345.0f

#define MEAN 33.3f
#define DEVIATION 78.5f

typedef struct
{
  guint outputs;
  guint size;
  guint rows;
  guint turn; /* counts the cases */
  gboolean is_shared;
} Setup;

typedef struct
{
  Setup setup;
  DhRandom random;
  DhFirstLayer layer;
  DhInputs *inputs;
  guint n_pixels;
  guint room;     /* floats of a row of outputs */
  gsize stride;
  double *x;      /* [rows, n_pixels] */
  double x0;
  float *weight;  /* [outputs, n_pixels] */
  float *packed;
  float *delta;   /* [rows, stride] */
} Case;

static void
fill_images (Case *self)
{
  guint rows = self->setup.rows;
  gboolean is_white = self->setup.turn % 2 == 1;
  double share = shares[self->setup.turn % G_N_ELEMENTS (shares)];
  g_autofree guint8 *pixels = g_new (guint8, rows * self->n_pixels);
  DhInputsScale scale = { .inverted = is_white, .share = share };

  for (guint p = 0; p < 256; p++)
    scale.values[p] = (p - MEAN) / DEVIATION;
  self->x0 = scale.values[is_white ? 255 : 0];
  self->inputs = dh_inputs_new (&self->layer, &scale, rows, NULL);
  for (guint i = 0; i < rows * self->n_pixels; i++)
    {
      guint32 drawn = dh_random_next (&self->random);
      guint8 ink = drawn / 65536.0 / 65536.0 < share ? 0 : 1 + drawn % 255;

      pixels[i] = is_white ? 255 - ink : ink;
      self->x[i] = scale.values[pixels[i]];
    }
  dh_inputs_load (self->inputs, 0, pixels, NULL, rows);
  dh_inputs_index (self->inputs, 0, rows);
}

static void
case_init (Case *self, const Setup *setup)
{
  DhNetwork network;

  *self = (Case) { .setup = *setup };
  self->n_pixels = sizes[setup->size].width * sizes[setup->size].height;
  dh_random_init (&self->random, 1 + setup->turn);
  g_assert_true (dh_network_init (&network, self->n_pixels, NULL, 0, setup->outputs, TRUE, NULL));
  dh_first_layer_init (&self->layer, &network, sizes[setup->size].width, 1);
  self->x = g_new (double, setup->rows * self->n_pixels);
  self->weight = g_new (float, setup->outputs * self->n_pixels);
  self->packed = g_new (float, self->layer.n_weights);
  dh_random_torch_uniform (&self->random, -1, 1, self->weight, setup->outputs * self->n_pixels);
  dh_first_layer_pack (&self->layer, self->weight, self->packed);
  if (self->layer.kind == DH_FIRST_LAYER_PLAIN)
    return;
  self->room = MAX (self->layer.padded, (setup->outputs + 3) / 4 * 4);
  self->stride = self->room + setup->turn % 3;
  self->delta = g_new0 (float, setup->rows * self->stride);
  for (guint i = 0; i < setup->rows; i++)
    dh_random_torch_uniform (&self->random, -1, 1, self->delta + i * self->stride, setup->outputs);
  fill_images (self);
}

static void
case_clear (Case *self)
{
  dh_inputs_free (self->inputs);
  g_free (self->x);
  g_free (self->weight);
  g_free (self->packed);
  g_free (self->delta);
}

/* Float32 sums of parts that are @size together. */
static void
assert_close (const Case *self, const char *what, float got, double expected, double size)
{
  if (!(fabs (got - expected) <= 1e-6 * size))
    g_error ("%s of %u rows, %u × %u, to %u outputs, case %u: %.9g instead of %.9g (± %g)", what,
             self->setup.rows, sizes[self->setup.size].width, sizes[self->setup.size].height,
             self->setup.outputs, self->setup.turn, got, expected, 1e-6 * size);
}
