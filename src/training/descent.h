// The numbers of an update, as the settings have them at its step.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/optimizer.h"
#include "training/settings.h"

G_BEGIN_DECLS

/* The learning rate of the update at @step, from 0, after the schedule. */
double dh_descent_get_learning_rate (const DhSettings *settings, guint64 step);

/* All that the optimizer is told of the update at @step along @gradient [n]: that learning rate,
 * the numbers it has itself, and what clipping multiplies the gradient by. */
DhOptimizerNumbers dh_descent_get_numbers (const DhSettings *settings,
                                           guint64           step,
                                           const float      *gradient,
                                           gsize             n);

G_END_DECLS
