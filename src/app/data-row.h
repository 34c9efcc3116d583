// The row that chooses the data set: what is here, and what can be downloaded.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

#include "app/data-fetch.h"

G_BEGIN_DECLS

#define DH_TYPE_DATA_ROW (dh_data_row_get_type ())
G_DECLARE_FINAL_TYPE (DhDataRow, dh_data_row, DH, DATA_ROW, AdwComboRow)

/* A choice by the user activates the window's action "data", or offers the download with @fetch
 * where the data set is not here. What is here is looked for, and compared with what was published,
 * in another thread: when the row is made, when its list is opened, and after a download. */
void dh_data_row_set_fetch (DhDataRow *self, DhDataFetch *fetch);

/* Shows @name, the setting "data", without activating anything. */
void dh_data_row_show (DhDataRow *self, const char *name);

G_END_DECLS
