// Writes a data set as the IDX files of MNIST.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "dataset/dataset.h"

G_BEGIN_DECLS

/* Writes train-images-idx3-ubyte and train-labels-idx1-ubyte to @folder, which is made where it is
 * missing, and where @dataset has test images also t10k-…: the files that dh_idx_folder_load()
 * reads. More than 256 classes do not fit into bytes: their labels are 16 bits wide, under the same
 * name, which is the one that readers look for. Classes that have names are named in classes.txt.
 * Each file is replaced as a whole or left as it was. FALSE with an error where that cannot be. */
gboolean dh_idx_write_folder (const DhDataset *dataset, const char *folder, GError **error);

G_END_DECLS
