// A toast that shows the whole of a message.
// SPDX-License-Identifier: MIT

#include "app/toast.h"

#define LINE_CHARS 70
#define LONG_SECONDS 20 /* there is a path and a list of names to read */

/* A toast cuts its title off at one line, and what to do stands at the end of an error. */
static GtkWidget *
make_long_title (const char *message)
{
  GtkWidget *label = gtk_label_new (message);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

AdwToast *
dh_toast_new (const char *message)
{
  AdwToast *toast = adw_toast_new (message);

  if (g_utf8_strlen (message, -1) > LINE_CHARS)
    {
      adw_toast_set_custom_title (toast, make_long_title (message));
      adw_toast_set_timeout (toast, LONG_SECONDS);
    }
  return toast;
}
