// Reads what an address on the web holds, piece by piece.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Belongs to the thread that makes it, and keeps connections open from one file to the next. */
typedef struct _DhHttp DhHttp;

/* Takes the next @n bytes. FALSE with an error ends the reading. */
typedef gboolean (*DhHttpSink) (const guint8 *bytes, gsize n, gpointer data, GError **error);

/* @timeout_msec: how long the server may send nothing that counts. */
DhHttp *dh_http_new (guint timeout_msec);
void    dh_http_free (DhHttp *self);

/* Gives the whole body at @url, as it is sent, to @sink; redirects are followed. Waits for it, so
 * not for the main thread. FALSE with an error of @sink; G_IO_ERROR_CANCELLED;
 * G_IO_ERROR_TIMED_OUT; G_IO_ERROR_NOT_FOUND or G_IO_ERROR_FAILED for an answer other than 200,
 * and then @sink got nothing; or what the network says, such as G_RESOLVER_ERROR. A message says
 * what the server did, without its name. */
gboolean dh_http_get (DhHttp *self, const char *url, DhHttpSink sink, gpointer data,
                      GCancellable *cancellable, GError **error);

/* Whether @error says that the other side cannot be reached at all. */
gboolean dh_http_is_unreachable (const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhHttp, dh_http_free)

G_END_DECLS
