// The SHA-256 of files, computed once a run.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The SHA-256 of the file @path, as 64 hexadecimal digits: of its bytes, or of what is in it where
 * it is gzip and @unpacked. Remembered until the file's size or time changes. Safe on any thread.
 * NULL with an error where it cannot be read. */
char *dh_checksum_compute (const char *path, gboolean unpacked, GCancellable *cancellable,
                           GError **error);

G_END_DECLS
