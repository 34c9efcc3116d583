// The theme that figures are drawn in: light or dark, in high contrast or not, as the desktop is.
// SPDX-License-Identifier: MIT

#include "app/current-theme.h"

#include <adwaita.h>

const DhTheme *
dh_current_theme_get (void)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  return dh_theme_get (adw_style_manager_get_dark (style),
                       adw_style_manager_get_high_contrast (style));
}

void
dh_current_theme_watch (gpointer object, GCallback changed)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  g_signal_connect_object (style, "notify::dark", changed, object, G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", changed, object, G_CONNECT_SWAPPED);
}
