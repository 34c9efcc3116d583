// Writes a data set as the IDX files of MNIST.
// SPDX-License-Identifier: MIT

#include "dataset/idx-write.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dataset/byte-source.h"
#include "dataset/idx.h"
#include "files/whole-file.h"

#define MAX_BYTE_LABEL 255

/* Whether the classes are just called by their labels. */
static gboolean
are_numbers (const DhDataset *dataset)
{
  for (guint i = 0; i < dataset->n_classes; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);

      if (!g_str_equal (dataset->class_names[i], number))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_file (const char *path,
            DhIdxType type,
            guint n_dimensions,
            const guint32 *sizes,
            gconstpointer bytes,
            GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DhWholeFile) whole = dh_whole_file_new (file, error);
  guint32 header[4] = { GUINT32_TO_BE ((guint32) type << 8 | n_dimensions) };
  gsize n_bytes = dh_idx_type_get_size (type);
  GOutputStream *stream;

  if (whole == NULL)
    return FALSE;
  for (guint i = 0; i < n_dimensions; i++)
    {
      header[1 + i] = GUINT32_TO_BE (sizes[i]);
      n_bytes *= sizes[i];
    }
  stream = dh_whole_file_get_stream (whole);
  return g_output_stream_write_all (stream, header, (1 + n_dimensions) * sizeof *header, NULL,
                                    NULL, error) &&
         g_output_stream_write_all (stream, bytes, n_bytes, NULL, NULL, error) &&
         dh_whole_file_commit (whole, error);
}

/* As bytes, or as shorts where they do not fit. */
static gpointer
pack_labels (const DhImages *images, DhIdxType type, GError **error)
{
  guint8 *bytes = g_try_malloc_n (images->n, dh_idx_type_get_size (type));
  guint16 *shorts = (guint16 *) (void *) bytes;

  if (bytes == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 _("There is not enough memory for %u labels. Choose a smaller data set."),
                 images->n);
  else
    for (guint i = 0; i < images->n; i++)
      if (type == DH_IDX_SHORT)
        shorts[i] = GUINT16_TO_BE (images->labels[i]);
      else
        bytes[i] = (guint8) images->labels[i];
  return bytes;
}

static gboolean
write_part (const DhDataset *dataset,
            const DhImages *images,
            const char *folder,
            const char *part,
            GError **error)
{
  const guint32 sizes[] = { images->n, dataset->height, dataset->width };
  DhIdxType type =
      dataset->n_classes > MAX_BYTE_LABEL + 1 ? DH_IDX_SHORT : DH_IDX_UNSIGNED_BYTE;
  g_autofree char *images_name = g_strdup_printf ("%s-images-idx3-ubyte", part);
  g_autofree char *labels_name = g_strdup_printf ("%s-labels-idx1-ubyte", part);
  g_autofree char *images_path = g_build_filename (folder, images_name, NULL);
  g_autofree char *labels_path = g_build_filename (folder, labels_name, NULL);
  g_autofree gpointer labels = pack_labels (images, type, error);

  return labels != NULL && write_file (labels_path, type, 1, sizes, labels, error) &&
         write_file (images_path, DH_IDX_UNSIGNED_BYTE, 3, sizes, images->pixels, error);
}

static gboolean
write_names (const DhDataset *dataset, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "classes.txt", NULL);
  g_autofree char *joined = g_strjoinv ("\n", dataset->class_names);
  g_autofree char *text = g_strconcat (joined, "\n", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  /* One that is there already must not name the classes of another set. */
  return (are_numbers (dataset) && !g_file_test (path, G_FILE_TEST_EXISTS)) ||
         dh_whole_file_write (file, text, strlen (text), error);
}

static gboolean
make_folder (const char *folder, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autofree char *shown = dh_byte_source_display_path (folder);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR) ||
      g_file_make_directory_with_parents (file, NULL, error))
    return TRUE;
  g_prefix_error (error, _("Cannot make the folder %s: "), shown);
  return FALSE;
}

gboolean
dh_idx_write_folder (const DhDataset *dataset, const char *folder, GError **error)
{
  g_return_val_if_fail (dataset != NULL && folder != NULL, FALSE);

  return make_folder (folder, error) && write_names (dataset, folder, error) &&
         write_part (dataset, &dataset->train, folder, "train", error) &&
         (dataset->test.n == 0 || write_part (dataset, &dataset->test, folder, "t10k", error));
}
