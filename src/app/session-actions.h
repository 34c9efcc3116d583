// The session's commands, settings and status as window actions.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "training/session.h"

G_BEGIN_DECLS

/* Adds to @map, which keeps them in step with @session:
 * commands: train, pause, train-or-pause, step, epoch, reset, new-seed, run-to(t), shuffle,
 * halve-rate, cancel-loading (while there is something to cancel);
 * settings, stateful, activated with the new value: data(s), subset(t), hidden(s), bias(b),
 * activation(s), init(s), optimizer(s), learning-rate(d), momentum(d), rho(d), beta1(d), beta2(d),
 * epsilon(d), weight-decay(d), clip-norm(d), schedule(s), schedule-steps(t), schedule-factor(d),
 * batch(t), batches(s), seed(t), where 0 = all for subset and batch, and never for clip-norm;
 * another optimizer or schedule brings its usual numbers along;
 * status, read-only: a{sv} of state s, run t, step t, epoch t, train-loss d, test-loss d,
 * test-accuracy d, steps-per-second d, data s, message s; NaN = not evaluated.
 * A value that cannot be is told by activating "tell"(s) on @map. */
void dh_session_actions_install (GActionMap *map, DhSession *session);

G_END_DECLS
