// One moment of a run: the narrow waist between computing and looking.
// SPDX-License-Identifier: MIT

#include "snapshot/snapshot.h"

#include <math.h>
#include <string.h>

static gpointer
boxed_copy (gpointer boxed)
{
  return (gpointer) dh_snapshot_ref (boxed);
}

static void
boxed_free (gpointer boxed)
{
  dh_snapshot_unref (boxed);
}

G_DEFINE_BOXED_TYPE (DhSnapshot, dh_snapshot, boxed_copy, boxed_free)

DhSnapshot *
dh_snapshot_new (void)
{
  DhSnapshot *self = g_new0 (DhSnapshot, 1);

  self->ref_count = 1;
  self->diverged_at = -1;
  self->train_loss = self->train_accuracy = self->gradient_norm = NAN;
  self->test_loss = self->test_accuracy = NAN;
  return self;
}

/* The one thing in a published snapshot that changes. Counted with GLib's inline atomics, not with
 * GAtomicRefCount's functions, so that ThreadSanitizer sees what they order. */
static gint *
reference_count (const DhSnapshot *self)
{
  return (gint *) &self->ref_count;
}

const DhSnapshot *
dh_snapshot_ref (const DhSnapshot *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (reference_count (self));
  return self;
}

static void
sample_clear (DhSample *self)
{
  g_free (self->pixels);
  g_free (self->probabilities);
}

static void
snapshot_free (DhSnapshot *self)
{
  for (guint i = 0; i < self->n_samples; i++)
    sample_clear (&self->samples[i]);
  g_free (self->samples);
  sample_clear (&self->shown);
  g_free (self->message);
  g_free (self->settings);
  g_free (self->experiment);
  g_free (self->data_title);
  g_strfreev (self->class_names);
  if (self->gallery != NULL)
    dh_gallery_unref (self->gallery);
  g_free (self->tensors);
  g_free (self->parameters);
  g_free (self->gradient);
  g_free (self->after);
  g_free (self->update);
  if (self->reading != NULL)
    dh_reading_unref (self->reading);
  if (self->probe != NULL)
    dh_probe_unref (self->probe);
  dh_history_free (self->history);
  g_free (self);
}

void
dh_snapshot_unref (const DhSnapshot *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_int_dec_and_test (reference_count (self)))
    snapshot_free ((DhSnapshot *) self);
}

static gboolean
is_seen_alike (const DhSnapshot *a, const DhSnapshot *b)
{
  return a->width == b->width && a->height == b->height && a->mean == b->mean &&
         a->deviation == b->deviation;
}

static gboolean
is_same_image (const DhSample *a, const DhSample *b, gsize pixels)
{
  return a->label == b->label && memcmp (a->pixels, b->pixels, pixels) == 0;
}

gboolean
dh_snapshot_has_same_samples (const DhSnapshot *a, const DhSnapshot *b)
{
  gsize pixels = (gsize) a->width * a->height;

  if (a->n_samples != b->n_samples || !is_seen_alike (a, b))
    return FALSE;
  for (guint i = 0; i < a->n_samples; i++)
    if (!is_same_image (&a->samples[i], &b->samples[i], pixels))
      return FALSE;
  return TRUE;
}

gboolean
dh_snapshot_has_same_shown (const DhSnapshot *a, const DhSnapshot *b)
{
  if (!is_seen_alike (a, b) || a->shown_is_test != b->shown_is_test ||
      a->shown_position != b->shown_position)
    return FALSE;
  if (a->shown.pixels == NULL || b->shown.pixels == NULL)
    return a->shown.pixels == b->shown.pixels;
  return is_same_image (&a->shown, &b->shown, (gsize) a->width * a->height);
}

int
dh_sample_get_predicted (const DhSample *self, guint n_classes)
{
  int best = -1;

  g_return_val_if_fail (self != NULL, -1);

  for (guint i = 0; self->probabilities != NULL && i < n_classes; i++)
    if (self->probabilities[i] >= 0 &&
        (best < 0 || self->probabilities[i] > self->probabilities[best]))
      best = (int) i;
  return best;
}

const char *
dh_run_state_get_name (DhRunState state)
{
  static const char *const names[] = { "ready", "loading", "running",
                                       "paused", "finished", "diverged" };

  g_return_val_if_fail (state < G_N_ELEMENTS (names), "ready");
  return names[state];
}
