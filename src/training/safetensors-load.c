// Reading parameters from a safetensors file that may be damaged, or somebody else's.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "training/safetensors.h"

/* The header of the largest network takes a few kilobytes. */
#define MAX_HEADER (1 << 20)
#define MAX_NESTING 8

typedef struct
{
  const char *path;
  GMappedFile *file;
  JsonNode *header;
  const char *data; /* after the header */
  guint64 size;     /* of the data, in bytes */
} Reader;

static gboolean G_GNUC_PRINTF (3, 4)
fail (const Reader *self, GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: %s", self->path, what);
  return FALSE;
}

/* The JSON parser calls itself for every bracket: too many of them must not reach it. */
static gboolean
is_too_deep (const char *json)
{
  gboolean quoted = FALSE;
  int depth = 0;

  for (; *json != '\0'; json++)
    {
      if (quoted && *json == '\\' && json[1] != '\0')
        json++;
      else if (*json == '"')
        quoted = !quoted;
      else if (!quoted && (*json == '{' || *json == '['))
        depth++;
      else if (!quoted && (*json == '}' || *json == ']'))
        depth--;
      if (depth > MAX_NESTING)
        return TRUE;
    }
  return FALSE;
}

static gboolean
read_header (Reader *self, GError **error)
{
  const char *contents = g_mapped_file_get_contents (self->file);
  guint64 file_size = g_mapped_file_get_length (self->file);
  g_autofree char *json = NULL;
  guint64 length;

  if (file_size < sizeof length)
    return fail (self, error, _("%" G_GUINT64_FORMAT " bytes are too few for a safetensors file"),
                 file_size);
  memcpy (&length, contents, sizeof length);
  length = GUINT64_FROM_LE (length);
  if (length > MAX_HEADER || length > file_size - sizeof length)
    return fail (self, error,
                 _("the header would be %" G_GUINT64_FORMAT
                   " bytes long: this is no safetensors file, or it is cut off"),
                 length);
  json = g_strndup (contents + sizeof length, length);
  if (g_utf8_validate (json, -1, NULL) && !is_too_deep (json))
    self->header = json_from_string (json, NULL);
  if (self->header == NULL || !JSON_NODE_HOLDS_OBJECT (self->header))
    return fail (self, error, _("the header is not a JSON object: the file is damaged"));
  self->data = contents + sizeof length + length;
  self->size = file_size - sizeof length - length;
  return TRUE;
}

/* The numbers of an array member; FALSE where it is not an array of @n whole numbers ≥ 0. */
static gboolean
read_numbers (JsonObject *tensor, const char *member, guint n, guint64 *numbers)
{
  JsonNode *node = json_object_get_member (tensor, member);
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  if (json_array_get_length (array) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_INT64 ||
          json_node_get_int (element) < 0)
        return FALSE;
      numbers[i] = (guint64) json_node_get_int (element);
    }
  return TRUE;
}

static gboolean
has_type_f32 (JsonObject *tensor)
{
  JsonNode *node = json_object_get_member (tensor, "dtype");

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_STRING &&
         g_str_equal (json_node_get_string (node), "F32");
}

static gboolean
fail_shape (const Reader *self, const char *name, guint rows, guint columns, GError **error)
{
  g_autofree char *shape = columns > 0 ? g_strdup_printf ("[%u, %u]", rows, columns)
                                       : g_strdup_printf ("[%u]", rows);

  return fail (self, error, _("%s is not of shape %s: it is of another network"), name, shape);
}

/* A bias has @columns 0. */
static gboolean
read_tensor (
    Reader *self, const char *name, guint rows, guint columns, float *values, GError **error)
{
  JsonNode *node = json_object_get_member (json_node_get_object (self->header), name);
  guint64 n = (guint64) rows * MAX (columns, 1);
  guint64 offsets[2];
  guint64 shape[2] = { 0 };
  JsonObject *tensor;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return fail (self, error, _("there is no tensor %s: it is of another network"), name);
  tensor = json_node_get_object (node);
  if (!has_type_f32 (tensor))
    return fail (self, error, _("%s is not of type F32: save it as float32"), name);
  if (!read_numbers (tensor, "shape", columns > 0 ? 2 : 1, shape) || shape[0] != rows ||
      shape[1] != columns)
    return fail_shape (self, name, rows, columns, error);
  if (!read_numbers (tensor, "data_offsets", 2, offsets) || offsets[1] > self->size ||
      offsets[0] > offsets[1] || offsets[1] - offsets[0] != n * sizeof (float))
    return fail (self, error, _("the data of %s are not all there: the file is cut off or damaged"),
                 name);
  for (guint64 i = 0; i < n; i++)
    {
      guint32 word;

      memcpy (&word, self->data + offsets[0] + i * sizeof word, sizeof word);
      word = GUINT32_FROM_LE (word);
      memcpy (&values[i], &word, sizeof word);
    }
  return TRUE;
}

static gboolean
read_network (Reader *self, const DhNetwork *network, float *parameters, GError **error)
{
  JsonObject *header = json_node_get_object (self->header);
  guint n_tensors = network->n_layers * (network->has_bias ? 2 : 1);
  guint n_found =
      json_object_get_size (header) - (json_object_has_member (header, "__metadata__") ? 1 : 0);

  for (guint l = 0; l < network->n_layers; l++)
    {
      const DhLayer *layer = &network->layers[l];
      g_autofree char *weight = g_strdup_printf ("main.%u.weight", 2 * l);
      g_autofree char *bias = g_strdup_printf ("main.%u.bias", 2 * l);

      if (!read_tensor (self, weight, layer->outputs, layer->inputs, parameters + layer->weight,
                        error))
        return FALSE;
      if (network->has_bias &&
          !read_tensor (self, bias, layer->outputs, 0, parameters + layer->bias, error))
        return FALSE;
    }
  return n_found == n_tensors ||
         fail (self, error, _("it holds %u tensors, the network has %u: it is of another network"),
               n_found, n_tensors);
}

gboolean
dh_safetensors_load (const char *path, const DhNetwork *network, float *parameters, GError **error)
{
  Reader self = { path };
  gboolean loaded;

  g_return_val_if_fail (path != NULL && network != NULL && parameters != NULL, FALSE);

  self.file = g_mapped_file_new (path, FALSE, error);
  if (self.file == NULL)
    {
      g_prefix_error (error, _("Cannot read the parameters: "));
      return FALSE;
    }
  loaded = read_header (&self, error) && read_network (&self, network, parameters, error);
  g_clear_pointer (&self.header, json_node_unref);
  g_mapped_file_unref (self.file);
  return loaded;
}
