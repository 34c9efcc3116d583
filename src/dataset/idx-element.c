// The six types of element an IDX file can have, and how their values become bytes.
// SPDX-License-Identifier: MIT

#include "dataset/idx-element.h"

#include <math.h>
#include <string.h>

guint
dh_idx_type_get_size (guint type)
{
  switch (type)
    {
    case DH_IDX_UNSIGNED_BYTE:
    case DH_IDX_SIGNED_BYTE:
      return 1;
    case DH_IDX_SHORT:
      return 2;
    case DH_IDX_INT:
    case DH_IDX_FLOAT:
      return 4;
    case DH_IDX_DOUBLE:
      return 8;
    default:
      return 0;
    }
}

static guint64
get_big_endian (const guint8 *bytes, guint n)
{
  guint64 value = 0;

  for (guint i = 0; i < n; i++)
    value = value << 8 | bytes[i];
  return value;
}

static double
get_float (const guint8 *bytes)
{
  guint32 bits = (guint32) get_big_endian (bytes, 4);
  float value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

static double
get_double (const guint8 *bytes)
{
  guint64 bits = get_big_endian (bytes, 8);
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

double
dh_idx_type_get (DhIdxType type, const guint8 *bytes, gsize i)
{
  switch (type)
    {
    case DH_IDX_SIGNED_BYTE:
      return (gint8) bytes[i];
    case DH_IDX_SHORT:
      return (gint16) get_big_endian (bytes + 2 * i, 2);
    case DH_IDX_INT:
      return (gint32) get_big_endian (bytes + 4 * i, 4);
    case DH_IDX_FLOAT:
      return get_float (bytes + 4 * i);
    case DH_IDX_DOUBLE:
      return get_double (bytes + 8 * i);
    case DH_IDX_UNSIGNED_BYTE:
    default:
      return bytes[i];
    }
}

gsize
dh_idx_range_widen (DhIdxRange *range, DhIdxType type, const guint8 *bytes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      double value = dh_idx_type_get (type, bytes, i);

      if (!isfinite (value))
        return i;
      range->low = MIN (range->low, value);
      range->high = MAX (range->high, value);
    }
  return n;
}

guint8
dh_idx_range_get_byte (const DhIdxRange *self, double value)
{
  /* Halves, because the whole difference of two doubles can be infinite. */
  double width = self->high / 2 - self->low / 2;
  double share = width > 0 ? (value / 2 - self->low / 2) / width : 0;

  return (guint8) floor (255 * CLAMP (share, 0, 1) + 0.5);
}
