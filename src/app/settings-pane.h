// The left pane: what the run is made of.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/data-fetch.h"
#include "app/page.h"
#include "training/settings.h"

G_BEGIN_DECLS

#define DH_TYPE_SETTINGS_PANE (dh_settings_pane_get_type ())
G_DECLARE_FINAL_TYPE (DhSettingsPane, dh_settings_pane, DH, SETTINGS_PANE, DhPage)

/* Every change by the user activates the window's action of the setting's name; the pane itself
 * changes nothing. */

/* Shows @settings, without activating anything. */
void dh_settings_pane_show (DhSettingsPane *self, const DhSettings *settings);

/* The download that choosing a data set may offer, and that is shown. Call once. */
void dh_settings_pane_set_fetch (DhSettingsPane *self, DhDataFetch *fetch);

G_END_DECLS
