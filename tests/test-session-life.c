// Sessions that are reset, that fail, and that end in the middle of everything.
// SPDX-License-Identifier: MIT

#include "session-fixture.h"

static void
set_data (DhSettings *settings, const char *data)
{
  g_free (settings->data);
  settings->data = g_strdup (data);
}

typedef struct
{
  guint64 run;             /* of the last reset */
  const DhSnapshot *shown; /* at that reset */
  guint n;                 /* snapshots of the last run */
} Watch;

/* From a reset to the first snapshot of its run, what is shown stays. */
static void
check_run (DhSession *session, GParamSpec *pspec, gpointer data)
{
  const DhSnapshot *snapshot = dh_session_get_snapshot (session);
  Watch *watch = data;

  if (dh_session_get_state (session) == DH_RUN_LOADING)
    {
      g_assert_true (snapshot == watch->shown);
      return;
    }
  g_assert_cmpuint (snapshot->run, ==, watch->run);
  watch->n++;
}

/* Snapshots of the old run that are under way when a reset comes are never seen. */
static void
test_reset_drops_what_is_in_flight (SessionFixture *f, gconstpointer data)
{
  Watch watch = { 0 };

  g_signal_connect (f->session, "notify::snapshot", G_CALLBACK (check_run), &watch);
  for (guint i = 0; i < 60; i++)
    {
      watch.run++;
      g_clear_pointer (&watch.shown, dh_snapshot_unref);
      watch.shown = dh_snapshot_ref (session_snapshot (f));
      f->settings->seed = i;
      dh_session_reset (f->session, f->settings);
      dh_session_train (f->session);
      if (i % 3 == 0)
        WAIT_UNTIL (session_snapshot (f)->run == watch.run && session_snapshot (f)->step > 0);
      else if (i % 3 == 1)
        g_main_context_iteration (NULL, FALSE);
    }
  WAIT_UNTIL (session_state (f) == DH_RUN_RUNNING && session_snapshot (f)->step > 0);
  g_assert_cmpuint (session_snapshot (f)->run, ==, 60);
  g_assert_nonnull (strstr (session_snapshot (f)->settings, "\"seed\":59"));
  g_assert_cmpuint (watch.n, >=, 21);
  g_signal_handlers_disconnect_by_data (f->session, &watch);
  dh_snapshot_unref (watch.shown);
}

static void
test_commands_while_loading (SessionFixture *f, gconstpointer data)
{
  f->settings->steps = 20;
  dh_session_reset (f->session, f->settings);
  dh_session_step (f->session, 1);
  dh_session_run_epoch (f->session);
  dh_session_run_to (f->session, 20);
  g_assert_cmpint (session_state (f), ==, DH_RUN_LOADING);
  WAIT_UNTIL (session_state (f) == DH_RUN_FINISHED);
  g_assert_cmpuint (session_snapshot (f)->step, ==, 20);

  f->settings->steps = 0;
  dh_session_reset (f->session, f->settings);
  dh_session_train (f->session);
  dh_session_pause (f->session);
  WAIT_UNTIL (session_state (f) == DH_RUN_PAUSED);
}

/* Before there is any run: the commands mean nothing and do no harm. */
static void
test_commands_without_a_run (SessionFixture *f, gconstpointer data)
{
  dh_session_train (f->session);
  dh_session_pause (f->session);
  dh_session_step (f->session, 3);
  dh_session_run_epoch (f->session);
  dh_session_run_to (f->session, 9);
  dh_session_shuffle_samples (f->session);
  session_begin (f);
  g_assert_cmpuint (session_snapshot (f)->step, ==, 0);
}

static void
test_first_reset_fails (SessionFixture *f, gconstpointer data)
{
  set_data (f->settings, "/does/not/exist");
  dh_session_reset (f->session, f->settings);
  WAIT_UNTIL (session_state (f) != DH_RUN_LOADING);
  g_assert_cmpint (session_state (f), ==, DH_RUN_READY);
  g_assert_nonnull (strstr (session_snapshot (f)->message, "/does/not/exist"));
  g_assert_null (session_snapshot (f)->data_title);
  /* And the next one may succeed. */
  set_data (f->settings, f->files.folder);
  session_begin (f);
}

/* Something follows the reset at once; what the failure says is seen nevertheless. */
typedef enum
{
  NOTHING,
  STEP,
  PAUSE,
  SHUFFLE,
  TRAIN,
  NUMBERS
} Follower;

