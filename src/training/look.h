// What a network makes of single images: for those who look at it, not for training.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/dataset.h"
#include "engine/network.h"
#include "snapshot/probe.h"

G_BEGIN_DECLS

/* All take @parameters [n_parameters] in PyTorch's order and compute with plain products on the
 * caller's thread. */

/* The probabilities [n, n_classes] of @n images, each at its pixels; free with g_free(). NULL where
 * there is not enough memory. */
float *dh_look_read_images (const DhNetwork     *network,
                            const float         *parameters,
                            const DhDataset     *dataset,
                            const guint8 *const *images,
                            guint                n);

/* A probe with the first of the training images that @indices [@n] name: at most 256, and for a
 * network so large that these would take a second, or 120 MB, fewer. @gradient [n_parameters] is
 * counted as it is, in the order of the parameters. With @input_gradients also these. NULL where
 * there is not enough memory. */
DhProbe *dh_look_probe (const DhNetwork *network,
                        const float     *parameters,
                        const float     *gradient,
                        const DhDataset *dataset,
                        const guint32   *indices,
                        guint            n,
                        gboolean         input_gradients);

G_END_DECLS
