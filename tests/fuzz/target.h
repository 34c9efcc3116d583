// What every fuzz target is made of: one function that any bytes may be given to.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Called by libFuzzer, and by replay.c for the committed corpus. Always 0. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* The path of a file in memory that holds just these bytes; the same one at each call. */
const char *dh_fuzz_make_file (const guint8 *data, gsize size);

/* Stops the program where a reader broke its promise: NULL or FALSE always comes with an error of
 * one line of UTF-8 that is not too long, success never with one. */
void dh_fuzz_check (gboolean success, const GError *error);

G_END_DECLS
