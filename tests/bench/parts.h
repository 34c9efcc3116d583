// Where the time of a training step goes.
// SPDX-License-Identifier: MIT
#pragma once

#include "training/run.h"

/* Microseconds of one step, on one thread, and of one snapshot. */
typedef struct
{
  double gather;
  double forward; /* without the loss */
  double loss;    /* softmax, loss and its delta */
  double backward;
  double update;
  double snapshot; /* made once a display frame, not once a step */
} Parts;

/* Measures each by itself, on the first images of the set: medians of many. */
Parts parts_measure (const DhSettings *settings, const DhDataset *dataset);
