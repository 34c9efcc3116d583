// One stop of the Tab key, however many widgets are inside.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define DH_TYPE_TAB_STOP (dh_tab_stop_get_type ())
G_DECLARE_FINAL_TYPE (DhTabStop, dh_tab_stop, DH, TAB_STOP, AdwBin)

/* Tab goes in, to where the focus was last, and out again; the arrow keys move inside. For a grid
 * or a list, which would stop at each of its items: GTK knows better from 4.12 on. */

G_END_DECLS
