// How figures are exported: the choices of a window, as actions of it.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

#include "app/figure-view.h"
#include "figures/export.h"

G_BEGIN_DECLS

/* A plain value. */
typedef struct
{
  char     ending[5]; /* ".png", ".svg", ".pdf" or ".csv" */
  double   scale;     /* 1 … 4 */
  gboolean dark;
  DhTheme  theme;     /* the light or the dark one, mirrored where the window is */
  gboolean transparent;
} DhExportLook;

/* Adds the choices to a window's actions: export-format(s) "png", "svg", "pdf" or "csv",
 * export-scale(d) 1, 2, 3 or 4, export-theme(s) "light" or "dark", export-transparent(b). */
void dh_export_look_install (GActionMap *window);

/* What is chosen in the window of @widget. */
DhExportLook dh_export_look_get (GtkWidget *widget);

/* The figure of @view as it is shown there, in the theme of the look; 0 = its natural size. Valid
 * as long as the look and the model of the view are. */
DhPlacedFigure dh_export_look_place (const DhExportLook *self,
                                     DhFigureView       *view,
                                     int                 width,
                                     int                 height);

/* "downhill-loss-step-312.png" for the figure or page @id. Free with g_free(). */
char *dh_export_look_suggest_name (const DhExportLook  *self,
                                   const char          *id,
                                   const DhFigureModel *model);

G_END_DECLS
