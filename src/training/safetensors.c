// Parameters in the safetensors format, as PyTorch users exchange them.
// SPDX-License-Identifier: MIT

#include "training/safetensors.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "files/whole-file.h"
#include "training/json-write.h"
#include "training/safetensors-header.h"

static gsize
n_elements (const DhTensor *tensor)
{
  return (gsize) tensor->rows * MAX (tensor->columns, 1);
}

static void
add_numbers (JsonBuilder *builder, const char *name, guint n, const gint64 *numbers)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_int_value (builder, numbers[i]);
  json_builder_end_array (builder);
}

static void
add_tensor (JsonBuilder *builder, const DhTensor *tensor)
{
  gint64 shape[] = { tensor->rows, tensor->columns };
  gint64 offsets[] = { (gint64) (tensor->offset * sizeof (float)),
                       (gint64) ((tensor->offset + n_elements (tensor)) * sizeof (float)) };

  json_builder_set_member_name (builder, tensor->name);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "dtype");
  json_builder_add_string_value (builder, "F32");
  add_numbers (builder, "shape", tensor->columns > 0 ? 2 : 1, shape);
  add_numbers (builder, "data_offsets", 2, offsets);
  json_builder_end_object (builder);
}

/* "format" tells libraries around PyTorch whose names the tensors have. */
static void
add_experiment (JsonBuilder *builder, const char *experiment)
{
  json_builder_set_member_name (builder, DH_SAFETENSORS_TEXTS);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "format");
  json_builder_add_string_value (builder, "pt");
  json_builder_set_member_name (builder, DH_SAFETENSORS_EXPERIMENT);
  json_builder_add_string_value (builder, experiment);
  json_builder_end_object (builder);
}

/* The header, padded with spaces so that the data begin at a multiple of eight bytes. */
static char *
make_header (const DhSnapshot *snapshot, gsize *length)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  json_builder_begin_object (builder);
  if (snapshot->experiment != NULL)
    add_experiment (builder, snapshot->experiment);
  for (guint i = 0; i < snapshot->n_tensors; i++)
    add_tensor (builder, &snapshot->tensors[i]);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = dh_json_write (root);
  *length = (strlen (json) + 7) / 8 * 8;
  return g_strdup_printf ("%-*s", (int) *length, json);
}

static gboolean
write_floats (GOutputStream *stream, const float *values, gsize n, GError **error)
{
  guint32 words[4096];

  for (gsize done = 0; done < n;)
    {
      gsize some = MIN (n - done, G_N_ELEMENTS (words));

      memcpy (words, values + done, some * sizeof *words);
      for (gsize i = 0; i < some; i++)
        words[i] = GUINT32_TO_LE (words[i]);
      if (!g_output_stream_write_all (stream, words, some * sizeof *words, NULL, NULL, error))
        return FALSE;
      done += some;
    }
  return TRUE;
}

gboolean
dh_safetensors_save (const DhSnapshot *snapshot, GFile *file, GError **error)
{
  g_autoptr (DhWholeFile) whole = NULL;
  GOutputStream *stream;
  gsize length;
  g_autofree char *header = NULL;
  guint64 prefix;

  g_return_val_if_fail (snapshot != NULL && G_IS_FILE (file), FALSE);

  if (snapshot->n_parameters == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                   _("There are no parameters to save, or not enough memory for them"));
      return FALSE;
    }
  header = make_header (snapshot, &length);
  prefix = GUINT64_TO_LE ((guint64) length);
  whole = dh_whole_file_new (file, error);
  if (whole == NULL)
    return FALSE;
  stream = dh_whole_file_get_stream (whole);
  return g_output_stream_write_all (stream, &prefix, sizeof prefix, NULL, NULL, error) &&
         g_output_stream_write_all (stream, header, length, NULL, NULL, error) &&
         write_floats (stream, snapshot->parameters, snapshot->n_parameters, error) &&
         dh_whole_file_commit (whole, error);
}
