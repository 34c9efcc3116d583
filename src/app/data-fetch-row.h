// A row that offers the download of a data set and shows how it goes.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

#include "app/data-fetch.h"

G_BEGIN_DECLS

#define DH_TYPE_DATA_FETCH_ROW (dh_data_fetch_row_get_type ())
G_DECLARE_FINAL_TYPE (DhDataFetchRow, dh_data_fetch_row, DH, DATA_FETCH_ROW, AdwPreferencesRow)

/* Shows @fetch from now on: the row is hidden while that is idle. Its buttons activate the window's
 * fetch, cancel-fetch and use-fetched. */
void dh_data_fetch_row_set_fetch (DhDataFetchRow *self, DhDataFetch *fetch);

G_END_DECLS
