// A spin button for a count in which 0 reads “all”.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes @button show 0 as “all” and take that word; its values are 0 … @largest,
 * in steps of @step. */
void dh_count_button_set_up (GtkSpinButton *button, double largest, double step);

G_END_DECLS
