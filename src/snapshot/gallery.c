// The images a run learns from, to be looked at: shared by all its snapshots.
// SPDX-License-Identifier: MIT

#include "snapshot/gallery.h"

DhGallery *
dh_gallery_new (void)
{
  DhGallery *self = g_new0 (DhGallery, 1);

  self->ref_count = 1;
  return self;
}

gboolean
dh_gallery_complete (DhGallery *self)
{
  g_autofree gboolean *seen = NULL;

  g_return_val_if_fail (self != NULL && self->counts == NULL, FALSE);

  seen = g_try_new0 (gboolean, self->n_train);
  self->counts = g_new0 (guint, self->n_classes);
  if (seen == NULL)
    return FALSE;
  for (guint i = 0; i < self->n; i++)
    {
      self->counts[dh_gallery_get_label (self, i)]++;
      self->n_different += !seen[self->indices[i]];
      seen[self->indices[i]] = TRUE;
    }
  return TRUE;
}

/* As in a snapshot, this alone changes. */
static gint *
reference_count (const DhGallery *self)
{
  return (gint *) &self->ref_count;
}

const DhGallery *
dh_gallery_ref (const DhGallery *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (reference_count (self));
  return self;
}

static void
gallery_free (DhGallery *self)
{
  if (self->release != NULL)
    self->release (self->owner);
  g_free (self->origin);
  g_free (self->indices);
  g_free (self->counts);
  g_free (self);
}

void
dh_gallery_unref (const DhGallery *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_int_dec_and_test (reference_count (self)))
    gallery_free ((DhGallery *) self);
}

const guint8 *
dh_gallery_get_pixels (const DhGallery *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->n, NULL);

  return self->pixels + (gsize) self->indices[i] * self->width * self->height;
}

guint
dh_gallery_get_label (const DhGallery *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->n, 0);

  return self->labels[self->indices[i]];
}
