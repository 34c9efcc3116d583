// Every unit of a job is done once, by however many threads, awake or asleep.
// SPDX-License-Identifier: MIT

#include <float.h>
#include <string.h>

#include "engine/team.h"

#define HELPER "downhill-helper"
#define MOST_THREADS 8

static const guint unit_counts[] = { 0, 1, 2, 3, 7, 8, 64, 1000, 65535, 65536, 65537, 200000 };

static void
count_unit (guint unit, gpointer data)
{
  guint *counts = data;

  counts[unit]++;
}

static void
test_once (gconstpointer data)
{
  g_autoptr (DhTeam) team = dh_team_new (GPOINTER_TO_UINT (data));

  for (guint i = 0; i < G_N_ELEMENTS (unit_counts); i++)
    {
      g_autofree guint *counts = g_new0 (guint, unit_counts[i] + 1);

      for (guint job = 1; job <= 3; job++)
        {
          dh_team_run (team, unit_counts[i], count_unit, counts);
          for (guint unit = 0; unit < unit_counts[i]; unit++)
            g_assert_cmpuint (counts[unit], ==, job);
        }
      g_assert_cmpuint (counts[unit_counts[i]], ==, 0);
    }
}

static void
test_no_team (void)
{
  guint counts[5] = { 0 };

  dh_team_run (NULL, 4, count_unit, counts);
  for (guint unit = 0; unit < 5; unit++)
    g_assert_cmpuint (counts[unit], ==, unit < 4);
  dh_team_free (NULL);
}

/* Values that go round in a ring: each unit takes what another unit, mostly of another thread, made
 * in the job before. */
typedef struct
{
  guint n;
  guint from[13];
  guint to[13];
} Ring;

static void
pass_on (guint unit, gpointer data)
{
  Ring *ring = data;

  ring->to[unit] = ring->from[(unit + 1) % ring->n] + 1;
}

static void
run_ring (DhTeam *team, guint n, guint n_jobs)
{
  Ring ring = { .n = n };

  for (guint unit = 0; unit < n; unit++)
    ring.from[unit] = 1000 * unit;
  for (guint job = 0; job < n_jobs; job++)
    {
      dh_team_run (team, n, pass_on, &ring);
      memcpy (ring.from, ring.to, sizeof ring.from);
    }
  for (guint unit = 0; unit < n; unit++)
    g_assert_cmpuint (ring.from[unit], ==, 1000 * ((unit + n_jobs) % n) + n_jobs);
}

static void
test_many_jobs (gconstpointer data)
{
  g_autoptr (DhTeam) team = dh_team_new (GPOINTER_TO_UINT (data));

  for (guint n = 1; n <= 13; n += 4)
    run_ring (team, n, 2000);
}

