// A folder that holds a data set, looked at from outside: what is in it, and is it the published?
// SPDX-License-Identifier: MIT

#include "dataset/place.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "dataset/byte-source.h"
#include "dataset/checksum.h"
#include "dataset/idx-names.h"

#define MAGIC_SIZE 4
#define DIMENSION_SIZE 4
#define UNSIGNED_BYTE 0x08

void
dh_place_free (DhPlace *self)
{
  g_free (self->folder);
  g_free (self->problem);
  g_free (self);
}

char *
dh_place_find_file (const DhPublishedFile *file, const char *folder)
{
  DhIdxPart part = g_str_has_prefix (file->name, "train") ? DH_IDX_TRAIN : DH_IDX_TEST;
  DhIdxKind kind = strstr (file->name, "-images") != NULL ? DH_IDX_IMAGES : DH_IDX_LABELS;
  g_autoptr (DhIdxNames) names = dh_idx_names_find (folder, NULL);
  const char *path = names != NULL && *names->prefix == '\0' ? names->paths[part][kind] : NULL;

  /* Unpackers like to make a folder of a file's name. */
  return path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_strdup (path) : NULL;
}

static gboolean
get_size (const char *path, guint64 *size)
{
  GStatBuf status;

  if (path == NULL || g_stat (path, &status) != 0)
    return FALSE;
  *size = status.st_size;
  return TRUE;
}

gboolean
dh_place_has_sizes (const DhPublished *set, const char *folder)
{
  for (guint i = 0; i < DH_PUBLISHED_N_FILES; i++)
    {
      const DhPublishedFile *file = &set->files[i];
      g_autofree char *path = dh_place_find_file (file, folder);
      guint64 size = 0;

      if (!get_size (path, &size) || (size != file->size && size != file->unpacked_size))
        return FALSE;
    }
  return TRUE;
}

/* Reads the first @n dimensions. FALSE with an error where it is no such file. */
static gboolean
read_dimensions (DhByteSource *source, guint n, guint *dimensions, guint *type, GError **error)
{
  guint8 header[MAGIC_SIZE + 3 * DIMENSION_SIZE];
  gsize size = MAGIC_SIZE + n * DIMENSION_SIZE;
  gsize n_read = 0;

  if (!dh_byte_source_read (source, header, size, &n_read, NULL, error))
    return FALSE;
  if (n_read < size || header[0] != 0 || header[1] != 0 || header[3] < n)
    return dh_byte_source_fail (source, error, 0,
                                _("this is no IDX file of this kind. Fetch the file again."));
  *type = header[2];
  for (guint i = 0; i < n; i++)
    {
      const guint8 *bytes = header + MAGIC_SIZE + i * DIMENSION_SIZE;

      dimensions[i] = (guint) bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
    }
  return TRUE;
}

static gboolean
look_at_images (const char *path, guint *n, guint *height, guint *width, GError **error)
{
  g_autoptr (DhByteSource) source = dh_byte_source_new (path, NULL, error);
  guint dimensions[3] = { 0 };
  guint type;

  if (source == NULL || !read_dimensions (source, 3, dimensions, &type, error))
    return FALSE;
  *n = dimensions[0];
  *height = dimensions[1];
  *width = dimensions[2];
  return TRUE;
}

static gboolean
count_classes (DhPlace *self, const char *path, GError **error)
{
  g_autoptr (DhByteSource) source = dh_byte_source_new (path, NULL, error);
  guint8 labels[4096];
  guint type = 0;
  guint n = 0;
  guint largest = 0;
  gsize n_read = 0;

  if (source == NULL || !read_dimensions (source, 1, &n, &type, error))
    return FALSE;
  if (type != UNSIGNED_BYTE)
    return TRUE;
  do
    {
      if (!dh_byte_source_read (source, labels, sizeof labels, &n_read, NULL, error))
        return FALSE;
      for (gsize i = 0; i < n_read; i++)
        largest = MAX (largest, labels[i]);
    }
  while (n_read == sizeof labels);
  self->n_classes = largest + 1;
  return TRUE;
}

/* The files are in the order of the table: images and labels for training, then for testing. */
static gboolean
look (DhPlace *self, GError **error)
{
  const DhPublishedFile *files = self->set->files;
  g_autofree char *images = dh_place_find_file (&files[0], self->folder);
  g_autofree char *labels = dh_place_find_file (&files[1], self->folder);
  g_autofree char *tests = dh_place_find_file (&files[2], self->folder);
  guint height = 0;
  guint width = 0;

  if (images == NULL || labels == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _("the files for training are not there"));
      return FALSE;
    }
  return look_at_images (images, &self->n_train, &self->height, &self->width, error) &&
         count_classes (self, labels, error) &&
         (tests == NULL || look_at_images (tests, &self->n_test, &height, &width, error));
}

