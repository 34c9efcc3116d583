// Which images a run learns from, chosen as NumPy chooses.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "engine/random.h"

G_BEGIN_DECLS

/* numpy.random.choice(@n, @k, replace=@replacement) from the stream @random: @k indices into @n
 * images. @k = 0 means all @n of them, in their order, and draws nothing. (transfer full), to be
 * freed with g_free(). NULL where that cannot be: @n is 0, @k > @n without @replacement, or not
 * enough memory. */
guint32 *dh_subset_choose (guint32 n, guint32 k, gboolean replacement, DhRandom *random);

/* The image numbers in @text, from 0, separated by blanks and line ends; (transfer full), [*k].
 * NULL with an error that names @origin and the line where one is not a number below @n, or there
 * are none. */
guint32 *
dh_subset_parse (const char *text, const char *origin, guint32 n, guint *k, GError **error);

/* The same from the file @path. */
guint32 *dh_subset_read (const char *path, guint32 n, guint *k, GError **error);

G_END_DECLS
