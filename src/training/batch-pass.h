// Loss, accuracy and gradient of a batch of the subset.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/dataset.h"
#include "engine/layout.h"
#include "engine/team.h"
#include "training/tile-pass.h"

G_BEGIN_DECLS

/* Keeps the images of the subset in the form that suits them and the network best: bytes with their
 * background masked, or floats. A batch goes through in tiles of a fixed number of images, which
 * bounds the memory and settles the order of summation. Threads share the work in one of two ways:
 * where the gradient is small beside what is computed, each takes some of the images; else all take
 * part in every product. */
typedef struct _DhBatchPass DhBatchPass;

typedef struct
{
  double loss;     /* mean −log p */
  double accuracy; /* 0 … 1 */
} DhBatchResult;

/* For batches of @set of up to @batch images; @is_gathered where they are not the whole subset as
 * it stands. @set must live as long. NULL with an error where there is not enough memory. */
DhBatchPass *dh_batch_pass_new (const DhNetwork     *network,
                                const DhDataset     *dataset,
                                const DhTrainingSet *set,
                                guint                batch,
                                gboolean             is_gathered,
                                GError             **error);

void dh_batch_pass_free (DhBatchPass *self);

/* How parameters and gradients lie here. */
const DhLayout *dh_batch_pass_get_layout (const DhBatchPass *self);

/* The threads that share the work; NULL, as at first, is the caller's alone. Not owned. */
void dh_batch_pass_set_team (DhBatchPass *self, DhTeam *team);

/* The parameters [n_stored] of the batches that follow, which must be there as long. To be called
 * again whenever they have changed other than by dh_batch_pass_descend(). */
void dh_batch_pass_set_parameters (DhBatchPass *self, const float *parameters);

/* Evaluates the images of @batch. Its gradient is pending then, until one of the next two is called
 * or the next batch begins. */
DhBatchResult dh_batch_pass_begin (DhBatchPass *self, const DhTile *batch);
gboolean      dh_batch_pass_is_pending (const DhBatchPass *self);

/* Completes the gradient [n_stored], if it is pending. */
void dh_batch_pass_finish (DhBatchPass *self, float *gradient);

/* Where it is pending: updates as it goes, as dh_pass_descend() says. */
void dh_batch_pass_descend (DhBatchPass     *self,
                            float           *gradient,
                            DhPassUpdateFunc update,
                            gpointer         data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhBatchPass, dh_batch_pass_free)

G_END_DECLS
