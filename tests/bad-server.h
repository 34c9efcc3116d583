// A web server on this machine that serves files well or badly, for tests.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

typedef enum
{
  SERVE_WHOLE,
  SERVE_SLOWLY,    /* whole, piece by piece */
  SERVE_ENCODED,   /* whole, called an encoding of something else */
  SERVE_REDIRECT,  /* to the same path below /whole */
  SERVE_LOOP,      /* redirects to itself */
  SERVE_TRUNCATED, /* the whole answer, of half the file */
  SERVE_CORRUPTED, /* one bit is wrong */
  SERVE_LONG,      /* the file, and more without end */
  SERVE_CUT,       /* half of what was announced, then the connection ends */
  SERVE_STALL,     /* half of what was announced, then nothing */
  SERVE_DRIP,      /* byte by byte */
  SERVE_NOTHING,   /* takes the request, and that is all */
  SERVE_GARBAGE,   /* no HTTP */
  SERVE_404,
  SERVE_500,
} Serve;

typedef struct
{
  GSocketService *service;
  char *address; /* "http://127.0.0.1:12345/" */
  GBytes *(*find) (const char *path, gpointer data); /* "mnist/train-…": NULL = there is none */
  gpointer data;
  int serve[2];  /* of paths that begin with /a and /b; atomic */
  int requests;  /* so far; atomic */
  int active;    /* connections being served; atomic */
} BadServer;

static inline void
bad_server_send (GOutputStream *output, gconstpointer bytes, gsize n)
{
  g_output_stream_write_all (output, bytes, n, NULL, NULL, NULL);
}

static inline void
bad_server_print (GOutputStream *output, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_output_stream_vprintf (output, NULL, NULL, NULL, format, arguments);
  va_end (arguments);
}

/* Until the client hangs up, or so long; FALSE when it has. */
static inline gboolean
bad_server_wait (GSocketConnection *connection, int msec)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  GPollFD poll = { .fd = g_socket_get_fd (socket), .events = G_IO_IN | G_IO_HUP };

  return g_poll (&poll, 1, msec) == 0;
}

static inline void
bad_server_send_pieces (GSocketConnection *connection, const guint8 *bytes, gsize n, gsize piece,
                        int msec)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  for (gsize i = 0; i < n && bad_server_wait (connection, msec); i += piece)
    bad_server_send (output, bytes + i, MIN (piece, n - i));
}

static inline void
bad_server_send_badly (GSocketConnection *connection, Serve serve, GBytes *content)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  gsize n;
  const guint8 *bytes = g_bytes_get_data (content, &n);
  g_autofree guint8 *spoiled = g_memdup2 (bytes, n);
  gboolean half = serve == SERVE_CUT || serve == SERVE_STALL;

  spoiled[n / 2] ^= 1;
  bad_server_print (output, "HTTP/1.1 200 OK\r\nConnection: close\r\n");
  if (serve == SERVE_ENCODED)
    bad_server_print (output, "Content-Encoding: gzip\r\n");
  if (serve != SERVE_LONG)
    bad_server_print (output, "Content-Length: %" G_GSIZE_FORMAT "\r\n",
                      serve == SERVE_TRUNCATED ? n / 2 : n);
  bad_server_print (output, "\r\n");
  if (serve == SERVE_SLOWLY)
    bad_server_send_pieces (connection, bytes, n, n / 20 + 1, 10);
  else if (serve == SERVE_DRIP)
    bad_server_send_pieces (connection, bytes, n, 1, 20);
  else
    bad_server_send (output, serve == SERVE_CORRUPTED ? spoiled : bytes,
                     half || serve == SERVE_TRUNCATED ? n / 2 : n);
  while (serve == SERVE_LONG && bad_server_wait (connection, 0))
    bad_server_send (output, bytes, n);
  if (serve == SERVE_STALL)
    bad_server_wait (connection, -1);
}

/* The path of the request, without the slash it begins with; or NULL. */
static inline char *
bad_server_read_path (GSocketConnection *connection)
{
  g_autoptr (GDataInputStream) input =
      g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  char *path = NULL;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (input), FALSE);
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (input, NULL, NULL, NULL);

      if (line == NULL || *line == '\0')
        return path;
      if (path == NULL && g_str_has_prefix (line, "GET /"))
        path = g_strndup (line + 5, strcspn (line + 5, " "));
    }
}

static inline gboolean
bad_server_run (GThreadedSocketService *service, GSocketConnection *connection, GObject *source,
                gpointer data)
{
  BadServer *self = data;
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autofree char *path = bad_server_read_path (connection);
  const char *rest = path != NULL && strchr (path, '/') != NULL ? strchr (path, '/') + 1 : "";
  GBytes *content = self->find (rest, self->data);
  Serve serve = SERVE_WHOLE;

  g_atomic_int_inc (&self->requests);
  if (path != NULL && (g_str_has_prefix (path, "a/") || g_str_has_prefix (path, "b/")))
    serve = g_atomic_int_get (&self->serve[*path - 'a']);
  if (serve == SERVE_NOTHING)
    bad_server_wait (connection, -1);
  else if (serve == SERVE_GARBAGE)
    bad_server_print (output, "220 mail.example.org ready\r\n");
  else if (serve == SERVE_500)
    bad_server_print (output, "HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\n"
                              "Content-Length: 4\r\n\r\nnope");
  else if (serve == SERVE_REDIRECT || serve == SERVE_LOOP)
    bad_server_print (output, "HTTP/1.1 302 Found\r\nConnection: close\r\nContent-Length: 0\r\n"
                              "Location: /%s/%s\r\n\r\n",
                      serve == SERVE_LOOP ? "a" : "whole", rest);
  else if (serve == SERVE_404 || content == NULL)
    bad_server_print (output, "HTTP/1.1 404 Not Found\r\nConnection: close\r\n"
                              "Content-Length: 4\r\n\r\nnope");
  else
    bad_server_send_badly (connection, serve, content);
  g_atomic_int_add (&self->active, -1);
  return TRUE;
}

static inline gboolean
bad_server_accept (GSocketService *service, GSocketConnection *connection, GObject *source,
                   gpointer data)
{
  g_atomic_int_inc (&((BadServer *) data)->active);
  return FALSE;
}

/* What its clients have given up may come late: wait for this before another test begins. */
static inline gboolean
bad_server_is_idle (BadServer *self)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  return g_atomic_int_get (&self->active) == 0;
}

/* @data for @find; it serves from other threads. */
static inline void
bad_server_start (BadServer *self, GBytes *(*find) (const char *, gpointer), gpointer data)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) got = NULL;
  g_autoptr (GError) error = NULL;

  self->find = find;
  self->data = data;
  self->service = g_threaded_socket_service_new (20);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted,
                                 G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &got, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "incoming", G_CALLBACK (bad_server_accept), self);
  g_signal_connect (self->service, "run", G_CALLBACK (bad_server_run), self);
  self->address = g_strdup_printf ("http://127.0.0.1:%u/", g_inet_socket_address_get_port (
                                                               G_INET_SOCKET_ADDRESS (got)));
}

static inline void
bad_server_stop (BadServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_free (self->address);
}
