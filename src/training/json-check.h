// Whether a text is JSON to the letter, before a lenient parser sees it.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TRUE where the @length bytes of @text are one JSON value as RFC 8259 has it, in UTF-8, with
 * blanks around it, and no brackets deeper than @most_nested. JSON-GLib also takes comments, single
 * quotes and more, and calls itself for every bracket until the stack is full. */
gboolean dh_json_check (const char *text, gsize length, guint most_nested);

G_END_DECLS
