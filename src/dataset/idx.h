// Reads the IDX files of MNIST and its kin.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "dataset/idx-element.h"

G_BEGIN_DECLS

/* An IDX file is: 00 00, the element type, the number of dimensions, each dimension as 32 bits big
 * endian, then the elements, the last dimension fastest.
 * (Y. LeCun, C. Cortes, C. Burges: The MNIST database of handwritten digits.) */

typedef enum
{
  DH_IDX_LABELS, /* [n], whole numbers 0 … DH_IDX_LARGEST_LABEL of any type */
  DH_IDX_IMAGES, /* [n, height, width] or [n, pixels], each side 1 … DH_IDX_LARGEST_SIDE */
} DhIdxKind;

#define DH_IDX_LARGEST_SIDE  1024
#define DH_IDX_LARGEST_LABEL 1000

/* How the elements of images become bytes, the same for training and test. Unsigned bytes are taken
 * as they are. All others are scaled linearly, so that the smallest value of the training file
 * becomes 0 and its largest 255 (dh_idx_range_get_byte()). */
typedef struct
{
  guint      type; /* of the training file, 0 = not known yet */
  DhIdxRange range;
} DhIdxScale;

typedef struct
{
  guint    n;
  guint    height; /* 1 for labels */
  guint    width;  /* 1 for labels */
  guint8  *pixels; /* [n, height, width] of images, else NULL */
  guint16 *labels; /* [n] of labels, else NULL */

  gsize header_size; /* in bytes; element i stands at header_size + i · element_size */
  guint element_size;
} DhIdx;

/* Reads the IDX file @path, plain or gzip by content. The header is checked against the file's true
 * size before memory is taken, no more of it than the pixels or labels need, and gzip is never
 * unpacked beyond what the header declares. Images of two dimensions [n, pixels] are flattened
 * squares where the number of pixels is a square number, else of a single row.
 *
 * @scale: of images; set by the first file read with it, whose type others must have too. A file of
 * another type than unsigned bytes is read twice for that.
 *
 * NULL with G_IO_ERROR_INVALID_DATA for a file that is not exactly what it should be, or changed
 * meanwhile; the message is one line with the file, the byte (of the unpacked file, except where
 * the gzip data itself is damaged), what is wrong and what to do. */
DhIdx *dh_idx_read (const char *path, DhIdxKind kind, DhIdxScale *scale, GCancellable *cancellable,
                    GError **error);
void   dh_idx_free (DhIdx *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhIdx, dh_idx_free)

G_END_DECLS
