// Settings as one JSON object: every value in the text form of the command line.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <string.h>

#include "training/json-check.h"
#include "training/json-write.h"
#include "training/settings-field.h"
#include "training/settings-json.h"

#define MAX_NESTING 8

/* Numbers and switches are JSON numbers and booleans; names, "all" and widths are strings. */
static gboolean
is_literal (const char *key, const char *text)
{
  double smallest;
  double largest;

  if (g_str_equal (text, "true") || g_str_equal (text, "false"))
    return TRUE;
  return !g_str_equal (key, "hidden") && g_ascii_isdigit (*text) &&
         dh_settings_get_limits (key, &smallest, &largest);
}

/* Written here because JSON-GLib 1.6 writes 1e-08 as "1e-08.0" and 0.1 with 17 digits. */
static void
append_member (GString *json, const char *key, const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
  g_autofree char *quoted = dh_json_write (node);

  g_string_append_printf (json, "%s\"%s\":%s", json->len > 1 ? "," : "", key,
                          is_literal (key, text) ? text : quoted);
}

char *
dh_settings_to_json (const DhSettings *self)
{
  GString *json = g_string_new ("{");

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; dh_settings_get_key (i) != NULL; i++)
    {
      const char *key = dh_settings_get_key (i);
      g_autofree char *text = dh_settings_get (self, key);

      append_member (json, key, text);
    }
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

static char *
node_to_text (JsonNode *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, json_node_get_double (node)));
}

static gboolean
set_member (DhSettings *self, const char *key, JsonNode *node, GError **error)
{
  g_autofree char *text = node_to_text (node);

  if (text == NULL)
    {
      g_autofree char *quoted = dh_settings_field_quote (key);

      g_set_error (error, DH_SETTINGS_ERROR, DH_SETTINGS_ERROR_VALUE,
                   _("%s must be a number, a text, true or false"), quoted);
      return FALSE;
    }
  return dh_settings_set (self, key, text, error);
}

DhSettings *
dh_settings_from_node (JsonNode *node, GError **error)
{
  g_autoptr (DhSettings) self = dh_settings_new ();
  JsonObjectIter iter;
  const char *key;
  JsonNode *member;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, DH_SETTINGS_ERROR, DH_SETTINGS_ERROR_VALUE,
                   _("The settings are not a JSON object"));
      return NULL;
    }
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &key, &member))
    if (!set_member (self, key, member, error))
      return NULL;
  return g_steal_pointer (&self);
}

DhSettings *
dh_settings_from_json (const char *text, GError **error)
{
  g_autoptr (JsonNode) root = NULL;

  if (dh_json_check (text, strlen (text), MAX_NESTING))
    root = json_from_string (text, NULL);
  return dh_settings_from_node (root, error);
}
