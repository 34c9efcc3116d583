// Memory that begins where a pair of cache lines does, which processors fetch together.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>
#include <stdlib.h>
#include <string.h>

G_BEGIN_DECLS

#define DH_ALIGNED_TO 128

/* Zeros for @n things of @size bytes; free with dh_aligned_free(). NULL where there is not enough
 * memory. */
static inline gpointer
dh_aligned_new (gsize n, gsize size)
{
  gsize total;
  gpointer memory;

  if (!g_size_checked_mul (&total, n, size) || total > G_MAXSSIZE)
    return NULL;
  total = (total + DH_ALIGNED_TO) / DH_ALIGNED_TO * DH_ALIGNED_TO;
  memory = aligned_alloc (DH_ALIGNED_TO, total);
  if (memory != NULL)
    memset (memory, 0, total);
  return memory;
}

static inline void
dh_aligned_free (gpointer memory)
{
  free (memory);
}

G_END_DECLS
