// The result of a run as JSON, for scripts.
// SPDX-License-Identifier: MIT
#pragma once

#include "training/run.h"

G_BEGIN_DECLS

/* One object on one line: train_loss, test_loss, train_accuracy, test_accuracy, steps, epochs,
 * parameters, train_seconds, steps_per_second, diverged_at (null or a step), seed, data, settings;
 * what was not evaluated is null. @seconds = time spent in steps. Free with g_free(). */
char *dh_run_to_json (const DhRun *run, double seconds);

G_END_DECLS
