// A forward and a backward pass of a batch through an MLP, with the loss between them.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/network.h"

G_BEGIN_DECLS

/* The scratch memory of a pass: activations and deltas of up to max_rows images. Every buffer is
 * allocated once, none during a pass. All matrices are float32, row-major. */
typedef struct _DhPass DhPass;

/* Room for batches of up to @max_rows images through @network (copied). NULL with
 * DH_NETWORK_ERROR_MEMORY where there is not enough memory. Free with dh_pass_free(). */
DhPass *dh_pass_new (const DhNetwork *network, guint max_rows, GError **error);

void dh_pass_free (DhPass *self);

/* Runs @inputs [rows, inputs] forward: linear layers, the activation between, then log-softmax. */
void dh_pass_forward (DhPass *self, const float *parameters, const float *inputs, guint rows);

/* log p [rows, outputs] of the last forward pass, owned by the pass. */
const float *dh_pass_get_log_probabilities (const DhPass *self);

/* The negative log-likelihood Σ −log p[label] over the rows of the last forward pass, summed in
 * double. Adds the number of rows whose most likely class is the label to *@n_right, unless that is
 * NULL. */
double dh_pass_get_loss (const DhPass *self, const guint16 *labels, guint rows, guint *n_right);

/* The most likely class of a @row of @n log-probabilities; the first of equals. */
guint dh_pass_get_most_likely (const float *row, guint n);

/* Adds @scale · ∂(Σ −log p[label])/∂parameters of the last forward pass, which must have been of
 * the same @parameters, @inputs and @rows, to @gradient [n_parameters]. */
void dh_pass_backward (DhPass        *self,
                       const float   *parameters,
                       const float   *inputs,
                       const guint16 *labels,
                       guint          rows,
                       float          scale,
                       float         *gradient);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhPass, dh_pass_free)

G_END_DECLS
