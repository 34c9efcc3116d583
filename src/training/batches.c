// Which images of the subset each step is of.
// SPDX-License-Identifier: MIT

#include "training/batches.h"

#include <string.h>

#include "training/training-set.h"

static guint
get_order_length (const DhBatches *self)
{
  return self->kind == DH_BATCHES_IID ? self->batch : self->n;
}

gboolean
dh_batches_init (DhBatches *self, const DhSettings *settings, guint n, GError **error)
{
  guint64 batch = settings->batch;

  g_return_val_if_fail (n > 0, FALSE);

  self->kind = (DhBatchesKind) settings->batches;
  self->n = n;
  self->batch = batch == 0 || batch > n ? n : (guint) batch;
  if (self->batch == n)
    return TRUE;
  self->order = g_try_new (guint32, get_order_length (self));
  return self->order != NULL || dh_training_set_fail_memory (get_order_length (self), 1, error);
}

void
dh_batches_copy (DhBatches *self, const DhBatches *from)
{
  guint32 *order = self->order;

  if (order != NULL)
    memcpy (order, from->order, get_order_length (from) * sizeof (guint32));
  *self = *from;
  self->order = order;
}

void
dh_batches_clear (DhBatches *self)
{
  g_clear_pointer (&self->order, g_free);
}

void
dh_batches_start (DhBatches *self, const DhRandom *torch, const DhRandom *numpy)
{
  self->random = self->kind == DH_BATCHES_IID ? *numpy : *torch;
  self->drawn = 0;
}

guint64
dh_batches_get_epoch_steps (const DhBatches *self)
{
  return ((guint64) self->n + self->batch - 1) / self->batch;
}

static void
go_to_independent (DhBatches *self, guint64 step)
{
  if (step < self->drawn)
    return;
  dh_random_numpy_choice (&self->random, self->n, self->order, self->batch);
  self->drawn = step + 1;
}

static void
go_to_piece (DhBatches *self, guint64 step, gsize *first, guint *n)
{
  guint64 epoch_steps = dh_batches_get_epoch_steps (self);

  *first = (gsize) (step % epoch_steps) * self->batch;
  *n = (guint) MIN (self->batch, self->n - *first);
  if (self->order == NULL || step / epoch_steps < self->drawn)
    return;
  dh_random_torch_permutation (&self->random, self->order, self->n);
  self->drawn = step / epoch_steps + 1;
}

void
dh_batches_go_to (DhBatches *self, guint64 step, gsize *first, guint *n)
{
  *first = 0;
  *n = self->batch;
  if (self->order != NULL && self->kind == DH_BATCHES_IID)
    go_to_independent (self, step);
  else
    go_to_piece (self, step, first, n);
}

guint
dh_batches_count_ahead (const DhBatches *self, gsize first, guint n)
{
  if (self->order == NULL || self->kind == DH_BATCHES_IID)
    return 0;
  return (guint) MIN (self->batch, self->n - first - n);
}
