// The data sets known by name.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "dataset/dataset.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;  /* "fashion-mnist" */
  const char *title; /* for people, to be passed through gettext: "Fashion-MNIST" */
} DhCatalogEntry;

/* All @n known data sets, in the order for a chooser; the first is built in. */
const DhCatalogEntry *dh_catalog_get_all (guint *n);

/* The folder with the data set @name, or NULL where it is not here, is built in or is unknown;
 * dh_survey_find() says where it is looked for. Not for the main thread. */
char *dh_catalog_find (const char *name);

/* Loads the data set @name: a known name, or the path of a folder or one of its files for
 * dh_idx_folder_load(), titled as dh_idx_names_make_title() does. Safe on any thread. NULL with
 * G_IO_ERROR_NOT_FOUND for a known data set that is not here and for a string that is neither, or
 * with an error of the reader. */
const DhDataset *dh_catalog_load (const char *name, GCancellable *cancellable, GError **error);

G_END_DECLS
