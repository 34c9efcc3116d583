// Gradient descent on a subset of a data set: no thread, no clock, no files.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/dataset.h"
#include "engine/network.h"
#include "training/settings.h"

G_BEGIN_DECLS

/* At every step k the trainer holds the parameters after k updates and, of step k's batch at these
 * parameters, the loss, the accuracy and the gradient. One call makes the update and evaluates the
 * next batch. The step's batch is the whole subset or, with mini-batches, the next piece of the
 * subset in an order drawn anew each epoch (the last piece of an epoch may be smaller), or images
 * drawn from all of it with replacement. */
typedef struct _DhTrainer DhTrainer;

/* Draws the subset, lays out the network and initialises it. @dataset is kept (one more reference).
 * NULL with an error where the network cannot be or there is not enough memory. */
DhTrainer *dh_trainer_new (const DhSettings *settings, const DhDataset *dataset, GError **error);

void dh_trainer_free (DhTrainer *self);

/* Makes one update. FALSE where the loss after it would not be finite: then the trainer stands
 * where it stood before the call, and dh_trainer_get_diverged_at() tells the step. */
gboolean dh_trainer_step (DhTrainer *self);

/* Computes into @after [n_parameters] the parameters as the next step will make them, and changes
 * nothing. FALSE where there is not enough memory. */
gboolean dh_trainer_preview (const DhTrainer *self, float *after);

/* Keeps the parameters of now: after the next step it is then known what that added. Where there is
 * not enough memory it is not. */
void dh_trainer_keep_previous (DhTrainer *self);

/* Where they were not kept before the last step: makes the steps since the last checkpoint once
 * more, to the bit, and keeps them. In vain at step 0, and where numbers were changed since. Takes
 * a tenth of a second or so. */
void dh_trainer_recover_previous (DhTrainer *self);

/* Frees what was kept. */
void dh_trainer_forget_previous (DhTrainer *self);

gboolean dh_trainer_knows_update (const DhTrainer *self);

/* What the last step added to make @parameters, which are those of now, into @update; both
 * [n_parameters] in PyTorch's order. FALSE where it is not known. */
gboolean dh_trainer_get_update (const DhTrainer *self, const float *parameters, float *update);

/* How many threads compute; 1 at first. Never changes a bit of the numbers. */
void dh_trainer_set_threads (DhTrainer *self, guint n_threads);

/* Takes over from @settings every number that can change while a run goes on
 * (dh_settings_is_live()), from the next step on; the rest of @settings is not looked at. */
void dh_trainer_set_numbers (DhTrainer *self, const DhSettings *settings);

/* The learning rate of the next step, after the schedule. */
double dh_trainer_get_learning_rate (const DhTrainer *self);

/* TRUE where settings.steps or settings.epochs are done. */
gboolean dh_trainer_is_finished (const DhTrainer *self);

const DhSettings *dh_trainer_get_settings (const DhTrainer *self);
const DhDataset  *dh_trainer_get_dataset (const DhTrainer *self);
const DhNetwork  *dh_trainer_get_network (const DhTrainer *self);

/* Updates made, and whole passes over the subset. */
guint64 dh_trainer_get_step (const DhTrainer *self);
guint64 dh_trainer_get_epoch (const DhTrainer *self);

/* The updates that make one such pass, and the step at which the one at hand ends. */
guint64 dh_trainer_get_epoch_steps (const DhTrainer *self);
guint64 dh_trainer_get_epoch_end (const DhTrainer *self);

/* The step whose loss was not finite, or −1; a step that succeeds clears it. */
gint64 dh_trainer_get_diverged_at (const DhTrainer *self);

/* Updates until the run is finished, from step 0; 0 = no limit. */
guint64 dh_trainer_get_n_steps (const DhTrainer *self);

/* Of the current step's batch at the current parameters: mean −log p, and the share right. */
double dh_trainer_get_loss (const DhTrainer *self);
double dh_trainer_get_accuracy (const DhTrainer *self);

/* [n_parameters] in PyTorch's order, owned by the trainer; a call makes them anew. */
const float *dh_trainer_get_parameters (const DhTrainer *self);
const float *dh_trainer_get_gradient (const DhTrainer *self);

/* The same into blocks of the caller's. */
void dh_trainer_copy (const DhTrainer *self, float *parameters, float *gradient);

/* The Euclidean norm of the gradient. */
double dh_trainer_get_gradient_norm (const DhTrainer *self);

/* The images of the subset, in draw order: their numbers in the training set, from 0. */
const guint32 *dh_trainer_get_subset (const DhTrainer *self, guint *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhTrainer, dh_trainer_free)

G_END_DECLS
