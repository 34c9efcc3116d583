// What a run has measured so far, in bounded memory.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DH_SERIES_TRAIN_LOSS,     /* mean negative log-likelihood of the step's batch */
  DH_SERIES_TRAIN_ACCURACY, /* share of the step's batch, 0 … 1 */
  DH_SERIES_TEST_LOSS,      /* mean negative log-likelihood of the whole test set */
  DH_SERIES_TEST_ACCURACY,  /* share of the whole test set, 0 … 1 */
  DH_N_SERIES
} DhSeriesKind;

/* One or several neighbouring measurements. While a series is short every bucket is one
 * measurement; when it is full, neighbours merge and every bucket spans twice the steps. */
typedef struct
{
  guint64 first; /* step of the earliest measurement */
  guint64 last;  /* step of the latest one, ≥ first */
  guint   n;     /* measurements in here, ≥ 1 */
  float   min;
  float   max;
  double  mean;
} DhBucket;

typedef struct _DhHistory DhHistory;

/* A new empty history; free with dh_history_free(). */
DhHistory *dh_history_new (void);

/* A deep copy; cost bounded by DH_HISTORY_CAPACITY buckets a series. */
DhHistory *dh_history_copy (const DhHistory *self);

void dh_history_free (DhHistory *self);

/* Appends a finite measurement; @step must not be below the last one of the same series. */
void dh_history_add (DhHistory *self, DhSeriesKind kind, guint64 step, double value);

/* The buckets of a series, oldest first, owned by the history; *n may be 0 (then NULL). */
const DhBucket *dh_history_get_buckets (const DhHistory *self, DhSeriesKind kind, guint *n);

/* No series ever holds more buckets than this. */
#define DH_HISTORY_CAPACITY 2048

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhHistory, dh_history_free)

G_END_DECLS
