// One update of all parameters.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Gradient descent: updated = parameters − learning_rate · gradient, each [n]. The product is
 * rounded before the difference, as `p.data -= lr * p.grad` is in PyTorch. @updated may be
 * @parameters. */
void dh_descent_step (const float *parameters,
                      const float *gradient,
                      float        learning_rate,
                      float       *updated,
                      gsize        n);

/* The Euclidean norm of @values [n], summed in double. */
double dh_descent_norm (const float *values, gsize n);

G_END_DECLS