static void
test_reset_fails (SessionFixture *f, gconstpointer data)
{
  Follower follower = GPOINTER_TO_UINT (data);
  g_autoptr (DhSettings) good = dh_settings_copy (f->settings);
  g_autoptr (DhConstSnapshot) failed = NULL;

  session_begin (f);
  dh_session_step (f->session, 7);
  WAIT_UNTIL (session_paused_at (f, 7));
  set_data (f->settings, "/does/not/exist");
  f->settings->seed = 5;
  dh_session_reset (f->session, f->settings);
  if (follower == STEP)
    dh_session_step (f->session, 1);
  else if (follower == PAUSE)
    dh_session_pause (f->session);
  else if (follower == SHUFFLE)
    dh_session_shuffle_samples (f->session);
  else if (follower == TRAIN)
    dh_session_train (f->session);
  else if (follower == NUMBERS)
    {
      f->settings->learning_rate *= 2;
      dh_session_set_numbers (f->session, f->settings);
    }
  WAIT_UNTIL (session_state (f) != DH_RUN_LOADING);
  g_assert_true (dh_settings_equal (dh_session_get_settings (f->session), good));
  g_assert_nonnull (session_snapshot (f)->message);
  g_assert_nonnull (strstr (session_snapshot (f)->message, "/does/not/exist"));
  g_assert_cmpuint (session_snapshot (f)->run, ==, 2);
  g_assert_true (session_paused_at (f, 7));

  /* The follower was meant for a run that never came: the one before stands where it stood. */
  failed = dh_snapshot_ref (session_snapshot (f));
  dh_session_shuffle_samples (f->session);
  WAIT_UNTIL (session_snapshot (f) != failed);
  g_assert_true (session_paused_at (f, 7));

  /* It goes on from there with the numbers it had, and then there is nothing to tell. */
  dh_session_step (f->session, 1);
  WAIT_UNTIL (session_paused_at (f, 8));
  g_assert_cmpfloat (session_snapshot (f)->learning_rate, ==, good->learning_rate);
  g_assert_null (session_snapshot (f)->message);
  g_assert_cmpuint (session_snapshot (f)->n_train, ==, SESSION_TRAIN);
}

static void
test_reset_fails_while_running (SessionFixture *f, gconstpointer data)
{
  session_begin (f);
  dh_session_train (f->session);
  WAIT_UNTIL (session_snapshot (f)->step > 20);
  set_data (f->settings, "no such data");
  dh_session_reset (f->session, f->settings);
  WAIT_UNTIL (session_state (f) == DH_RUN_PAUSED);
  g_assert_cmpuint (session_snapshot (f)->step, >, 20);
  g_assert_nonnull (strstr (session_snapshot (f)->message, "no such data"));
  g_assert_cmpstr (dh_session_get_settings (f->session)->data, ==, f->files.folder);
}

static void
test_network_too_large (SessionFixture *f, gconstpointer data)
{
  session_begin (f);
  f->settings->n_hidden = 2;
  f->settings->hidden[0] = f->settings->hidden[1] = 65536;
  dh_session_reset (f->session, f->settings);
  WAIT_UNTIL (session_state (f) != DH_RUN_LOADING);
  g_assert_nonnull (strstr (session_snapshot (f)->message, "parameters"));
  g_assert_cmpuint (dh_session_get_settings (f->session)->n_hidden, ==, 1);
  g_assert_cmpuint (session_snapshot (f)->n_tensors, ==, 4);
}

static void
end (SessionFixture *f)
{
  g_assert_finalize_object (f->session);
  f->session = NULL;
  wait_for_nothing ();
}

static void
test_end_at_once (SessionFixture *f, gconstpointer data)
{
  end (f);
}

/* Nobody waits for data that nobody will see. */
static void
test_end_while_loading (SessionFixture *f, gconstpointer data)
{
  gint64 start = g_get_monotonic_time ();
  gint64 loaded;

  set_data (f->settings, "handwriting");
  session_begin (f);
  loaded = g_get_monotonic_time ();
  end (f);

  f->session = dh_session_new ();
  dh_session_reset (f->session, f->settings);
  dh_session_train (f->session);
  loaded -= start;
  start = g_get_monotonic_time ();
  end (f);
  g_assert_cmpint (g_get_monotonic_time () - start, <, loaded / 2);
}

