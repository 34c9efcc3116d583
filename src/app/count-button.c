// A spin button for a count in which 0 reads “all”.
// SPDX-License-Identifier: MIT

#include "app/count-button.h"

#include <glib/gi18n-lib.h>

static gboolean
show_value (GtkSpinButton *button, gpointer data)
{
  guint value = (guint) gtk_spin_button_get_value (button);
  g_autofree char *text = value == 0 ? g_strdup (_("all")) : g_strdup_printf ("%u", value);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (button))))
    gtk_editable_set_text (GTK_EDITABLE (button), text);
  return TRUE;
}

static int
read_value (GtkSpinButton *button, double *value, gpointer data)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (button));

  if (g_utf8_collate (text, _("all")) != 0 && !g_str_equal (text, "all"))
    return FALSE; /* as a number */
  *value = 0;
  return TRUE;
}

void
dh_count_button_set_up (GtkSpinButton *button, double largest, double step)
{
  g_return_if_fail (GTK_IS_SPIN_BUTTON (button));

  g_signal_connect (button, "output", G_CALLBACK (show_value), NULL);
  g_signal_connect (button, "input", G_CALLBACK (read_value), NULL);
  gtk_spin_button_set_range (button, 0, largest);
  gtk_spin_button_set_increments (button, step, 10 * step);
  show_value (button, NULL);
}
