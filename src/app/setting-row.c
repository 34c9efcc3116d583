// A row of the settings pane that shows one setting.
// SPDX-License-Identifier: MIT

#include "app/setting-row.h"

G_DEFINE_INTERFACE (DhSettingRow, dh_setting_row, GTK_TYPE_WIDGET)

static void
dh_setting_row_default_init (DhSettingRowInterface *iface)
{
  g_object_interface_install_property (
      iface, g_param_spec_string ("setting", NULL, NULL, NULL,
                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                      G_PARAM_STATIC_STRINGS));
}

void
dh_setting_row_show (DhSettingRow *self, const DhSettings *settings)
{
  g_autofree char *key = NULL;

  g_return_if_fail (DH_IS_SETTING_ROW (self) && settings != NULL);

  g_object_get (self, "setting", &key, NULL);
  DH_SETTING_ROW_GET_IFACE (self)->show (self, settings, key);
  gtk_widget_set_visible (GTK_WIDGET (self), dh_settings_is_used (settings, key));
}

const DhChoice *
dh_setting_row_get_choice (const DhSettings *settings, const char *key, guint *i)
{
  g_autofree char *id = dh_settings_get (settings, key);
  const DhChoice *choice;

  for (*i = 0; (choice = dh_settings_get_choice (key, *i)) != NULL; ++*i)
    if (g_str_equal (choice->id, id))
      break;
  return choice;
}
