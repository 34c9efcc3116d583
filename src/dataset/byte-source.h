// The bytes of a file, plain or gzip, one after the other.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _DhByteSource DhByteSource;

/* Opens the regular file @path. That it is gzip is told from its first bytes, 1f 8b, not from its
 * name. NULL with GIO's error where it cannot be opened, G_IO_ERROR_NOT_REGULAR_FILE for a folder,
 * a device, or a link that leads nowhere or to itself. */
DhByteSource *dh_byte_source_new (const char *path, GCancellable *cancellable, GError **error);
void          dh_byte_source_free (DhByteSource *self);

/* The most bytes the file can hold: its size, or for gzip the most its size can expand to. */
gsize dh_byte_source_get_limit (const DhByteSource *self);

/* Whether dh_byte_source_get_limit() is just an upper bound. */
gboolean dh_byte_source_is_compressed (const DhByteSource *self);

/* Reads the next @n bytes into @buffer; @n_read is less than @n only at the end of the file.
 * Tells a DhProgress as @cancellable how much of the file is read. Damaged or truncated gzip data
 * is G_IO_ERROR_INVALID_DATA. */
gboolean dh_byte_source_read (DhByteSource *self, guint8 *buffer, gsize n, gsize *n_read,
                              GCancellable *cancellable, GError **error);

/* FALSE with G_IO_ERROR_INVALID_DATA where the file was written to since it was opened, as its size
 * and time tell: what was read may be half of one content and half of another. */
gboolean dh_byte_source_check_unchanged (const DhByteSource *self, GCancellable *cancellable,
                                         GError **error);

/* Sets G_IO_ERROR_INVALID_DATA with one line: the file, "byte @offset", and what is wrong there.
 * Always FALSE, to be returned. */
gboolean dh_byte_source_fail (const DhByteSource *self, GError **error, gsize offset,
                              const char *format, ...) G_GNUC_PRINTF (4, 5);

/* @path for a message: valid UTF-8 on one line. */
char *dh_byte_source_display_path (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhByteSource, dh_byte_source_free)

G_END_DECLS
