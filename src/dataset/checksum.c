// The SHA-256 of files, computed once a run.
// SPDX-License-Identifier: MIT

#include "dataset/checksum.h"

#include <glib/gstdio.h>

#include "dataset/byte-source.h"

static GMutex mutex;
static GHashTable *remembered; /* what file of what size and time: checksum; behind the mutex */

/* NULL where the file cannot be looked at. */
static char *
make_key (const char *path, gboolean unpacked)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info =
      g_file_query_info (file, "standard::size,time::modified,time::modified-usec,unix::inode",
                         G_FILE_QUERY_INFO_NONE, NULL, NULL);

  if (info == NULL)
    return NULL;
  return g_strdup_printf (
      "%d %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT ".%u %" G_GUINT64_FORMAT " %s", unpacked,
      g_file_info_get_size (info),
      g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED),
      g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC),
      g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_UNIX_INODE), path);
}

static char *
recall (const char *key)
{
  char *checksum = NULL;

  if (key == NULL)
    return NULL;
  g_mutex_lock (&mutex);
  if (remembered != NULL)
    checksum = g_strdup (g_hash_table_lookup (remembered, key));
  g_mutex_unlock (&mutex);
  return checksum;
}

static void
remember (const char *key, const char *checksum)
{
  if (key == NULL)
    return;
  g_mutex_lock (&mutex);
  if (remembered == NULL)
    remembered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (remembered, g_strdup (key), g_strdup (checksum));
  g_mutex_unlock (&mutex);
}

#define PIECE (64 * 1024)

static char *
hash_contents (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (DhByteSource) source = dh_byte_source_new (path, cancellable, error);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *piece = g_malloc (PIECE);
  gsize n = 0;

  if (source == NULL)
    return NULL;
  do
    {
      if (!dh_byte_source_read (source, piece, PIECE, &n, cancellable, error))
        return NULL;
      g_checksum_update (sum, piece, n);
    }
  while (n == PIECE);
  return g_strdup (g_checksum_get_string (sum));
}

static char *
hash_bytes (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *piece = g_malloc (PIECE);
  gssize n;

  if (stream == NULL)
    return NULL;
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), piece, PIECE, cancellable, error)) > 0)
    g_checksum_update (sum, piece, n);
  return n == 0 ? g_strdup (g_checksum_get_string (sum)) : NULL;
}

char *
dh_checksum_compute (const char *path, gboolean unpacked, GCancellable *cancellable, GError **error)
{
  g_autofree char *key = make_key (path, unpacked);
  char *checksum = recall (key);

  g_return_val_if_fail (path != NULL, NULL);

  if (checksum != NULL)
    return checksum;
  checksum = unpacked ? hash_contents (path, cancellable, error)
                      : hash_bytes (path, cancellable, error);
  if (checksum != NULL)
    remember (key, checksum);
  return checksum;
}
