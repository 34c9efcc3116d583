// The loading of a data set that two can cancel.
// SPDX-License-Identifier: MIT

#include "training/loading.h"

#include "dataset/catalog.h"

static void
cancel_too (GCancellable *cancellable, GCancellable *progress)
{
  g_cancellable_cancel (progress);
}

const DhDataset *
dh_loading_run (const char *name, DhProgress *progress, GCancellable *cancellable, GError **error)
{
  const DhDataset *dataset;
  gulong link;

  if (progress == NULL)
    return dh_catalog_load (name, cancellable, error);
  link = g_cancellable_connect (cancellable, G_CALLBACK (cancel_too), progress, NULL);
  dataset = dh_catalog_load (name, G_CANCELLABLE (progress), error);
  g_cancellable_disconnect (cancellable, link);
  return dataset;
}
