// Settings as one JSON object: every value in the text form of the command line.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "training/json-check.h"
#include "training/settings.h"

#define MAX_NESTING 8

/* Numbers and switches are JSON numbers and booleans; names, "all" and widths are strings. */
static JsonNode *
value_to_node (const char *key, const char *text)
{
  JsonNode *node = json_node_alloc ();
  guint64 whole;
  double smallest;
  double largest;

  if (g_str_equal (text, "true") || g_str_equal (text, "false"))
    return json_node_init_boolean (node, g_str_equal (text, "true"));
  if (!g_str_equal (key, "data") && !g_str_equal (key, "hidden") &&
      dh_settings_get_limits (key, &smallest, &largest))
    {
      if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &whole, NULL))
        return json_node_init_int (node, (gint64) whole);
      if (g_ascii_isdigit (*text))
        return json_node_init_double (node, g_ascii_strtod (text, NULL));
    }
  return json_node_init_string (node, text);
}

char *
dh_settings_to_json (const DhSettings *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_node_take_object (root, object);
  for (guint i = 0; dh_settings_get_key (i) != NULL; i++)
    {
      const char *key = dh_settings_get_key (i);
      g_autofree char *text = dh_settings_get (self, key);

      json_object_set_member (object, key, value_to_node (key, text));
    }
  return json_to_string (root, FALSE);
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
      g_set_error (error, DH_SETTINGS_ERROR, DH_SETTINGS_ERROR_VALUE,
                   _("%s must be a number, a text, true or false"), key);
      return FALSE;
    }
  return dh_settings_set (self, key, text, error);
}

DhSettings *
dh_settings_from_json (const char *text, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (DhSettings) self = dh_settings_new ();
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  if (dh_json_check (text, strlen (text), MAX_NESTING))
    root = json_from_string (text, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, DH_SETTINGS_ERROR, DH_SETTINGS_ERROR_VALUE,
                   _("The settings are not a JSON object"));
      return NULL;
    }
  json_object_iter_init (&iter, json_node_get_object (root));
  while (json_object_iter_next (&iter, &key, &node))
    if (!set_member (self, key, node, error))
      return NULL;
  return g_steal_pointer (&self);
}
