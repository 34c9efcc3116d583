// Reads the IDX files of MNIST and its kin.
// SPDX-License-Identifier: MIT

#include "dataset/idx.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dataset/byte-source.h"

#define MAGIC_SIZE 4
#define DIMENSION_SIZE 4
#define MAX_DIMENSIONS 3

/* Elements that are not kept as they are pass through a piece of so many bytes. */
#define PIECE_SIZE (64 * 1024)

typedef struct _Reader Reader;

/* Takes @n elements, the @first-th of the file on. */
typedef gboolean (*TakePiece) (
    Reader *self, const guint8 *bytes, gsize first, gsize n, GError **error);

struct _Reader
{
  DhByteSource *source;
  DhIdxKind kind;
  DhIdx *idx;
  DhIdxType type;
  gsize n_elements;
  DhIdxRange range; /* of the images' elements read so far */
  DhIdxScale *scale;
  gboolean again; /* the scale is known from the first reading of the same file */
  GCancellable *cancellable;
};

void
dh_idx_free (DhIdx *self)
{
  g_free (self->pixels);
  g_free (self->labels);
  g_free (self);
}

static gboolean
check_dimensions (const Reader *self, guint n_dimensions, GError **error)
{
  if (self->kind == DH_IDX_LABELS ? n_dimensions == 1 : n_dimensions == 2 || n_dimensions == 3)
    return TRUE;
  return dh_byte_source_fail (self->source, error, 3,
                              self->kind == DH_IDX_IMAGES
                                ? _("the file has %u dimensions, images have 2 or 3. "
                                    "Check that its name is right.")
                                : _("the file has %u dimensions, labels have 1. "
                                    "Check that its name is right."),
                              n_dimensions);
}

static gboolean
check_type (const Reader *self, guint type, GError **error)
{
  if (dh_idx_type_get_size (type) == 0)
    return dh_byte_source_fail (self->source, error, 2,
                                _("there is no element type 0x%02x, the types are 0x08, 0x09 and "
                                  "0x0b to 0x0e. Fetch the file again."),
                                type);
  if (self->kind == DH_IDX_LABELS || self->scale->type == 0 || self->scale->type == type)
    return TRUE;
  return dh_byte_source_fail (self->source, error, 2,
                              _("the elements are of type 0x%02x, those for training of 0x%02x. "
                                "Fetch all files from the same place."),
                              type, self->scale->type);
}

static gboolean
check_magic (const Reader *self, const guint8 *magic, GError **error)
{
  if (magic[0] != 0 || magic[1] != 0)
    return dh_byte_source_fail (self->source, error, 0,
                                _("this is not an IDX file, it begins with %02x %02x, not 00 00. "
                                  "Fetch the file again."),
                                magic[0], magic[1]);
  return check_type (self, magic[2], error) && check_dimensions (self, magic[3], error);
}

static gboolean
check_side (const Reader *self, guint index, guint side, GError **error)
{
  return side <= DH_IDX_LARGEST_SIDE ||
         dh_byte_source_fail (self->source, error, MAGIC_SIZE + index * DIMENSION_SIZE,
                              _("the images have a side of %u pixels, more than %d. "
                                "Choose smaller images."),
                              side, DH_IDX_LARGEST_SIDE);
}

/* Flattened images: squares where that can be. */
static gboolean
unflatten (const Reader *self, guint n_pixels, GError **error)
{
  guint side = (guint) sqrt (n_pixels);

  self->idx->height = side * side == n_pixels ? side : 1;
  self->idx->width = n_pixels / self->idx->height;
  return check_side (self, 1, self->idx->width, error);
}

static gboolean
read_dimensions (const Reader *self, const guint8 *header, guint n_dimensions, GError **error)
{
  guint dimensions[MAX_DIMENSIONS] = { 0, 1, 1 };

  for (guint i = 0; i < n_dimensions; i++)
    {
      const guint8 *bytes = header + MAGIC_SIZE + i * DIMENSION_SIZE;

      dimensions[i] = (guint) bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
      /* A dimension's name is not worth a translation of its own: its byte says which it is. */
      if (dimensions[i] == 0)
        return dh_byte_source_fail (self->source, error, MAGIC_SIZE + i * DIMENSION_SIZE,
                                    _("a dimension is 0, so the file is empty. Fetch it again."));
    }
  self->idx->n = dimensions[0];
  self->idx->height = dimensions[1];
  self->idx->width = dimensions[2];
  if (n_dimensions == 2)
    return unflatten (self, dimensions[1], error);
  return check_side (self, 1, dimensions[1], error) && check_side (self, 2, dimensions[2], error);
}

