// How a gradient becomes an update: the table of optimizers, each as PyTorch 1.13 defines it.
// SPDX-License-Identifier: MIT

#include "engine/optimizer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "engine/simd.h"

/* The lecture's `p.data -= lr * p.grad.data`: the product is rounded before the difference. */
DH_SIMD_LOOP
gd_loop (const DhOptimizerNumbers *numbers, const DhOptimizerArrays *arrays, gsize n)
{
  float learning_rate = (float) numbers->learning_rate;

  for (gsize i = 0; i < n; i++)
    arrays->updated[i] = arrays->parameters[i] - learning_rate * arrays->gradient[i];
}

DH_SIMD_FUNCTION (gd,
                  (const DhOptimizerNumbers *numbers, const DhOptimizerArrays *arrays, gsize n),
                  (numbers, arrays, n))

#define WEIGHT_DECAY "weight_decay=@weight_decay@"
#define ADAM                                                                                       \
  "(model.parameters(), lr=@learning_rate@, betas=(@beta1@, @beta2@), eps=@epsilon@, " WEIGHT_DECAY \
  ")"

static const DhOptimizer optimizers[DH_N_OPTIMIZERS] = {
  [DH_OPTIMIZER_GD] = {
    { "gd", N_("Gradient Descent"), "θ ← θ − η g",
      N_("Every parameter goes a step against its gradient.") },
    0, { NULL }, 0.1, 1e-8, 0,
    "torch.optim.SGD(model.parameters(), lr=@learning_rate@, " WEIGHT_DECAY ")", gd },
  [DH_OPTIMIZER_MOMENTUM] = {
    { "momentum", N_("Momentum"), "v ← μ v + g\nθ ← θ − η v",
      N_("Steps add up where gradients agree, like a ball that rolls downhill.") },
    1, { "momentum" }, 0.01, 1e-8, 0,
    "torch.optim.SGD(model.parameters(), lr=@learning_rate@, momentum=@momentum@, " WEIGHT_DECAY
    ")", gd },
  [DH_OPTIMIZER_NESTEROV] = {
    { "nesterov", N_("Nesterov"), "v ← μ v + g\nθ ← θ − η (g + μ v)",
      N_("Momentum that looks one step ahead.") },
    1, { "momentum" }, 0.01, 1e-8, 0,
    "torch.optim.SGD(model.parameters(), lr=@learning_rate@, momentum=@momentum@, nesterov=True, "
    WEIGHT_DECAY ")", gd },
  [DH_OPTIMIZER_ADAGRAD] = {
    { "adagrad", N_("Adagrad"), "s ← s + g²\nθ ← θ − η g / (√s + ε)",
      N_("Parameters that have moved much take ever smaller steps.") },
    1, { "epsilon" }, 0.01, 1e-10, 0,
    "torch.optim.Adagrad(model.parameters(), lr=@learning_rate@, eps=@epsilon@, " WEIGHT_DECAY ")",
    gd },
  [DH_OPTIMIZER_RMSPROP] = {
    { "rmsprop", N_("RMSprop"), "s ← ρ s + (1 − ρ) g²\nθ ← θ − η g / (√s + ε)",
      N_("Adagrad that forgets: steps are measured by the gradients of late.") },
    1, { "rho", "epsilon" }, 0.01, 1e-8, 0,
    "torch.optim.RMSprop(model.parameters(), lr=@learning_rate@, alpha=@rho@, eps=@epsilon@, "
    WEIGHT_DECAY ")", gd },
  [DH_OPTIMIZER_ADAM] = {
    { "adam", N_("Adam"),
      "m ← β₁ m + (1 − β₁) g\nv ← β₂ v + (1 − β₂) g²\n"
      "θ ← θ − η m̂ / (√v̂ + ε)\nm̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)",
      N_("Momentum and RMSprop together, each corrected for its start from zero.") },
    2, { "beta1", "beta2", "epsilon" }, 0.001, 1e-8, 0, "torch.optim.Adam" ADAM, gd },
  [DH_OPTIMIZER_ADAMW] = {
    { "adamw", N_("AdamW"),
      "θ ← θ − η λ θ\nm ← β₁ m + (1 − β₁) g\nv ← β₂ v + (1 − β₂) g²\n"
      "θ ← θ − η m̂ / (√v̂ + ε)\nm̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)",
      N_("Adam with weight decay beside the gradient instead of in it.") },
    2, { "beta1", "beta2", "epsilon" }, 0.001, 1e-8, 0.01, "torch.optim.AdamW" ADAM, gd },
};

const DhOptimizer *
dh_optimizer_get (guint kind)
{
  return kind < DH_N_OPTIMIZERS ? &optimizers[kind] : NULL;
}

double
dh_optimizer_clip (double norm, double limit)
{
  return limit > 0 ? MIN (limit / (norm + 1e-6), 1) : 1;
}

double
dh_optimizer_norm (const float *values, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double) values[i] * values[i];
  return sqrt (sum);
}
