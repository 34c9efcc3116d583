// What the weights figure says, in its picture and in words.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/weights-layout.h"

G_BEGIN_DECLS

/* All are freed with g_free(). */

/* "+0.0123" with @more decimals than the ends of the scale have. */
char *dh_weights_text_format (const DhWeightsLayout *self, double value, int more);

/* The end of a scale of its own to two significant digits, without a sign: "0.10". */
char *dh_weights_text_format_size (double limit);

/* The title of what is shown: "What each class looks for". */
char *dh_weights_text_make_title (const DhWeightsLayout *self);

/* The second row, below it: "Units 1–20 of 128, most active first". */
char *dh_weights_text_make_caption (const DhWeightsLayout *self);

/* The names of the sides of a matrix: "to class", "from unit of layer 1". */
const char *dh_weights_text_name_outputs (const DhWeightsLayout *self);
char *dh_weights_text_make_inputs (const DhWeightsLayout *self);

/* "Class 3, row 12, column 15 (pixel 351): weight −0.0123" */
char *dh_weights_text_describe_cell (const DhWeightsLayout *self, guint row, guint column);

G_END_DECLS
