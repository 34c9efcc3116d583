// How the learning rate changes with the steps: the table of schedules, as PyTorch defines them.
// SPDX-License-Identifier: MIT

#include "engine/schedule.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static double
constant (guint64 step, guint64 steps, double factor)
{
  return 1;
}

static double
step_wise (guint64 step, guint64 steps, double factor)
{
  return pow (factor, (double) (step / steps));
}

static double
exponential (guint64 step, guint64 steps, double factor)
{
  return pow (factor, (double) step);
}

static double
cosine (guint64 step, guint64 steps, double factor)
{
  return (1 + cos (G_PI * (double) step / (double) steps)) / 2;
}

static double
warm_up (guint64 step, guint64 steps, double factor)
{
  return step < steps ? factor + (1 - factor) * (double) step / (double) steps : 1;
}

#define TORCH "torch.optim.lr_scheduler."

static const DhSchedule schedules[DH_N_SCHEDULES] = {
  [DH_SCHEDULE_CONSTANT] = {
    { "constant", N_("Constant"), "η<sub>t</sub> = η",
      N_("The learning rate stays as it is set.") },
    { NULL }, 1000, 1, NULL, constant },
  [DH_SCHEDULE_STEP] = {
    { "step", N_("Step Decay"), "η<sub>t</sub> = η γ<sup>⌊t/T⌋</sup>",
      N_("Every T steps the learning rate is multiplied by γ.") },
    { "schedule-steps", "schedule-factor" }, 1000, 0.1,
    TORCH "StepLR(optimizer, step_size=@schedule_steps@, gamma=@schedule_factor@)", step_wise },
  [DH_SCHEDULE_EXPONENTIAL] = {
    { "exponential", N_("Exponential"), "η<sub>t</sub> = η γ<sup>t</sup>",
      N_("Every step the learning rate is multiplied by γ.") },
    { "schedule-factor" }, 1000, 0.999,
    TORCH "ExponentialLR(optimizer, gamma=@schedule_factor@)", exponential },
  [DH_SCHEDULE_COSINE] = {
    { "cosine", N_("Cosine"), "η<sub>t</sub> = η (1 + cos(π t/T)) / 2",
      N_("The learning rate falls to 0 in T steps, then rises again.") },
    { "schedule-steps" }, 1000, 1,
    TORCH "CosineAnnealingLR(optimizer, T_max=@schedule_steps@)", cosine },
  [DH_SCHEDULE_WARM_UP] = {
    { "warm-up", N_("Linear Warm-Up"), "η<sub>t</sub> = η (γ + (1 − γ) min(t/T, 1))",
      N_("In T steps the learning rate rises from γ times its value to all of it.") },
    { "schedule-steps", "schedule-factor" }, 100, 0.1,
    TORCH "LinearLR(optimizer, start_factor=@schedule_factor@, total_iters=@schedule_steps@)",
    warm_up },
};

const DhSchedule *
dh_schedule_get (guint kind)
{
  return kind < DH_N_SCHEDULES ? &schedules[kind] : NULL;
}
