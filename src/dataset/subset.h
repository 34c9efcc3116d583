// Which images a run learns from, chosen as NumPy chooses.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* numpy.random.seed(@seed); numpy.random.choice(@n, @k, replace=@replacement): @k indices into @n
 * images. @k = 0 means all @n of them, in their order. (transfer full), to be freed with g_free().
 * NULL where that cannot be: @n is 0, @k > @n without @replacement, or not enough memory. */
guint32 *dh_subset_choose (guint32 n, guint32 k, gboolean replacement, guint32 seed);

G_END_DECLS
