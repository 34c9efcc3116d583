// The built-in data set: digits written by a simulated hand, no file and no network needed.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "dataset/dataset.h"

G_BEGIN_DECLS

/* The data set "handwriting": 28 × 28 digits made as MNIST's are (fitted into a box of 20 × 20
 * pixels, then moved by whole pixels until the centre of mass is within half a pixel of column 14,
 * row 14, or ink would leave the image), labels balanced and shuffled, @n_train ≥ 1. The training
 * images depend on @n_train and @seed only, the test images on @n_test and @seed. About a tenth of
 * a millisecond an image; safe on any thread.
 * NULL with G_IO_ERROR_CANCELLED once @cancellable is, or where there is not enough memory. */
DhDataset *dh_handwriting_make (guint n_train, guint n_test, guint32 seed,
                                GCancellable *cancellable, GError **error);

G_END_DECLS
