// A row that offers the choices a setting has.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DH_TYPE_CHOICE_ROW (dh_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (DhChoiceRow, dh_choice_row, DH, CHOICE_ROW, AdwComboRow)

/* A DhSettingRow with every entry of dh_settings_get_choice(). Activates "win.SETTING" (s) with the
 * id that the user chooses. Property: "setting". */

G_END_DECLS
