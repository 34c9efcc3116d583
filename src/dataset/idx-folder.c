// A data set from a folder with the four IDX files that MNIST is published as.
// SPDX-License-Identifier: MIT

#include "dataset/idx-folder.h"

#include <glib/gi18n-lib.h>

#include "dataset/byte-source.h"
#include "dataset/idx.h"

static const char *
get_stem (DhIdxKind kind)
{
  return kind == DH_IDX_IMAGES ? "images" : "labels";
}

/* All names the file may have, the preferred first. */
static char **
list_names (const char *part, DhIdxKind kind)
{
  static const char *const endings[] = { "", ".gz" };
  static const char separators[] = { '-', '.' };
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint e = 0; e < G_N_ELEMENTS (endings); e++)
    for (guint s = 0; s < G_N_ELEMENTS (separators); s++)
      {
        g_autofree char *name = g_strdup_printf ("%s-%s%cidx%d-ubyte%s", part, get_stem (kind),
                                                 separators[s], kind, endings[e]);

        g_strv_builder_add (names, name);
      }
  return g_strv_builder_end (names);
}

/* Unpackers like to make a folder of a file's name: only files count. */
static char *
find_file (const char *folder, const char *part, DhIdxKind kind)
{
  g_auto (GStrv) names = list_names (part, kind);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }
  return NULL;
}

static DhIdx *
read_file (const char *folder,
           const char *part,
           DhIdxKind kind,
           char **path,
           GCancellable *cancellable,
           GError **error)
{
  g_auto (GStrv) names = list_names (part, kind);
  g_autofree char *listed = g_strjoinv (", ", names);
  g_autofree char *shown = dh_byte_source_display_path (folder);

  *path = find_file (folder, part, kind);
  if (*path != NULL)
    return dh_idx_read (*path, kind, cancellable, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("The folder %s lacks a file of the data set. It was looked for as: %s. "
                 "Put it there."),
               shown, listed);
  return NULL;
}

G_GNUC_PRINTF (3, 4)
static gboolean
fail_disagreement (const char *path, GError **error, const char *format, ...)
{
  g_autofree char *shown = dh_byte_source_display_path (path);
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: %s", shown, what);
  return FALSE;
}

/* Takes the pixels out of @read. */
static gboolean
fill_images (DhImages *images, DhIdx *read, const DhIdx *labels, GError **error)
{
  images->labels = g_try_new (guint16, labels->n);
  if (images->labels == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   _("There is not enough memory for %u labels. Choose a smaller data set."),
                   labels->n);
      return FALSE;
    }
  for (guint i = 0; i < labels->n; i++)
    images->labels[i] = labels->bytes[i];
  images->pixels = g_steal_pointer (&read->bytes);
  images->n = read->n;
  return TRUE;
}

/* Reads a part ("train") of the set. The first one sets the size of the images. */
static gboolean
read_part (DhDataset *self,
           DhImages *images,
           const char *folder,
           const char *part,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *labels_path = NULL;
  g_autofree char *images_path = NULL;
  g_autoptr (DhIdx) labels = NULL;
  g_autoptr (DhIdx) read = NULL;

  /* The small file first: what is wrong shows sooner. */
  labels = read_file (folder, part, DH_IDX_LABELS, &labels_path, cancellable, error);
  if (labels == NULL)
    return FALSE;
  read = read_file (folder, part, DH_IDX_IMAGES, &images_path, cancellable, error);
  if (read == NULL)
    return FALSE;
  if (read->n != labels->n)
    return fail_disagreement (labels_path, error,
                              _("the file has %u labels for %u images. "
                                "Fetch both files from the same place."),
                              labels->n, read->n);
  if (self->width == 0)
    {
      self->width = read->width;
      self->height = read->height;
    }
  if (read->width != self->width || read->height != self->height)
    return fail_disagreement (images_path, error,
                              _("the images are of %u × %u pixels, those for training of %u × %u. "
                                "Fetch all files from the same place."),
                              read->width, read->height, self->width, self->height);
  return fill_images (images, read, labels, error);
}

/* The test files' prefix, or NULL where there are no test files. */
static const char *
find_test_part (const char *folder)
{
  static const char *const parts[] = { "t10k", "test" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *images = find_file (folder, parts[i], DH_IDX_IMAGES);
      g_autofree char *labels = find_file (folder, parts[i], DH_IDX_LABELS);

      if (images != NULL || labels != NULL)
        return parts[i];
    }
  return NULL;
}

static gboolean
check_folder (const char *folder, GError **error)
{
  g_autofree char *shown = dh_byte_source_display_path (folder);

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (g_file_test (folder, G_FILE_TEST_EXISTS))
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY,
                 _("%s is a file. Choose the folder which holds the data set's four IDX files."),
                 shown);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("There is no folder %s. Choose the folder which holds train-images-idx3-ubyte, "
                   "train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, "
                   "plain or .gz."),
                 shown);
  return FALSE;
}

DhDataset *
dh_idx_folder_load (const char *folder,
                    const char *name,
                    const char *title,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (DhDataset) self = NULL;
  const char *test_part;

  g_return_val_if_fail (folder != NULL && name != NULL && title != NULL, NULL);

  if (!check_folder (folder, error))
    return NULL;
  self = dh_dataset_new (name, title, 0, 0);
  if (!read_part (self, &self->train, folder, "train", cancellable, error))
    return NULL;
  test_part = find_test_part (folder);
  if (test_part != NULL &&
      !read_part (self, &self->test, folder, test_part, cancellable, error))
    return NULL;
  dh_dataset_complete (self);
  if (self->n_classes < 2)
    {
      fail_disagreement (folder, error,
                         _("all labels are 0. Choose a data set with at least two classes."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

gboolean
dh_idx_folder_is_complete (const char *folder)
{
  g_autofree char *images = find_file (folder, "train", DH_IDX_IMAGES);
  g_autofree char *labels = find_file (folder, "train", DH_IDX_LABELS);

  return images != NULL && labels != NULL;
}
