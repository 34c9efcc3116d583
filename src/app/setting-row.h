// A row of the settings pane that shows one setting.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

#include "training/settings.h"

G_BEGIN_DECLS

#define DH_TYPE_SETTING_ROW (dh_setting_row_get_type ())
G_DECLARE_INTERFACE (DhSettingRow, dh_setting_row, DH, SETTING_ROW, GtkWidget)

/* Has the property "setting": its name, as dh_settings_set() takes it. */
struct _DhSettingRowInterface
{
  GTypeInterface parent;

  /* Shows the setting @key of @settings, without activating anything. */
  void (*show) (DhSettingRow *self, const DhSettings *settings, const char *key);
};

/* Shows what the row's setting is in @settings; a setting that plays no part hides its row. */
void dh_setting_row_show (DhSettingRow *self, const DhSettings *settings);

/* The choice that @settings makes for @key, and its place in the table; NULL where the setting is
 * no choice. */
const DhChoice *dh_setting_row_get_choice (const DhSettings *settings, const char *key, guint *i);

G_END_DECLS
