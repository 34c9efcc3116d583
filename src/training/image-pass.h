// Images on their way through a network, with all that they are in between.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/dataset.h"
#include "engine/network.h"

G_BEGIN_DECLS

/* Layer l turns in[l] [n, inputs] into z[l] [n, outputs], and the activation f of that is
 * in[l + 1]; after the last layer there is no f. Plain products on the caller's thread. */
typedef struct
{
  const DhNetwork *network;
  const float     *parameters; /* [n_parameters] in PyTorch's order */
  guint            n;
  float           *in[DH_NETWORK_MAX_LAYERS];
  float           *z[DH_NETWORK_MAX_LAYERS];

  guint layer; /* whose outputs are made next, from this one on */
  guint unit;
} DhImagePass;

/* With room for @n images; refers to @network and @parameters. FALSE where there is not enough
 * memory. To be cleared in either case. */
gboolean dh_image_pass_init (DhImagePass *self,
                             const DhNetwork *network,
                             const float *parameters,
                             guint n);

void dh_image_pass_clear (DhImagePass *self);

/* Begins with @images [n], each at its pixels. */
void dh_image_pass_begin (DhImagePass *self, const DhDataset *dataset, const guint8 *const *images);

/* Makes as many outputs of a layer as take about so many @operations, at least one. TRUE when
 * these were the last: then the pass is complete. */
gboolean dh_image_pass_advance (DhImagePass *self, double operations);

/* What comes out of layer @l and the activation after it; of the last layer, the logits. */
const float *dh_image_pass_get_output (const DhImagePass *self, guint l);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DhImagePass, dh_image_pass_clear)

G_END_DECLS
