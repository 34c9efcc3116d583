// Writes a data set as the IDX files of MNIST.
// SPDX-License-Identifier: MIT

#include "dataset/idx-write.h"

#include <glib/gi18n-lib.h>

#include "dataset/byte-source.h"
#include "dataset/idx.h"
#include "files/whole-file.h"

#define BYTE_ELEMENTS 0x08
#define MAX_CLASSES 256

static gboolean
write_file (
    const char *path, DhIdxKind kind, const guint32 *sizes, const guint8 *bytes, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DhWholeFile) whole = dh_whole_file_new (file, error);
  guint32 header[1 + DH_IDX_IMAGES] = { GUINT32_TO_BE (BYTE_ELEMENTS << 8 | kind) };
  gsize n_bytes = 1;
  GOutputStream *stream;

  if (whole == NULL)
    return FALSE;
  for (guint i = 0; i < kind; i++)
    {
      header[1 + i] = GUINT32_TO_BE (sizes[i]);
      n_bytes *= sizes[i];
    }
  stream = dh_whole_file_get_stream (whole);
  return g_output_stream_write_all (stream, header, (1 + kind) * sizeof *header, NULL, NULL,
                                    error) &&
         g_output_stream_write_all (stream, bytes, n_bytes, NULL, NULL, error) &&
         dh_whole_file_commit (whole, error);
}

static guint8 *
narrow_labels (const DhImages *images, GError **error)
{
  guint8 *bytes = g_try_malloc (images->n);

  if (bytes == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 _("There is not enough memory for %u labels. Choose a smaller data set."),
                 images->n);
  else
    for (guint i = 0; i < images->n; i++)
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
  g_autofree char *images_name = g_strdup_printf ("%s-images-idx3-ubyte", part);
  g_autofree char *labels_name = g_strdup_printf ("%s-labels-idx1-ubyte", part);
  g_autofree char *images_path = g_build_filename (folder, images_name, NULL);
  g_autofree char *labels_path = g_build_filename (folder, labels_name, NULL);
  g_autofree guint8 *labels = narrow_labels (images, error);

  return labels != NULL && write_file (labels_path, DH_IDX_LABELS, sizes, labels, error) &&
         write_file (images_path, DH_IDX_IMAGES, sizes, images->pixels, error);
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

  if (dataset->n_classes > MAX_CLASSES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("IDX files hold up to %d classes, %s has %u: choose another data set"),
                   MAX_CLASSES, dataset->title, dataset->n_classes);
      return FALSE;
    }
  return make_folder (folder, error) &&
         write_part (dataset, &dataset->train, folder, "train", error) &&
         (dataset->test.n == 0 || write_part (dataset, &dataset->test, folder, "t10k", error));
}
