// What the list of data sets shows of one: its name, where it is, and whether it is the published.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "dataset/published.h"

G_BEGIN_DECLS

#define DH_TYPE_DATA_ITEM (dh_data_item_get_type ())
G_DECLARE_FINAL_TYPE (DhDataItem, dh_data_item, DH, DATA_ITEM, GObject)

/* Has the property "title", read-only. */

/* A folder that was opened, or one of the files in it. */
DhDataItem *dh_data_item_new_for_folder (const char *folder);

const char *dh_data_item_get_name (DhDataItem *self);   /* what the setting "data" takes */
const char *dh_data_item_get_title (DhDataItem *self);  /* "MNIST" */
const char *dh_data_item_get_detail (DhDataItem *self); /* some lines */

/* The set to download where it is not here, else NULL. */
const DhPublished *dh_data_item_get_missing (DhDataItem *self);

/* Looks in another thread for all that is here, comparing the files with the published ones where
 * @check. The result is an array of DhDataItem: what is built in, then every published set by its
 * name, here or not, and after each what else was found of it. Free with g_ptr_array_unref(). */
void       dh_data_item_list_async (gboolean check, GCancellable *cancellable,
                                    GAsyncReadyCallback callback, gpointer data);
GPtrArray *dh_data_item_list_finish (GAsyncResult *result, GError **error);

G_END_DECLS
