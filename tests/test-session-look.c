// What a session's snapshots have for those who look at them.
// SPDX-License-Identifier: MIT

#include "session-fixture.h"

/* Probe and update come while they are wanted, and only then, also in the run after a reset. */
static void
test_wants (SessionFixture *f, gconstpointer data)
{
  session_begin (f);
  dh_session_step (f->session, 1);
  WAIT_UNTIL (session_paused_at (f, 1));
  g_assert_null (session_snapshot (f)->probe);
  g_assert_null (session_snapshot (f)->update);

  dh_session_set_wants (f->session, DH_WANT_PROBE | DH_WANT_UPDATE);
  WAIT_UNTIL (session_snapshot (f)->probe != NULL);
  g_assert_cmpuint (session_snapshot (f)->probe->step, ==, 1);
  /* Nobody wanted it when the step was made. */
  g_assert_nonnull (session_snapshot (f)->update);
  dh_session_step (f->session, 1);
  WAIT_UNTIL (session_paused_at (f, 2));
  g_assert_nonnull (session_snapshot (f)->update);
  g_assert_cmpuint (session_snapshot (f)->probe->step, ==, 2);
  g_assert_null (session_snapshot (f)->probe->input_gradients);

  session_begin (f);
  WAIT_UNTIL (session_snapshot (f)->probe != NULL);
  g_assert_cmpuint (session_snapshot (f)->probe->step, ==, 0);
  g_assert_null (session_snapshot (f)->update);
  dh_session_train (f->session);
  WAIT_UNTIL (session_snapshot (f)->step > 10 && session_snapshot (f)->update != NULL);
  g_assert_nonnull (session_snapshot (f)->probe);

  dh_session_set_wants (f->session, 0);
  WAIT_UNTIL (session_snapshot (f)->probe == NULL && session_snapshot (f)->update == NULL);
  g_assert_cmpint (session_state (f), ==, DH_RUN_RUNNING);
}

/* Whether so many snapshots of a run have come since it was asked first, all with what the step
 * before them added. */
static gboolean
have_updates (SessionFixture *f, guint *n, guint64 *last)
{
  const DhSnapshot *snapshot = session_snapshot (f);

  if (snapshot->step == *last)
    return *n == 30;
  *last = snapshot->step;
  g_assert_nonnull (snapshot->update);
  return ++*n == 30;
}

/* While it trains the parameters are kept only before some steps: those that are shown. The
 * gradient is not there where nobody wants it, and comes back with the end. */
static void
test_updates (SessionFixture *f, gconstpointer data)
{
  guint64 last = 0;
  guint n = 0;

  session_begin (f);
  dh_session_set_wants (f->session, DH_WANT_UPDATE);
  dh_session_train (f->session);
  WAIT_UNTIL (session_snapshot (f)->update != NULL);
  WAIT_UNTIL (have_updates (f, &n, &last));
  g_assert_cmpint (session_state (f), ==, DH_RUN_RUNNING);
  g_assert_null (session_snapshot (f)->gradient);
  dh_session_pause (f->session);
  WAIT_UNTIL (session_state (f) == DH_RUN_PAUSED);
  g_assert_nonnull (session_snapshot (f)->update);
  g_assert_nonnull (session_snapshot (f)->gradient);
}

/* Steps one by one, each with its probe, which takes longer than they do: that does not use up the
 * time for probes while it trains. */
static void
test_wants_after_steps (SessionFixture *f, gconstpointer data)
{
  f->settings->n_hidden = 2;
  f->settings->hidden[0] = f->settings->hidden[1] = 1500;
  session_begin (f);
  dh_session_set_wants (f->session, DH_WANT_PROBE);
  for (guint64 step = 1; step <= 12; step++)
    {
      dh_session_step (f->session, 1);
      WAIT_UNTIL (session_paused_at (f, step));
    }
  dh_session_train (f->session);
  WAIT_UNTIL (session_snapshot (f)->probe->step > 12);
  g_assert_cmpuint (session_snapshot (f)->probe->step, <, 400);
  g_assert_cmpint (session_state (f), ==, DH_RUN_RUNNING);
}

