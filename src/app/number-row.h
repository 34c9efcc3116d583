// A row with an entry for a setting that is a number.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DH_TYPE_NUMBER_ROW (dh_number_row_get_type ())
G_DECLARE_FINAL_TYPE (DhNumberRow, dh_number_row, DH, NUMBER_ROW, AdwActionRow)

/* A DhSettingRow around a DhNumberEntry, whose error it shows as its subtitle. Properties:
 * "setting" and "whole", as the entry's. */

G_END_DECLS
