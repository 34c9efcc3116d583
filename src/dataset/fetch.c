// Downloads a published data set into the user's data folder.
// SPDX-License-Identifier: MIT

#include "dataset/fetch.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "dataset/byte-source.h"
#include "dataset/fetch-file.h"
#include "dataset/place.h"

#define MIRROR_VARIABLE "DOWNHILL_MIRROR"
#define PROGRESS_MSEC 100
#define SPEED_USEC 500000 /* sooner, a speed is no more than a guess */

static guint timeout_msec = 30000;

typedef struct
{
  const DhPublished *set;
  char *from;
  DhFetchProgressFunc progress;
  gpointer progress_data;

  /* The rest belongs to the thread. */
  GTask *task; /* owns this */
  char *folder;
  char **mirrors; /* addresses of folders */
  DhHttp *http;
  GString *reasons;     /* why the file at hand is not here yet */
  gboolean unreachable; /* so far, every mirror */
  guint64 total;
  guint64 before; /* bytes of the files that are done */
  gint64 begun_at;

  /* For the caller's thread too, behind the mutex. */
  GMutex mutex;
  guint64 received;
  char *host;
  gboolean pending; /* somebody is about to tell */
  gint64 told_at;
} Fetch;

static void
fetch_free (Fetch *self)
{
  g_free (self->from);
  g_free (self->folder);
  g_strfreev (self->mirrors);
  g_free (self->host);
  g_mutex_clear (&self->mutex);
  if (self->reasons != NULL)
    g_string_free (self->reasons, TRUE);
  g_free (self);
}

void
dh_fetch_set_timeout (guint msec)
{
  timeout_msec = msec;
}

gboolean
dh_fetch_check_address (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host != NULL && *host != '\0' &&
      (g_str_equal (scheme, "http") || g_str_equal (scheme, "https")))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _("“%s” is no address of a mirror: give one that begins with http:// or https://"),
               url);
  return FALSE;
}

/* (transfer full): with a slash at the end. */
static char *
add_slash (const char *url)
{
  return g_str_has_suffix (url, "/") ? g_strdup (url) : g_strconcat (url, "/", NULL);
}

static char **
list_mirrors (const DhPublished *set, const char *from)
{
  g_autoptr (GStrvBuilder) mirrors = g_strv_builder_new ();
  const char *variable = g_getenv (MIRROR_VARIABLE);
  g_autofree char *base = NULL;
  g_autofree char *mirror = NULL;

  if (from != NULL)
    mirror = add_slash (from);
  else if (variable != NULL && *variable != '\0')
    {
      base = add_slash (variable);
      mirror = g_strconcat (base, set->name, "/", NULL);
    }
  if (mirror != NULL)
    g_strv_builder_add (mirrors, mirror);
  for (guint i = 0; mirror == NULL && i < DH_PUBLISHED_N_MIRRORS; i++)
    g_strv_builder_add (mirrors, set->mirrors[i]);
  return g_strv_builder_end (mirrors);
}

static char *
get_host (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

  return g_strdup (uri != NULL ? g_uri_get_host (uri) : url);
}

char *
dh_fetch_get_host (const DhPublished *set)
{
  g_auto (GStrv) mirrors = list_mirrors (set, NULL);

  return get_host (mirrors[0]);
}

static DhFetchProgress
get_progress (const Fetch *self)
{
  gint64 usec = g_get_monotonic_time () - self->begun_at;
  DhFetchProgress progress = { self->received, self->total, -1, self->host };

  if (usec >= SPEED_USEC && self->received > 0)
    progress.seconds_left = usec * 1e-6 * (self->total - self->received) / self->received;
  return progress;
}

static gboolean
deliver (gpointer data)
{
  GTask *task = data;
  Fetch *self = g_task_get_task_data (task);
  DhFetchProgress progress;
  g_autofree char *host = NULL;

  if (g_task_get_completed (task))
    return G_SOURCE_REMOVE;
  g_mutex_lock (&self->mutex);
  progress = get_progress (self);
  progress.host = host = g_strdup (self->host);
  self->pending = FALSE;
  self->told_at = g_get_monotonic_time ();
  g_mutex_unlock (&self->mutex);
  self->progress (&progress, self->progress_data);
  return G_SOURCE_REMOVE;
}

/* At most one is on its way, and it tells what is true when it arrives. */
static void
tell (Fetch *self, guint64 received, const char *host)
{
  g_autoptr (GSource) source = NULL;
  gboolean pending;
  gint64 msec;

  if (self->progress == NULL)
    return;
  g_mutex_lock (&self->mutex);
  pending = self->pending;
  msec = PROGRESS_MSEC - (g_get_monotonic_time () - self->told_at) / 1000;
  self->pending = TRUE;
  self->received = received;
  if (g_strcmp0 (self->host, host) != 0)
    {
      g_free (self->host);
      self->host = g_strdup (host);
    }
  g_mutex_unlock (&self->mutex);
  if (pending)
    return;
  source = g_timeout_source_new ((guint) MAX (msec, 0));
  g_source_set_callback (source, deliver, g_object_ref (self->task), g_object_unref);
  g_source_attach (source, g_task_get_context (self->task));
}

typedef struct
{
  Fetch *fetch;
  const char *host;
} Teller;

static void
tell_bytes (guint64 n, gpointer data)
{
  Teller *teller = data;

  tell (teller->fetch, teller->fetch->before + n, teller->host);
}

