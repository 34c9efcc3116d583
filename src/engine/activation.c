// What stands between the linear layers: the table of activations.
// SPDX-License-Identifier: MIT

#include "engine/activation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/simd.h"

/* Written so that NaN stays NaN: a diverged network must not look alive. */
DH_SIMD_LOOP
relu_loop (const float *z, float *a, gsize n)
{
  for (gsize i = 0; i < n; i++)
    a[i] = z[i] < 0 ? 0 : z[i];
}

DH_SIMD_LOOP
relu_back_loop (const float *z, const float *a, float *delta, gsize n)
{
  for (gsize i = 0; i < n; i++)
    delta[i] = a[i] > 0 ? delta[i] : 0;
}

static void
identity (const float *z, float *a, gsize n)
{
  if (a != z)
    memcpy (a, z, n * sizeof (float));
}

static void
identity_back (const float *z, const float *a, float *delta, gsize n)
{
}

DH_SIMD_FUNCTION (relu, (const float *z, float *a, gsize n), (z, a, n))
DH_SIMD_FUNCTION (relu_back, (const float *z, const float *a, float *delta, gsize n),
                  (z, a, delta, n))

static const DhActivation activations[DH_N_ACTIVATIONS] = {
  [DH_ACTIVATION_RELU] = {
    { "relu", N_("ReLU"), "max(0, z)",
      N_("Cheap, and its gradient does not fade; units can die.") },
    "nn.ReLU()", relu, relu_back },
  [DH_ACTIVATION_LEAKY_RELU] = {
    { "leaky-relu", N_("Leaky ReLU"), "max(0, z) + 0.01 min(0, z)",
      N_("ReLU that lets a little through below 0, so that no unit dies.") },
    "nn.LeakyReLU()", identity, identity_back },
  [DH_ACTIVATION_TANH] = {
    { "tanh", N_("Tanh"), "tanh z", N_("Smooth, from −1 to 1; its gradient fades far from 0.") },
    "nn.Tanh()", identity, identity_back },
  [DH_ACTIVATION_SIGMOID] = {
    { "sigmoid", N_("Sigmoid"), "1 / (1 + e<sup>−z</sup>)",
      N_("Smooth, from 0 to 1; its gradient is at most ¼ and fades layer by layer.") },
    "nn.Sigmoid()", identity, identity_back },
  [DH_ACTIVATION_GELU] = {
    { "gelu", N_("GELU"), "z Φ(z)",
      N_("A smooth ReLU, weighted by the normal distribution; common in transformers.") },
    "nn.GELU()", identity, identity_back, TRUE },
  [DH_ACTIVATION_IDENTITY] = {
    { "identity", N_("Identity"), "z",
      N_("None at all: however many layers, the network stays linear.") },
    "nn.Identity()", identity, identity_back },
};

const DhActivation *
dh_activation_get (guint kind)
{
  return kind < DH_N_ACTIVATIONS ? &activations[kind] : NULL;
}
