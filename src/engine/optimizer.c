// How a gradient becomes an update: the table of optimizers, each as PyTorch 1.13 defines it.
// SPDX-License-Identifier: MIT

#include "engine/optimizer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "engine/simd.h"

#define NUMBERS_ARRAYS_N                                                                           \
  (const DhOptimizerNumbers *numbers, const DhOptimizerArrays *arrays, gsize n)
#define UPDATE(name) DH_SIMD_FUNCTION (name, NUMBERS_ARRAYS_N, (numbers, arrays, n))

/* The loops round where ATen's vector code does: add_(x, alpha=a) is one fused multiply-add,
 * addcmul_(x, y, value=a) rounds a·x and fuses the rest, addcdiv_(x, y, value=a) rounds a·x, the
 * quotient and the sum; what Python computes is a double until a tensor meets it. */

/* The lecture's `p.data -= lr * p.grad.data`: the product is rounded before the difference. */
DH_SIMD_LOOP
lecture_loop NUMBERS_ARRAYS_N
{
  const float *p = arrays->parameters;
  const float *g = arrays->gradient;
  float *updated = arrays->updated;
  const float learning_rate = (float) numbers->learning_rate;
  const float scale = (float) numbers->gradient_scale;

  DH_SIMD_INDEPENDENT
  for (gsize i = 0; i < n; i++)
    updated[i] = p[i] - learning_rate * (g[i] * scale);
}

/* The gradient as an optimizer meets it: clipped, and with L2 weight decay in it. */
G_ALWAYS_INLINE static inline float
decayed (float gradient, float scale, float parameter, float weight_decay)
{
  return fmaf (weight_decay, parameter, gradient * scale);
}

/* torch.optim.SGD. */
DH_SIMD_LOOP
sgd_loop NUMBERS_ARRAYS_N
{
  const float *p = arrays->parameters;
  const float *g = arrays->gradient;
  float *updated = arrays->updated;
  const float learning_rate = (float) numbers->learning_rate;
  const float scale = (float) numbers->gradient_scale;
  const float weight_decay = (float) numbers->weight_decay;

  DH_SIMD_INDEPENDENT
  for (gsize i = 0; i < n; i++)
    updated[i] = fmaf (-learning_rate, decayed (g[i], scale, p[i], weight_decay), p[i]);
}

/* The first step's velocity is the gradient, which is what μ · 0 + g gives. */
DH_SIMD_LOOP
momentum_loop NUMBERS_ARRAYS_N
{
  const float *p = arrays->parameters;
  const float *g = arrays->gradient;
  const float *velocity = arrays->state[0];
  float *updated = arrays->updated;
  float *updated_velocity = arrays->updated_state[0];
  const float learning_rate = (float) numbers->learning_rate;
  const float momentum = (float) numbers->momentum;
  const float scale = (float) numbers->gradient_scale;
  const float weight_decay = (float) numbers->weight_decay;

  DH_SIMD_INDEPENDENT
  for (gsize i = 0; i < n; i++)
    {
      float v = velocity[i] * momentum + decayed (g[i], scale, p[i], weight_decay);

      updated_velocity[i] = v;
      updated[i] = fmaf (-learning_rate, v, p[i]);
    }
}

DH_SIMD_LOOP
nesterov_loop NUMBERS_ARRAYS_N
{
  const float *p = arrays->parameters;
  const float *g = arrays->gradient;
  const float *velocity = arrays->state[0];
  float *updated = arrays->updated;
  float *updated_velocity = arrays->updated_state[0];
  const float learning_rate = (float) numbers->learning_rate;
  const float momentum = (float) numbers->momentum;
  const float scale = (float) numbers->gradient_scale;
  const float weight_decay = (float) numbers->weight_decay;

  DH_SIMD_INDEPENDENT
  for (gsize i = 0; i < n; i++)
    {
      float d = decayed (g[i], scale, p[i], weight_decay);
      float v = velocity[i] * momentum + d;

      updated_velocity[i] = v;
      updated[i] = fmaf (-learning_rate, fmaf (momentum, v, d), p[i]);
    }
}

DH_SIMD_LOOP
adagrad_loop NUMBERS_ARRAYS_N
{
  const float *p = arrays->parameters;
  const float *g = arrays->gradient;
  const float *squares = arrays->state[0];
  float *updated = arrays->updated;
  float *updated_squares = arrays->updated_state[0];
  const float learning_rate = (float) numbers->learning_rate;
  const float epsilon = (float) numbers->epsilon;
  const float scale = (float) numbers->gradient_scale;
  const float weight_decay = (float) numbers->weight_decay;

  DH_SIMD_INDEPENDENT
  for (gsize i = 0; i < n; i++)
    {
      float d = decayed (g[i], scale, p[i], weight_decay);
      float s = fmaf (d, d, squares[i]);

      updated_squares[i] = s;
      updated[i] = p[i] + -learning_rate * d / (sqrtf (s) + epsilon);
    }
}

