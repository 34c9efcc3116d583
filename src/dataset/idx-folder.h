// A data set from a folder with the four IDX files that MNIST is published as.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "dataset/dataset.h"

G_BEGIN_DECLS

/* Reads the training files train-images-idx3-ubyte and train-labels-idx1-ubyte and, where there are
 * any, the test files t10k-… or test-… of the folder @path, or of the data set that the file @path
 * is of. idx-names.h says which names the files can have. Without test files the set's test.n is 0.
 *
 * Elements of any type become bytes as idx.h says. Classes are named in PREFIXclasses.txt or
 * classes.txt beside the files (class-names.h); else, where @name is a known data set with ten
 * classes, as published there; else by their labels. There are as many as names, else as the
 * largest label tells. Labels start at 0; or at 1 where none is 0 and, with names, the last has the
 * number of names as its label: EMNIST's letters are 1 … 26. Then the first class is the one of
 * label 1.
 *
 * Image and label counts and image sizes must agree and there must be from 2 to 1000 classes, else
 * NULL with G_IO_ERROR_INVALID_DATA; G_IO_ERROR_NOT_FOUND for a missing folder or file, the message
 * lists what was looked for; G_IO_ERROR_CANCELLED; or an error of dh_idx_names_find(),
 * dh_idx_read() or dh_class_names_read(). @name and @title become the set's. */
DhDataset *dh_idx_folder_load (const char *path, const char *name, const char *title,
                               GCancellable *cancellable, GError **error);

/* Whether @folder has the two training files; they are not opened. */
gboolean dh_idx_folder_is_complete (const char *folder);

G_END_DECLS
