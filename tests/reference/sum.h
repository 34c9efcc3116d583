// The SHA-256 of 32-bit values in little-endian order, as random.py prints it.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>
#include <string.h>

/* @values are @n floats or 32-bit integers. */
static inline void
assert_sum (gconstpointer values, gsize n, const char *expected)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (gsize i = 0; i < n; i++)
    {
      guint32 bits;

      memcpy (&bits, (const guint8 *) values + i * sizeof bits, sizeof bits);
      bits = GUINT32_TO_LE (bits);
      g_checksum_update (sum, (const guchar *) &bits, sizeof bits);
    }
  g_assert_cmpstr (g_checksum_get_string (sum), ==, expected);
}
