// Images on their way through a network, with all that they are in between.
// SPDX-License-Identifier: MIT

#include "training/image-pass.h"

#include "engine/matrix.h"

gboolean
dh_image_pass_init (DhImagePass *self, const DhNetwork *network, const float *parameters, guint n)
{
  *self = (DhImagePass) { .network = network, .parameters = parameters, .n = n };
  for (guint l = 0; l < network->n_layers; l++)
    {
      self->in[l] = g_try_new (float, (gsize) n * network->layers[l].inputs);
      self->z[l] = g_try_new (float, (gsize) n * network->layers[l].outputs);
      if (self->in[l] == NULL || self->z[l] == NULL)
        return FALSE;
    }
  return TRUE;
}

void
dh_image_pass_clear (DhImagePass *self)
{
  for (guint l = 0; l < self->network->n_layers; l++)
    {
      g_free (self->in[l]);
      g_free (self->z[l]);
    }
}

void
dh_image_pass_begin (DhImagePass *self, const DhDataset *dataset, const guint8 *const *images)
{
  gsize size = self->network->layers[0].inputs;
  float values[256];

  dh_dataset_get_standardised (dataset, values);
  for (guint i = 0; i < self->n; i++)
    for (gsize p = 0; p < size; p++)
      self->in[0][i * size + p] = values[images[i][p]];
  self->layer = self->unit = 0;
}

static void
end_layer (DhImagePass *self)
{
  const DhNetwork *network = self->network;
  guint outputs = network->layers[self->layer].outputs;
  const float *bias = self->parameters + network->layers[self->layer].bias;
  float *z = self->z[self->layer];

  for (guint i = 0; network->has_bias && i < self->n; i++)
    for (guint j = 0; j < outputs; j++)
      z[(gsize) i * outputs + j] += bias[j];
  self->unit = 0;
  self->layer++;
  if (self->layer < network->n_layers)
    dh_activation_get (network->activation)
        ->forward (z, self->in[self->layer], (gsize) self->n * outputs);
}

/* By units, not by images: the products of few images take much longer. */
gboolean
dh_image_pass_advance (DhImagePass *self, double operations)
{
  const DhLayer *layer;
  gsize offset;
  guint n;

  g_return_val_if_fail (self->layer < self->network->n_layers, TRUE);

  layer = &self->network->layers[self->layer];
  n = (guint) CLAMP (operations / (2.0 * self->n * layer->inputs), 1,
                     layer->outputs - self->unit);
  offset = layer->weight + (gsize) self->unit * layer->inputs;
  dh_matrix_multiply_few ((DhMatrix) { self->in[self->layer], layer->inputs },
                          (DhMatrix) { self->parameters + offset, layer->inputs },
                          (DhMatrixOut) { self->z[self->layer] + self->unit, layer->outputs },
                          self->n, n, layer->inputs);
  self->unit += n;
  if (self->unit == layer->outputs)
    end_layer (self);
  return self->layer == self->network->n_layers;
}

const float *
dh_image_pass_get_output (const DhImagePass *self, guint l)
{
  return l + 1 < self->network->n_layers ? self->in[l + 1] : self->z[l];
}
