// The header of a safetensors file, which may be damaged, or somebody else's.
// SPDX-License-Identifier: MIT
#pragma once

#include <json-glib/json-glib.h>
#include <stdio.h>

G_BEGIN_DECLS

/* What the header's member for texts is called, and the text with the experiment in it. */
#define DH_SAFETENSORS_TEXTS      "__metadata__"
#define DH_SAFETENSORS_EXPERIMENT "downhill"

/* Reads the header from the beginning of @file: a JSON object without two members of one name; the
 * data follow. NULL with an error, which does not name the file, where it is none. */
JsonNode *dh_safetensors_read_header (FILE *file, GError **error);

G_END_DECLS
