// One update of all parameters.
// SPDX-License-Identifier: MIT

#include "engine/descent.h"

#include <math.h>

void
dh_descent_step (const float *parameters,
                 const float *gradient,
                 float learning_rate,
                 float *updated,
                 gsize n)
{
  for (gsize i = 0; i < n; i++)
    updated[i] = parameters[i] - learning_rate * gradient[i];
}

double
dh_descent_norm (const float *values, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double) values[i] * values[i];
  return sqrt (sum);
}
