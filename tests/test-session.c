// What the commands of a session do to its run, and that its numbers are those of the command line.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "dataset/catalog.h"
#include "session-fixture.h"
#include "training/trainer.h"

static void
test_new (SessionFixture *f, gconstpointer data)
{
  g_autoptr (DhSettings) defaults = dh_settings_new ();

  g_assert_cmpint (session_state (f), ==, DH_RUN_READY);
  g_assert_cmpuint (session_snapshot (f)->run, ==, 0);
  g_assert_null (session_snapshot (f)->data_title);
  g_assert_true (dh_settings_equal (dh_session_get_settings (f->session), defaults));
}

static void
test_reset (SessionFixture *f, gconstpointer data)
{
  const DhSnapshot *snapshot;

  dh_session_reset (f->session, f->settings);
  g_assert_cmpint (session_state (f), ==, DH_RUN_LOADING);
  g_assert_true (dh_settings_equal (dh_session_get_settings (f->session), f->settings));
  WAIT_UNTIL (session_state (f) == DH_RUN_READY);
  snapshot = session_snapshot (f);
  g_assert_cmpuint (snapshot->run, ==, 1);
  g_assert_cmpuint (snapshot->step, ==, 0);
  g_assert_cmpuint (snapshot->n_train, ==, SESSION_TRAIN);
  g_assert_cmpuint (snapshot->n_test, ==, SESSION_TEST);
  g_assert_true (isfinite (snapshot->train_loss));
  /* While it waits, it evaluates. */
  WAIT_UNTIL (isfinite (session_snapshot (f)->test_loss));
  g_assert_cmpuint (session_snapshot (f)->test_step, ==, 0);
  g_assert_cmpint (session_state (f), ==, DH_RUN_READY);
}

static void
test_step (SessionFixture *f, gconstpointer data)
{
  session_begin (f);
  dh_session_step (f->session, 1);
  WAIT_UNTIL (session_paused_at (f, 1));
  dh_session_step (f->session, 3);
  WAIT_UNTIL (session_paused_at (f, 4));
  dh_session_step (f->session, 0);
  dh_session_step (f->session, 2);
  WAIT_UNTIL (session_paused_at (f, 6));
  WAIT_UNTIL (session_snapshot (f)->test_step == 6);
  g_assert_true (session_paused_at (f, 6));
}

static void
test_epoch (SessionFixture *f, gconstpointer data)
{
  session_begin (f);
  dh_session_step (f->session, 2);
  dh_session_run_epoch (f->session);
  /* The second command may have come before the first was done; then it begins where that was. */
  WAIT_UNTIL (session_paused_at (f, 5));
  dh_session_run_epoch (f->session);
  WAIT_UNTIL (session_paused_at (f, 10));
  g_assert_cmpuint (session_snapshot (f)->epoch, ==, 2);
}

static void
test_run_to (SessionFixture *f, gconstpointer data)
{
  session_begin (f);
  dh_session_run_to (f->session, 17);
  WAIT_UNTIL (session_paused_at (f, 17));
  /* There already, and past it. */
  dh_session_run_to (f->session, 17);
  dh_session_run_to (f->session, 3);
  dh_session_step (f->session, 1);
  WAIT_UNTIL (session_paused_at (f, 18));
  dh_session_train (f->session);
  WAIT_UNTIL (session_snapshot (f)->step > 100);
  dh_session_run_to (f->session, 3);
  WAIT_UNTIL (session_state (f) == DH_RUN_PAUSED);
}

static void
test_train_and_pause (SessionFixture *f, gconstpointer data)
{
  guint64 step;

  session_begin (f);
  for (guint i = 0; i < 5; i++)
    {
      step = session_snapshot (f)->step;
      dh_session_train (f->session);
      WAIT_UNTIL (session_state (f) == DH_RUN_RUNNING && session_snapshot (f)->step > step);
      dh_session_pause (f->session);
      WAIT_UNTIL (session_state (f) == DH_RUN_PAUSED);
      /* It stands: the evaluation that follows is of the same step. */
      step = session_snapshot (f)->step;
      WAIT_UNTIL (session_snapshot (f)->test_step == step);
      g_assert_true (session_paused_at (f, step));
    }
}

static void
test_finished (SessionFixture *f, gconstpointer data)
{
  f->settings->steps = 33;
  session_begin (f);
  g_assert_cmpuint (session_snapshot (f)->n_steps, ==, 33);
  dh_session_train (f->session);
  WAIT_UNTIL (session_state (f) == DH_RUN_FINISHED);
  g_assert_cmpuint (session_snapshot (f)->step, ==, 33);
  dh_session_train (f->session);
  dh_session_step (f->session, 5);
  dh_session_pause (f->session);
  WAIT_UNTIL (session_snapshot (f)->test_step == 33);
  g_assert_cmpint (session_state (f), ==, DH_RUN_FINISHED);
  g_assert_cmpuint (session_snapshot (f)->step, ==, 33);
}

