// What a run has measured so far, in bounded memory.
// SPDX-License-Identifier: MIT

#include "snapshot/history.h"

#include <string.h>

/* So fine that on a logarithmic axis no bucket is more than a few pixels wide. */
#define PARTS 32

typedef struct
{
  GArray *buckets;   /* of DhBucket, at most DH_HISTORY_CAPACITY */
  guint   per_bucket; /* measurements that fill a bucket; doubles at each merge */
} Series;

struct _DhHistory
{
  Series series[DH_N_SERIES];
  guint  n_events;
  DhEvent events[DH_HISTORY_MAX_EVENTS];
};

static DhBucket *
bucket_at (const Series *series, guint i)
{
  return &g_array_index (series->buckets, DhBucket, i);
}

/* @other follows @self. */
static void
bucket_absorb (DhBucket *self, const DhBucket *other)
{
  guint n = self->n + other->n;

  self->mean += (other->mean - self->mean) * other->n / n;
  self->min = MIN (self->min, other->min);
  self->max = MAX (self->max, other->max);
  self->last = other->last;
  self->n = n;
}

/* Only those that span no more than one part in @parts of the steps before them; 0 = all. */
static void
series_merge_neighbours (Series *series, guint parts)
{
  guint n = 0;

  for (guint i = 0; i < series->buckets->len; i++, n++)
    {
      DhBucket bucket = *bucket_at (series, i);
      const DhBucket *next =
          i + 1 < series->buckets->len ? bucket_at (series, i + 1) : NULL;

      if (next != NULL && (parts == 0 || next->last - bucket.first <= bucket.first / parts))
        {
          bucket_absorb (&bucket, next);
          i++;
        }
      *bucket_at (series, n) = bucket;
    }
  g_array_set_size (series->buckets, n);
  series->per_bucket *= 2;
}

DhHistory *
dh_history_new (void)
{
  DhHistory *self = g_new0 (DhHistory, 1);

  for (guint i = 0; i < DH_N_SERIES; i++)
    self->series[i] = (Series) { g_array_new (FALSE, FALSE, sizeof (DhBucket)), 1 };
  return self;
}

DhHistory *
dh_history_copy (const DhHistory *self)
{
  DhHistory *copy = g_new0 (DhHistory, 1);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < DH_N_SERIES; i++)
    copy->series[i] = (Series) { g_array_copy (self->series[i].buckets),
                                 self->series[i].per_bucket };
  copy->n_events = self->n_events;
  memcpy (copy->events, self->events, self->n_events * sizeof *self->events);
  return copy;
}

void
dh_history_free (DhHistory *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < DH_N_SERIES; i++)
    g_array_unref (self->series[i].buckets);
  g_free (self);
}

void
dh_history_add (DhHistory *self, DhSeriesKind kind, guint64 step, double value)
{
  DhBucket bucket = { step, step, 1, (float) value, (float) value, value };
  Series *series;
  DhBucket *last;

  g_return_if_fail (self != NULL);
  g_return_if_fail (kind < DH_N_SERIES);

  series = &self->series[kind];
  last = series->buckets->len > 0 ? bucket_at (series, series->buckets->len - 1) : NULL;
  g_return_if_fail (last == NULL || step >= last->last);

  if (last != NULL && last->n < series->per_bucket)
    {
      bucket_absorb (last, &bucket);
      return;
    }
  for (guint parts = PARTS; series->buckets->len == DH_HISTORY_CAPACITY; parts /= 2)
    series_merge_neighbours (series, parts);
  g_array_append_val (series->buckets, bucket);
}

const DhBucket *
dh_history_get_buckets (const DhHistory *self, DhSeriesKind kind, guint *n)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (kind < DH_N_SERIES, NULL);

  *n = self->series[kind].buckets->len;
  return *n > 0 ? bucket_at (&self->series[kind], 0) : NULL;
}

/* The event of @key at @step, or NULL; of a long key, what is kept of it counts. */
static DhEvent *
find_event (DhHistory *self, guint64 step, const char *key)
{
  for (guint i = 0; i < self->n_events; i++)
    if (self->events[i].step == step &&
        strncmp (self->events[i].key, key, sizeof self->events[i].key - 1) == 0)
      return &self->events[i];
  return NULL;
}

/* The place for an event of @key at @step. */
static DhEvent *
make_room (DhHistory *self, guint64 step, const char *key)
{
  DhEvent *event = find_event (self, step, key);

  if (event != NULL)
    return event;
  if (self->n_events == DH_HISTORY_MAX_EVENTS)
    memmove (self->events, self->events + 1, --self->n_events * sizeof *self->events);
  return &self->events[self->n_events++];
}

void
dh_history_add_choice (DhHistory *self, guint64 step, const char *key, const char *value,
                       const char *title)
{
  DhEvent *event;

  g_return_if_fail (self != NULL && key != NULL && value != NULL);

  event = make_room (self, step, key);
  event->step = step;
  g_strlcpy (event->key, key, sizeof event->key);
  g_strlcpy (event->value, value, sizeof event->value);
  event->title = title;
}

void
dh_history_add_event (DhHistory *self, guint64 step, const char *key, const char *value)
{
  dh_history_add_choice (self, step, key, value, NULL);
}

void
dh_history_remove_event (DhHistory *self, guint64 step, const char *key)
{
  DhEvent *event;

  g_return_if_fail (self != NULL && key != NULL);

  event = find_event (self, step, key);
  if (event == NULL)
    return;
  self->n_events--;
  memmove (event, event + 1, (gsize) (self->events + self->n_events - event) * sizeof *event);
}

const DhEvent *
dh_history_get_events (const DhHistory *self, guint *n)
{
  g_return_val_if_fail (self != NULL && n != NULL, NULL);

  *n = self->n_events;
  return *n > 0 ? self->events : NULL;
}
