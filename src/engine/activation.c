// What stands between the linear layers: the table of activations.
// SPDX-License-Identifier: MIT

#include "engine/activation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/elementary.h"
#include "engine/simd.h"

#define LEAK 0.01f
#define SQRT_HALF 0.70710678f          /* √½ */
#define HALF_OVER_SQRT_PI 0.39894228f  /* 1 / √(2π) */

#define FORWARD (const float *z, float *a, gsize n)
#define BACKWARD (const float *z, const float *a, float *delta, gsize n)

/* Makes forward and backward loops of expressions in z[i], a[i] and delta[i]. */
#define ACTIVATION(name, value, slope_times_delta)                                                 \
  DH_SIMD_LOOP                                                                                     \
  name##_loop FORWARD                                                                              \
  {                                                                                                \
    DH_SIMD_INDEPENDENT                                                                            \
    for (gsize i = 0; i < n; i++)                                                                  \
      a[i] = value;                                                                                \
  }                                                                                                \
  DH_SIMD_LOOP                                                                                     \
  name##_back_loop BACKWARD                                                                        \
  {                                                                                                \
    DH_SIMD_INDEPENDENT                                                                            \
    for (gsize i = 0; i < n; i++)                                                                  \
      delta[i] = slope_times_delta;                                                                \
  }                                                                                                \
  DH_SIMD_FUNCTION (name, FORWARD, (z, a, n))                                                      \
  DH_SIMD_FUNCTION (name##_back, BACKWARD, (z, a, delta, n))

/* Φ (z) in the form that torch computes. */
G_ALWAYS_INLINE static inline float
normal_below (float z)
{
  return 0.5f * (1 + dh_erf (z * SQRT_HALF));
}

G_ALWAYS_INLINE static inline float
normal_at (float z)
{
  return HALF_OVER_SQRT_PI * dh_exp (z * z * -0.5f);
}

/* Written so that NaN stays NaN: a diverged network must not look alive. */
ACTIVATION (relu, z[i] < 0 ? 0 : z[i], a[i] > 0 ? delta[i] : 0)
ACTIVATION (leaky_relu, z[i] * (z[i] > 0 ? 1 : LEAK), delta[i] * (a[i] > 0 ? 1 : LEAK))
ACTIVATION (tanh_of, dh_tanh (z[i]), delta[i] * (1 - a[i] * a[i]))
ACTIVATION (sigmoid, dh_sigmoid (z[i]), delta[i] * (1 - a[i]) * a[i])
ACTIVATION (gelu, z[i] * normal_below (z[i]),
            delta[i] * (normal_below (z[i]) + z[i] * normal_at (z[i])))

static void
identity FORWARD
{
  if (a != z)
    memcpy (a, z, n * sizeof (float));
}

static void
identity_back BACKWARD
{
}

static const DhActivation activations[DH_N_ACTIVATIONS] = {
  [DH_ACTIVATION_RELU] = {
    { "relu", N_("ReLU"), "max(0, z)",
      N_("Cheap, and its gradient does not fade, but units can die.") },
    "nn.ReLU()", "ReLU()", relu, relu_back },
  [DH_ACTIVATION_LEAKY_RELU] = {
    { "leaky-relu", N_("Leaky ReLU"), "max(0, z) + 0.01 min(0, z)",
      N_("ReLU that lets a little through below 0, so that no unit dies.") },
    "nn.LeakyReLU()", "LeakyReLU(negative_slope=0.01)", leaky_relu, leaky_relu_back },
  [DH_ACTIVATION_TANH] = {
    { "tanh", N_("Tanh"), "tanh z", N_("Smooth, from −1 to 1; its gradient fades far from 0.") },
    "nn.Tanh()", "Tanh()", tanh_of, tanh_of_back },
  [DH_ACTIVATION_SIGMOID] = {
    { "sigmoid", N_("Sigmoid"), "1 / (1 + e<sup>−z</sup>)",
      N_("Smooth, from 0 to 1; its gradient is at most ¼ and fades layer by layer.") },
    "nn.Sigmoid()", "Sigmoid()", sigmoid, sigmoid_back },
  [DH_ACTIVATION_GELU] = {
    { "gelu", N_("GELU"), "z Φ(z)",
      N_("A smooth ReLU, common in transformers; Φ is the normal distribution function.") },
    "nn.GELU()", "GELU(approximate='none')", gelu, gelu_back, TRUE },
  [DH_ACTIVATION_IDENTITY] = {
    { "identity", N_("Identity"), "z",
      N_("None at all: however many layers, the network stays linear.") },
    "nn.Identity()", "Identity()", identity, identity_back },
};

const DhActivation *
dh_activation_get (guint kind)
{
  return kind < DH_N_ACTIVATIONS ? &activations[kind] : NULL;
}
