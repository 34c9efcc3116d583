// Where the parameters of a run lie while it computes.
// SPDX-License-Identifier: MIT

#include "engine/layout.h"

#include <string.h>

#include "engine/narrow.h"

static gsize
n_first_weights (const DhLayout *self)
{
  return (gsize) self->network.layers[0].inputs * self->network.layers[0].outputs;
}

/* Where the first layer gives a thread as many units as the last one takes for a half. */
static guint
find_middle (const DhLayout *self)
{
  const DhFirstLayer *first = &self->first_layer;
  const DhLayer *last = &self->network.layers[1];

  if (self->network.n_layers != 2 || first->kind != DH_FIRST_LAYER_PANELS ||
      !dh_narrow_is_better (last) || dh_first_layer_count_panels (first, TRUE) != 2 ||
      dh_first_layer_get_panel (first, TRUE, 1).output != dh_narrow_get_half (last))
    return 0;
  return dh_narrow_get_half (last);
}

void
dh_layout_init (DhLayout *self, const DhNetwork *network, guint width, double share)
{
  self->network = *network;
  dh_first_layer_init (&self->first_layer, network, width, share);
  self->middle = find_middle (self);
  self->n_stored =
      network->n_parameters - n_first_weights (self) + self->first_layer.n_weights;
}

DhLayoutColumns
dh_layout_get_columns (const DhLayout *self, guint l, guint column)
{
  const DhLayer *layer = &self->network.layers[l];
  gsize weight = layer->weight - n_first_weights (self) + self->first_layer.n_weights;

  if (self->middle == 0 || l != 1)
    return (DhLayoutColumns) { weight + column, layer->inputs };
  if (column < self->middle)
    return (DhLayoutColumns) { weight + column, self->middle };
  return (DhLayoutColumns) { weight + (gsize) layer->outputs * self->middle + column -
                                 self->middle,
                             layer->inputs - self->middle };
}

gsize
dh_layout_get_bias (const DhLayout *self, guint l)
{
  return self->network.layers[l].bias - n_first_weights (self) + self->first_layer.n_weights;
}

/* Copies the halves of the second weight: from PyTorch's order to the block, or back. */
static void
copy_halves (const DhLayout *self, const float *from, float *to, gboolean pack)
{
  const DhLayer *layer = &self->network.layers[1];

  for (guint row = 0; self->middle > 0 && row < layer->outputs; row++)
    for (guint column = 0; column < layer->inputs; column++)
      {
        DhLayoutColumns stored = dh_layout_get_columns (self, 1, column);
        gsize a = layer->weight + (gsize) row * layer->inputs + column;
        gsize b = stored.at + row * stored.stride;

        to[pack ? b : a] = from[pack ? a : b];
      }
}

void
dh_layout_pack (const DhLayout *self, const float *parameters, float *stored)
{
  gsize n = n_first_weights (self);

  dh_first_layer_pack (&self->first_layer, parameters, stored);
  memcpy (stored + self->first_layer.n_weights, parameters + n,
          (self->network.n_parameters - n) * sizeof (float));
  copy_halves (self, parameters, stored, TRUE);
}

void
dh_layout_unpack (const DhLayout *self, const float *stored, float *parameters)
{
  gsize n = n_first_weights (self);

  dh_first_layer_unpack (&self->first_layer, stored, parameters);
  memcpy (parameters + n, stored + self->first_layer.n_weights,
          (self->network.n_parameters - n) * sizeof (float));
  copy_halves (self, stored, parameters, FALSE);
}