static gboolean
fail_cut_short (const Reader *self, gsize offset, gsize declared, GError **error)
{
  return dh_byte_source_fail (self->source, error, offset,
                              _("the file ends here, its header declares %zu bytes. "
                                "Fetch the file again."),
                              declared);
}

/* The size of the whole file as its header declares it, checked against what the file can hold. */
static gboolean
check_size (Reader *self, GError **error)
{
  const DhIdx *idx = self->idx;
  gsize limit = dh_byte_source_get_limit (self->source);
  gsize declared = 0;

  if (!g_size_checked_mul (&self->n_elements, (gsize) idx->height * idx->width, idx->n) ||
      !g_size_checked_mul (&declared, self->n_elements, idx->element_size) ||
      !g_size_checked_add (&declared, declared, idx->header_size))
    return dh_byte_source_fail (self->source, error, MAGIC_SIZE,
                                _("the dimensions declare more bytes than can be counted. "
                                  "Fetch the file again."));
  if (declared <= limit)
    return TRUE;
  if (!dh_byte_source_is_compressed (self->source))
    return fail_cut_short (self, limit, declared, error);
  return dh_byte_source_fail (self->source, error, MAGIC_SIZE,
                              _("the header declares %zu bytes, the gzip file holds at most %zu. "
                                "Fetch the file again."),
                              declared, limit);
}

static gboolean
fail_in_header (const Reader *self, gsize n_read, gsize header_size, GError **error)
{
  return dh_byte_source_fail (self->source, error, n_read,
                              _("the file ends inside its header of %zu bytes. "
                                "Fetch the file again."),
                              header_size);
}

static gboolean
read_header (Reader *self, GError **error)
{
  guint8 header[MAGIC_SIZE + MAX_DIMENSIONS * DIMENSION_SIZE];
  gsize n_read = 0;
  gsize n_more = 0;
  gsize n_rest;

  if (!dh_byte_source_read (self->source, header, MAGIC_SIZE, &n_read, self->cancellable, error))
    return FALSE;
  if (n_read < MAGIC_SIZE)
    return fail_in_header (self, n_read, MAGIC_SIZE, error);
  if (!check_magic (self, header, error))
    return FALSE;
  n_rest = (gsize) header[3] * DIMENSION_SIZE;
  if (!dh_byte_source_read (self->source, header + MAGIC_SIZE, n_rest, &n_more, self->cancellable,
                            error))
    return FALSE;
  if (n_more < n_rest)
    return fail_in_header (self, n_read + n_more, MAGIC_SIZE + n_rest, error);
  self->type = (DhIdxType) header[2];
  self->idx->element_size = dh_idx_type_get_size (self->type);
  self->idx->header_size = MAGIC_SIZE + n_rest;
  return read_dimensions (self, header, header[3], error) && check_size (self, error);
}

static gsize
get_offset (const Reader *self, gsize element)
{
  return self->idx->header_size + element * self->idx->element_size;
}

/* Reads @n elements, the @first-th of the file on, to the last byte. */
static gboolean
read_elements (const Reader *self, guint8 *bytes, gsize first, gsize n, GError **error)
{
  gsize n_bytes = n * self->idx->element_size;
  gsize n_read = 0;

  if (!dh_byte_source_read (self->source, bytes, n_bytes, &n_read, self->cancellable, error))
    return FALSE;
  return n_read == n_bytes || fail_cut_short (self, get_offset (self, first) + n_read,
                                              get_offset (self, self->n_elements), error);
}

