// The bytes of a file, plain or gzip, one after the other.
// SPDX-License-Identifier: MIT

#include "dataset/byte-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

#include "dataset/progress.h"

/* Of deflate: 258 bytes from a length and a distance of one bit each. */
#define LARGEST_EXPANSION 1032
#define LARGEST_STEP (1024 * 1024)

#define STATE_ATTRIBUTES                                                                           \
  G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED                                \
  "," G_FILE_ATTRIBUTE_TIME_MODIFIED_NSEC

/* What changes when somebody writes to a file. */
typedef struct
{
  gsize size;
  guint64 seconds;
  guint32 nanoseconds;
} FileState;

struct _DhByteSource
{
  char *label;
  GFileInputStream *stream;
  FileState opened; /* as it was then */

  gboolean compressed;
  gboolean between_members; /* of a gzip file, which may have several */
  z_stream inflater;

  gsize filled; /* bytes of the file that have been in the buffer */
  gsize begin;  /* of those not yet used */
  gsize end;
  guint8 buffer[64 * 1024];
};

void
dh_byte_source_free (DhByteSource *self)
{
  if (self->compressed)
    inflateEnd (&self->inflater);
  g_clear_object (&self->stream);
  g_free (self->label);
  g_free (self);
}

char *
dh_byte_source_display_path (const char *path)
{
  return g_strdelimit (g_filename_display_name (path), "\n\r", ' ');
}

gboolean
dh_byte_source_fail (const DhByteSource *self,
                     GError **error,
                     gsize offset,
                     const char *format,
                     ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("%s, byte %zu: %s"), self->label,
               offset, what);
  return FALSE;
}

static gboolean
fill (DhByteSource *self, GCancellable *cancellable, GError **error)
{
  gssize n = g_input_stream_read (G_INPUT_STREAM (self->stream), self->buffer,
                                  sizeof self->buffer, cancellable, error);

  if (n < 0)
    {
      g_prefix_error (error, "%s: ", self->label);
      return FALSE;
    }
  self->begin = 0;
  self->end = n;
  self->filled += n;
  dh_progress_tell (cancellable, self->filled, self->opened.size);
  return TRUE;
}

/* A device or a pipe would block, or never end. */
static gboolean
check_regular (const DhByteSource *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
    return TRUE;
  /* What the link leads to would have been told instead. */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
               g_file_info_get_file_type (info) == G_FILE_TYPE_SYMBOLIC_LINK
                 ? _("%s is a link that leads to no file. Put the file itself there.")
                 : _("%s is not a regular file. Choose a data file."),
               self->label);
  return FALSE;
}

static gboolean
query_state (GFileInputStream *stream, FileState *state, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInfo) info =
      g_file_input_stream_query_info (stream, STATE_ATTRIBUTES, cancellable, error);

  if (info == NULL)
    return FALSE;
  state->size = g_file_info_get_size (info);
  state->seconds = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
  state->nanoseconds = g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_NSEC);
  return TRUE;
}

static gboolean
open_stream (DhByteSource *self, GFile *file, GCancellable *cancellable, GError **error)
{
  self->stream = g_file_read (file, cancellable, error);
  return self->stream != NULL &&
         query_state (self->stream, &self->opened, cancellable, error);
}

gboolean
dh_byte_source_check_unchanged (const DhByteSource *self,
                                GCancellable *cancellable,
                                GError **error)
{
  const FileState *opened = &self->opened;
  FileState now;

  if (!query_state (self->stream, &now, cancellable, error))
    return FALSE;
  if (now.size == opened->size && now.seconds == opened->seconds &&
      now.nanoseconds == opened->nanoseconds)
    return TRUE;
  return dh_byte_source_fail (self, error, self->filled,
                              _("the file changed while it was read. Read it again when nothing "
                                "writes to it any more."));
}

static gboolean
start_inflating (DhByteSource *self, GError **error)
{
  /* 16: a gzip header, not zlib's. */
  if (inflateInit2 (&self->inflater, 16 + MAX_WBITS) != Z_OK)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   _("%s: there is not enough memory to unpack it."), self->label);
      return FALSE;
    }
  self->compressed = TRUE;
  return TRUE;
}

DhByteSource *
dh_byte_source_new (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (DhByteSource) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  file = g_file_new_for_path (path);
  self = g_new0 (DhByteSource, 1);
  self->label = dh_byte_source_display_path (path);
  if (!check_regular (self, file, cancellable, error) ||
      !open_stream (self, file, cancellable, error) ||
      !fill (self, cancellable, error))
    return NULL;
  if (self->end >= 2 && self->buffer[0] == 0x1f && self->buffer[1] == 0x8b &&
      !start_inflating (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

gsize
dh_byte_source_get_limit (const DhByteSource *self)
{
  gsize limit = G_MAXSIZE;

  if (!self->compressed)
    return self->opened.size;
  return g_size_checked_mul (&limit, self->opened.size, LARGEST_EXPANSION) ? limit : G_MAXSIZE;
}

gboolean
dh_byte_source_is_compressed (const DhByteSource *self)
{
  return self->compressed;
}

/* Inflates what is in the buffer, at least a byte of which is there, into @output. */
static gboolean
inflate_step (DhByteSource *self, guint8 *output, gsize n, gsize *n_made, GError **error)
{
  z_stream *z = &self->inflater;
  int status = Z_OK;

  if (self->between_members)
    inflateReset (z);
  z->next_in = self->buffer + self->begin;
  z->avail_in = self->end - self->begin;
  z->next_out = output;
  z->avail_out = MIN (n, LARGEST_STEP);
  status = inflate (z, Z_NO_FLUSH);
  self->begin = self->end - z->avail_in;
  self->between_members = status == Z_STREAM_END;
  *n_made = z->next_out - output;
  if (status == Z_OK || status == Z_STREAM_END)
    return TRUE;
  return dh_byte_source_fail (self, error, self->filled - z->avail_in,
                              _("the gzip data is damaged (%s). Fetch the file again."),
                              z->msg != NULL ? z->msg : zError (status));
}

static gboolean
read_step (DhByteSource *self, guint8 *output, gsize n, gsize *n_made, GError **error)
{
  if (self->compressed)
    return inflate_step (self, output, n, n_made, error);
  *n_made = MIN (n, self->end - self->begin);
  memcpy (output, self->buffer + self->begin, *n_made);
  self->begin += *n_made;
  return TRUE;
}

gboolean
dh_byte_source_read (DhByteSource *self,
                     guint8 *buffer,
                     gsize n,
                     gsize *n_read,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (self != NULL && n_read != NULL, FALSE);

  *n_read = 0;
  while (*n_read < n)
    {
      gsize n_made = 0;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (self->begin == self->end && !fill (self, cancellable, error))
        return FALSE;
      if (self->end == 0)
        break;
      if (!read_step (self, buffer + *n_read, n - *n_read, &n_made, error))
        return FALSE;
      *n_read += n_made;
    }
  if (*n_read < n && self->compressed && !self->between_members)
    return dh_byte_source_fail (self, error, self->filled,
                                _("the gzip data is cut short. Fetch the file again."));
  return TRUE;
}
