// The loss of one image through an MLP, straight from the definition and in double.
// SPDX-License-Identifier: MIT
#pragma once

#include <math.h>

#include "engine/network.h"

#define MLP_WIDEST 64

static inline double
mlp_activate (DhActivationKind kind, double z)
{
  switch (kind)
    {
    case DH_ACTIVATION_RELU:
      return fmax (z, 0);
    case DH_ACTIVATION_LEAKY_RELU:
      return fmax (z, 0.01 * z);
    case DH_ACTIVATION_TANH:
      return tanh (z);
    case DH_ACTIVATION_SIGMOID:
      return 1 / (1 + exp (-z));
    case DH_ACTIVATION_GELU:
      return z * (1 + erf (z / G_SQRT2)) / 2;
    case DH_ACTIVATION_IDENTITY:
    case DH_N_ACTIVATIONS:
    default:
      return z;
    }
}

/* −log p[label] of the image @inputs. */
static inline double
mlp_loss (const DhNetwork *network, const double *parameters, const double *inputs, guint label)
{
  double a[MLP_WIDEST];
  double z[MLP_WIDEST] = { 0 };
  double sum = 0;
  const DhLayer *layer = network->layers;

  for (guint l = 0; l < network->n_layers; l++)
    {
      layer = &network->layers[l];
      g_assert_cmpuint (layer->outputs, <=, MLP_WIDEST);
      for (guint i = 0; i < layer->outputs; i++)
        {
          z[i] = network->has_bias ? parameters[layer->bias + i] : 0;
          for (guint j = 0; j < layer->inputs; j++)
            z[i] += parameters[layer->weight + i * layer->inputs + j] * (l > 0 ? a[j] : inputs[j]);
        }
      for (guint i = 0; i < layer->outputs; i++)
        a[i] = mlp_activate (network->activation, z[i]);
    }
  for (guint i = 0; i < layer->outputs; i++)
    sum += exp (z[i]);
  return log (sum) - z[label];
}
