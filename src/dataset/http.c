// Reads what an address on the web holds, piece by piece.
// SPDX-License-Identifier: MIT

#include "dataset/http.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* What counts: a server that sends a byte now and then would hold on for ever. */
#define LEAST_BYTES 1024

struct _DhHttp
{
  guint timeout_msec;
  GMainContext *context;
  SoupSession *session;

  /* Of the request at hand. */
  GCancellable *cancellable; /* the caller's, or time is up */
  GSource *watchdog;
  gboolean timed_out;
  gsize since_armed; /* bytes */
  guint8 buffer[64 * 1024];
};

DhHttp *
dh_http_new (guint timeout_msec)
{
  DhHttp *self = g_new0 (DhHttp, 1);

  self->timeout_msec = timeout_msec;
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  /* No time-out of its own: that one counts whole seconds, and one address after the other. */
  self->session = soup_session_new_with_options ("user-agent", "downhill/" DH_VERSION " ",
                                                 "timeout", 0, NULL);
  /* A .gz file is wanted as it is, whatever the server calls it. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  g_main_context_pop_thread_default (self->context);
  return self;
}

void
dh_http_free (DhHttp *self)
{
  g_main_context_push_thread_default (self->context);
  soup_session_abort (self->session);
  g_object_unref (self->session);
  /* What was cancelled still has to come to its end. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  g_main_context_unref (self->context);
  g_free (self);
}

static gboolean
bark (gpointer data)
{
  DhHttp *self = data;

  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);
  return G_SOURCE_REMOVE;
}

static void
disarm (DhHttp *self)
{
  if (self->watchdog != NULL)
    g_source_destroy (self->watchdog);
  g_clear_pointer (&self->watchdog, g_source_unref);
}

static void
arm (DhHttp *self)
{
  disarm (self);
  self->since_armed = 0;
  self->watchdog = g_timeout_source_new (self->timeout_msec);
  g_source_set_callback (self->watchdog, bark, self, NULL);
  g_source_attach (self->watchdog, self->context);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_for (DhHttp *self, GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (self->context, TRUE);
}

static gboolean
check_status (SoupMessage *message, GError **error)
{
  SoupStatus status = soup_message_get_status (message);
  const char *reason = soup_message_get_reason_phrase (message);

  if (status == SOUP_STATUS_OK)
    return TRUE;
  g_set_error (error, G_IO_ERROR,
               status == SOUP_STATUS_NOT_FOUND ? G_IO_ERROR_NOT_FOUND : G_IO_ERROR_FAILED,
               _("the server answers %d %s"), status,
               reason != NULL ? reason : soup_status_get_phrase (status));
  return FALSE;
}

static gboolean
read_body (DhHttp *self, GInputStream *body, DhHttpSink sink, gpointer data, GError **error)
{
  for (;;)
    {
      g_autoptr (GAsyncResult) result = NULL;
      gssize n;

      g_input_stream_read_async (body, self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT,
                                 self->cancellable, keep_result, &result);
      wait_for (self, &result);
      n = g_input_stream_read_finish (body, result, error);
      if (n <= 0)
        return n == 0;
      self->since_armed += n;
      if (self->since_armed >= LEAST_BYTES)
        arm (self);
      if (!sink (self->buffer, n, data, error))
        return FALSE;
    }
}

/* A body that is not closed keeps its connection, and the third request waits for ever. */
static void
close_body (DhHttp *self, GInputStream *body, gboolean complete)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (!complete)
    g_cancellable_cancel (self->cancellable);
  g_input_stream_close_async (body, G_PRIORITY_DEFAULT, self->cancellable, keep_result, &result);
  wait_for (self, &result);
  g_input_stream_close_finish (body, result, NULL);
  g_object_unref (body);
}

static gboolean
get (DhHttp *self, SoupMessage *message, DhHttpSink sink, gpointer data, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GInputStream *body;
  gboolean done;

  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, self->cancellable,
                           keep_result, &result);
  wait_for (self, &result);
  body = soup_session_send_finish (self->session, result, error);
  if (body == NULL)
    return FALSE;
  done = check_status (message, error) && read_body (self, body, sink, data, error);
  close_body (self, body, done);
  return done;
}

static gboolean
cancel_here (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* On the thread that waits: GLib may lose a source whose cancellable is cancelled on another. */
static void
cancel_too (GCancellable *callers, DhHttp *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, cancel_here, g_object_ref (self->cancellable), g_object_unref);
  g_source_attach (source, self->context);
}

static void
explain_time_out (DhHttp *self, GError **error)
{
  g_clear_error (error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
               _("the server sent nothing for %g s"), self->timeout_msec / 1000.0);
}

gboolean
dh_http_get (DhHttp *self,
             const char *url,
             DhHttpSink sink,
             gpointer data,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (SoupMessage) message = soup_message_new (SOUP_METHOD_GET, url);
  gulong handler = 0;
  gboolean done;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (message == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("“%s” is no address on the web"), url);
      return FALSE;
    }
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept-Encoding",
                                "identity");
  self->cancellable = g_cancellable_new ();
  self->timed_out = FALSE;
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancel_too), self, NULL);
  g_main_context_push_thread_default (self->context);
  arm (self);
  done = get (self, message, sink, data, error);
  disarm (self);
  g_main_context_pop_thread_default (self->context);
  g_cancellable_disconnect (cancellable, handler);
  if (!done && self->timed_out && !g_cancellable_is_cancelled (cancellable))
    explain_time_out (self, error);
  g_clear_object (&self->cancellable);
  return done;
}

gboolean
dh_http_is_unreachable (const GError *error)
{
  return error->domain == G_RESOLVER_ERROR ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
}
