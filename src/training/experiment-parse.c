// An experiment from its text form, which may be damaged, or somebody else's.
// SPDX-License-Identifier: MIT

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "training/experiment.h"
#include "training/json-check.h"
#include "training/settings-field.h"
#include "training/settings-json.h"

#define MAX_NESTING 8
#define VERSION 1

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);
  return FALSE;
}

static gboolean
read_whole (JsonObject *object, const char *member, guint64 *value)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_INT64 || json_node_get_int (node) < 0)
    return FALSE;
  *value = (guint64) json_node_get_int (node);
  return TRUE;
}

static const char *
read_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
check_version (JsonObject *object, GError **error)
{
  guint64 version;

  if (!read_whole (object, "downhill", &version) || version == 0)
    return fail (error, _("it holds no run of Downhill"));
  return version == VERSION ||
         fail (error, _("it was made by a later version of Downhill than this one"));
}

/* Checked on @now, which has had the changes before. */
static gboolean
take_change (DhExperiment *self, DhSettings *now, JsonNode *node, guint64 *last, GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *key = object != NULL ? read_text (object, "key") : NULL;
  const char *text = object != NULL ? read_text (object, "value") : NULL;
  g_autofree char *value = NULL;
  guint64 step;

  if (key == NULL || text == NULL || !read_whole (object, "step", &step) || step == 0 ||
      step < *last || step > self->step)
    return fail (error, _("its list of changes is damaged"));
  if (!dh_settings_set (now, key, text, error))
    return FALSE;
  if (!dh_settings_is_live (key))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("%s cannot change while a run goes on"), key);
      return FALSE;
    }
  value = dh_settings_get (now, key);
  *last = step;
  return dh_experiment_change (self, step, key, value) ||
         fail (error, _("its list of changes is too long"));
}

static gboolean
take_changes (DhExperiment *self, JsonObject *object, GError **error)
{
  JsonNode *node = json_object_get_member (object, "changes");
  g_autoptr (DhSettings) now = dh_settings_copy (self->settings);
  JsonArray *array;
  guint64 last = 0;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (error, _("its list of changes is damaged"));
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!take_change (self, now, json_array_get_element (array, i), &last, error))
      return FALSE;
  return TRUE;
}

static DhExperiment *
take_experiment (JsonObject *object, GError **error)
{
  g_autoptr (DhExperiment) self = NULL;
  g_autoptr (DhSettings) settings = NULL;
  JsonNode *node = json_object_get_member (object, "settings");

  if (!check_version (object, error))
    return NULL;
  if (node == NULL)
    {
      fail (error, _("it has no settings"));
      return NULL;
    }
  settings = dh_settings_from_node (node, error);
  if (settings == NULL)
    return NULL;
  self = dh_experiment_new (settings);
  if (!read_whole (object, "step", &self->step))
    {
      fail (error, _("it does not say how many steps were made"));
      return NULL;
    }
  return take_changes (self, object, error) ? g_steal_pointer (&self) : NULL;
}

DhExperiment *
dh_experiment_from_json (const char *text, gsize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (dh_json_check (text, length, MAX_NESTING) &&
      json_parser_load_from_data (parser, text, (gssize) length, NULL))
    root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      fail (error, _("what it says about its run is no JSON object: it is damaged"));
      return NULL;
    }
  return take_experiment (json_node_get_object (root), error);
}
