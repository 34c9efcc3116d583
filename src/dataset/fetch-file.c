// Downloads one published file into a folder, whole and as published, or not at all.
// SPDX-License-Identifier: MIT

#include "dataset/fetch-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <unistd.h>

#include "dataset/byte-source.h"
#include "files/whole-file.h"

#define PART_ENDING ".part"
#define STALE_SECONDS 3600 /* nothing was written to it for so long: nobody will */

G_DEFINE_QUARK (dh-fetch-file-error-quark, dh_fetch_file_error)

typedef struct
{
  const DhPublishedFile *file;
  const char *path;
  GOutputStream *stream;
  GChecksum *sum;
  guint64 received;
  void (*progress) (guint64 n, gpointer data);
  gpointer data;
} Receiver;

static gboolean
fail_write (const GError *reason, GError **error)
{
  g_set_error (error, DH_FETCH_FILE_ERROR, DH_FETCH_FILE_ERROR_WRITE,
               _("%s. Make room there, or allow writing, and try again."), reason->message);
  return FALSE;
}

static void
remove_stale (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf status;

  if (g_str_has_suffix (name, PART_ENDING) && g_lstat (path, &status) == 0 &&
      status.st_mtime + STALE_SECONDS < g_get_real_time () / G_USEC_PER_SEC)
    g_unlink (path);
}

gboolean
dh_fetch_file_prepare (const char *folder, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GError) reason = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_make_directory_with_parents (file, NULL, &reason) &&
      !g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_autofree char *shown = dh_byte_source_display_path (folder);

      g_prefix_error (&reason, _("Cannot make the folder “%s”: "), shown);
      return fail_write (reason, error);
    }
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    remove_stale (folder, name);
  return TRUE;
}

static gboolean
take (const guint8 *bytes, gsize n, gpointer data, GError **error)
{
  Receiver *self = data;
  g_autoptr (GError) reason = NULL;

  /* Rather than fill the disk with what is something else anyway. */
  if (n > self->file->size - self->received)
    {
      g_set_error (error, DH_FETCH_FILE_ERROR, DH_FETCH_FILE_ERROR_DIFFERS,
                   _("the file there is longer than the published one"));
      return FALSE;
    }
  if (!g_output_stream_write_all (self->stream, bytes, n, NULL, NULL, &reason))
    {
      g_autofree char *shown = dh_byte_source_display_path (self->path);

      g_prefix_error (&reason, _("Cannot write “%s”: "), shown);
      return fail_write (reason, error);
    }
  g_checksum_update (self->sum, bytes, n);
  self->received += n;
  self->progress (self->received, self->data);
  return TRUE;
}

static gboolean
check (Receiver *self, GError **error)
{
  const char *found = g_checksum_get_string (self->sum);

  if (self->received < self->file->size)
    g_set_error (error, DH_FETCH_FILE_ERROR, DH_FETCH_FILE_ERROR_DIFFERS,
                 _("only %" PRIu64 " of %" PRIu64 " bytes came"),
                 self->received, self->file->size);
  else if (!g_str_equal (found, self->file->sha256))
    g_set_error (error, DH_FETCH_FILE_ERROR, DH_FETCH_FILE_ERROR_DIFFERS,
                 _("the file there differs from the published one, its SHA-256 begins with %.8s, "
                   "not with %.8s"),
                 found, self->file->sha256);
  else
    return TRUE;
  return FALSE;
}

static gboolean
receive (Receiver *self, DhWholeFile *part, DhHttp *http, const char *url,
         GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;

  self->stream = dh_whole_file_get_stream (part);
  if (!dh_http_get (http, url, take, self, cancellable, error) || !check (self, error))
    return FALSE;
  return dh_whole_file_commit (part, &reason) || fail_write (reason, error);
}

static gboolean
put_in_place (GFile *part, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) reason = NULL;

  return g_file_move (part, file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &reason) ||
         fail_write (reason, error);
}

gboolean
dh_fetch_file (DhHttp *http,
               const char *url,
               const DhPublishedFile *file,
               const char *folder,
               void (*progress) (guint64 n, gpointer data),
               gpointer data,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *path = g_build_filename (folder, file->name, NULL);
  Receiver receiver = { file, path, .sum = sum, .progress = progress, .data = data };
  /* Two programs may fetch the same set at a time. */
  g_autofree char *part_path = g_strdup_printf ("%s.%d" PART_ENDING, path, (int) getpid ());
  g_autoptr (GFile) part = g_file_new_for_path (part_path);
  g_autoptr (DhWholeFile) whole = NULL;
  g_autoptr (GError) reason = NULL;

  g_unlink (part_path);
  whole = dh_whole_file_new (part, &reason);
  if (whole == NULL)
    return fail_write (reason, error);
  if (!receive (&receiver, whole, http, url, cancellable, error))
    return FALSE;
  if (put_in_place (part, path, error))
    return TRUE;
  g_unlink (part_path);
  return FALSE;
}
