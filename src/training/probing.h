// A probe of a network, made in slices.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/dataset.h"
#include "engine/network.h"
#include "snapshot/probe.h"

G_BEGIN_DECLS

/* Works on copies, so training may go on between its slices. Plain products on the caller's
 * thread. For the networks of the lecture a slice takes a few milliseconds; of a network with many
 * millions of weights, as long as counting those of one layer does. */
typedef struct _DhProbing DhProbing;

/* Begins a probe at @parameters with the first of the training images that @indices [@n] name: at
 * most 256, and for a network so large that these would take a second, or 120 MB beside the copies,
 * fewer. @gradient is counted as it is. Both are [n_parameters] in PyTorch's order. With
 * @input_gradients also these. Refers to @network. NULL where there is not enough memory. */
DhProbing *dh_probing_new (const DhNetwork *network,
                           const float     *parameters,
                           const float     *gradient,
                           const DhDataset *dataset,
                           const guint32   *indices,
                           guint            n,
                           gboolean         input_gradients);

void dh_probing_free (DhProbing *self);

/* The probe, for what the caller adds to it; owned by @self. */
DhProbe *dh_probing_get_probe (DhProbing *self);

/* Makes the next slice. TRUE when that was the last one. */
gboolean dh_probing_advance (DhProbing *self);

/* Frees @self and hands over its probe, whose last slice has been made. */
DhProbe *dh_probing_finish (DhProbing *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhProbing, dh_probing_free)

G_END_DECLS
