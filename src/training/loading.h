// The loading of a data set that two can cancel.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/dataset.h"
#include "dataset/progress.h"

G_BEGIN_DECLS

/* As dh_catalog_load() with @progress, which may be NULL and is cancelled too where @cancellable
 * is. */
const DhDataset *dh_loading_run (const char   *name,
                                 DhProgress   *progress,
                                 GCancellable *cancellable,
                                 GError      **error);

G_END_DECLS
