// A row that shows the formula of the choice made above it, and explains it.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DH_TYPE_FORMULA_ROW (dh_formula_row_get_type ())
G_DECLARE_FINAL_TYPE (DhFormulaRow, dh_formula_row, DH, FORMULA_ROW, AdwPreferencesRow)

/* A DhSettingRow for a setting that is a choice. Property: "setting". */

/* Pango markup of @formula (markup, too) set as in a textbook: names of one letter slanted, names
 * of functions and numbers upright; lines break after a comma between two equations, nowhere else
 * by choice. Free with g_free(). */
char *dh_formula_row_typeset (const char *formula);

G_END_DECLS
