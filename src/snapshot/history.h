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
  DH_SERIES_SECONDS,        /* of training until the step was made; empty where no clock ran */
  DH_N_SERIES
} DhSeriesKind;

/* One or several neighbouring measurements. While a series is short every bucket is one
 * measurement; when it is full, neighbours merge, and of the late ones every bucket spans twice the
 * steps. The early ones, which a logarithmic axis spreads out, stay as fine as they are. */
typedef struct
{
  guint64 first; /* step of the earliest measurement */
  guint64 last;  /* step of the latest one, ≥ first */
  guint   n;     /* measurements in here, ≥ 1 */
  float   min;
  float   max;
  double  mean;
} DhBucket;

/* What was done to a run while it trained: the setting @key has had the value @value from this step
 * on, or, with the key DH_EVENT_DIVERGED, the loss of this step was not finite. */
typedef struct
{
  guint64     step;
  char        key[24];   /* as dh_settings_set() takes it: "learning-rate" */
  char        value[24]; /* as dh_settings_get() gives it: "0.05" */
  const char *title;     /* of a value that is a choice, for people: static, marked for translation;
                            else NULL */
} DhEvent;

#define DH_EVENT_DIVERGED "diverged"

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

/* Appends an event; one of the same key at the same step is replaced where it stands. Of more than
 * DH_HISTORY_MAX_EVENTS the oldest is forgotten. After a divergence, which is of a step that was
 * taken back, a step may be below the one before it. */
void
dh_history_add_event (DhHistory *self, guint64 step, const char *key, const char *value);

/* The same where @value is the id of a choice with this @title, or NULL. */
void dh_history_add_choice (DhHistory *self, guint64 step, const char *key, const char *value,
                            const char *title);

/* Takes the event of @key at @step back, where there is one. */
void dh_history_remove_event (DhHistory *self, guint64 step, const char *key);

/* The events, oldest first, owned by the history; *n may be 0 (then NULL). */
const DhEvent *dh_history_get_events (const DhHistory *self, guint *n);

#define DH_HISTORY_MAX_EVENTS 64

/* No series ever holds more buckets than this. */
#define DH_HISTORY_CAPACITY 2048

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhHistory, dh_history_free)

G_END_DECLS
