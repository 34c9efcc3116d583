// A data set from a folder with the four IDX files that MNIST is published as.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "dataset/dataset.h"

G_BEGIN_DECLS

/* Reads train-images-idx3-ubyte and train-labels-idx1-ubyte and, where there are any, the test
 * files t10k-… or test-…. The names may also be written with a dot (train-images.idx3-ubyte) and
 * end in .gz; of several the one without .gz is taken. Without test files the set's test.n is 0.
 *
 * Image and label counts and image sizes must agree and there must be at least two classes, else
 * NULL with G_IO_ERROR_INVALID_DATA; G_IO_ERROR_NOT_FOUND for a missing folder or file, the message
 * lists what was looked for; G_IO_ERROR_NOT_DIRECTORY; G_IO_ERROR_CANCELLED; or an error of
 * dh_idx_read(). @name and @title become the set's. */
DhDataset *dh_idx_folder_load (const char *folder, const char *name, const char *title,
                               GCancellable *cancellable, GError **error);

/* Whether @folder has the two training files; they are not opened. */
gboolean dh_idx_folder_is_complete (const char *folder);

G_END_DECLS
