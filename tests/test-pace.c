// When a snapshot is made, and how fast a run goes.
// SPDX-License-Identifier: MIT

#include "training/pace.h"

#define FRAME 16000

static DhPace
make_pace (void)
{
  DhPace self;

  dh_pace_init (&self);
  self.trained = 1e9;
  return self;
}

/* How many snapshots are made in a second of steps of @step_usec. */
static guint
count_snapshots (gint64 step_usec)
{
  DhPace self = make_pace ();
  guint n = 0;

  for (gint64 now = 1000000; now < 2000000; now += step_usec)
    {
      dh_pace_add_step (&self, step_usec);
      if (!dh_pace_allows_snapshot (&self, now))
        continue;
      dh_pace_add_snapshot (&self, now);
      n++;
    }
  return n;
}

/* One a frame, however steps and frames fall together; steps longer than a frame are all shown. */
static void
test_rate (void)
{
  g_assert_cmpuint (count_snapshots (100), ==, 63);
  g_assert_cmpuint (count_snapshots (1000), ==, 63);
  g_assert_cmpuint (count_snapshots (9000), >=, 55);
  g_assert_cmpuint (count_snapshots (15000), >=, 57);
  g_assert_cmpuint (count_snapshots (20000), ==, 50);
  g_assert_cmpuint (count_snapshots (400000), ==, 3);
}

/* After a pause there are not several at once. */
static void
test_pause (void)
{
  DhPace self = make_pace ();

  dh_pace_add_snapshot (&self, 1000000);
  g_assert_false (dh_pace_allows_snapshot (&self, 1000000 + FRAME - 1));
  g_assert_true (dh_pace_allows_snapshot (&self, 1000000 + FRAME));
  dh_pace_add_snapshot (&self, 9000000);
  g_assert_false (dh_pace_allows_snapshot (&self, 9000000 + FRAME - 1));
  g_assert_true (dh_pace_allows_snapshot (&self, 9000000 + FRAME));
}

static void
test_budget (void)
{
  DhPace self = make_pace ();

  self.snapshots.spent = self.snapshots.credit + self.snapshots.share * self.trained;
  g_assert_true (dh_pace_allows_snapshot (&self, FRAME));
  self.snapshots.spent *= 1.01;
  g_assert_false (dh_pace_allows_snapshot (&self, FRAME));
  for (guint i = 0; i < 100; i++)
    dh_pace_add_step (&self, 1000000);
  g_assert_true (dh_pace_allows_snapshot (&self, FRAME));
  /* Snapshots and what goes with them are under 3 %, as is anything else beside the training. */
  g_assert_cmpfloat (self.snapshots.share, <, 0.03);
  g_assert_cmpfloat (self.probes.share, <=, 0.03);
  g_assert_cmpfloat (self.evaluations.share, <=, 0.03);
}

static void
test_steps_per_second (void)
{
  DhPace self = make_pace ();

  for (guint64 step = 0; step <= 1000; step++)
    dh_pace_count (&self, step, 1000000 + (gint64) step * 1000);
  g_assert_cmpfloat (self.steps_per_second, ==, 1000);
  /* The time of a pause does not count. */
  dh_pace_count_anew (&self);
  for (guint64 step = 1000; step <= 2000; step++)
    dh_pace_count (&self, step, 90000000 + (gint64) step * 500);
  g_assert_cmpfloat (self.steps_per_second, ==, 2000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pace/rate", test_rate);
  g_test_add_func ("/pace/pause", test_pause);
  g_test_add_func ("/pace/budget", test_budget);
  g_test_add_func ("/pace/steps-per-second", test_steps_per_second);
  return g_test_run ();
}
