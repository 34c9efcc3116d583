// What the classes of a data set are called.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A name takes so many bytes at most. */
#define DH_CLASS_NAMES_LONGEST 100

/* The names in the text of a classes.txt, [length] bytes: UTF-8, one a line, blanks around it not
 * counted, 2 to 1000 of them, no two the same; empty lines only at the end. NULL-terminated, free
 * with g_strfreev(). NULL with G_IO_ERROR_INVALID_DATA: the message names @origin and the line. */
char **
dh_class_names_parse (const char *text, gsize length, const char *origin, GError **error);

/* The names in the file @path; @is_missing where there is none, then NULL without an error. NULL
 * with an error where it cannot be read or dh_class_names_parse() refuses it. */
char **dh_class_names_read (const char *path, gboolean *is_missing, GCancellable *cancellable,
                            GError **error);

/* The names, as published, of the classes of a data set which is known by its @name: NULL where it
 * is not, or its classes are just numbers. */
const char *const *dh_class_names_get_known (const char *name);

G_END_DECLS
