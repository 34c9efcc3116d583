// A file that is replaced as a whole or left as it was.
// SPDX-License-Identifier: MIT

#include "files/whole-file.h"

#include <glib/gi18n-lib.h>

struct _DhWholeFile
{
  GFile *file;
  gboolean existed;
  GFileOutputStream *replacing;
  GOutputStream *buffered;
};

static gboolean
fail (GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file);

  g_prefix_error (error, _("Cannot write “%s”: "), name);
  return FALSE;
}

DhWholeFile *
dh_whole_file_new (GFile *file, GError **error)
{
  DhWholeFile *self;
  gboolean existed = g_file_query_exists (file, NULL);
  g_autoptr (GFileOutputStream) stream =
      g_file_replace (file, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, error);

  if (stream == NULL)
    {
      fail (file, error);
      return NULL;
    }
  self = g_new0 (DhWholeFile, 1);
  self->file = g_object_ref (file);
  self->existed = existed;
  self->buffered = g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (stream), 1 << 16);
  self->replacing = g_steal_pointer (&stream);
  return self;
}

GOutputStream *
dh_whole_file_get_stream (DhWholeFile *self)
{
  return self->buffered;
}

static void
abandon (DhWholeFile *self)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  /* A cancelled close throws the new contents away; an uncancelled one would put them in place. */
  g_cancellable_cancel (cancelled);
  g_output_stream_close (G_OUTPUT_STREAM (self->replacing), cancelled, NULL);
  /* What did not exist was written in place. */
  if (!self->existed)
    g_file_delete (self->file, NULL, NULL);
}

gboolean
dh_whole_file_commit (DhWholeFile *self, GError **error)
{
  if (!g_output_stream_flush (self->buffered, NULL, error))
    return fail (self->file, error);
  if (g_output_stream_close (self->buffered, NULL, error))
    return TRUE;
  if (!self->existed)
    g_file_delete (self->file, NULL, NULL);
  return fail (self->file, error);
}

void
dh_whole_file_free (DhWholeFile *self)
{
  if (self == NULL)
    return;
  if (!g_output_stream_is_closed (G_OUTPUT_STREAM (self->replacing)))
    abandon (self);
  g_object_unref (self->buffered);
  g_object_unref (self->replacing);
  g_object_unref (self->file);
  g_free (self);
}

gboolean
dh_whole_file_write (GFile *file, gconstpointer data, gsize size, GError **error)
{
  g_autoptr (DhWholeFile) self = dh_whole_file_new (file, error);

  if (self == NULL)
    return FALSE;
  if (!g_output_stream_write_all (self->buffered, data, size, NULL, NULL, error))
    return fail (file, error);
  return dh_whole_file_commit (self, error);
}
