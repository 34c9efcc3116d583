// Reads the IDX files of MNIST and its kin.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An IDX file is: 00 00, the element type (08: unsigned byte), the number of dimensions, each
 * dimension as 32 bits big endian, then the elements, the last dimension fastest.
 * (Y. LeCun, C. Cortes, C. Burges: The MNIST database of handwritten digits.) */

/* What a file must hold; the value is its number of dimensions. */
typedef enum
{
  DH_IDX_LABELS = 1, /* [n] */
  DH_IDX_IMAGES = 3, /* [n, height, width], each side 1 … DH_IDX_LARGEST_SIDE */
} DhIdxKind;

#define DH_IDX_LARGEST_SIDE 1024

typedef struct
{
  guint   n;
  guint   height; /* 1 for labels */
  guint   width;  /* 1 for labels */
  guint8 *bytes;  /* [n, height, width] */
} DhIdx;

/* Reads the IDX file @path, plain or gzip by content. The header is checked against the file's true
 * size before memory is taken, and gzip is never unpacked beyond what the header declares.
 *
 * NULL with G_IO_ERROR_INVALID_DATA for a file that is not exactly what it should be; the message
 * is one line with the file, the byte (of the unpacked file, except where the gzip data itself is
 * damaged), what is wrong and what to do. */
DhIdx *dh_idx_read (const char *path, DhIdxKind kind, GCancellable *cancellable, GError **error);
void   dh_idx_free (DhIdx *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhIdx, dh_idx_free)

G_END_DECLS
