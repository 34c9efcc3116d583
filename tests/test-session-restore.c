// A run made again in a session, with the changes it had: the same bits, and what can come between.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "session-fixture.h"

static void
set_rate (SessionFixture *f, double rate)
{
  g_autoptr (DhSettings) settings = dh_settings_copy (dh_session_get_settings (f->session));

  settings->learning_rate = rate;
  dh_session_set_numbers (f->session, settings);
}

static DhExperiment *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  DhExperiment *self = dh_experiment_from_json (text, strlen (text), &error);

  g_assert_no_error (error);
  return self;
}

/* A run to step 100, another learning rate from step 40 on and a third one at the end. */
static DhExperiment *
make_experiment (SessionFixture *f, const DhSnapshot **snapshot)
{
  session_begin (f);
  dh_session_run_to (f->session, 40);
  WAIT_UNTIL (session_paused_at (f, 40));
  set_rate (f, 0.03125);
  dh_session_run_to (f->session, 100);
  WAIT_UNTIL (session_paused_at (f, 100));
  set_rate (f, 0.5);
  WAIT_UNTIL (session_snapshot (f)->learning_rate == 0.5);
  *snapshot = dh_snapshot_ref (session_snapshot (f));
  return parse ((*snapshot)->experiment);
}

static void
assert_same_moment (const DhSnapshot *a, const DhSnapshot *b)
{
  gsize size = a->n_parameters * sizeof (float);

  g_assert_cmpuint (a->step, ==, b->step);
  g_assert_cmpmem (a->parameters, size, b->parameters, b->n_parameters * sizeof (float));
  g_assert_cmpmem (a->gradient, size, b->gradient, size);
  g_assert_cmpfloat (a->learning_rate, ==, b->learning_rate);
  g_assert_cmpstr (a->experiment, ==, b->experiment);
}

static void
test_same_bits (SessionFixture *f, gconstpointer data)
{
  g_autoptr (DhConstSnapshot) snapshot = NULL;
  g_autoptr (DhExperiment) experiment = make_experiment (f, &snapshot);
  guint n;

  g_assert_cmpuint (experiment->changes->len, ==, 2);
  /* In a session that knows nothing of it. */
  g_assert_finalize_object (f->session);
  f->session = dh_session_new ();
  g_assert_cmpuint (dh_session_restore (f->session, experiment), ==, 1);
  g_assert_cmpint (session_state (f), ==, DH_RUN_LOADING);
  WAIT_UNTIL (session_paused_at (f, 100));
  assert_same_moment (session_snapshot (f), snapshot);
  /* What everybody sees of it: the numbers in force, the changes on the curve. */
  g_assert_cmpfloat (dh_session_get_settings (f->session)->learning_rate, ==, 0.5);
  dh_history_get_events (session_snapshot (f)->history, &n);
  g_assert_cmpuint (n, ==, 2);
}

/* Made again in the session that still trains it. */
static void
test_over_another (SessionFixture *f, gconstpointer data)
{
  g_autoptr (DhConstSnapshot) snapshot = NULL;
  g_autoptr (DhExperiment) experiment = make_experiment (f, &snapshot);

  dh_session_train (f->session);
  WAIT_UNTIL (session_state (f) == DH_RUN_RUNNING);
  dh_session_restore (f->session, experiment);
  WAIT_UNTIL (session_paused_at (f, 100));
  assert_same_moment (session_snapshot (f), snapshot);
  /* Then it is a run like any other. */
  dh_session_step (f->session, 1);
  WAIT_UNTIL (session_paused_at (f, 101));
  dh_session_reset (f->session, f->settings);
  WAIT_UNTIL (session_state (f) == DH_RUN_READY);
  dh_session_run_to (f->session, 60);
  WAIT_UNTIL (session_paused_at (f, 60));
  g_assert_cmpfloat (session_snapshot (f)->learning_rate, ==, f->settings->learning_rate);
}

static void
test_step_0 (SessionFixture *f, gconstpointer data)
{
  g_autoptr (DhExperiment) experiment = dh_experiment_new (f->settings);

  dh_session_restore (f->session, experiment);
  WAIT_UNTIL (session_state (f) == DH_RUN_READY);
  g_assert_cmpuint (session_snapshot (f)->step, ==, 0);
}

/* Who changes a number meanwhile has it, and the changes that were to come are off. */
static void
test_taken_over (SessionFixture *f, gconstpointer data)
{
  g_autoptr (DhExperiment) experiment = dh_experiment_new (f->settings);

  experiment->step = 1000000000;
  g_assert_true (dh_experiment_change (experiment, 100000000, "learning-rate", "0.25"));
  dh_session_restore (f->session, experiment);
  WAIT_UNTIL (session_state (f) == DH_RUN_RUNNING && session_snapshot (f)->step > 10);
  set_rate (f, 0.0625);
  dh_session_pause (f->session);
  WAIT_UNTIL (session_state (f) == DH_RUN_PAUSED);
  g_assert_cmpfloat (session_snapshot (f)->learning_rate, ==, 0.0625);
  g_assert_cmpfloat (dh_session_get_settings (f->session)->learning_rate, ==, 0.0625);
}

/* Its data are not here: the run before stays as it was. */
static void
test_no_data (SessionFixture *f, gconstpointer data)
{
  g_autoptr (DhExperiment) experiment = NULL;
  g_autoptr (DhSettings) settings = dh_settings_copy (f->settings);

  session_begin (f);
  dh_session_run_to (f->session, 5);
  WAIT_UNTIL (session_paused_at (f, 5));
  g_assert_true (dh_settings_set (settings, "data", "/no/such/folder", NULL));
  experiment = dh_experiment_new (settings);
  experiment->step = 50;
  dh_session_restore (f->session, experiment);
  WAIT_UNTIL (session_state (f) != DH_RUN_LOADING);
  g_assert_nonnull (session_snapshot (f)->message);
  g_assert_nonnull (strstr (session_snapshot (f)->message, "/no/such/folder"));
  g_assert_true (session_paused_at (f, 5));
  g_assert_true (dh_settings_equal (dh_session_get_settings (f->session), f->settings));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                            \
  g_test_add (name, SessionFixture, NULL, session_set_up, test, session_tear_down)
  ADD ("/session-restore/same-bits", test_same_bits);
  ADD ("/session-restore/over-another", test_over_another);
  ADD ("/session-restore/step-0", test_step_0);
  ADD ("/session-restore/taken-over", test_taken_over);
  ADD ("/session-restore/no-data", test_no_data);
  return g_test_run ();
}
