// The training runs that are measured: the same as the peers' scripts run.
// SPDX-License-Identifier: MIT
#pragma once

#include "training/settings.h"

typedef struct
{
  const char *name;
  guint       subset; /* 0 = all */
  const char *hidden;
  guint       batch;  /* 0 = all */
  const char *optimizer;
  const char *learning_rate;
} Workload;

/* The i-th, or NULL past the last. */
const Workload *workload_get (guint i);

/* Its settings, on the data in @folder; without replacement, so that all images take part. */
DhSettings *workload_make_settings (const Workload *self, const char *folder);

/* Floating-point operations of a step as a dense network does it: two a weight and image for the
 * forward pass and for the weight's gradient, and two to take the delta back past each layer but
 * the first. */
double workload_count_operations (const Workload *self, guint n_pixels, guint n_classes, guint n);
