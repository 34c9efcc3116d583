// How a figure looks in the window: its colours, its direction and the size of its text.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

#include "figures/theme.h"

G_BEGIN_DECLS

typedef struct
{
  DhTheme theme; /* that of the desktop, mirrored as the widget is */
  double  zoom;  /* of text, and of all that is beside it; 1 is usual */
} DhFigureLook;

/* Takes it from @widget and the user's settings. */
void dh_figure_look_init (DhFigureLook *self, GtkWidget *widget);

/* Calls @changed (@widget) whenever that, or the scale of its pixels, may be another. */
void dh_figure_look_watch (GtkWidget *widget, GCallback changed);

G_END_DECLS
