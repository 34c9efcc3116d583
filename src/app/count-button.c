// A spin button whose smallest value is a word: “all” for 0.
// SPDX-License-Identifier: MIT

#include "app/count-button.h"

#include "app/wheel.h"

static gboolean
show_value (GtkSpinButton *button, gpointer word)
{
  double value = gtk_spin_button_get_value (button);
  double smallest;
  g_autofree char *text = NULL;

  gtk_spin_button_get_range (button, &smallest, NULL);
  text = value <= smallest ? g_strdup (word) : g_strdup_printf ("%.0f", value);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (button))))
    gtk_editable_set_text (GTK_EDITABLE (button), text);
  return TRUE;
}

static int
read_value (GtkSpinButton *button, double *value, gpointer word)
{
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (button)), word))
    return FALSE; /* as a number */
  gtk_spin_button_get_range (button, value, NULL);
  return TRUE;
}

void
dh_count_button_set_up (
    GtkSpinButton *button, const char *word, double smallest, double largest, double step)
{
  g_return_if_fail (GTK_IS_SPIN_BUTTON (button));

  g_signal_connect (button, "output", G_CALLBACK (show_value), (gpointer) word);
  g_signal_connect (button, "input", G_CALLBACK (read_value), (gpointer) word);
  gtk_spin_button_set_range (button, smallest, largest);
  dh_wheel_pass_through (GTK_WIDGET (button));
  gtk_spin_button_set_increments (button, step, 10 * step);
  show_value (button, (gpointer) word);
}
