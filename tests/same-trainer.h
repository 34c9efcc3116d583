// Two trainers that stand at the same step with the same bits.
// SPDX-License-Identifier: MIT
#pragma once

#include "training/trainer.h"

static inline gsize
parameters_size (const DhTrainer *trainer)
{
  return dh_trainer_get_network (trainer)->n_parameters * sizeof (float);
}

static inline void
assert_same (const DhTrainer *a, const DhTrainer *b)
{
  g_assert_cmpmem (dh_trainer_get_parameters (a), parameters_size (a),
                   dh_trainer_get_parameters (b), parameters_size (b));
  g_assert_cmpmem (dh_trainer_get_gradient (a), parameters_size (a),
                   dh_trainer_get_gradient (b), parameters_size (b));
  g_assert_cmpfloat (dh_trainer_get_loss (a), ==, dh_trainer_get_loss (b));
  g_assert_cmpfloat (dh_trainer_get_accuracy (a), ==, dh_trainer_get_accuracy (b));
  g_assert_cmpuint (dh_trainer_get_step (a), ==, dh_trainer_get_step (b));
}
