// Reading parameters from a safetensors file that may be damaged, or somebody else's.
// SPDX-License-Identifier: MIT

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "training/safetensors-header.h"
#include "training/safetensors.h"

#define MAX_TENSORS (2 * DH_NETWORK_MAX_LAYERS)

typedef struct
{
  const char *path;
  FILE *file;
  JsonNode *header;
  gsize size;      /* of the data, in bytes */
  guint n_tensors; /* of the network; where each lies in the data: */
  gsize begins[MAX_TENSORS];
  gsize ends[MAX_TENSORS];
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

/* Not mapped: a file that shrinks meanwhile would end the program. */
static gboolean
read_bytes (Reader *self, gpointer bytes, gsize n, GError **error)
{
  gsize n_read = fread (bytes, 1, n, self->file);
  int code = errno;

  if (ferror (self->file))
    return fail (self, error, "%s", g_strerror (code));
  return n_read == n || fail (self, error, _("it ends too early: the file is cut off"));
}

static gboolean
read_header (Reader *self, GError **error)
{
  self->header = dh_safetensors_read_header (self->file, error);
  if (self->header == NULL)
    g_prefix_error (error, "%s: ", self->path);
  return self->header != NULL;
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

static gboolean
check_extent (Reader *self, const char *name, JsonObject *tensor, gsize n, GError **error)
{
  guint64 offsets[2];

  if (!read_numbers (tensor, "data_offsets", 2, offsets) || offsets[0] > offsets[1] ||
      offsets[1] > self->size || offsets[1] - offsets[0] != n * sizeof (float))
    return fail (self, error, _("the data of %s are not where they can be: the file is damaged"),
                 name);
  self->begins[self->n_tensors] = (gsize) offsets[0];
  self->ends[self->n_tensors] = (gsize) offsets[1];
  self->n_tensors++;
  return TRUE;
}

/* A bias has @columns 0. */
static gboolean
check_tensor (Reader *self, const char *name, guint rows, guint columns, GError **error)
{
  JsonNode *node = json_object_get_member (json_node_get_object (self->header), name);
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
  return check_extent (self, name, tensor, (gsize) rows * MAX (columns, 1), error);
}

/* Every tensor begins where another one ends, or at 0: they are as long as the data together, so
 * none lies upon another and no byte is left over. */
static gboolean
check_tiling (const Reader *self, GError **error)
{
  for (guint i = 0; i < self->n_tensors; i++)
    {
      guint n_before = self->begins[i] == 0 ? 1 : 0;
      guint n_same = 0;

      for (guint j = 0; j < self->n_tensors; j++)
        {
          n_before += self->ends[j] == self->begins[i] ? 1 : 0;
          n_same += self->begins[j] == self->begins[i] ? 1 : 0;
        }
      if (n_before != 1 || n_same != 1)
        return fail (self, error, _("tensors lie upon each other: the file is damaged"));
    }
  return TRUE;
}

static gboolean
check_header (Reader *self, const DhNetwork *network, GError **error)
{
  JsonObject *header = json_node_get_object (self->header);
  guint n_found =
      json_object_get_size (header) - (json_object_has_member (header, "__metadata__") ? 1 : 0);

  for (guint l = 0; l < network->n_layers; l++)
    {
      const DhLayer *layer = &network->layers[l];
      g_autofree char *weight = g_strdup_printf ("main.%u.weight", 2 * l);
      g_autofree char *bias = g_strdup_printf ("main.%u.bias", 2 * l);

      if (!check_tensor (self, weight, layer->outputs, layer->inputs, error) ||
          (network->has_bias && !check_tensor (self, bias, layer->outputs, 0, error)))
        return FALSE;
    }
  if (n_found != self->n_tensors)
    return fail (self, error, _("it holds %u tensors, not %u: it is of another network"), n_found,
                 self->n_tensors);
  return check_tiling (self, error);
}

static void
copy_floats (const guint8 *data, gsize n, float *values)
{
  for (gsize i = 0; i < n; i++)
    {
      guint32 word;

      memcpy (&word, data + i * sizeof word, sizeof word);
      word = GUINT32_FROM_LE (word);
      memcpy (&values[i], &word, sizeof word);
    }
}

/* The tensors in the order in which the header was checked. */
static void
copy_tensors (const Reader *self, const guint8 *data, const DhNetwork *network, float *parameters)
{
  guint i = 0;

  for (guint l = 0; l < network->n_layers; l++)
    {
      const DhLayer *layer = &network->layers[l];

      copy_floats (data + self->begins[i++], (gsize) layer->inputs * layer->outputs,
                   parameters + layer->weight);
      if (network->has_bias)
        copy_floats (data + self->begins[i++], layer->outputs, parameters + layer->bias);
    }
}

static gboolean
read_data (Reader *self, const DhNetwork *network, float *parameters, GError **error)
{
  g_autofree guint8 *data = g_try_malloc (self->size);

  if (data == NULL)
    return fail (self, error, _("there is not enough memory to read it"));
  if (!read_bytes (self, data, self->size, error))
    return FALSE;
  if (fgetc (self->file) != EOF)
    return fail (self, error, _("it goes on behind its tensors: the file is damaged"));
  copy_tensors (self, data, network, parameters);
  return TRUE;
}

gboolean
dh_safetensors_load (const char *path, const DhNetwork *network, float *parameters, GError **error)
{
  Reader self = { path };
  gboolean loaded;

  g_return_val_if_fail (path != NULL && network != NULL && parameters != NULL, FALSE);

  self.size = network->n_parameters * sizeof (float);
  self.file = g_fopen (path, "rbe");
  if (self.file == NULL)
    return fail (&self, error, "%s", g_strerror (errno));
  loaded = read_header (&self, error) && check_header (&self, network, error) &&
           read_data (&self, network, parameters, error);
  g_clear_pointer (&self.header, json_node_unref);
  fclose (self.file);
  return loaded;
}
