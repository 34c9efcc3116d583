// The images a run learns from: which, and their labels.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/dataset.h"
#include "engine/random.h"
#include "training/settings.h"

G_BEGIN_DECLS

typedef struct
{
  guint    n;
  guint32 *indices; /* [n] numbers in the full training set, in draw order */
  guint16 *labels;  /* [n] */
  DhRandom random;  /* NumPy's stream, after what was drawn */
} DhTrainingSet;

/* Draws the subset that @settings ask for, or takes it from their subset file. NULL with an error
 * where the file or the subset cannot be, or there is not enough memory. */
DhTrainingSet *
dh_training_set_new (const DhSettings *settings, const DhDataset *dataset, GError **error);

void dh_training_set_free (DhTrainingSet *self);

/* Sets the error that there is not enough memory. FALSE. */
gboolean dh_training_set_fail_memory (gsize rows, gsize columns, GError **error);

G_END_DECLS
