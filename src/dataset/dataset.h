// Images with labels, whole, as they were published: bytes, not yet standardised.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of every data set. */
#define DH_DATASET_MIN_CLASSES 2
#define DH_DATASET_MAX_CLASSES 1000

typedef struct
{
  guint    n;
  guint8  *pixels; /* [n, height, width], 0 = background … 255 = ink */
  guint16 *labels; /* [n], 0 … n_classes − 1 */
} DhImages;

/* Filled by the reader that makes it, const for everybody from then on. Owns all it points to. */
typedef struct
{
  gint ref_count; /*< private >*/

  char  *name;  /* what --data takes to get it again: "handwriting", "mnist", a folder's path */
  char  *title; /* for people: "MNIST" */
  char  *folder; /* it was read from, or NULL */
  guint  width; /* of every image, in pixels */
  guint  height;
  guint  n_classes;
  char **class_names; /* NULL-terminated, n_classes long: "0" … "9", "T-shirt/top" … */

  DhImages train;
  DhImages test; /* n = 0 where there is none */

  double mean;      /* of all training pixels */
  double deviation; /* standard deviation of all training pixels, divisor n − 1 */
} DhDataset;

/* An empty data set with one reference. */
DhDataset *dh_dataset_new (const char *name, const char *title, guint width, guint height);

/* Allocates @images for @n images of the set's size (checked product; not cleared).
 * FALSE with an error where there is not enough memory. */
gboolean dh_dataset_allocate (const DhDataset *self, DhImages *images, guint n, GError **error);

/* Call once when the images are in: sets n_classes and class_names ("0", "1", …) from the
 * largest label unless the names are set, and mean and deviation from all training pixels. */
void dh_dataset_complete (DhDataset *self);

/* Both are safe on any thread; the last unref frees all. */
const DhDataset *dh_dataset_ref (const DhDataset *self);
void             dh_dataset_unref (const DhDataset *self);

/* The 256 standardised values (p − mean) / deviation in float32 as PyTorch computes them;
 * @table has room for 256. */
void dh_dataset_get_standardised (const DhDataset *self, float *table);

typedef const DhDataset DhConstDataset;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhDataset, dh_dataset_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhConstDataset, dh_dataset_unref)

G_END_DECLS
