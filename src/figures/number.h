// Numbers as people read them: thin spaces, true minus signs, no more digits than they mean.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All decimal marks are full stops, whatever the locale; strings are freed with g_free(). */

/* "1 532", "60 000": thin spaces between groups of three digits. */
char *dh_number_format_count (guint64 count);

/* A loss to four decimals, or to four significant digits below 0.1 and six above 100:
 * "2.4708", "0.08823", "1.235×10⁻⁷"; "not a number", "infinite" for what is not finite. */
char *dh_number_format_loss (double value);

/* To @digits significant digits, without zeros at the end: "0.0448", "1000", "1.5×10⁻²⁸". */
char *dh_number_format_significant (double value, int digits);

/* "10⁻⁷" */
char *dh_number_format_power_of_ten (int exponent);

/* With its sign and @decimals decimals: "+0.48", "−0.0213", "0.00". */
char *dh_number_format_signed (double value, int decimals);

/* With @decimals decimals and a minus only before digits that are not all zero: "−0.4", "0.0". */
char *dh_number_format_decimals (double value, int decimals);

/* Of a share: "97.5"; "<0.1" and ">99.9" for what is not quite 0 or 1. */
char *dh_number_format_percent (double share);

/* A value on an axis whose labels are @step apart, with just the decimals that the step needs. */
char *dh_number_format_tick (double value, double step);

/* Decimals that show @value to @digits significant digits, 0 … 12. */
int dh_number_get_decimals (double value, int digits);

/* Appends @value as "%.9g", which holds every float32 exactly. */
void dh_number_append_csv (GString *string, double value);

G_END_DECLS
