// Downloads a published data set into the user's data folder.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "dataset/published.h"

G_BEGIN_DECLS

typedef struct
{
  guint64     received; /* bytes, of all files that have to be fetched */
  guint64     total;
  double      seconds_left; /* at the speed so far; negative = not known yet */
  const char *host;         /* of the mirror at hand */
} DhFetchProgress;

typedef void (*DhFetchProgressFunc) (const DhFetchProgress *progress, gpointer data);

/* Fetches the files of @set that are not in its folder (dh_published_get_folder()) already, whole
 * and as published; works in a thread of its own. Every file is written beside, compared with its
 * published checksum and only then renamed, so that a file of the set is there whole or not at all;
 * another try goes on with the file it stopped at.
 *
 * @from: the address of a folder with the four files, instead of the published mirrors; NULL = the
 * folder @set's name below the environment variable DOWNHILL_MIRROR where that is set, else the
 * published mirrors, for each file in turn.
 * @progress may be NULL; it is called on the caller's main context, some ten times a second. */
void dh_fetch_async (const DhPublished *set, const char *from, GCancellable *cancellable,
                     DhFetchProgressFunc progress, gpointer progress_data,
                     GAsyncReadyCallback callback, gpointer data);

/* FALSE with G_IO_ERROR_CANCELLED; G_IO_ERROR_INVALID_ARGUMENT for an address that is none;
 * G_IO_ERROR_NETWORK_UNREACHABLE where no mirror could be reached; or another error. The message
 * is one line: what, from where, what to do. */
gboolean dh_fetch_finish (GAsyncResult *result, GError **error);

/* How long a server may send nothing before the next mirror is tried, 30 seconds at first. */
void dh_fetch_set_timeout (guint msec);

/* FALSE with an error where @url cannot be the address of a mirror. */
gboolean dh_fetch_check_address (const char *url, GError **error);

/* The server that a fetch of @set asks first. Free with g_free(). */
char *dh_fetch_get_host (const DhPublished *set);

G_END_DECLS
