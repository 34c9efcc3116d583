// The log of a run: one CSV line a step.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "training/run.h"

G_BEGIN_DECLS

/* Header: step,epoch,train_loss,test_loss,train_accuracy,test_accuracy,learning_rate,gradient_norm.
 * Line k: train_loss, train_accuracy and gradient_norm are of step k's batch at the parameters
 * after k updates; learning_rate is, after the schedule, that of the update that comes next. What
 * was not evaluated stays empty. */
typedef struct _DhStepLog DhStepLog;

/* Opens @file for writing; it is replaced when the log is closed. */
DhStepLog *dh_step_log_new (GFile *file, GError **error);

/* Writes the line of the run's current step; the test columns where they were evaluated at it. */
gboolean dh_step_log_add (DhStepLog *self, const DhRun *run, GError **error);

/* Writes the line of the step whose loss was not finite, with nan in train_loss and the learning
 * rate of the update that led there. */
gboolean dh_step_log_add_diverged (DhStepLog *self, const DhRun *run, GError **error);

/* Completes the file. */
gboolean dh_step_log_close (DhStepLog *self, GError **error);

/* A log that was not closed leaves the file as it was. */
void dh_step_log_free (DhStepLog *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhStepLog, dh_step_log_free)

G_END_DECLS
