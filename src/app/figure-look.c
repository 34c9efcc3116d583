// How a figure looks in the window: its colours, its direction and the size of its text.
// SPDX-License-Identifier: MIT

#include "app/figure-look.h"

#include <math.h>

#include "app/current-theme.h"

#define USUAL_DPI (96 * 1024) /* as gtk-xft-dpi counts */
#define LEAST_ZOOM 0.5
#define MOST_ZOOM 4.0
#define ZOOM_STEP 16 /* a screen of 96.1 dpi is one of 96 */

static double
get_zoom (GtkWidget *widget)
{
  int dpi;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  if (dpi <= 0)
    return 1;
  return CLAMP (round ((double) dpi / USUAL_DPI * ZOOM_STEP) / ZOOM_STEP, LEAST_ZOOM, MOST_ZOOM);
}

void
dh_figure_look_init (DhFigureLook *self, GtkWidget *widget)
{
  self->theme = *dh_current_theme_get ();
  self->theme.mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  self->zoom = get_zoom (widget);
}

void
dh_figure_look_watch (GtkWidget *widget, GCallback changed)
{
  dh_current_theme_watch (widget, changed);
  g_signal_connect_object (gtk_widget_get_settings (widget), "notify::gtk-xft-dpi", changed,
                           widget, G_CONNECT_SWAPPED);
  g_signal_connect (widget, "direction-changed", changed, NULL);
  g_signal_connect (widget, "notify::scale-factor", changed, NULL);
}
