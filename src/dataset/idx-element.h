// The six types of element an IDX file can have, and how their values become bytes.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The third byte of the file. Numbers of several bytes are big endian. */
typedef enum
{
  DH_IDX_UNSIGNED_BYTE = 0x08,
  DH_IDX_SIGNED_BYTE   = 0x09,
  DH_IDX_SHORT         = 0x0b, /* 16 bits, signed */
  DH_IDX_INT           = 0x0c, /* 32 bits, signed */
  DH_IDX_FLOAT         = 0x0d,
  DH_IDX_DOUBLE        = 0x0e,
} DhIdxType;

/* Bytes of one element, 0 where no IDX file has this type. */
guint dh_idx_type_get_size (guint type);

/* The @i-th element of @bytes, exactly. */
double dh_idx_type_get (DhIdxType type, const guint8 *bytes, gsize i);

/* The values that become 0 and 255. */
typedef struct
{
  double low;
  double high;
} DhIdxRange;

/* Widens @range by the @n elements at @bytes, all of one @type. @n where all are finite, else the
 * number of the first that is not; begin with low = +∞, high = −∞. */
gsize dh_idx_range_widen (DhIdxRange *range, DhIdxType type, const guint8 *bytes, gsize n);

/* ⌊255 (value − low) / (high − low) + ½⌋, at least 0 and at most 255; 0 where all values are
 * equal. The range may be as wide as double is. */
guint8 dh_idx_range_get_byte (const DhIdxRange *self, double value);

G_END_DECLS
