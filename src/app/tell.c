// What the window says for a while: a line, at the bottom.
// SPDX-License-Identifier: MIT

#include "app/tell.h"

#include <glib/gi18n-lib.h>

void
dh_tell (GtkWidget *widget, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  g_return_if_fail (GTK_IS_WIDGET (widget) && format != NULL);

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  gtk_widget_activate_action (widget, "win.tell", "s", message);
}

void
dh_tell_written (GtkWidget *widget, GFile *file, const GError *error)
{
  g_autofree char *name = g_file_get_basename (file);

  if (error == NULL)
    dh_tell (widget, _("Wrote %s"), name);
  else
    dh_tell (widget, "%s", error->message);
}
