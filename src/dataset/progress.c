// A cancellable that also knows how far the work has come.
// SPDX-License-Identifier: MIT

#include "dataset/progress.h"

#define WHOLE 10000 /* the fraction is kept as a whole number, which is atomic everywhere */

struct _DhProgress
{
  GCancellable parent_instance;

  gint done; /* atomic; of WHOLE */

  /* The rest belongs to the worker. */
  double from;
  double to;
};

G_DEFINE_FINAL_TYPE (DhProgress, dh_progress, G_TYPE_CANCELLABLE)

static void
dh_progress_class_init (DhProgressClass *klass)
{
}

static void
dh_progress_init (DhProgress *self)
{
  self->to = 1;
}

DhProgress *
dh_progress_new (void)
{
  return g_object_new (DH_TYPE_PROGRESS, NULL);
}

double
dh_progress_get_fraction (DhProgress *self)
{
  g_return_val_if_fail (DH_IS_PROGRESS (self), 0);

  return (double) g_atomic_int_get (&self->done) / WHOLE;
}

void
dh_progress_set_part (GCancellable *cancellable, double from, double to)
{
  g_return_if_fail (0 <= from && from <= to && to <= 1);

  if (!DH_IS_PROGRESS (cancellable))
    return;
  DH_PROGRESS (cancellable)->from = from;
  DH_PROGRESS (cancellable)->to = to;
}

void
dh_progress_tell (GCancellable *cancellable, guint64 done, guint64 total)
{
  DhProgress *self;
  double share;
  gint whole;

  if (!DH_IS_PROGRESS (cancellable) || total == 0)
    return;
  self = DH_PROGRESS (cancellable);
  share = (double) MIN (done, total) / total;
  whole = (gint) (WHOLE * (self->from + (self->to - self->from) * share));
  if (whole > g_atomic_int_get (&self->done))
    g_atomic_int_set (&self->done, whole);
}
