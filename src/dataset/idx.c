// Reads the IDX files of MNIST and its kin.
// SPDX-License-Identifier: MIT

#include "dataset/idx.h"

#include <glib/gi18n-lib.h>

#include "dataset/byte-source.h"

#define UNSIGNED_BYTE 0x08
#define MAGIC_SIZE 4
#define DIMENSION_SIZE 4

void
dh_idx_free (DhIdx *self)
{
  g_free (self->bytes);
  g_free (self);
}

static gsize
get_header_size (DhIdxKind kind)
{
  return MAGIC_SIZE + kind * DIMENSION_SIZE;
}

static gboolean
check_magic (const DhByteSource *source, const guint8 *magic, DhIdxKind kind, GError **error)
{
  if (magic[0] != 0 || magic[1] != 0)
    return dh_byte_source_fail (source, error, 0,
                                _("this is not an IDX file, it begins with %02x %02x, not 00 00. "
                                  "Fetch the file again."),
                                magic[0], magic[1]);
  if (magic[2] != UNSIGNED_BYTE)
    return dh_byte_source_fail (source, error, 2,
                                _("the elements are of type 0x%02x, only unsigned bytes (0x08) "
                                  "can be read. Convert the file."),
                                magic[2]);
  if (magic[3] == kind)
    return TRUE;
  return dh_byte_source_fail (source, error, 3,
                              kind == DH_IDX_IMAGES
                                ? _("the file has %u dimensions, images have 3. "
                                    "Check that its name is right.")
                                : _("the file has %u dimensions, labels have 1. "
                                    "Check that its name is right."),
                              magic[3]);
}

/* A dimension's name is not worth a translation of its own: its byte says which it is. */
static gboolean
read_dimension (const DhByteSource *source,
                const guint8 *header,
                guint index,
                guint *dimension,
                GError **error)
{
  gsize offset = MAGIC_SIZE + index * DIMENSION_SIZE;
  const guint8 *bytes = header + offset;

  *dimension = (guint) bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
  if (*dimension == 0)
    return dh_byte_source_fail (source, error, offset,
                                _("a dimension is 0, so the file is empty. Fetch it again."));
  if (index > 0 && *dimension > DH_IDX_LARGEST_SIDE)
    return dh_byte_source_fail (source, error, offset,
                                _("the images have a side of %u pixels, more than %d. "
                                  "Choose smaller images."),
                                *dimension, DH_IDX_LARGEST_SIDE);
  return TRUE;
}

static gboolean
fail_cut_short (const DhByteSource *source, gsize offset, gsize declared, GError **error)
{
  return dh_byte_source_fail (source, error, offset,
                              _("the file ends here, its header declares %zu bytes. "
                                "Fetch the file again."),
                              declared);
}

/* The size of the whole file as its header declares it, checked against what the file can hold. */
static gboolean
check_size (const DhByteSource *source,
            const DhIdx *self,
            DhIdxKind kind,
            gsize *n_bytes,
            GError **error)
{
  gsize header_size = get_header_size (kind);
  gsize limit = dh_byte_source_get_limit (source);
  gsize declared = 0;

  if (!g_size_checked_mul (n_bytes, (gsize) self->height * self->width, self->n) ||
      !g_size_checked_add (&declared, *n_bytes, header_size))
    return dh_byte_source_fail (source, error, MAGIC_SIZE,
                                _("the dimensions declare more bytes than can be counted. "
                                  "Fetch the file again."));
  if (declared <= limit)
    return TRUE;
  if (!dh_byte_source_is_compressed (source))
    return fail_cut_short (source, limit, declared, error);
  return dh_byte_source_fail (source, error, MAGIC_SIZE,
                              _("the header declares %zu bytes, the gzip file holds at most %zu. "
                                "Fetch the file again."),
                              declared, limit);
}

static gboolean
read_header (DhByteSource *source,
             DhIdx *self,
             DhIdxKind kind,
             gsize *n_bytes,
             GCancellable *cancellable,
             GError **error)
{
  guint8 header[MAGIC_SIZE + DH_IDX_IMAGES * DIMENSION_SIZE];
  gsize n_read = 0;
  guint *dimensions[] = { &self->n, &self->height, &self->width };

  if (!dh_byte_source_read (source, header, get_header_size (kind), &n_read, cancellable, error))
    return FALSE;
  /* A file of the other kind can be too short for this one; its magic number says more. */
  if (n_read >= MAGIC_SIZE && !check_magic (source, header, kind, error))
    return FALSE;
  if (n_read < get_header_size (kind))
    return dh_byte_source_fail (source, error, n_read,
                                _("the file ends inside its header of %zu bytes. "
                                  "Fetch the file again."),
                                get_header_size (kind));
  self->height = 1;
  self->width = 1;
  for (guint i = 0; i < (guint) kind; i++)
    if (!read_dimension (source, header, i, dimensions[i], error))
      return FALSE;
  return check_size (source, self, kind, n_bytes, error);
}

static gboolean
read_elements (DhByteSource *source,
               DhIdx *self,
               gsize header_size,
               gsize n_bytes,
               GCancellable *cancellable,
               GError **error)
{
  gsize n_read = 0;
  guint8 beyond;

  self->bytes = g_try_malloc (n_bytes);
  if (self->bytes == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   _("There is not enough memory for the %zu bytes of a data file. "
                     "Choose a smaller data set."),
                   n_bytes);
      return FALSE;
    }
  if (!dh_byte_source_read (source, self->bytes, n_bytes, &n_read, cancellable, error))
    return FALSE;
  if (n_read < n_bytes)
    return fail_cut_short (source, header_size + n_read, header_size + n_bytes, error);
  /* Also makes gzip's check sum be compared. */
  if (!dh_byte_source_read (source, &beyond, 1, &n_read, cancellable, error))
    return FALSE;
  if (n_read == 0)
    return TRUE;
  return dh_byte_source_fail (source, error, header_size + n_bytes,
                              _("the file goes on after its last element. Fetch the file again."));
}

DhIdx *
dh_idx_read (const char *path, DhIdxKind kind, GCancellable *cancellable, GError **error)
{
  g_autoptr (DhByteSource) source = NULL;
  g_autoptr (DhIdx) self = g_new0 (DhIdx, 1);
  gsize n_bytes = 0;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (kind == DH_IDX_LABELS || kind == DH_IDX_IMAGES, NULL);

  source = dh_byte_source_new (path, cancellable, error);
  if (source == NULL ||
      !read_header (source, self, kind, &n_bytes, cancellable, error) ||
      !read_elements (source, self, get_header_size (kind), n_bytes, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}