/* Where steps are so long that there is always time to evaluate, there is for probes too. */
static void
test_wants_in_long_steps (SessionFixture *f, gconstpointer data)
{
  idx_files_write_part (&f->files, "train-images-idx3-ubyte", 60000, 4,
                        "train-labels-idx1-ubyte", 60000, 5);
  f->settings->subset = 60000;
  f->settings->batch = 0;
  f->settings->hidden[0] = 32;
  session_begin (f);
  dh_session_set_wants (f->session, DH_WANT_PROBE);
  WAIT_UNTIL (session_snapshot (f)->probe != NULL);
  dh_session_train (f->session);
  WAIT_UNTIL (session_snapshot (f)->probe->step > 8);
  g_assert_cmpuint (session_snapshot (f)->test_step, >, 2);
  g_assert_cmpint (session_state (f), ==, DH_RUN_RUNNING);
}

static gboolean
shows (SessionFixture *f, gboolean is_test, guint position)
{
  const DhSnapshot *snapshot = session_snapshot (f);

  return snapshot->shown.pixels != NULL && snapshot->shown_is_test == is_test &&
         snapshot->shown_position == position;
}

/* The image looked at, past the end the last one; it stays after a reset, and the wants stay. */
static void
test_show_image (SessionFixture *f, gconstpointer data)
{
  session_begin (f);
  g_assert_true (shows (f, FALSE, 0));
  dh_session_set_wants (f->session, DH_WANT_PROBE);
  dh_session_show_image (f->session, TRUE, 17);
  WAIT_UNTIL (shows (f, TRUE, 17));
  g_assert_cmpuint (session_snapshot (f)->shown.index, ==, 17);
  g_assert_nonnull (session_snapshot (f)->shown.probabilities);
  g_assert_nonnull (session_snapshot (f)->probe);
  dh_session_show_image (f->session, FALSE, 1000000);
  WAIT_UNTIL (shows (f, FALSE, SESSION_TRAIN - 1));
  dh_session_show_image (f->session, TRUE, SESSION_TEST);
  WAIT_UNTIL (shows (f, TRUE, SESSION_TEST - 1));

  dh_session_show_image (f->session, TRUE, 3);
  session_begin (f);
  WAIT_UNTIL (shows (f, TRUE, 3));
  g_assert_nonnull (session_snapshot (f)->probe);
  g_assert_cmpint (session_state (f), ==, DH_RUN_READY);
}

/* A clock runs while it trains, and the history has what it says. */
static void
test_seconds (SessionFixture *f, gconstpointer data)
{
  const DhBucket *buckets;
  guint n;

  session_begin (f);
  dh_session_run_to (f->session, 50);
  WAIT_UNTIL (session_paused_at (f, 50));
  dh_session_run_to (f->session, 60);
  WAIT_UNTIL (session_paused_at (f, 60));
  buckets = dh_history_get_buckets (session_snapshot (f)->history, DH_SERIES_SECONDS, &n);
  g_assert_cmpuint (n, ==, 60);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (buckets[i].last, ==, i + 1);
      g_assert_cmpfloat (buckets[i].mean, >=, i > 0 ? buckets[i - 1].mean : 0);
    }
  g_assert_cmpfloat (buckets[n - 1].mean, >, 0);
  g_assert_cmpfloat (buckets[n - 1].mean, <, 60);
}

static void
add (const char *name, void (*test) (SessionFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/session-look/", name, NULL);

  g_test_add (path, SessionFixture, NULL, session_set_up, test, session_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("wants", test_wants);
  add ("updates", test_updates);
  add ("wants-after-steps", test_wants_after_steps);
  add ("wants-in-long-steps", test_wants_in_long_steps);
  add ("show-image", test_show_image);
  add ("seconds", test_seconds);
  return g_test_run ();
}
