// The numbers of an update, as the settings have them at its step.
// SPDX-License-Identifier: MIT

#include "training/descent.h"

#include "engine/schedule.h"

double
dh_descent_get_learning_rate (const DhSettings *settings, guint64 step)
{
  const DhSchedule *schedule = dh_schedule_get ((guint) settings->schedule);

  return settings->learning_rate *
         schedule->get (step, settings->schedule_steps, settings->schedule_factor);
}

DhOptimizerNumbers
dh_descent_get_numbers (const DhSettings *settings,
                        guint64 step,
                        const float *gradient,
                        gsize n)
{
  DhOptimizerNumbers numbers = {
    .learning_rate = dh_descent_get_learning_rate (settings, step),
    .momentum = settings->momentum,
    .rho = settings->rho,
    .beta1 = settings->beta1,
    .beta2 = settings->beta2,
    .epsilon = settings->epsilon,
    .weight_decay = settings->weight_decay,
    .gradient_scale = 1,
    .step = step,
  };

  if (settings->clip_norm > 0)
    numbers.gradient_scale = dh_optimizer_clip (dh_optimizer_norm (gradient, n),
                                                settings->clip_norm);
  return numbers;
}
