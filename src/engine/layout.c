// Where the parameters of a run lie while it computes.
// SPDX-License-Identifier: MIT

#include "engine/layout.h"

#include <string.h>

static gsize
n_first_weights (const DhLayout *self)
{
  return (gsize) self->network.layers[0].inputs * self->network.layers[0].outputs;
}

void
dh_layout_init (DhLayout *self, const DhNetwork *network, guint width, double share)
{
  self->network = *network;
  dh_first_layer_init (&self->first_layer, network, width, share);
  self->n_stored =
      network->n_parameters - n_first_weights (self) + self->first_layer.n_weights;
}

gsize
dh_layout_get_weight (const DhLayout *self, guint l)
{
  if (l == 0)
    return 0;
  return self->network.layers[l].weight - n_first_weights (self) + self->first_layer.n_weights;
}

gsize
dh_layout_get_bias (const DhLayout *self, guint l)
{
  return self->network.layers[l].bias - n_first_weights (self) + self->first_layer.n_weights;
}

void
dh_layout_pack (const DhLayout *self, const float *parameters, float *stored)
{
  gsize n = n_first_weights (self);

  dh_first_layer_pack (&self->first_layer, parameters, stored);
  memcpy (stored + self->first_layer.n_weights, parameters + n,
          (self->network.n_parameters - n) * sizeof (float));
}

void
dh_layout_unpack (const DhLayout *self, const float *stored, float *parameters)
{
  gsize n = n_first_weights (self);

  dh_first_layer_unpack (&self->first_layer, stored, parameters);
  memcpy (parameters + n, stored + self->first_layer.n_weights,
          (self->network.n_parameters - n) * sizeof (float));
}