DH_SIMD_LOOP
rmsprop_loop NUMBERS_ARRAYS_N
{
  const float *p = arrays->parameters;
  const float *g = arrays->gradient;
  const float *squares = arrays->state[0];
  float *updated = arrays->updated;
  float *updated_squares = arrays->updated_state[0];
  const float learning_rate = (float) numbers->learning_rate;
  const float rho = (float) numbers->rho;
  const float share = (float) (1 - numbers->rho);
  const float epsilon = (float) numbers->epsilon;
  const float scale = (float) numbers->gradient_scale;
  const float weight_decay = (float) numbers->weight_decay;

  DH_SIMD_INDEPENDENT
  for (gsize i = 0; i < n; i++)
    {
      float d = decayed (g[i], scale, p[i], weight_decay);
      float s = fmaf (share * d, d, squares[i] * rho);

      updated_squares[i] = s;
      updated[i] = p[i] + -learning_rate * d / (sqrtf (s) + epsilon);
    }
}

/* value / divisor, rounded once, with @inverse the nearest float to 1 / divisor: the remainder of a
 * product puts it right (Markstein, 1990) in less time than a division takes. */
static inline __attribute__ ((always_inline)) float
divide (float value, float divisor, float inverse)
{
  float quotient = value * inverse;

  return fmaf (fmaf (-divisor, quotient, value), inverse, quotient);
}

/* Adam, with the weight decay in the gradient, and AdamW, with a @shrink of the parameter instead;
 * multiplying by 1 changes nothing. */
G_ALWAYS_INLINE static inline void
adam_both (const DhOptimizerNumbers *numbers,
           const DhOptimizerArrays *arrays,
           gsize n,
           float weight_decay,
           float shrink)
{
  const float *p = arrays->parameters;
  const float *g = arrays->gradient;
  const float *first = arrays->state[0];
  const float *second = arrays->state[1];
  float *updated = arrays->updated;
  float *updated_first = arrays->updated_state[0];
  float *updated_second = arrays->updated_state[1];
  const double t = (double) (numbers->step + 1);
  const float rate = (float) (numbers->learning_rate / (1 - pow (numbers->beta1, t)));
  const float correction = (float) sqrt (1 - pow (numbers->beta2, t));
  const float inverse = 1 / correction;
  const float beta1 = (float) numbers->beta1;
  const float beta2 = (float) numbers->beta2;
  const float share1 = (float) (1 - numbers->beta1);
  const float share2 = (float) (1 - numbers->beta2);
  const float epsilon = (float) numbers->epsilon;
  const float scale = (float) numbers->gradient_scale;

  DH_SIMD_INDEPENDENT
  for (gsize i = 0; i < n; i++)
    {
      float d = decayed (g[i], scale, p[i], weight_decay);
      float m = fmaf (share1, d, first[i] * beta1);
      float v = fmaf (share2 * d, d, second[i] * beta2);

      updated_first[i] = m;
      updated_second[i] = v;
      updated[i] = p[i] * shrink + -rate * m / (divide (sqrtf (v), correction, inverse) + epsilon);
    }
}

DH_SIMD_LOOP
adam_loop NUMBERS_ARRAYS_N
{
  adam_both (numbers, arrays, n, (float) numbers->weight_decay, 1);
}

DH_SIMD_LOOP
adamw_loop NUMBERS_ARRAYS_N
{
  adam_both (numbers, arrays, n, 0, (float) (1 - numbers->learning_rate * numbers->weight_decay));
}

UPDATE (lecture)
UPDATE (sgd)
UPDATE (momentum)
UPDATE (nesterov)
UPDATE (adagrad)
UPDATE (rmsprop)
UPDATE (adam)
UPDATE (adamw)

/* The lecture's update has no weight decay; with one it is torch's. */
static void
gd NUMBERS_ARRAYS_N
{
  if (numbers->weight_decay > 0)
    sgd (numbers, arrays, n);
  else
    lecture (numbers, arrays, n);
}

#define WEIGHT_DECAY "weight_decay=@weight_decay@"
#define ADAM                                                                                       \
  "(model.parameters(), lr=@learning_rate@, betas=(@beta1@, @beta2@), eps=@epsilon@, "             \
  WEIGHT_DECAY ")"