/* What the next mirror cannot cure. */
static gboolean
is_final (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
         g_error_matches (error, DH_FETCH_FILE_ERROR, DH_FETCH_FILE_ERROR_WRITE);
}

/* Two mirrors may be on one server. */
static void
add_reason (Fetch *self, const char *host, const char *message)
{
  g_autofree char *reason = g_strdup_printf ("%s: %s", host, message);

  if (strstr (self->reasons->str, reason) == NULL)
    g_string_append_printf (self->reasons, "%s%s", self->reasons->len > 0 ? "; " : "", reason);
}

static gboolean
try_mirror (Fetch *self, const DhPublishedFile *file, const char *mirror, GError **error)
{
  g_autofree char *url = g_strconcat (mirror, file->name, NULL);
  g_autofree char *host = get_host (mirror);
  g_autoptr (GError) reason = NULL;
  Teller teller = { self, host };

  tell (self, self->before, host);
  if (dh_fetch_file (self->http, url, file, self->folder, tell_bytes, &teller,
                     g_task_get_cancellable (self->task), &reason))
    return TRUE;
  self->unreachable &= dh_http_is_unreachable (reason);
  add_reason (self, host, reason->message);
  if (is_final (reason))
    g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static void
set_failed (Fetch *self, const DhPublishedFile *file, GError **error)
{
  g_autofree char *folder = dh_byte_source_display_path (self->folder);

  if (self->unreachable)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE,
                 _("%s cannot be downloaded, no server can be reached (%s). Connect to the network "
                   "and try again, or put the four files into %s, or name another mirror "
                   "(--from=URL or %s)."),
                 self->set->title, self->reasons->str, folder, MIRROR_VARIABLE);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 _("%s of %s cannot be downloaded (%s). Try again later, or put the four files "
                   "into %s, or name another mirror (--from=URL or %s)."),
                 file->name, self->set->title, self->reasons->str, folder, MIRROR_VARIABLE);
}

static gboolean
fetch_file (Fetch *self, const DhPublishedFile *file, GError **error)
{
  g_string_truncate (self->reasons, 0);
  self->unreachable = TRUE;
  for (guint i = 0; self->mirrors[i] != NULL; i++)
    {
      g_autoptr (GError) final = NULL;

      if (try_mirror (self, file, self->mirrors[i], &final))
        {
          self->before += file->size;
          return TRUE;
        }
      if (final != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&final));
          return FALSE;
        }
    }
  set_failed (self, file, error);
  return FALSE;
}

/* Whether the file is here already. FALSE with an error where another one is in the way: unpacked,
 * so that it would be read instead of what is fetched. */
static gboolean
look_for (Fetch *self, const DhPublishedFile *file, gboolean *here, GError **error)
{
  g_autofree char *path = dh_place_find_file (file, self->folder);
  g_autofree char *shown = NULL;
  g_autofree char *base = path != NULL ? g_path_get_basename (path) : NULL;

  *here = path != NULL && dh_place_check_file (file, path, g_task_get_cancellable (self->task)) ==
                              DH_CHECK_PUBLISHED;
  if (path == NULL || *here || g_str_equal (base, file->name))
    return TRUE;
  shown = dh_byte_source_display_path (path);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
               _("%s is in the way: it differs from the published file and would be read instead "
                 "of it. Move it away and try again."),
               shown);
  return FALSE;
}

static gboolean
prepare (Fetch *self, gboolean *here, GError **error)
{
  if (self->from != NULL && !dh_fetch_check_address (self->from, error))
    return FALSE;
  self->folder = dh_published_get_folder (self->set);
  self->mirrors = list_mirrors (self->set, self->from);
  if (!dh_fetch_check_address (self->mirrors[0], error) ||
      !dh_fetch_file_prepare (self->folder, error))
    return FALSE;
  for (guint i = 0; i < DH_PUBLISHED_N_FILES; i++)
    {
      if (!look_for (self, &self->set->files[i], &here[i], error))
        return FALSE;
      self->total += here[i] ? 0 : self->set->files[i].size;
    }
  return TRUE;
}

static gboolean
fetch_all (Fetch *self, GError **error)
{
  gboolean here[DH_PUBLISHED_N_FILES] = { FALSE };

  if (!prepare (self, here, error))
    return FALSE;
  self->begun_at = g_get_monotonic_time ();
  for (guint i = 0; i < DH_PUBLISHED_N_FILES; i++)
    if (!here[i] && !fetch_file (self, &self->set->files[i], error))
      return FALSE;
  return TRUE;
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Fetch *self = data;
  GError *error = NULL;

  self->task = task;
  self->reasons = g_string_new (NULL);
  self->http = dh_http_new (timeout_msec);
  if (fetch_all (self, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  dh_http_free (self->http);
}

void
dh_fetch_async (const DhPublished *set,
                const char *from,
                GCancellable *cancellable,
                DhFetchProgressFunc progress,
                gpointer progress_data,
                GAsyncReadyCallback callback,
                gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Fetch *self = g_new0 (Fetch, 1);

  g_return_if_fail (set != NULL);

  g_mutex_init (&self->mutex);
  self->set = set;
  self->from = g_strdup (from);
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_source_tag (task, dh_fetch_async);
  g_task_set_task_data (task, self, (GDestroyNotify) fetch_free);
  g_task_run_in_thread (task, work);
}

gboolean
dh_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
