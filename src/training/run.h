// One run: a trainer, what has been measured of it, and the snapshots of both.
// SPDX-License-Identifier: MIT
#pragma once

#include "snapshot/snapshot.h"
#include "training/evaluation.h"
#include "training/experiment.h"
#include "training/trainer.h"

G_BEGIN_DECLS

/* No thread and no clock of its own: the command line and the worker drive it the same way. */
typedef struct _DhRun DhRun;

/* How many images of the subset a snapshot shows. */
#define DH_RUN_N_SAMPLES 3

/* Run number @number of its session, at step 0. NULL with an error as dh_trainer_new(). */
DhRun *dh_run_new (
    guint64 number, const DhSettings *settings, const DhDataset *dataset, GError **error);

void dh_run_free (DhRun *self);

/* The trainer, for all that only reads; owned by the run. */
const DhTrainer *dh_run_get_trainer (const DhRun *self);

/* Makes one update and records it. FALSE where the run diverged, as dh_trainer_step(). */
gboolean dh_run_step (DhRun *self);

/* As dh_trainer_set_numbers(); what changes past step 0 is an event of the history. Ends what
 * dh_run_follow() began. */
void dh_run_set_numbers (DhRun *self, const DhSettings *settings);

/* At step 0 of a run with the settings of @experiment: makes its changes at their steps, so that
 * the run comes to its step with the same bits. */
void dh_run_follow (DhRun *self, const DhExperiment *experiment);

/* How many threads compute where nobody says: one less than there are processors, so that the
 * window stays smooth, and at least one. */
guint dh_run_get_usual_threads (void);

/* As dh_trainer_set_threads(). */
void dh_run_set_threads (DhRun *self, guint n);

/* What the snapshots are looked at for; zeros at first. */
void dh_run_set_look (DhRun *self, const DhLook *look);

/* TRUE where somebody wants to know what the last step added: in snapshots, or as a norm in the
 * next probe, for TRUE where one may be made. */
gboolean dh_run_wants_update (const DhRun *self, gboolean in_probe);

/* To be called before the step of which that is to be known; or dh_run_recover_update() after it,
 * which makes some steps again: see dh_trainer_recover_previous(). */
void dh_run_keep_for_update (DhRun *self);
void dh_run_recover_update (DhRun *self);

/* TRUE where a probe is wanted and the latest is not of the current step. */
gboolean dh_run_wants_probe (const DhRun *self);

/* Makes a probe at the current step, for the snapshots from now on. */
void dh_run_probe (DhRun *self);

/* The same in slices, between which steps may be made. The last probe stays until this one is
 * complete, for which dh_run_advance_probe() gives TRUE. Given up where dh_run_set_look() wants
 * another. */
void     dh_run_begin_probe (DhRun *self);
gboolean dh_run_advance_probe (DhRun *self);
gboolean dh_run_is_probing (const DhRun *self);

/* Gives up a probe that is under way. */
void dh_run_cancel_probe (DhRun *self);

/* The time spent in training until the current step, for the history. */
void dh_run_record_seconds (DhRun *self, double seconds);

/* Shows other images of the subset, drawn from a stream of their own. */
void dh_run_shuffle_samples (DhRun *self);

/* TRUE where there is a test set and its latest result is not of the current step. */
gboolean dh_run_wants_evaluation (const DhRun *self);

/* Evaluates one slice of the test set, starting over at the current step where none is under way.
 * TRUE when a result is complete; it is recorded. */
gboolean dh_run_advance_evaluation (DhRun *self);

/* Evaluates the whole test set at the current step, unless that is done already. */
void dh_run_evaluate (DhRun *self);

/* TRUE between the first slice of an evaluation and the last. */
gboolean dh_run_is_evaluating (const DhRun *self);

/* Gives up an evaluation that is under way. */
void dh_run_cancel_evaluation (DhRun *self);

/* The latest result, or NULL. */
const DhTestResult *dh_run_get_test_result (const DhRun *self);

/* Makes the whole gradient at the current step, which the next step then need not do. */
void dh_run_complete_gradient (DhRun *self);

/* Euclidean, of the whole gradient at the current step. */
double dh_run_get_gradient_norm (const DhRun *self);

/* A deep copy of this moment, with all but steps_per_second and message filled in; the caller may
 * set these before handing it on. */
DhSnapshot *dh_run_make_snapshot (const DhRun *self, DhRunState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhRun, dh_run_free)

G_END_DECLS
