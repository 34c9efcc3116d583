// How a network read the test set, image by image: what every count of mistakes comes from.
// SPDX-License-Identifier: MIT

#include "snapshot/reading.h"

DhReading *
dh_reading_new (guint n, guint n_classes)
{
  g_autoptr (DhReading) self = g_new0 (DhReading, 1);

  self->ref_count = 1;
  self->n = n;
  self->n_classes = n_classes;
  /* Nothing is allocated as NULL, which would look like a lack of memory. */
  self->predicted = g_try_new0 (guint16, MAX (n, 1));
  self->probability = g_try_new0 (float, MAX (n, 1));
  self->confusion = g_try_new0 (guint, MAX ((gsize) n_classes * n_classes, 1));
  if (self->predicted == NULL || self->probability == NULL || self->confusion == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

void
dh_reading_set (DhReading *self, guint i, guint predicted, float probability)
{
  g_return_if_fail (self != NULL && i < self->n && predicted < self->n_classes);
  g_return_if_fail (self->labels != NULL && self->labels[i] < self->n_classes);

  self->predicted[i] = (guint16) predicted;
  self->probability[i] = probability;
  self->confusion[(gsize) self->labels[i] * self->n_classes + predicted]++;
}

/* As in a snapshot, this alone changes. */
static gint *
reference_count (const DhReading *self)
{
  return (gint *) &self->ref_count;
}

const DhReading *
dh_reading_ref (const DhReading *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (reference_count (self));
  return self;
}

static void
reading_free (DhReading *self)
{
  if (self->release != NULL)
    self->release (self->owner);
  g_free (self->predicted);
  g_free (self->probability);
  g_free (self->confusion);
  g_free (self);
}

void
dh_reading_unref (const DhReading *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_int_dec_and_test (reference_count (self)))
    reading_free ((DhReading *) self);
}

const guint8 *
dh_reading_get_pixels (const DhReading *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->n && self->pixels != NULL, NULL);

  return self->pixels + (gsize) i * self->width * self->height;
}

guint
dh_reading_count_right (const DhReading *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->n_classes; i++)
    n += self->confusion[(gsize) i * self->n_classes + i];
  return n;
}
