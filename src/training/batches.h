// Which images of the subset each step is of.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/random.h"
#include "training/settings.h"

G_BEGIN_DECLS

/* A part of the trainer, which looks at the order and leaves the rest alone. */
typedef struct
{
  DhBatchesKind kind;
  guint         n;      /* images of the subset */
  guint         batch;  /* images a step, at most n */
  guint32      *order;  /* places in the subset, of the epoch at hand [n] or of the step at hand
                           [batch]; NULL for the full batch, which is the subset as it stands */
  DhRandom      random; /* the stream that orders are drawn from */
  guint64       drawn;  /* epochs, or steps, whose order has been drawn */
} DhBatches;

/* Lays out the batches of a subset of @n images; a batch of all of them is the full batch. FALSE
 * with an error where there is not enough memory. */
gboolean
dh_batches_init (DhBatches *self, const DhSettings *settings, guint n, GError **error);

void dh_batches_clear (DhBatches *self);

/* Takes over where @from stands, which was laid out from the same settings. */
void dh_batches_copy (DhBatches *self, const DhBatches *from);

/* Before the first step: copies the stream that orders come from, which is @torch's after the
 * initialisation where every epoch has its torch.randperm(n), and @numpy's after the draw of the
 * subset where every step has its numpy.random.choice(n, batch). */
void dh_batches_start (DhBatches *self, const DhRandom *torch, const DhRandom *numpy);

/* Tells that the batch of @step are the @n places from @first of the order, and draws that order
 * unless it is drawn. Steps come one after the other; the last one may be asked for again. */
void dh_batches_go_to (DhBatches *self, guint64 step, gsize *first, guint *n);

/* Of the @n places from @first on: how many behind them in the order the next step will have. */
guint dh_batches_count_ahead (const DhBatches *self, gsize first, guint n);

/* Steps of a pass over the subset, or over as many images. */
guint64 dh_batches_get_epoch_steps (const DhBatches *self);

G_END_DECLS
