// A saved file, read back byte by byte as the format describes it.
// SPDX-License-Identifier: MIT

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "idx-files.h"
#include "pattern-dataset.h"
#include "training/run.h"
#include "training/safetensors.h"

typedef struct
{
  const char *name;
  guint hidden[2];
  guint n_hidden;
  gboolean bias;
} Net;

static const Net nets[] = {
  { "linear", { 0 }, 0, TRUE },
  { "linear-without-bias", { 0 }, 0, FALSE },
  { "two-hidden", { 7, 3 }, 2, TRUE },
  { "two-hidden-without-bias", { 7, 3 }, 2, FALSE },
  { "one-unit", { 1 }, 1, TRUE },
};

static DhSnapshot *
make_snapshot (const Net *net)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (20, 0);
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhRun) run = NULL;

  memcpy (settings->hidden, net->hidden, sizeof net->hidden);
  settings->n_hidden = net->n_hidden;
  settings->bias = net->bias;
  run = dh_run_new (1, settings, dataset, NULL);
  g_assert_true (dh_run_step (run));
  return dh_run_make_snapshot (run, DH_RUN_PAUSED);
}

static float
read_float (const guint8 *bytes)
{
  guint32 word = bytes[0] | (guint32) bytes[1] << 8 | (guint32) bytes[2] << 16 |
                 (guint32) bytes[3] << 24;
  float value;

  memcpy (&value, &word, sizeof value);
  return value;
}

/* The tensor lies right behind the one before it, at *@next, and holds the snapshot's numbers. */
static void
check_tensor (JsonObject *header, const DhSnapshot *snapshot, guint i, const guint8 *data,
              gsize *next)
{
  const DhTensor *tensor = &snapshot->tensors[i];
  JsonObject *object = json_object_get_object_member (header, tensor->name);
  JsonArray *shape;
  JsonArray *offsets;
  gsize n = tensor->rows;

  g_assert_nonnull (object);
  g_assert_cmpstr (json_object_get_string_member (object, "dtype"), ==, "F32");
  shape = json_object_get_array_member (object, "shape");
  g_assert_cmpint (json_array_get_int_element (shape, 0), ==, tensor->rows);
  if (tensor->columns > 0)
    {
      g_assert_cmpuint (json_array_get_length (shape), ==, 2);
      g_assert_cmpint (json_array_get_int_element (shape, 1), ==, tensor->columns);
      n *= tensor->columns;
    }
  else
    {
      g_assert_cmpuint (json_array_get_length (shape), ==, 1);
    }
  offsets = json_object_get_array_member (object, "data_offsets");
  g_assert_cmpuint (json_array_get_length (offsets), ==, 2);
  g_assert_cmpint (json_array_get_int_element (offsets, 0), ==, *next);
  g_assert_cmpint (json_array_get_int_element (offsets, 1), ==, *next + 4 * n);
  for (gsize j = 0; j < n; j++)
    g_assert_cmpfloat (read_float (data + *next + 4 * j), ==,
                       snapshot->parameters[tensor->offset + j]);
  *next += 4 * n;
}

/* Beside the tensors stands how they were made. */
static void
check_texts (JsonObject *header, const DhSnapshot *snapshot)
{
  JsonObject *texts = json_object_get_object_member (header, "__metadata__");

  g_assert_nonnull (texts);
  g_assert_cmpstr (json_object_get_string_member (texts, "format"), ==, "pt");
  g_assert_nonnull (snapshot->experiment);
  g_assert_cmpstr (json_object_get_string_member (texts, "downhill"), ==, snapshot->experiment);
}

static void
test_file (IdxFiles *files, gconstpointer data)
{
  g_autoptr (DhSnapshot) snapshot = make_snapshot (data);
  g_autofree char *path = idx_files_write (files, "net.safetensors", "longer than nothing", 19);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *header = NULL;
  g_autofree char *bytes = NULL;
  guint64 header_length;
  gsize length;
  gsize next = 0;

  g_assert_true (dh_safetensors_save (snapshot, file, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  memcpy (&header_length, bytes, 8);
  header_length = GUINT64_FROM_LE (header_length);
  g_assert_cmpuint (header_length % 8, ==, 0);
  g_assert_cmpuint (header_length, <, length - 8);
  g_assert_cmpint (bytes[8], ==, '{');
  header = g_strndup (bytes + 8, header_length);
  g_assert_cmpuint (strlen (header), ==, header_length);
  root = json_from_string (header, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_object_get_size (json_node_get_object (root)), ==,
                    snapshot->n_tensors + 1);
  check_texts (json_node_get_object (root), snapshot);
  for (guint i = 0; i < snapshot->n_tensors; i++)
    check_tensor (json_node_get_object (root), snapshot, i,
                  (const guint8 *) bytes + 8 + header_length, &next);
  g_assert_cmpuint (8 + header_length + next, ==, length);
  g_assert_cmpuint (next, ==, 4 * snapshot->n_parameters);
}

static void
test_cannot_write (IdxFiles *files, gconstpointer data)
{
  g_autoptr (DhSnapshot) snapshot = make_snapshot (&nets[0]);
  g_autofree char *path = g_build_filename (files->folder, "missing", "net.safetensors", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (dh_safetensors_save (snapshot, file, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/safetensors/file/%s", nets[i].name);

      g_test_add (path, IdxFiles, &nets[i], idx_files_set_up, test_file, idx_files_tear_down);
    }
  g_test_add ("/safetensors/cannot-write", IdxFiles, NULL, idx_files_set_up, test_cannot_write,
              idx_files_tear_down);
  return g_test_run ();
}
