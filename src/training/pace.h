// How fast a run goes, and when there is time for what is done beside the training.
// SPDX-License-Identifier: MIT
#pragma once

#include "training/budget.h"

G_BEGIN_DECLS

/* Times are in microseconds; "now" is g_get_monotonic_time(). A plain value. */
typedef struct
{
  double   trained;   /* time spent in steps, by the clock */
  gint64   step_usec; /* the last step took */
  gint64   due;       /* when a snapshot would be seen again */
  DhBudget evaluations;
  DhBudget probes;    /* as long as somebody wants them */
  DhBudget snapshots;

  double   steps_per_second; /* 0 = not known yet */
  gint64   rate_since;       /* it is counted from here; 0 = not begun */
  guint64  rate_steps;
} DhPace;

/* At the beginning of a run. */
void dh_pace_init (DhPace *self);

/* A step was made in @usec. */
void dh_pace_add_step (DhPace *self, gint64 usec);

/* Whether a snapshot at @now would be seen in a frame of its own, and may be made. */
gboolean dh_pace_allows_snapshot (const DhPace *self, gint64 now);

/* One is made. A frame's time after the last was due the next one is: what came late does not put
 * off all that follow. */
void dh_pace_add_snapshot (DhPace *self, gint64 now);

/* Counts the steps a second: @step is made. */
void dh_pace_count (DhPace *self, guint64 step, gint64 now);

/* The run stood: counts from the next step on. */
void dh_pace_count_anew (DhPace *self);

G_END_DECLS