static gboolean
read_pieces (Reader *self, TakePiece take, GError **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE_SIZE);
  gsize most = PIECE_SIZE / self->idx->element_size;

  for (gsize first = 0; first < self->n_elements; first += most)
    {
      gsize n = MIN (most, self->n_elements - first);

      if (!read_elements (self, piece, first, n, error) || !take (self, piece, first, n, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_end (const Reader *self, GError **error)
{
  guint8 beyond;
  gsize n_read = 0;

  /* Also makes gzip's check sum be compared. */
  if (!dh_byte_source_read (self->source, &beyond, 1, &n_read, self->cancellable, error))
    return FALSE;
  if (n_read > 0)
    return dh_byte_source_fail (self->source, error, get_offset (self, self->n_elements),
                                _("the file goes on after its last element. "
                                  "Fetch the file again."));
  return dh_byte_source_check_unchanged (self->source, self->cancellable, error);
}

static gboolean
measure_piece (Reader *self, const guint8 *bytes, gsize first, gsize n, GError **error)
{
  gsize n_finite = dh_idx_range_widen (&self->range, self->type, bytes, n);

  return n_finite == n ||
         dh_byte_source_fail (self->source, error, get_offset (self, first + n_finite),
                              _("the value is not a finite number. Choose a data set without "
                                "such values."));
}

static gboolean
convert_piece (Reader *self, const guint8 *bytes, gsize first, gsize n, GError **error)
{
  if (!measure_piece (self, bytes, first, n, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    self->idx->pixels[first + i] =
        dh_idx_range_get_byte (&self->scale->range, dh_idx_type_get (self->type, bytes, i));
  return TRUE;
}

static gboolean
take_labels (Reader *self, const guint8 *bytes, gsize first, gsize n, GError **error)
{
  for (gsize i = 0; i < n; i++)
    {
      double label = dh_idx_type_get (self->type, bytes, i);

      /* Not a number is neither. */
      if (!(label >= 0 && label <= DH_IDX_LARGEST_LABEL && label == floor (label)))
        return dh_byte_source_fail (self->source, error, get_offset (self, first + i),
                                    _("a label of %g, labels are whole numbers from 0 to %d. "
                                      "Choose another data set."),
                                    label, DH_IDX_LARGEST_LABEL);
      self->idx->labels[first + i] = (guint16) label;
    }
  return TRUE;
}

static gboolean
fail_memory (const Reader *self, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               _("There is not enough memory for the %zu elements of a data file. "
                 "Choose a smaller data set."),
               self->n_elements);
  return FALSE;
}

static gboolean
read_labels (Reader *self, GError **error)
{
  self->idx->labels = g_try_new (guint16, self->n_elements);
  return (self->idx->labels != NULL || fail_memory (self, error)) &&
         read_pieces (self, take_labels, error) && read_end (self, error);
}

/* The first of two readings. */
static gboolean
measure_images (Reader *self, GError **error)
{
  if (!read_pieces (self, measure_piece, error) || !read_end (self, error))
    return FALSE;
  self->scale->type = self->type;
  self->scale->range = self->range;
  return TRUE;
}

/* Another file may have taken the place of the one that was measured. */
static gboolean
check_range (const Reader *self, GError **error)
{
  const DhIdxRange *measured = &self->scale->range;

  return !self->again ||
         (self->range.low == measured->low && self->range.high == measured->high) ||
         dh_byte_source_fail (self->source, error, self->idx->header_size,
                              _("the file changed while it was read. Read it again when nothing "
                                "writes to it any more."));
}

static gboolean
read_images (Reader *self, GError **error)
{
  self->idx->pixels = g_try_malloc (self->n_elements);
  if (self->idx->pixels == NULL)
    return fail_memory (self, error);
  self->scale->type = self->type;
  if (self->type == DH_IDX_UNSIGNED_BYTE)
    return read_elements (self, self->idx->pixels, 0, self->n_elements, error) &&
           read_end (self, error);
  return read_pieces (self, convert_piece, error) && read_end (self, error) &&
         check_range (self, error);
}

/* Reads the file once; to be called again where that only told the scale. */
static DhIdx *
read_once (const char *path,
           DhIdxKind kind,
           DhIdxScale *scale,
           gboolean again,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (DhByteSource) source = dh_byte_source_new (path, cancellable, error);
  g_autoptr (DhIdx) idx = g_new0 (DhIdx, 1);
  Reader self = { source, kind, idx, .range = { INFINITY, -INFINITY }, .scale = scale,
                  .again = again, .cancellable = cancellable };
  gboolean done;

  if (source == NULL || !read_header (&self, error))
    return NULL;
  if (kind == DH_IDX_LABELS)
    done = read_labels (&self, error);
  else if (scale->type == 0 && self.type != DH_IDX_UNSIGNED_BYTE)
    done = measure_images (&self, error);
  else
    done = read_images (&self, error);
  return done ? g_steal_pointer (&idx) : NULL;
}

DhIdx *
dh_idx_read (const char *path,
             DhIdxKind kind,
             DhIdxScale *scale,
             GCancellable *cancellable,
             GError **error)
{
  DhIdx *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (kind == DH_IDX_LABELS || scale != NULL, NULL);

  self = read_once (path, kind, scale, FALSE, cancellable, error);
  if (self == NULL || self->labels != NULL || self->pixels != NULL)
    return self;
  dh_idx_free (self);
  return read_once (path, kind, scale, TRUE, cancellable, error);
}
