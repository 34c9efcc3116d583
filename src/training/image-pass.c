// Images on their way through a network, with all that they are in between.
// SPDX-License-Identifier: MIT

#include "training/image-pass.h"

#include "engine/matrix.h"

gboolean
dh_image_pass_init (DhImagePass *self, const DhNetwork *network, const float *parameters, guint n)
{
  *self = (DhImagePass) { network, parameters, n, { NULL }, { NULL } };
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

static void
load (DhImagePass *self, const DhDataset *dataset, const guint8 *const *images, guint first,
      guint rows)
{
  gsize size = self->network->layers[0].inputs;
  float values[256];

  dh_dataset_get_standardised (dataset, values);
  for (guint i = first; i < first + rows; i++)
    for (gsize p = 0; p < size; p++)
      self->in[0][i * size + p] = values[images[i][p]];
}

static void
add_bias (const DhImagePass *self, guint l, float *z, guint rows)
{
  const DhLayer *layer = &self->network->layers[l];
  const float *bias = self->parameters + layer->bias;

  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < layer->outputs; j++)
      z[(gsize) i * layer->outputs + j] += bias[j];
}

void
dh_image_pass_run (DhImagePass *self, const DhDataset *dataset, const guint8 *const *images,
                   guint first, guint rows)
{
  const DhActivation *f = dh_activation_get (self->network->activation);

  g_return_if_fail (first + rows <= self->n);

  load (self, dataset, images, first, rows);
  for (guint l = 0; l < self->network->n_layers; l++)
    {
      const DhLayer *layer = &self->network->layers[l];
      const float *in = self->in[l] + (gsize) first * layer->inputs;
      float *z = self->z[l] + (gsize) first * layer->outputs;

      dh_matrix_multiply_few ((DhMatrix) { in, layer->inputs },
                              (DhMatrix) { self->parameters + layer->weight, layer->inputs },
                              (DhMatrixOut) { z, layer->outputs }, rows, layer->outputs,
                              layer->inputs);
      if (self->network->has_bias)
        add_bias (self, l, z, rows);
      if (l + 1 < self->network->n_layers)
        f->forward (z, self->in[l + 1] + (gsize) first * layer->outputs,
                    (gsize) rows * layer->outputs);
    }
}

const float *
dh_image_pass_get_output (const DhImagePass *self, guint l)
{
  return l + 1 < self->network->n_layers ? self->in[l + 1] : self->z[l];
}
