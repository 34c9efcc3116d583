// JSON as text, to the letter of the standard.
// SPDX-License-Identifier: MIT
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* @node on one line. JSON-GLib 1.6 writes the last control character, U+001F, as it is, which
 * RFC 8259 forbids and dh_json_check() refuses. */
char *dh_json_write (JsonNode *node);

G_END_DECLS
