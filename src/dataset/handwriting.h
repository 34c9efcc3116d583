// The built-in data set: digits written by a simulated hand, no file and no network needed.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "dataset/dataset.h"

G_BEGIN_DECLS

/* The data set "handwriting": 28 × 28 digits, of strokes that people use (digit-strokes.h), in
 * hands that vary as people's do (trace.h), scanned and reduced as MNIST's were (scan.h). Labels
 * are balanced and shuffled, @n_train ≥ 1. The training images depend on @n_train and @seed
 * only, the test images on @n_test and @seed: the same bytes on every machine, because nothing
 * decides about them whose last bit is left to the machine (trace.h). About 15 µs an image; safe
 * on any thread.
 *
 * What is learned from 10,000 of them holds for MNIST: a linear model reads 86 % of its test
 * images, one with a hidden layer of 128 reads 92 %, and 94 % and 97 % of the test images here;
 * from 10,000 of MNIST's own they learn to read 91 % and 96 %
 * (tests/test-handwriting-realism.c).
 *
 * NULL with G_IO_ERROR_CANCELLED once @cancellable is, or where there is not enough memory. */
DhDataset *dh_handwriting_make (guint n_train, guint n_test, guint32 seed,
                                GCancellable *cancellable, GError **error);

G_END_DECLS