static DhTrainer *
make_trainer (const DhSettings *settings, guint n_steps)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhConstDataset) dataset = dh_catalog_load (settings->data, NULL, &error);
  DhTrainer *self;

  g_assert_no_error (error);
  self = dh_trainer_new (settings, dataset, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n_steps; i++)
    g_assert_true (dh_trainer_step (self));
  return self;
}

static void
assert_same (const DhSnapshot *snapshot, const DhTrainer *trainer)
{
  gsize size = dh_trainer_get_network (trainer)->n_parameters * sizeof (float);

  g_assert_cmpuint (snapshot->step, ==, dh_trainer_get_step (trainer));
  g_assert_cmpmem (snapshot->parameters, snapshot->n_parameters * sizeof (float),
                   dh_trainer_get_parameters (trainer), size);
  g_assert_cmpmem (snapshot->gradient, size, dh_trainer_get_gradient (trainer), size);
  g_assert_cmpfloat (snapshot->train_loss, ==, dh_trainer_get_loss (trainer));
}

/* However the steps are cut into commands, the numbers are those of the command line. */
static void
test_same_bits (SessionFixture *f, gconstpointer data)
{
  g_autoptr (DhTrainer) trainer = make_trainer (f->settings, 50);

  session_begin (f);
  dh_session_run_to (f->session, 50);
  WAIT_UNTIL (session_paused_at (f, 50));
  assert_same (session_snapshot (f), trainer);

  session_begin (f);
  dh_session_shuffle_samples (f->session);
  dh_session_step (f->session, 7);
  WAIT_UNTIL (session_snapshot (f)->test_step == 7);
  dh_session_run_epoch (f->session);
  WAIT_UNTIL (session_paused_at (f, 10));
  dh_session_run_to (f->session, 50);
  WAIT_UNTIL (session_paused_at (f, 50));
  assert_same (session_snapshot (f), trainer);
}

static void
test_same_bits_handwriting (SessionFixture *f, gconstpointer data)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhTrainer) trainer = make_trainer (settings, 10);

  dh_session_reset (f->session, settings);
  dh_session_run_to (f->session, 10);
  WAIT_UNTIL (session_paused_at (f, 10));
  assert_same (session_snapshot (f), trainer);
}

static void
set_learning_rate (DhTrainer *trainer, double learning_rate)
{
  g_autoptr (DhSettings) settings = dh_settings_copy (dh_trainer_get_settings (trainer));

  settings->learning_rate = learning_rate;
  dh_trainer_set_numbers (trainer, settings);
}

static void
set_session_rate (DhSession *session, double learning_rate)
{
  g_autoptr (DhSettings) settings = dh_settings_copy (dh_session_get_settings (session));

  settings->learning_rate = learning_rate;
  dh_session_set_numbers (session, settings);
}

static void
test_learning_rate (SessionFixture *f, gconstpointer data)
{
  g_autoptr (DhTrainer) trainer = make_trainer (f->settings, 20);

  session_begin (f);
  dh_session_run_to (f->session, 20);
  WAIT_UNTIL (session_paused_at (f, 20));
  set_session_rate (f->session, 0.375);
  g_assert_cmpfloat (dh_session_get_settings (f->session)->learning_rate, ==, 0.375);
  dh_session_step (f->session, 10);
  WAIT_UNTIL (session_paused_at (f, 30));
  g_assert_cmpuint (session_snapshot (f)->run, ==, 1);
  g_assert_cmpfloat (session_snapshot (f)->learning_rate, ==, 0.375);
  g_assert_nonnull (strstr (session_snapshot (f)->settings, "\"learning-rate\":0.375"));
  set_learning_rate (trainer, 0.375);
  for (guint i = 0; i < 10; i++)
    g_assert_true (dh_trainer_step (trainer));
  assert_same (session_snapshot (f), trainer);
}

static void
test_learning_rate_while_running (SessionFixture *f, gconstpointer data)
{
  session_begin (f);
  dh_session_train (f->session);
  WAIT_UNTIL (session_snapshot (f)->step > 10);
  set_session_rate (f->session, 0.25);
  WAIT_UNTIL (session_snapshot (f)->learning_rate == 0.25);
  g_assert_cmpint (session_state (f), ==, DH_RUN_RUNNING);
  g_assert_cmpuint (session_snapshot (f)->run, ==, 1);
}

/* Every live number but the learning rate, changed at a step that is known. */
static void
test_numbers (SessionFixture *f, gconstpointer data)
{
  g_autoptr (DhTrainer) trainer = NULL;
  g_autoptr (DhSettings) changed = NULL;
  const DhSnapshot *snapshot;

  g_assert_true (dh_settings_choose (f->settings, "optimizer", "momentum", NULL));
  g_assert_true (dh_settings_choose (f->settings, "schedule", "step", NULL));
  trainer = make_trainer (f->settings, 20);
  session_begin (f);
  dh_session_run_to (f->session, 20);
  WAIT_UNTIL (session_paused_at (f, 20));

  changed = dh_settings_copy (dh_session_get_settings (f->session));
  changed->momentum = 0.5;
  changed->weight_decay = 0.125;
  changed->clip_norm = 0.25;
  changed->schedule_steps = 3;
  changed->schedule_factor = 0.5;
  changed->seed = 7; /* not live */
  dh_session_set_numbers (f->session, changed);
  dh_trainer_set_numbers (trainer, changed);
  /* The snapshot tells at once what the next step will make. */
  WAIT_UNTIL (strstr (session_snapshot (f)->settings, "\"momentum\":0.5") != NULL);
  g_assert_cmpfloat (session_snapshot (f)->learning_rate, ==, 0.01 / 64);
  g_assert_true (session_paused_at (f, 20));

  dh_session_step (f->session, 10);
  WAIT_UNTIL (session_paused_at (f, 30));
  for (guint i = 0; i < 10; i++)
    g_assert_true (dh_trainer_step (trainer));
  snapshot = session_snapshot (f);
  assert_same (snapshot, trainer);
  g_assert_cmpuint (snapshot->run, ==, 1);
  g_assert_cmpuint (dh_session_get_settings (f->session)->seed, ==, 2021);
}

