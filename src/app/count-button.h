// A spin button whose smallest value is a word: “all” for 0.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes @button show its smallest value as @word (static, translated) and take that word; its
 * values are @smallest … @largest, in steps of @step. */
void dh_count_button_set_up (
    GtkSpinButton *button, const char *word, double smallest, double largest, double step);

G_END_DECLS
