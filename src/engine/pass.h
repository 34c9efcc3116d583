// A batch through an MLP, forward and backward, with the loss between.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/inputs.h"
#include "engine/layout.h"
#include "engine/team.h"

G_BEGIN_DECLS

/* The scratch memory of a pass: activations and deltas of up to max_rows images. Every buffer is
 * allocated once, none during a pass. Work is split into units that follow from the shapes alone,
 * so that the bits never depend on how many threads share it. */
typedef struct _DhPass DhPass;

/* Where the gradient goes: values [n_stored] of the layout get scale · ∂(Σ −log p[label])/∂θ, added
 * to what is there unless fresh. */
typedef struct
{
  float   *values;
  float    scale;
  gboolean fresh;
} DhPassGradient;

/* Room for batches of up to @max_rows images through @layout's network (copied), with @activation
 * between its layers. NULL with DH_NETWORK_ERROR_MEMORY where there is not enough memory. */
DhPass *dh_pass_new (const DhLayout *layout, guint max_rows, GError **error);

void dh_pass_free (DhPass *self);

/* The threads that share the work; NULL, as at first, is the caller's alone. Not owned. */
void dh_pass_set_team (DhPass *self, DhTeam *team);

/* The images @first … @first + @rows − 1 of the inputs, with their labels. @first must be a
 * multiple of 64. For a team there may be a second copy of them, @copy rows further, another
 * multiple of 64: so that two threads have each their own in the cache. 0 where there is none. */
typedef struct
{
  const DhInputs *inputs;
  guint           first;
  guint           rows;
  guint           copy;
  const guint16  *labels;
} DhPassBatch;

/* Runs a batch through the network that @parameters [n_stored] make: linear layers with
 * activations between, log-softmax at the end. Also computes the gradient, unless that is NULL;
 * then, the inputs must be indexed. */
void dh_pass_run (DhPass               *self,
                  const float          *parameters,
                  const DhPassBatch    *batch,
                  const DhPassGradient *gradient);

/* The parameters [n_stored] of the runs that follow, which must be there as long. To be called
 * again whenever they have changed other than by dh_pass_descend(). */
void dh_pass_set_parameters (DhPass *self, const float *parameters);

/* The first half of a run: forward to the loss and, with the gradient's @scale, to where that
 * begins. One of the two below may follow, while the inputs are still there. */
void dh_pass_begin (DhPass *self, const DhPassBatch *batch, float scale);

/* The second half: the gradient [n_stored], added to what is there unless @fresh. */
void dh_pass_finish (DhPass *self, float *gradient, gboolean fresh);

/* Updates the @n parameters from @first of the block, in place, along @gradient [n]. Called on any
 * thread of the team, for different parameters at once. */
typedef void (*DhPassUpdateFunc) (gsize first, gsize n, const float *gradient, gpointer data);

/* Or the second half as one with the update: every piece of the gradient is handed to @update while
 * it is in the cache. It has the same bits as in dh_pass_finish(). What is left in @gradient
 * [n_stored] is not all of it. */
void
dh_pass_descend (DhPass *self, float *gradient, DhPassUpdateFunc update, gpointer data);

/* Of the last run: Σ −log p[label] over its rows, summed in double, and the number of rows whose
 * most likely class is the label. */
double dh_pass_get_loss (const DhPass *self);
guint  dh_pass_get_n_right (const DhPass *self);

/* log p [outputs] of image @row of the last run, owned by the pass. */
const float *dh_pass_get_log_probabilities (const DhPass *self, guint row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhPass, dh_pass_free)

G_END_DECLS
