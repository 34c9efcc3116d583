// Python from pieces with @names@ in them.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends @piece to @script with the values of its @names@; every name must be in @values. What the
 * values hold is not looked at again. */
void dh_python_fill (GString *script, const char *piece, GHashTable *values);

/* As dh_python_fill() for a call, on a line of its own: "@variable = @call". An argument
 * ", key=@name@" whose name has NULL for a value is left out; a long line is broken. */
void dh_python_fill_call (
    GString *script, const char *variable, const char *call, GHashTable *values);

/* A Python string. Bytes that are no UTF-8 become what Python's file functions take for them. Free
 * with g_free(). */
char *dh_python_quote (const char *text);

G_END_DECLS
