// What a network makes of single images: for those who look at it, not for training.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/dataset.h"
#include "engine/network.h"

G_BEGIN_DECLS

/* The probabilities [n, n_classes] of @n images, each at its pixels, under @parameters
 * [n_parameters] in PyTorch's order; free with g_free(). NULL where there is not enough memory. */
float *dh_look_read_images (const DhNetwork     *network,
                            const float         *parameters,
                            const DhDataset     *dataset,
                            const guint8 *const *images,
                            guint                n);

G_END_DECLS
