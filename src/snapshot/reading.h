// How a network read the test set, image by image: what every count of mistakes comes from.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Filled by the one who makes it, const for everybody from then on, shared by the snapshots
 * until the next evaluation. The pixels and labels are the data set's own, kept alive by the
 * owner. */
typedef struct
{
  gint ref_count; /*< private >*/

  guint64        step;      /* at the parameters after so many updates */
  guint          n;         /* test images */
  guint          width;     /* of every image, in pixels */
  guint          height;
  guint          n_classes;
  const guint8  *pixels;    /* [n, height, width], raw: 0 … 255 */
  const guint16 *labels;    /* [n], 0 … n_classes − 1 */
  gpointer       owner;     /* of pixels and labels; given to release at the end */
  GDestroyNotify release;

  guint16 *predicted;   /* [n] the most likely class */
  float   *probability; /* [n] of that class, 0 … 1 */
  guint   *confusion;   /* [n_classes true, n_classes predicted] counts of the above */
} DhReading;

/* A reading of @n images into @n_classes classes with one reference, all else to be filled in; NULL
 * where there is not enough memory. */
DhReading *dh_reading_new (guint n, guint n_classes);

/* Image @i was read, for the first time: counts it. The labels must be in. */
void dh_reading_set (DhReading *self, guint i, guint predicted, float probability);

/* Both are safe on any thread; the last unref frees all. */
const DhReading *dh_reading_ref (const DhReading *self);
void             dh_reading_unref (const DhReading *self);

/* The pixels of image @i. */
const guint8 *dh_reading_get_pixels (const DhReading *self, guint i);

/* How many images were read right. */
guint dh_reading_count_right (const DhReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhReading, dh_reading_unref)

G_END_DECLS
