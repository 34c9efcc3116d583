// Threads that share the units of a job: created once, quick to set to work.
// SPDX-License-Identifier: MIT

#include "engine/team.h"

#include <stdatomic.h>

#include "engine/aligned.h"
#include "engine/denormals.h"

/* A helper spins this long, in looks at its share, before it sleeps: longer than what lies between
 * two jobs of a step, short enough to leave the processor to others. */
#define SPINS 4000

/* And so long it waits before it takes what is left to another: that one has the memory of its
 * units in its cache, and to move that there and back takes longer than the unit. */
#define PATIENCE 1000

/* What is left of a thread's share of a job: the job's number, and the first and the end of the
 * units that are not taken yet. The owner takes them from the front, others, when they have none of
 * their own left, from the back. Whoever comes late cannot take a unit of a job that is over: the
 * number has changed. */
#define JOB_SHIFT 32
#define END_SHIFT 16
#define UNIT_MASK 0xffffu

/* What a share has room for; a job of more units is several. */
#define MAX_UNITS UNIT_MASK

/* Each in cache lines of its own: to move one from processor to processor takes as long as a
 * thousand multiply-adds, so a thread touches another's only to set it to work, to hear that it is
 * done, and to help out. The two lines are apart because two threads write them. */
typedef struct
{
  _Alignas (128) _Atomic guint64 left;

  /* Of the job at hand: written before what is left, read after a unit of it was taken. */
  DhTeamFunc func;
  gpointer data;
  guint offset; /* of the units */

  _Alignas (128) _Atomic guint n_done; /* units since the team was made */
  _Atomic gboolean is_asleep;
} Share;

/* How often one of two units has been where they meet; in cache lines of its own, too. */
typedef struct
{
  _Alignas (128) _Atomic guint n;
} Meetings;

struct _DhTeam
{
  Share shares[DH_TEAM_MAX_THREADS]; /* the caller's first */
  Meetings meetings[2];
  _Atomic guint n_threads; /* a helper may look while others are still being started */
  guint n_units; /* of all jobs so far */

  _Atomic gboolean quit;
  GMutex mutex;
  GCond wake;
  GThread *helpers[DH_TEAM_MAX_THREADS];
};

typedef struct
{
  DhTeam *team;
  guint thread;
} Helper;

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
get_first (guint64 left)
{
  return left & UNIT_MASK;
}

static guint
get_end (guint64 left)
{
  return (left >> END_SHIFT) & UNIT_MASK;
}

/* Takes a unit of @share and does it. FALSE where there is none. */
static gboolean
do_unit (Share *share, gboolean is_owner)
{
  guint64 left = atomic_load_explicit (&share->left, memory_order_acquire);
  guint64 next;

  do
    {
      if (get_first (left) == get_end (left))
        return FALSE;
      next = is_owner ? left + 1 : left - (1u << END_SHIFT);
    }
  while (!atomic_compare_exchange_weak_explicit (&share->left, &left, next, memory_order_acq_rel,
                                                 memory_order_acquire));
  share->func (share->offset + (is_owner ? get_first (left) : get_end (left) - 1), share->data);
  return TRUE;
}

/* Does what is left of the share of thread @from, and says so where the caller waits for it. */
static gboolean
do_share (DhTeam *self, guint thread, guint from)
{
  guint n = 0;

  while (do_unit (&self->shares[from], thread == from))
    n++;
  if (n > 0)
    atomic_fetch_add_explicit (&self->shares[thread].n_done, n, memory_order_release);
  return n > 0;
}

static gboolean
help_others (DhTeam *self, guint thread)
{
  gboolean has_helped = FALSE;

  for (guint n = self->n_threads, i = 1; i < n; i++)
    has_helped = do_share (self, thread, (thread + i) % n) || has_helped;
  return has_helped;
}

/* Also where units of others are left: they may be in one that waits for those. */
static gboolean
has_reason_to_wake (DhTeam *self)
{
  for (guint i = 0; i < self->n_threads; i++)
    {
      guint64 left = atomic_load (&self->shares[i].left);

      if (get_first (left) != get_end (left))
        return TRUE;
    }
  return atomic_load (&self->quit);
}

static void
sleep_until_wanted (DhTeam *self, guint thread)
{
  g_mutex_lock (&self->mutex);
  /* Said before the last look, as the caller asks after it has shared a job. */
  atomic_store (&self->shares[thread].is_asleep, TRUE);
  while (!has_reason_to_wake (self))
    g_cond_wait (&self->wake, &self->mutex);
  atomic_store (&self->shares[thread].is_asleep, FALSE);
  g_mutex_unlock (&self->mutex);
}