DhPlace *
dh_place_new (const DhPublished *set, const char *folder)
{
  DhPlace *self = g_new0 (DhPlace, 1);
  g_autoptr (GError) error = NULL;

  self->set = set;
  self->folder = g_strdup (folder);
  if (!look (self, &error))
    {
      self->n_train = self->n_test = 0;
      self->problem = g_strdup (error->message);
    }
  return self;
}

static gboolean
is_packed (const char *path)
{
  g_autoptr (DhByteSource) source = dh_byte_source_new (path, NULL, NULL);

  return source != NULL && dh_byte_source_is_compressed (source);
}

static gboolean
has_checksum (const char *path, gboolean unpacked, const char *expected, GCancellable *cancellable)
{
  g_autofree char *found = dh_checksum_compute (path, unpacked, cancellable, NULL);

  return g_strcmp0 (found, expected) == 0;
}

/* torchvision leaves the packed file beside what it unpacked. */
static DhCheck
check_by_twin (const DhPublishedFile *file, const char *path, GCancellable *cancellable)
{
  g_autofree char *twin = g_strconcat (path, ".gz", NULL);
  g_autofree char *contents = NULL;

  if (!has_checksum (twin, FALSE, file->sha256, cancellable))
    return DH_CHECK_UNKNOWN;
  contents = dh_checksum_compute (twin, TRUE, cancellable, NULL);
  return has_checksum (path, FALSE, contents, cancellable) ? DH_CHECK_PUBLISHED : DH_CHECK_DIFFERS;
}

DhCheck
dh_place_check_file (const DhPublishedFile *file, const char *path, GCancellable *cancellable)
{
  gboolean packed = is_packed (path);
  guint64 size = 0;

  if (!get_size (path, &size) || (!packed && size != file->unpacked_size))
    return DH_CHECK_DIFFERS;
  if (packed && size == file->size && has_checksum (path, FALSE, file->sha256, cancellable))
    return DH_CHECK_PUBLISHED;
  if (file->unpacked_sha256 != NULL)
    return has_checksum (path, TRUE, file->unpacked_sha256, cancellable) ? DH_CHECK_PUBLISHED
                                                                         : DH_CHECK_DIFFERS;
  return packed ? DH_CHECK_DIFFERS : check_by_twin (file, path, cancellable);
}

gboolean
dh_place_check (DhPlace *self, GCancellable *cancellable)
{
  DhCheck check = DH_CHECK_PUBLISHED;

  if (self->check != DH_CHECK_PENDING)
    return TRUE;
  for (guint i = 0; i < DH_PUBLISHED_N_FILES && check != DH_CHECK_DIFFERS; i++)
    {
      const DhPublishedFile *file = &self->set->files[i];
      g_autofree char *path = dh_place_find_file (file, self->folder);
      DhCheck one =
          path != NULL ? dh_place_check_file (file, path, cancellable) : DH_CHECK_DIFFERS;

      if (one != DH_CHECK_PUBLISHED)
        check = one;
    }
  if (g_cancellable_is_cancelled (cancellable))
    return FALSE;
  self->check = check;
  return TRUE;
}

char *
dh_place_describe (const DhPlace *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->problem != NULL)
    return g_strdup (self->problem);
  g_string_append_printf (text, _("%'u images for training, %'u for testing, %u × %u pixels"),
                          self->n_train, self->n_test, self->width, self->height);
  if (self->n_classes > 0)
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, ngettext ("%u class", "%u classes", self->n_classes),
                              self->n_classes);
    }
  return g_strdup (text->str);
}

char *
dh_place_describe_check (const DhPlace *self)
{
  switch (self->check)
    {
    case DH_CHECK_PUBLISHED:
      return g_strdup_printf (_("the published %s"), self->set->title);
    case DH_CHECK_DIFFERS:
      return g_strdup_printf (_("differs from the published %s"), self->set->title);
    case DH_CHECK_UNKNOWN:
      return g_strdup_printf (_("unpacked, so not comparable with the published %s"),
                              self->set->title);
    case DH_CHECK_PENDING:
    default:
      return NULL;
    }
}
