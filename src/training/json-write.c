// JSON as text, to the letter of the standard.
// SPDX-License-Identifier: MIT

#include "training/json-write.h"

char *
dh_json_write (JsonNode *node)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  text = json_to_string (node, FALSE);
  parts = g_strsplit (text, "\x1f", -1);
  return g_strjoinv ("\\u001f", parts);
}
