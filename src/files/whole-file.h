// A file that is replaced as a whole or left as it was.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* g_file_replace_contents() puts a truncated file in place when the disk is full; this does not. */
typedef struct _DhWholeFile DhWholeFile;

/* Opens @file for writing beside its present contents. All errors begin “Cannot write” and its
 * name. */
DhWholeFile *dh_whole_file_new (GFile *file, GError **error);

/* Where to write; owned by @self. */
GOutputStream *dh_whole_file_get_stream (DhWholeFile *self);

/* Puts what was written in place. Only the first call counts. */
gboolean dh_whole_file_commit (DhWholeFile *self, GError **error);

/* Without a commit before it, throws away what was written and leaves @file as it was. */
void dh_whole_file_free (DhWholeFile *self);

/* All of it in one call. */
gboolean dh_whole_file_write (GFile *file, gconstpointer data, gsize size, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhWholeFile, dh_whole_file_free)

G_END_DECLS
