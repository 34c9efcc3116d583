// How fast a run goes, and when there is time for what is done beside the training.
// SPDX-License-Identifier: MIT

#include "training/pace.h"

#define FRAME_USEC 16000 /* a display frame: more snapshots nobody would see */
#define RATE_USEC 500000 /* steps per second are counted over this long */

/* The credit lets the test curve begin with the training curve. Large networks are shown less often
 * than in every frame. */
void
dh_pace_init (DhPace *self)
{
  *self = (DhPace) {
    .evaluations = { .credit = 100000, .share = 0.02 },
    .probes = { .credit = 100000, .share = 0.03 },
    .snapshots = { .credit = 50000, .share = 0.028 },
  };
}

void
dh_pace_add_step (DhPace *self, gint64 usec)
{
  self->step_usec = usec;
  self->trained += (double) usec;
}

gboolean
dh_pace_allows_snapshot (const DhPace *self, gint64 now)
{
  return now >= self->due && dh_budget_allows (&self->snapshots, self->trained);
}

void
dh_pace_add_snapshot (DhPace *self, gint64 now)
{
  self->due = now - self->due < FRAME_USEC ? self->due + FRAME_USEC : now + FRAME_USEC;
}

void
dh_pace_count (DhPace *self, guint64 step, gint64 now)
{
  if (self->rate_since != 0 && now - self->rate_since >= RATE_USEC)
    self->steps_per_second =
        (step - self->rate_steps) * (double) G_USEC_PER_SEC / (now - self->rate_since);
  else if (self->rate_since != 0)
    return;
  self->rate_since = now;
  self->rate_steps = step;
}

void
dh_pace_count_anew (DhPace *self)
{
  self->rate_since = 0;
}
