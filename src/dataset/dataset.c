// Images with labels, whole, as they were published: bytes, not yet standardised.
// SPDX-License-Identifier: MIT

#include "dataset/dataset.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>

DhDataset *
dh_dataset_new (const char *name, const char *title, guint width, guint height)
{
  DhDataset *self = g_new0 (DhDataset, 1);

  self->ref_count = 1;
  self->name = g_strdup (name);
  self->title = g_strdup (title);
  self->width = width;
  self->height = height;
  return self;
}

static void
free_images (DhImages *images)
{
  g_clear_pointer (&images->pixels, g_free);
  g_clear_pointer (&images->labels, g_free);
  images->n = 0;
}

static void
dh_dataset_free (DhDataset *self)
{
  free_images (&self->train);
  free_images (&self->test);
  g_strfreev (self->class_names);
  g_free (self->title);
  g_free (self->folder);
  g_free (self->name);
  g_free (self);
}

/* Counted as a snapshot's references are: ThreadSanitizer sees what GLib's inline atomics order. */
static gint *
reference_count (const DhDataset *self)
{
  return (gint *) &self->ref_count;
}

const DhDataset *
dh_dataset_ref (const DhDataset *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (reference_count (self));
  return self;
}

void
dh_dataset_unref (const DhDataset *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_int_dec_and_test (reference_count (self)))
    dh_dataset_free ((DhDataset *) self);
}

gboolean
dh_dataset_allocate (const DhDataset *self, DhImages *images, guint n, GError **error)
{
  gsize n_pixels = 0;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (images != NULL && images->n == 0, FALSE);

  if (n == 0)
    return TRUE;
  if (g_size_checked_mul (&n_pixels, self->width, self->height) &&
      g_size_checked_mul (&n_pixels, n_pixels, n))
    {
      images->pixels = g_try_malloc (n_pixels);
      images->labels = g_try_new (guint16, n);
    }
  if (images->pixels == NULL || images->labels == NULL)
    {
      free_images (images);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   _("There is not enough memory for %u images of %u × %u pixels. "
                     "Choose fewer or smaller images."),
                   n, self->width, self->height);
      return FALSE;
    }
  images->n = n;
  return TRUE;
}

static guint
find_largest_label (const DhImages *images)
{
  guint largest = 0;

  for (guint i = 0; i < images->n; i++)
    largest = MAX (largest, images->labels[i]);
  return largest;
}

static void
name_classes (DhDataset *self)
{
  self->n_classes = MAX (find_largest_label (&self->train), find_largest_label (&self->test)) + 1;
  self->class_names = g_new0 (char *, self->n_classes + 1);
  for (guint i = 0; i < self->n_classes; i++)
    self->class_names[i] = g_strdup_printf ("%u", i);
}

/* Four tables: neighbouring pixels are mostly equal, and one counter would wait for itself. */
static void
count_values (const guint8 *pixels, gsize n, guint64 counts[256])
{
  guint64 quarters[4][256] = { 0 };
  gsize i = 0;

  for (; i + 4 <= n; i += 4)
    for (guint q = 0; q < 4; q++)
      quarters[q][pixels[i + q]]++;
  for (; i < n; i++)
    quarters[0][pixels[i]]++;
  for (guint v = 0; v < 256; v++)
    counts[v] = quarters[0][v] + quarters[1][v] + quarters[2][v] + quarters[3][v];
}

static void
measure_pixels (DhDataset *self)
{
  gsize n = (gsize) self->train.n * self->width * self->height;
  guint64 counts[256];
  guint64 sum = 0;
  double squares = 0;

  count_values (self->train.pixels, n, counts);
  for (guint v = 0; v < 256; v++)
    sum += counts[v] * v;
  self->mean = n > 0 ? (double) sum / n : 0;
  for (guint v = 0; v < 256; v++)
    squares += counts[v] * (v - self->mean) * (v - self->mean);
  self->deviation = n > 1 ? sqrt (squares / (n - 1)) : 0;
}

void
dh_dataset_complete (DhDataset *self)
{
  g_return_if_fail (self != NULL);

  if (self->class_names == NULL)
    name_classes (self);
  measure_pixels (self);
}

void
dh_dataset_get_standardised (const DhDataset *self, float *table)
{
  float mean = (float) self->mean;
  /* Where all pixels are equal there is nothing to scale: 0, not NaN. */
  float deviation = self->deviation > 0 ? (float) self->deviation : 1.0f;

  for (guint p = 0; p < 256; p++)
    table[p] = ((float) p - mean) / deviation;
}