static void
test_shuffle (SessionFixture *f, gconstpointer data)
{
  guint first[3];
  guint n_samples;

  session_begin (f);
  n_samples = session_snapshot (f)->n_samples;
  g_assert_cmpuint (n_samples, ==, 3);
  for (guint i = 0; i < n_samples; i++)
    first[i] = session_snapshot (f)->samples[i].index;
  dh_session_shuffle_samples (f->session);
  WAIT_UNTIL (session_snapshot (f)->samples[2].index != first[2]);
  g_assert_cmpuint (session_snapshot (f)->run, ==, 1);
  g_assert_cmpuint (session_snapshot (f)->step, ==, 0);
  g_assert_cmpint (session_state (f), ==, DH_RUN_READY);
}

static void
test_divergence (SessionFixture *f, gconstpointer data)
{
  f->settings->n_hidden = 3;
  for (guint i = 0; i < 3; i++)
    f->settings->hidden[i] = 32;
  session_begin (f);
  dh_session_run_to (f->session, 8);
  WAIT_UNTIL (session_paused_at (f, 8));
  set_session_rate (f->session, 1e12);
  dh_session_train (f->session);
  WAIT_UNTIL (session_state (f) == DH_RUN_DIVERGED);
  g_assert_cmpint (session_snapshot (f)->diverged_at, ==, 9);
  g_assert_cmpuint (session_snapshot (f)->step, ==, 8);
  g_assert_nonnull (strstr (session_snapshot (f)->message, "step 9"));
  g_assert_true (isfinite (session_snapshot (f)->train_loss));
  /* The last good step is evaluated, and the message stays. */
  WAIT_UNTIL (session_snapshot (f)->test_step == 8);
  g_assert_cmpint (session_state (f), ==, DH_RUN_DIVERGED);
  g_assert_nonnull (session_snapshot (f)->message);

  set_session_rate (f->session, 0.1);
  dh_session_step (f->session, 2);
  WAIT_UNTIL (session_paused_at (f, 10));
  g_assert_cmpint (session_snapshot (f)->diverged_at, ==, -1);
  g_assert_null (session_snapshot (f)->message);
}

static void
count_notify (GObject *object, GParamSpec *pspec, gpointer data)
{
  ++*(guint *) data;
}

static void
test_properties (SessionFixture *f, gconstpointer data)
{
  guint n_snapshots = 0;
  guint n_settings = 0;
  const DhSnapshot *snapshot = NULL;
  const DhSettings *settings = NULL;

  g_signal_connect (f->session, "notify::snapshot", G_CALLBACK (count_notify), &n_snapshots);
  g_signal_connect (f->session, "notify::settings", G_CALLBACK (count_notify), &n_settings);
  dh_session_reset (f->session, f->settings);
  g_assert_cmpuint (n_settings, ==, 1);
  g_assert_cmpuint (n_snapshots, ==, 1);
  WAIT_UNTIL (session_state (f) == DH_RUN_READY);
  g_assert_cmpuint (n_snapshots, >, 1);
  set_session_rate (f->session, 0.5);
  g_assert_cmpuint (n_settings, ==, 2);
  g_object_get (f->session, "snapshot", &snapshot, "settings", &settings, NULL);
  g_assert_true (snapshot == session_snapshot (f));
  g_assert_true (settings == dh_session_get_settings (f->session));
  g_assert_cmpint (snapshot->ref_count, >=, 2);
  dh_snapshot_unref (snapshot);
}

static void
add (const char *name, void (*test) (SessionFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/session/", name, NULL);

  g_test_add (path, SessionFixture, NULL, session_set_up, test, session_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("new", test_new);
  add ("reset", test_reset);
  add ("step", test_step);
  add ("epoch", test_epoch);
  add ("run-to", test_run_to);
  add ("train-and-pause", test_train_and_pause);
  add ("finished", test_finished);
  add ("same-bits", test_same_bits);
  add ("same-bits-handwriting", test_same_bits_handwriting);
  add ("learning-rate", test_learning_rate);
  add ("learning-rate-while-running", test_learning_rate_while_running);
  add ("numbers", test_numbers);
  add ("shuffle", test_shuffle);
  add ("divergence", test_divergence);
  add ("properties", test_properties);
  return g_test_run ();
}
