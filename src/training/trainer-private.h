// What the parts of a trainer share.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/optimizer.h"
#include "training/batch-pass.h"
#include "training/batches.h"
#include "training/moment.h"
#include "training/trainer.h"

G_BEGIN_DECLS

/* A step that diverges is taken back by making the steps since the last checkpoint again, to the
 * bit. So updates are made in place, in half the memory: that is what they wait for. */
typedef struct
{
  guint64 step;
  DhMoment moment;
  DhBatches batches;
} DhCheckpoint;

struct _DhTrainer
{
  DhSettings *settings;
  const DhDataset *dataset;
  DhNetwork network;
  DhTrainingSet *set;
  DhBatches batches;
  DhBatchPass *pass;
  DhTeam *team; /* NULL for one thread */

  /* At step: the parameters after so many updates, and what their batch makes of them. */
  guint64 step;
  DhMoment now;
  float *gradient; /* [n_stored] */
  DhBatchResult result;

  gint64 diverged_at;
  DhCheckpoint checkpoint;
  double operations; /* since then */
  gboolean checkpoint_is_due;
  DhOptimizerNumbers numbers; /* of the update at hand */

  float *previous; /* [n_stored] parameters of a step before, or NULL */
  guint64 previous_step; /* of these */

  /* [n_parameters] in PyTorch's order, for those who ask. */
  float *torch_parameters;
  float *torch_gradient;
};

static inline const DhOptimizer *
dh_trainer_get_optimizer (const DhTrainer *self)
{
  return dh_optimizer_get ((guint) self->settings->optimizer);
}

static inline const DhLayout *
dh_trainer_get_layout (const DhTrainer *self)
{
  return dh_batch_pass_get_layout (self->pass);
}

/* The whole gradient is only made where somebody wants to see it, or to know its norm. */
static inline void
dh_trainer_complete_gradient (const DhTrainer *self)
{
  dh_batch_pass_finish (self->pass, self->gradient);
}

G_END_DECLS
