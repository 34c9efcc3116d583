// Files dropped on the window open.
// SPDX-License-Identifier: MIT

#include "app/drop-area.h"

#include <glib/gi18n-lib.h>

#include "app/file-actions.h"
#include "app/tell.h"

static gboolean
drop (GtkDropTarget *target, const GValue *value, double x, double y, gpointer data)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *file = files; file != NULL; file = file->next)
    {
      g_autofree char *path = g_file_get_path (file->data);

      if (path != NULL)
        return dh_file_actions_open (widget, file->data);
    }
  dh_tell (widget, _("That is not on this computer: copy it to a folder first"));
  return FALSE;
}

/* A figure on its way out of this window is not to restart the run that it shows. */
static gboolean
accept (GtkDropTarget *target, GdkDrop *offered, gpointer data)
{
  return gdk_drop_get_drag (offered) == NULL &&
         gdk_content_formats_match (gdk_drop_get_formats (offered),
                                    gtk_drop_target_get_formats (target));
}

void
dh_drop_area_install (GtkWidget *widget)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "accept", G_CALLBACK (accept), NULL);
  g_signal_connect (target, "drop", G_CALLBACK (drop), NULL);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
  gtk_widget_add_css_class (widget, "drop-area");
}
