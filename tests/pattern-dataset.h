// A small data set by formula, for tests; tests/reference/training.py makes the same one.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/dataset.h"

#define PATTERN_SIDE 5
#define PATTERN_CLASSES 4

static inline void
pattern_fill (const DhDataset *dataset, DhImages *images, guint n, guint first)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (dh_dataset_allocate (dataset, images, n, &error));
  g_assert_no_error (error);
  for (guint row = 0; row < n; row++)
    {
      guint i = first + row;
      guint label = i % PATTERN_CLASSES;

      images->labels[row] = label;
      for (guint j = 0; j < PATTERN_SIDE * PATTERN_SIDE; j++)
        images->pixels[row * PATTERN_SIDE * PATTERN_SIDE + j] =
            (i * 37 + j * 11 + i * i * j * 5 + label * j * 9) % 256;
    }
}

/* 5 × 5 pixels, four classes; the test images are not among the training images. */
static inline DhDataset *
pattern_dataset_new (guint n_train, guint n_test)
{
  DhDataset *self = dh_dataset_new ("pattern", "Pattern", PATTERN_SIDE, PATTERN_SIDE);

  pattern_fill (self, &self->train, n_train, 0);
  if (n_test > 0)
    pattern_fill (self, &self->test, n_test, n_train);
  dh_dataset_complete (self);
  return self;
}