/* Helpers of this process that wait in the kernel, as /proc tells. */
static guint
count_asleep (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *task;
  guint n = 0;

  while (tasks != NULL && (task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_strdup_printf ("/proc/self/task/%s/stat", task);
      g_autofree char *stat = NULL;

      /* A thread may end meanwhile. */
      if (g_file_get_contents (path, &stat, NULL, NULL))
        n += strstr (stat, "(" HELPER ") S ") != NULL;
    }
  return n;
}

static gboolean
skip_without_proc (void)
{
  if (g_file_test ("/proc/self/task", G_FILE_TEST_IS_DIR))
    return FALSE;
  g_test_skip ("there is no /proc to tell that a thread is asleep");
  return TRUE;
}

static void
wait_until_asleep (guint n_helpers)
{
  while (count_asleep () < n_helpers)
    g_thread_yield ();
}

static void
test_pauses (gconstpointer data)
{
  guint n_threads = GPOINTER_TO_UINT (data);
  g_autoptr (DhTeam) team = NULL;

  if (skip_without_proc ())
    return;
  team = dh_team_new (n_threads);
  for (guint i = 0; i < 20; i++)
    {
      wait_until_asleep (n_threads - 1);
      run_ring (team, 13, 1 + i % 3);
    }
}

/* Units that wait for each other need as many threads: the helpers do come, also out of sleep. */
typedef struct
{
  guint n;
  gint n_there; /* atomic */
} Meeting;

static void
meet (guint unit, gpointer data)
{
  Meeting *meeting = data;

  g_atomic_int_inc (&meeting->n_there);
  while ((guint) g_atomic_int_get (&meeting->n_there) < meeting->n)
    g_thread_yield ();
}

static void
test_helpers_come (gconstpointer data)
{
  guint n_threads = GPOINTER_TO_UINT (data);
  g_autoptr (DhTeam) team = NULL;

  if (skip_without_proc ())
    return;
  team = dh_team_new (n_threads);
  for (guint i = 0; i < 10; i++)
    {
      Meeting meeting = { .n = n_threads };

      if (i % 2 == 0)
        wait_until_asleep (n_threads - 1);
      dh_team_run (team, n_threads, meet, &meeting);
      g_assert_cmpint (meeting.n_there, ==, n_threads);
    }
}

/* Two units that, time and again, read what the other one wrote before they met, and meet once more
 * before they write anew. */
typedef struct
{
  DhTeam *team;
  guint n_times;
  guint values[2];
  guint n_wrong[2];
} Exchange;

static void
exchange (guint unit, gpointer data)
{
  Exchange *self = data;

  for (guint i = 1; i <= self->n_times; i++)
    {
      self->values[unit] = 2 * i + unit;
      dh_team_meet (self->team, unit);
      self->n_wrong[unit] += self->values[1 - unit] != 2 * i + 1 - unit;
      dh_team_meet (self->team, unit);
    }
}

static void
test_meet (gconstpointer data)
{
  g_autoptr (DhTeam) team = dh_team_new (GPOINTER_TO_UINT (data));
  Exchange self = { .team = team };

  for (self.n_times = 1; self.n_times <= 1000; self.n_times *= 10)
    for (guint job = 0; job < 10; job++)
      {
        dh_team_run (team, 2, exchange, &self);
        g_assert_cmpuint (self.n_wrong[0], ==, 0);
        g_assert_cmpuint (self.n_wrong[1], ==, 0);
      }
}

/* At once, after a job, and out of sleep. */
static void
test_free (gconstpointer data)
{
  guint n_threads = GPOINTER_TO_UINT (data);

  for (guint i = 0; i < 60; i++)
    {
      DhTeam *team = dh_team_new (n_threads);

      if (i % 3 > 0)
        run_ring (team, 13, i % 5);
      if (i % 3 == 2 && !skip_without_proc ())
        wait_until_asleep (n_threads - 1);
      dh_team_free (team);
      g_assert_cmpuint (count_asleep (), ==, 0);
    }
}

static void
test_two_teams (void)
{
  g_autoptr (DhTeam) a = dh_team_new (3);
  g_autoptr (DhTeam) b = dh_team_new (2);

  for (guint i = 0; i < 100; i++)
    {
      run_ring (a, 13, 3);
      run_ring (b, 9, 2);
    }
}

/* Every third unit waits until each thread has one of these; who did which. Not for ever: a thread
 * that has taken two of them, because others came late, keeps all waiting. */
#define LONGEST_WAIT (G_USEC_PER_SEC / 10)

typedef struct
{
  guint n_threads;
  gint n_here;
  GThread *by[MOST_THREADS * 3];
} Start;

static void
start_together (guint unit, gpointer data)
{
  Start *self = data;

  if (unit % 3 == 0)
    {
      gint64 end = g_get_monotonic_time () + LONGEST_WAIT;

      g_atomic_int_inc (&self->n_here);
      while (g_atomic_int_get (&self->n_here) < (gint) self->n_threads &&
             g_get_monotonic_time () < end)
        g_thread_yield ();
    }
  self->by[unit] = g_thread_self ();
}

/* Each thread begins with units of its own, the caller with the first, and with the same in the
 * next job. Where a thread comes so late that others help it, it does not: so it is enough that it
 * happens. */
static void
test_parts (gconstpointer data)
{
  guint n_threads = GPOINTER_TO_UINT (data);
  g_autoptr (DhTeam) team = dh_team_new (n_threads);
  GThread *first[MOST_THREADS] = { NULL };
  guint n_kept = 0;

  g_assert_cmpuint (dh_team_get_n_threads (team), ==, n_threads);
  for (guint job = 0; job < 50; job++)
    {
      Start start = { n_threads };
      gboolean is_kept = TRUE;

      dh_team_run (team, 3 * n_threads, start_together, &start);
      for (guint i = 0; i < n_threads; i++)
        {
          is_kept = is_kept && start.by[3 * i] == first[i];
          first[i] = start.by[3 * i];
        }
      n_kept += is_kept && start.by[0] == g_thread_self ();
    }
  if (n_threads <= g_get_num_processors ())
    g_assert_cmpuint (n_kept, >, 0);
}

static void
shrink (guint unit, gpointer data)
{
  volatile float *values = data;

  values[unit] *= 0.5f;
}

/* In every unit, on whatever thread, and not past the job. */
static void
test_denormals (void)
{
#ifdef __x86_64__
  for (guint n_threads = 1; n_threads <= 4; n_threads++)
    for (guint n = 1; n <= 1000; n += 333)
      {
        g_autoptr (DhTeam) team = dh_team_new (n_threads);
        g_autofree float *values = g_new (float, n);

        for (guint i = 0; i < n; i++)
          values[i] = FLT_MIN;
        dh_team_run (team, n, shrink, values);
        for (guint i = 0; i < n; i++)
          {
            g_assert_cmpfloat (values[i], ==, 0);
            values[i] = FLT_MIN;
            shrink (i, values);
            g_assert_cmpfloat (values[i], >, 0);
          }
      }
#else
  g_test_skip ("only known to be so on x86");
#endif
}

/* Nobody, and more than there may be. */
static void
test_odd_sizes (void)
{
  static const guint sizes[] = { 0, 1, DH_TEAM_MAX_THREADS + 1 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (DhTeam) team = dh_team_new (sizes[i]);

      run_ring (team, 13, 10);
    }
}

static void
add (const char *name, guint n_threads, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/team/%s/%u", name, n_threads);

  g_test_add_data_func (path, GUINT_TO_POINTER (n_threads), func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint n_threads = 1; n_threads <= MOST_THREADS; n_threads++)
    {
      add ("once", n_threads, test_once);
      add ("many-jobs", n_threads, test_many_jobs);
      add ("pauses", n_threads, test_pauses);
      add ("helpers-come", n_threads, test_helpers_come);
      if (n_threads > 1)
        add ("meet", n_threads, test_meet);
      add ("free", n_threads, test_free);
      add ("parts", n_threads, test_parts);
    }
  g_test_add_func ("/team/no-team", test_no_team);
  g_test_add_func ("/team/two-teams", test_two_teams);
  g_test_add_func ("/team/odd-sizes", test_odd_sizes);
  g_test_add_func ("/team/denormals", test_denormals);
  return g_test_run ();
}
