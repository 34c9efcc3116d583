// Makes IDX and gzip files in a temporary folder, for tests.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib/gstdio.h>
#include <string.h>
#include <zlib.h>

typedef struct
{
  char *folder;
} IdxFiles;

static inline void
idx_files_set_up (IdxFiles *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("downhill-test-XXXXXX", &error);
  g_assert_no_error (error);
}

static inline void
idx_files_tear_down (IdxFiles *self, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
}

/* (transfer full): the path. */
static inline char *
idx_files_write (IdxFiles *self, const char *name, gconstpointer bytes, gsize n)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;

  /* GLib 2.74 keeps the tail of a longer file. */
  g_remove (path);
  g_file_set_contents_full (path, bytes, n, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  return path;
}

/* An IDX file of unsigned bytes; element i is i modulo @n_values. */
static inline GByteArray *
idx_bytes (guint n_dimensions, const guint32 *dimensions, guint n_values)
{
  guint8 magic[] = { 0, 0, 8, n_dimensions };
  GByteArray *bytes = g_byte_array_new ();
  gsize n = 1;

  g_byte_array_append (bytes, magic, sizeof magic);
  for (guint i = 0; i < n_dimensions; i++)
    {
      guint32 dimension = GUINT32_TO_BE (dimensions[i]);

      n *= dimensions[i];
      g_byte_array_append (bytes, (const guint8 *) &dimension, sizeof dimension);
    }
  for (gsize i = 0; i < n; i++)
    {
      guint8 value = i % n_values;

      g_byte_array_append (bytes, &value, 1);
    }
  return bytes;
}

/* An IDX file of the elements @values, of an element type from 0x08 to 0x0e. */
static inline GByteArray *
idx_typed_bytes (guint8 type, guint n_dimensions, const guint32 *dimensions, const double *values)
{
  GByteArray *bytes = idx_bytes (n_dimensions, dimensions, 256);
  gsize header = 4 + 4 * n_dimensions;
  gsize n = bytes->len - header;

  bytes->data[2] = type;
  g_byte_array_set_size (bytes, header);
  for (gsize i = 0; i < n; i++)
    {
      guint64 bits = (guint64) (gint64) (type < 0x0d ? values[i] : 0) << (type == 0x0b   ? 48
                                                                           : type == 0x0c ? 32
                                                                                          : 56);
      float single = (float) values[i];
      guint32 single_bits;

      memcpy (&single_bits, &single, sizeof single);
      if (type == 0x0d)
        bits = (guint64) single_bits << 32;
      if (type == 0x0e)
        memcpy (&bits, &values[i], sizeof bits);
      bits = GUINT64_TO_BE (bits);
      g_byte_array_append (bytes, (const guint8 *) &bits,
                           type < 0x0b ? 1 : type == 0x0b ? 2 : type == 0x0e ? 8 : 4);
    }
  return bytes;
}

/* One gzip member. */
static inline GByteArray *
gzip_bytes (gconstpointer bytes, gsize n)
{
  GByteArray *packed = g_byte_array_new ();
  z_stream z = { .next_in = (Bytef *) bytes, .avail_in = n };

  g_assert_cmpint (deflateInit2 (&z, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), ==,
                   Z_OK);
  g_byte_array_set_size (packed, deflateBound (&z, n));
  z.next_out = packed->data;
  z.avail_out = packed->len;
  g_assert_cmpint (deflate (&z, Z_FINISH), ==, Z_STREAM_END);
  g_byte_array_set_size (packed, z.total_out);
  deflateEnd (&z);
  return packed;
}

/* Writes @n images of @side × @side and labels modulo @n_classes under the names given. */
static inline void
idx_files_write_part (IdxFiles *files,
                      const char *images_name,
                      guint n,
                      guint side,
                      const char *labels_name,
                      guint n_labels,
                      guint n_classes)
{
  const guint32 dimensions[] = { n, side, side };
  g_autoptr (GByteArray) images = idx_bytes (3, dimensions, 256);
  g_autoptr (GByteArray) packed = gzip_bytes (images->data, images->len);
  g_autoptr (GByteArray) labels = idx_bytes (1, &n_labels, n_classes);

  if (g_str_has_suffix (images_name, ".gz"))
    g_free (idx_files_write (files, images_name, packed->data, packed->len));
  else
    g_free (idx_files_write (files, images_name, images->data, images->len));
  g_free (idx_files_write (files, labels_name, labels->data, labels->len));
}

/* Twenty images of 4 × 4 pixels in five classes. */
static inline void
idx_files_write_train (IdxFiles *files)
{
  idx_files_write_part (files, "train-images-idx3-ubyte", 20, 4, "train-labels-idx1-ubyte", 20, 5);
}
