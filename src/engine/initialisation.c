// The parameters a network starts from: the table of initialisations.
// SPDX-License-Identifier: MIT

#include "engine/initialisation.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static void
zeros (DhRandom *random, guint inputs, guint outputs, float *weight)
{
  memset (weight, 0, (gsize) inputs * outputs * sizeof (float));
}

static double
xavier_deviation (guint inputs, guint outputs)
{
  return sqrt (2.0 / ((double) inputs + outputs));
}

static double
he_deviation (guint inputs)
{
  return sqrt (2.0) / sqrt ((double) inputs);
}

/* Uniform with that standard deviation: torch multiplies by √3 for the bound. */
static void
uniform (DhRandom *random, double deviation, guint inputs, guint outputs, float *weight)
{
  double bound = sqrt (3.0) * deviation;

  dh_random_torch_uniform (random, -bound, bound, weight, (gsize) inputs * outputs);
}

static void
xavier_uniform (DhRandom *random, guint inputs, guint outputs, float *weight)
{
  uniform (random, xavier_deviation (inputs, outputs), inputs, outputs, weight);
}

static void
xavier_normal (DhRandom *random, guint inputs, guint outputs, float *weight)
{
  dh_random_torch_normal (random, 0, xavier_deviation (inputs, outputs), weight,
                          (gsize) inputs * outputs);
}

static void
he_uniform (DhRandom *random, guint inputs, guint outputs, float *weight)
{
  uniform (random, he_deviation (inputs), inputs, outputs, weight);
}

static void
he_normal (DhRandom *random, guint inputs, guint outputs, float *weight)
{
  dh_random_torch_normal (random, 0, he_deviation (inputs), weight, (gsize) inputs * outputs);
}

static const DhInitialisation initialisations[DH_N_INITIALISATIONS] = {
  [DH_INITIALISATION_PYTORCH] = {
    { "pytorch", N_("PyTorch’s Own"), "W, b ~ U(±1/√n<sub>in</sub>)",
      N_("What nn.Linear starts from.") },
    NULL, NULL },
  [DH_INITIALISATION_ZEROS] = {
    { "zeros", N_("Zeros"), "W = 0, b = 0",
      N_("Fine for the linear model; with hidden layers all units stay alike and nothing is "
         "learned.") },
    "zeros_", zeros },
  [DH_INITIALISATION_XAVIER_UNIFORM] = {
    { "xavier-uniform", N_("Xavier, Uniform"),
      "W ~ U(±√(6/(n<sub>in</sub> + n<sub>out</sub>))), b = 0",
      N_("Keeps the size of signals forward and backward; made for tanh and sigmoid.") },
    "xavier_uniform_", xavier_uniform },
  [DH_INITIALISATION_XAVIER_NORMAL] = {
    { "xavier-normal", N_("Xavier, Normal"),
      "W ~ N(0, 2/(n<sub>in</sub> + n<sub>out</sub>)), b = 0",
      N_("Keeps the size of signals forward and backward; made for tanh and sigmoid.") },
    "xavier_normal_", xavier_normal },
  [DH_INITIALISATION_HE_UNIFORM] = {
    { "he-uniform", N_("He, Uniform"), "W ~ U(±√(6/n<sub>in</sub>)), b = 0",
      N_("Makes up for the half of the signal that ReLU cuts off.") },
    "kaiming_uniform_", he_uniform },
  [DH_INITIALISATION_HE_NORMAL] = {
    { "he-normal", N_("He, Normal"), "W ~ N(0, 2/n<sub>in</sub>), b = 0",
      N_("Makes up for the half of the signal that ReLU cuts off.") },
    "kaiming_normal_", he_normal },
};

const DhInitialisation *
dh_initialisation_get (guint kind)
{
  return kind < DH_N_INITIALISATIONS ? &initialisations[kind] : NULL;
}

/* kaiming_uniform_ reaches 1/√fan_in by a longer way, whose rounding in double is part of the
 * stream. */
static double
kaiming_bound (guint fan_in)
{
  double a = sqrt (5.0);
  double gain = sqrt (2.0 / (1.0 + a * a));

  return sqrt (3.0) * (gain / sqrt ((double) fan_in));
}

static void
construct (const DhNetwork *network, DhRandom *random, float *parameters)
{
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

void
dh_initialise (DhInitialisationKind kind,
               const DhNetwork *network,
               DhRandom *random,
               float *parameters)
{
  const DhInitialisation *entry = dh_initialisation_get (kind);

  g_return_if_fail (entry != NULL && network != NULL && random != NULL && parameters != NULL);

  construct (network, random, parameters);
  for (guint l = 0; l < network->n_layers && entry->fill != NULL; l++)
    {
      const DhLayer *layer = &network->layers[l];

      entry->fill (random, layer->inputs, layer->outputs, parameters + layer->weight);
      if (network->has_bias)
        memset (parameters + layer->bias, 0, layer->outputs * sizeof (float));
    }
}
