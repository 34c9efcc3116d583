// Downloads one published file into a folder, whole and as published, or not at all.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/http.h"
#include "dataset/published.h"

G_BEGIN_DECLS

#define DH_FETCH_FILE_ERROR (dh_fetch_file_error_quark ())
GQuark dh_fetch_file_error_quark (void);

typedef enum
{
  DH_FETCH_FILE_ERROR_WRITE,  /* the fault is on this side: no other server can help */
  DH_FETCH_FILE_ERROR_DIFFERS /* what came is not the published file */
} DhFetchFileError;

/* Makes @folder where it is missing, and clears away what a download that was killed left in it. */
gboolean dh_fetch_file_prepare (const char *folder, GError **error);

/* Gets @url, which should be @file, into @folder under the file's name: written beside, no longer
 * than the published file, compared with its checksum, then renamed. @progress gets the bytes so
 * far. FALSE with an error above or of dh_http_get(), and nothing left behind. */
gboolean dh_fetch_file (DhHttp *http, const char *url, const DhPublishedFile *file,
                        const char *folder, void (*progress) (guint64 n, gpointer data),
                        gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
