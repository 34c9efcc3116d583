// The part of the Python script that descends: batches, optimizer, schedule and the loop.
// SPDX-License-Identifier: MIT
#pragma once

#include "training/settings.h"

G_BEGIN_DECLS

/* Appends it to @script. @values, of the @names@ in the pieces, must hold batch, few, n_steps
 * and subset_seed; the numbers of the descent are put there too. */
void dh_pytorch_twin_add_descent (
    GString *script, const DhSettings *settings, gboolean full_batch, GHashTable *values);

G_END_DECLS