static void
test_end_while_running (SessionFixture *f, gconstpointer data)
{
  session_begin (f);
  dh_session_train (f->session);
  WAIT_UNTIL (session_snapshot (f)->step > 5);
  end (f);
}

/* With snapshots in the slot and commands in the queue. */
static void
test_end_with_mail (SessionFixture *f, gconstpointer data)
{
  session_begin (f);
  for (guint i = 0; i < 20; i++)
    {
      dh_session_reset (f->session, f->settings);
      dh_session_step (f->session, 1);
      dh_session_shuffle_samples (f->session);
    }
  end (f);
}

/* As a page that closes itself on what it sees. */
static void
end_in_handler (DhSession *session, GParamSpec *pspec, gpointer data)
{
  SessionFixture *f = data;

  if (f->session != NULL && dh_session_get_state (session) != DH_RUN_LOADING)
    g_clear_object (&f->session);
}

static void
test_end_in_handler (SessionFixture *f, gconstpointer data)
{
  g_autofree char *signal = g_strconcat ("notify::", data, NULL);

  session_begin (f);
  g_signal_connect (f->session, signal, G_CALLBACK (end_in_handler), f);
  /* The reset that fails notifies of the settings, too. */
  set_data (f->settings, "/does/not/exist");
  dh_session_reset (f->session, f->settings);
  WAIT_UNTIL (f->session == NULL);
  wait_for_nothing ();
}

static void
test_two_sessions (SessionFixture *f, gconstpointer data)
{
  g_autoptr (DhSession) other = dh_session_new ();
  const DhSnapshot *snapshot;
  gsize size;

  dh_session_reset (f->session, f->settings);
  dh_session_reset (other, f->settings);
  dh_session_run_to (f->session, 300);
  dh_session_run_to (other, 300);
  WAIT_UNTIL (session_paused_at (f, 300));
  WAIT_UNTIL (dh_session_get_state (other) == DH_RUN_PAUSED);
  snapshot = dh_session_get_snapshot (other);
  g_assert_cmpuint (snapshot->step, ==, 300);
  size = snapshot->n_parameters * sizeof (float);
  g_assert_cmpmem (snapshot->parameters, size, session_snapshot (f)->parameters, size);
}

/* Snapshots come on the context of whoever made the session. */
static void
test_own_context (SessionFixture *f, gconstpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (DhSession) session = NULL;

  g_main_context_push_thread_default (context);
  session = dh_session_new ();
  g_main_context_pop_thread_default (context);
  dh_session_reset (session, f->settings);
  while (dh_session_get_state (session) != DH_RUN_READY)
    g_main_context_iteration (context, TRUE);
  g_assert_cmpuint (dh_session_get_snapshot (session)->run, ==, 1);
}

static void
add (const char *name, gconstpointer data, void (*test) (SessionFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/session-life/", name, NULL);

  g_test_add (path, SessionFixture, data, session_set_up, test, session_tear_down);
}

int
main (int argc, char **argv)
{
  static const char *const followers[] = { "nothing", "step", "pause", "shuffle", "train",
                                           "numbers" };

  g_test_init (&argc, &argv, NULL);
  add ("reset-drops-what-is-in-flight", NULL, test_reset_drops_what_is_in_flight);
  add ("commands-while-loading", NULL, test_commands_while_loading);
  add ("commands-without-a-run", NULL, test_commands_without_a_run);
  add ("first-reset-fails", NULL, test_first_reset_fails);
  for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
    {
      g_autofree char *name = g_strconcat ("reset-fails-before/", followers[i], NULL);

      add (name, GUINT_TO_POINTER (i), test_reset_fails);
    }
  add ("reset-fails-while-running", NULL, test_reset_fails_while_running);
  add ("network-too-large", NULL, test_network_too_large);
  add ("end-at-once", NULL, test_end_at_once);
  add ("end-while-loading", NULL, test_end_while_loading);
  add ("end-while-running", NULL, test_end_while_running);
  add ("end-with-mail", NULL, test_end_with_mail);
  add ("end-in-handler/snapshot", "snapshot", test_end_in_handler);
  add ("end-in-handler/settings", "settings", test_end_in_handler);
  add ("two-sessions", NULL, test_two_sessions);
  add ("own-context", NULL, test_own_context);
  return g_test_run ();
}
