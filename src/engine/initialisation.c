// The parameters a network starts from.
// SPDX-License-Identifier: MIT

#include "engine/initialisation.h"

#include <math.h>

/* kaiming_uniform_ reaches 1/√fan_in by a longer way, whose rounding in double is part of the
 * stream. */
static double
kaiming_bound (guint fan_in)
{
  double a = sqrt (5.0);
  double gain = sqrt (2.0 / (1.0 + a * a));

  return sqrt (3.0) * (gain / sqrt ((double) fan_in));
}

void
dh_initialise_pytorch (const DhNetwork *network, DhRandom *random, float *parameters)
{
  g_return_if_fail (network != NULL && random != NULL && parameters != NULL);

  for (guint l = 0; l < network->n_layers; l++)
    {
      const DhLayer *layer = &network->layers[l];
      double weight_bound = kaiming_bound (layer->inputs);
      double bias_bound = 1.0 / sqrt ((double) layer->inputs);

      dh_random_torch_uniform (random, -weight_bound, weight_bound, parameters + layer->weight,
                               (gsize) layer->inputs * layer->outputs);
      if (network->has_bias)
        dh_random_torch_uniform (random, -bias_bound, bias_bound, parameters + layer->bias,
                                 layer->outputs);
    }
}
