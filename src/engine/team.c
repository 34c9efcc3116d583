// Threads that share the units of a job: created once, quick to set to work.
// SPDX-License-Identifier: MIT

#include "engine/team.h"

#include <stdatomic.h>

#include "engine/denormals.h"

/* A helper spins this long, in looks at the state, before it sleeps: longer than what lies between
 * two jobs of a step, short enough to leave the processor to others. */
#define SPINS 4000

/* The state holds the number of the job and the first and the end of its units that are not taken
 * yet. The caller takes them from the front, helpers from the back: so, from job to job, each works
 * on the part of the data that its cache holds. A helper that comes late cannot take a unit of a
 * job that is over: the number has changed. */
#define JOB_SHIFT 32
#define END_SHIFT 16
#define UNIT_MASK 0xffffu

/* What the state has room for; a job of more units is several. */
#define MAX_UNITS UNIT_MASK

struct _DhTeam
{
  _Atomic guint64 state;
  _Atomic guint n_done;
  _Atomic guint n_asleep;
  _Atomic gboolean quit;

  /* Of the job at hand: written before its state, read after a unit of it was taken. */
  DhTeamFunc func;
  gpointer data;
  guint offset; /* of the units */

  GMutex mutex;
  GCond wake;
  guint n_helpers;
  GThread *helpers[DH_TEAM_MAX_THREADS];
};

static void
relax (guint spins)
{
#ifdef __x86_64__
  __builtin_ia32_pause ();
#endif
  /* Where there are more threads than processors, the one waited for may need this one. */
  if (spins % 256 == 255)
    g_thread_yield ();
}

static guint
get_first (guint64 state)
{
  return state & UNIT_MASK;
}

static guint
get_end (guint64 state)
{
  return (state >> END_SHIFT) & UNIT_MASK;
}

/* Takes a unit and does it. FALSE where there is none. */
static gboolean
do_unit (DhTeam *self, gboolean from_front)
{
  guint64 state = atomic_load_explicit (&self->state, memory_order_acquire);
  guint64 next;

  do
    {
      if (get_first (state) == get_end (state))
        return FALSE;
      next = from_front ? state + 1 : state - (1u << END_SHIFT);
    }
  while (!atomic_compare_exchange_weak_explicit (&self->state, &state, next, memory_order_acq_rel,
                                                 memory_order_acquire));
  self->func (self->offset + (from_front ? get_first (state) : get_end (state) - 1), self->data);
  atomic_fetch_add_explicit (&self->n_done, 1, memory_order_release);
  return TRUE;
}

static gboolean
has_reason_to_wake (DhTeam *self)
{
  guint64 state = atomic_load (&self->state);

  return get_first (state) != get_end (state) || atomic_load (&self->quit);
}

static void
sleep_until_wanted (DhTeam *self)
{
  g_mutex_lock (&self->mutex);
  /* Counted before the last look, as the caller looks at the count after it has set the state. */
  atomic_fetch_add (&self->n_asleep, 1);
  while (!has_reason_to_wake (self))
    g_cond_wait (&self->wake, &self->mutex);
  atomic_fetch_sub (&self->n_asleep, 1);
  g_mutex_unlock (&self->mutex);
}

static gpointer
help (gpointer data)
{
  DhTeam *self = data;
  guint spins = 0;

  dh_denormals_flush ();
  while (!atomic_load_explicit (&self->quit, memory_order_relaxed))
    if (do_unit (self, FALSE))
      spins = 0;
    else if (spins < SPINS)
      relax (spins++);
    else
      sleep_until_wanted (self);
  return NULL;
}

static void
wake_helpers (DhTeam *self)
{
  if (atomic_load (&self->n_asleep) == 0)
    return;
  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->mutex);
}

DhTeam *
dh_team_new (guint n_threads)
{
  DhTeam *self = g_new0 (DhTeam, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake);
  for (guint i = 1; i < MIN (n_threads, DH_TEAM_MAX_THREADS); i++)
    {
      GThread *thread = g_thread_try_new ("downhill-helper", help, self, NULL);

      if (thread != NULL)
        self->helpers[self->n_helpers++] = thread;
    }
  return self;
}

void
dh_team_free (DhTeam *self)
{
  if (self == NULL)
    return;
  atomic_store (&self->quit, TRUE);
  wake_helpers (self);
  for (guint i = 0; i < self->n_helpers; i++)
    g_thread_join (self->helpers[i]);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wake);
  g_free (self);
}

static void
run_part (DhTeam *self, guint offset, guint n_units)
{
  guint64 job = (atomic_load_explicit (&self->state, memory_order_relaxed) >> JOB_SHIFT) + 1;

  self->offset = offset;
  atomic_store_explicit (&self->n_done, 0, memory_order_relaxed);
  atomic_store (&self->state, job << JOB_SHIFT | (guint64) n_units << END_SHIFT);
  wake_helpers (self);
  while (do_unit (self, TRUE))
    ;
  for (guint spins = 0;
       atomic_load_explicit (&self->n_done, memory_order_acquire) < n_units; spins++)
    relax (spins);
}

static void
run_all (DhTeam *self, guint n_units, DhTeamFunc func, gpointer data)
{
  guint n;

  self->func = func;
  self->data = data;
  for (guint offset = 0; offset < n_units; offset += n)
    {
      n = MIN (n_units - offset, MAX_UNITS);
      run_part (self, offset, n);
    }
}

void
dh_team_run (DhTeam *self, guint n_units, DhTeamFunc func, gpointer data)
{
  guint mode = dh_denormals_flush ();

  if (self != NULL && self->n_helpers > 0 && n_units > 1)
    run_all (self, n_units, func, data);
  else
    for (guint unit = 0; unit < n_units; unit++)
      func (unit, data);
  dh_denormals_restore (mode);
}