static gpointer
help (gpointer data)
{
  g_autofree Helper *helper = data;
  DhTeam *self = helper->team;
  guint spins = 0;

  dh_denormals_flush ();
  while (!atomic_load_explicit (&self->quit, memory_order_relaxed))
    if (do_share (self, helper->thread, helper->thread))
      spins = 0;
    else if (spins == PATIENCE && help_others (self, helper->thread))
      spins = 0;
    else if (spins < SPINS)
      relax (spins++);
    else
      {
        sleep_until_wanted (self, helper->thread);
        spins = 0;
      }
  return NULL;
}

static void
wake_helpers (DhTeam *self)
{
  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->mutex);
}

DhTeam *
dh_team_new (guint n_threads)
{
  DhTeam *self = dh_aligned_new (1, sizeof *self);

  if (self == NULL)
    return NULL;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake);
  self->n_threads = 1;
  for (guint i = 1; i < MIN (n_threads, DH_TEAM_MAX_THREADS); i++)
    {
      Helper *helper = g_new (Helper, 1);
      GThread *thread;

      *helper = (Helper) { self, self->n_threads };
      thread = g_thread_try_new ("downhill-helper", help, helper, NULL);
      if (thread != NULL)
        self->helpers[self->n_threads++] = thread;
      else
        g_free (helper);
    }
  return self;
}

guint
dh_team_get_n_threads (const DhTeam *self)
{
  return self != NULL ? self->n_threads : 1;
}

void
dh_team_free (DhTeam *self)
{
  if (self == NULL)
    return;
  atomic_store (&self->quit, TRUE);
  wake_helpers (self);
  for (guint i = 1; i < self->n_threads; i++)
    g_thread_join (self->helpers[i]);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wake);
  dh_aligned_free (self);
}

static guint
count_done (DhTeam *self)
{
  guint n = 0;

  for (guint i = 0; i < self->n_threads; i++)
    n += atomic_load_explicit (&self->shares[i].n_done, memory_order_acquire);
  return n;
}

/* To a thread, the units @first … @end − 1 of the part of a job that begins with unit @offset. TRUE
 * where it has to be woken for that. */
static gboolean
set_to_work (Share *share, guint first, guint end, guint offset, DhTeamFunc func, gpointer data)
{
  guint64 job = (atomic_load_explicit (&share->left, memory_order_relaxed) >> JOB_SHIFT) + 1;

  share->func = func;
  share->data = data;
  share->offset = offset;
  atomic_store (&share->left, job << JOB_SHIFT | (guint64) end << END_SHIFT | first);
  return first != end && atomic_load (&share->is_asleep);
}

static void
run_part (DhTeam *self, guint offset, guint n_units, DhTeamFunc func, gpointer data)
{
  guint n = self->n_threads;
  gboolean wake = FALSE;

  for (guint i = n; i-- > 0;)
    wake = set_to_work (&self->shares[i], (n_units * i + n - 1) / n,
                        (n_units * (i + 1) + n - 1) / n, offset, func, data) || wake;
  self->n_units += n_units;
  if (wake)
    wake_helpers (self);
  do_share (self, 0, 0);
  for (guint spins = 0; count_done (self) != self->n_units; spins++)
    {
      if (spins % PATIENCE == PATIENCE - 1)
        help_others (self, 0);
      relax (spins);
    }
}

static void
run_all (DhTeam *self, guint n_units, DhTeamFunc func, gpointer data)
{
  guint n;

  for (guint offset = 0; offset < n_units; offset += n)
    {
      n = MIN (n_units - offset, MAX_UNITS);
      run_part (self, offset, n, func, data);
    }
}

void
dh_team_run (DhTeam *self, guint n_units, DhTeamFunc func, gpointer data)
{
  guint mode = dh_denormals_flush ();

  if (self != NULL && self->n_threads > 1 && n_units > 1)
    run_all (self, n_units, func, data);
  else
    for (guint unit = 0; unit < n_units; unit++)
      func (unit, data);
  dh_denormals_restore (mode);
}

void
dh_team_meet (DhTeam *self, guint unit)
{
  guint n = atomic_load_explicit (&self->meetings[unit].n, memory_order_relaxed) + 1;
  Meetings *other = &self->meetings[1 - unit];

  atomic_store_explicit (&self->meetings[unit].n, n, memory_order_release);
  /* The other one may be on its way to the next already. */
  for (guint spins = 0; (gint) (atomic_load_explicit (&other->n, memory_order_acquire) - n) < 0;
       spins++)
    relax (spins);
}