static const DhOptimizer optimizers[DH_N_OPTIMIZERS] = {
  [DH_OPTIMIZER_GD] = {
    { "gd", N_("Gradient Descent"), "θ ← θ − η g",
      N_("Every parameter takes a step against its gradient.") },
    0, { NULL }, 0.1, 1e-8, 0,
    "torch.optim.SGD(model.parameters(), lr=@learning_rate@, " WEIGHT_DECAY ")", gd },
  [DH_OPTIMIZER_MOMENTUM] = {
    { "momentum", N_("Momentum"), "v ← μ v + g\nθ ← θ − η v",
      N_("Steps add up where gradients agree, like a ball that rolls downhill.") },
    1, { "momentum" }, 0.01, 1e-8, 0,
    "torch.optim.SGD(model.parameters(), lr=@learning_rate@, momentum=@momentum@, " WEIGHT_DECAY
    ")", momentum },
  [DH_OPTIMIZER_NESTEROV] = {
    { "nesterov", N_("Nesterov"), "v ← μ v + g\nθ ← θ − η (g + μ v)",
      N_("Momentum that looks one step ahead.") },
    1, { "momentum" }, 0.01, 1e-8, 0,
    "torch.optim.SGD(model.parameters(), lr=@learning_rate@, momentum=@momentum@, nesterov=True, "
    WEIGHT_DECAY ")", nesterov },
  [DH_OPTIMIZER_ADAGRAD] = {
    { "adagrad", N_("Adagrad"), "s ← s + g²\nθ ← θ − η g / (√s + ε)",
      N_("The more gradient a parameter has seen, the smaller its steps.") },
    1, { "epsilon" }, 0.01, 1e-10, 0,
    "torch.optim.Adagrad(model.parameters(), lr=@learning_rate@, eps=@epsilon@, " WEIGHT_DECAY ")",
    adagrad },
  [DH_OPTIMIZER_RMSPROP] = {
    { "rmsprop", N_("RMSprop"), "s ← ρ s + (1 − ρ) g²\nθ ← θ − η g / (√s + ε)",
      N_("Adagrad that forgets: only recent gradients shorten the steps.") },
    1, { "rho", "epsilon" }, 0.01, 1e-8, 0,
    "torch.optim.RMSprop(model.parameters(), lr=@learning_rate@, alpha=@rho@, eps=@epsilon@, "
    WEIGHT_DECAY ")", rmsprop },
  [DH_OPTIMIZER_ADAM] = {
    { "adam", N_("Adam"),
      "m ← β₁ m + (1 − β₁) g\nv ← β₂ v + (1 − β₂) g²\n"
      "θ ← θ − η m̂ / (√v̂ + ε)\nm̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)",
      N_("Momentum and RMSprop together, each corrected for its start from zero.") },
    2, { "beta1", "beta2", "epsilon" }, 0.001, 1e-8, 0, "torch.optim.Adam" ADAM, adam },
  [DH_OPTIMIZER_ADAMW] = {
    { "adamw", N_("AdamW"),
      "θ ← θ − η λ θ\nm ← β₁ m + (1 − β₁) g\nv ← β₂ v + (1 − β₂) g²\n"
      "θ ← θ − η m̂ / (√v̂ + ε)\nm̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)",
      N_("Adam with the weight decay decoupled from the gradient.") },
    2, { "beta1", "beta2", "epsilon" }, 0.001, 1e-8, 0.01, "torch.optim.AdamW" ADAM, adamw },
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

/* In NORM_LANES sums beside each other, so that the order of summation is a vector's on every
 * instruction set. */
#define NORM_LANES 16

DH_SIMD_LOOP
add_squares_loop (const float *values, gsize n, double *sums)
{
  double lanes[NORM_LANES] = { 0 };
  gsize whole = n - n % NORM_LANES;

  for (gsize i = 0; i < whole; i += NORM_LANES)
    for (gsize j = 0; j < NORM_LANES; j++)
      lanes[j] += (double) values[i + j] * values[i + j];
  for (gsize j = 0; j < n % NORM_LANES; j++)
    lanes[j] += (double) values[whole + j] * values[whole + j];
  for (gsize j = 0; j < NORM_LANES; j++)
    sums[j] = lanes[j];
}

DH_SIMD_FUNCTION (add_squares, (const float *values, gsize n, double *sums), (values, n, sums))

double
dh_optimizer_norm (const float *values, gsize n)
{
  double sums[NORM_LANES];
  double sum = 0;

  add_squares (values, n, sums);
  for (gsize j = 0; j < NORM_LANES; j++)
    sum += sums[j];
  return sqrt (sum);
}
