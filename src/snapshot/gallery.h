// The images a run learns from, to be looked at: shared by all its snapshots.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Filled by the one who makes it, const for everybody from then on. The pixels and labels are the
 * data set's own, kept alive by the owner; all else belongs to the gallery. */
typedef struct
{
  gint ref_count; /*< private >*/

  char          *origin;  /* the folder the data set was read from, or NULL: the program made it */
  guint          width;   /* of every image, in pixels */
  guint          height;
  guint          n_train; /* images in the full training set */
  const guint8  *pixels;  /* [n_train, height, width], raw: 0 … 255 */
  const guint16 *labels;  /* [n_train], 0 … n_classes − 1 */
  gpointer       owner;   /* of pixels and labels; given to release at the end */
  GDestroyNotify release;

  guint    n;          /* images in the subset */
  guint32 *indices;    /* [n] their numbers in the full training set, in the order drawn */
  guint    n_different; /* of them, where some were drawn more than once */
  guint    n_classes;
  guint   *counts; /* [n_classes] images of the subset that are of each class */
} DhGallery;

/* A gallery without images, and its one reference. */
DhGallery *dh_gallery_new (void);

/* Call once when all but counts and n_different is in: counts them. FALSE where there is not enough
 * memory. */
gboolean dh_gallery_complete (DhGallery *self);

/* Both are safe on any thread; the last unref frees all. */
const DhGallery *dh_gallery_ref (const DhGallery *self);
void             dh_gallery_unref (const DhGallery *self);

/* The pixels and the label of the @i-th image of the subset. */
const guint8 *dh_gallery_get_pixels (const DhGallery *self, guint i);
guint         dh_gallery_get_label (const DhGallery *self, guint i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhGallery, dh_gallery_unref)

G_END_DECLS
