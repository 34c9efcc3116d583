// The life of a snapshot: counted over threads, boxed, freed whole.
// SPDX-License-Identifier: MIT

#include <glib-object.h>
#include <math.h>

#include "snapshot/snapshot.h"

#define N_THREADS 4
#define N_ROUNDS 100000

static void
test_new_is_nothing (void)
{
  g_autoptr (DhSnapshot) snapshot = dh_snapshot_new ();

  g_assert_cmpint (snapshot->ref_count, ==, 1);
  g_assert_cmpint (snapshot->state, ==, DH_RUN_READY);
  g_assert_cmpint (snapshot->diverged_at, ==, -1);
  g_assert_true (isnan (snapshot->train_loss) && isnan (snapshot->train_accuracy));
  g_assert_true (isnan (snapshot->test_loss) && isnan (snapshot->test_accuracy));
  g_assert_true (isnan (snapshot->gradient_norm));
  g_assert_cmpuint (snapshot->run, ==, 0);
  g_assert_cmpuint (snapshot->n_tensors, ==, 0);
  g_assert_cmpuint (snapshot->n_samples, ==, 0);
  g_assert_null (snapshot->data_title);
  g_assert_null (snapshot->message);
  g_assert_null (snapshot->settings);
  g_assert_null (snapshot->parameters);
  g_assert_null (snapshot->after);
  g_assert_null (snapshot->update);
  g_assert_null (snapshot->reading);
  g_assert_null (snapshot->probe);
  g_assert_null (snapshot->shown.pixels);
  g_assert_null (snapshot->history);
}

/* Everything a snapshot can own; what is not freed, a leak checker finds. */
static DhSnapshot *
make_full (void)
{
  static const char *const names[] = { "a", "b", NULL };
  DhSnapshot *self = dh_snapshot_new ();

  self->message = g_strdup ("message");
  self->settings = g_strdup ("{}");
  self->data_title = g_strdup ("title");
  self->class_names = g_strdupv ((char **) names);
  self->tensors = g_new0 (DhTensor, 2);
  self->parameters = g_new0 (float, 100);
  self->gradient = g_new0 (float, 100);
  self->after = g_new0 (float, 100);
  self->update = g_new0 (float, 100);
  self->reading = dh_reading_new (5, 2);
  self->probe = dh_probe_new (2, (guint[]) { 3, 2 });
  self->shown.pixels = g_new0 (guint8, 25);
  self->shown.probabilities = g_new0 (float, 2);
  self->n_samples = 3;
  self->samples = g_new0 (DhSample, 3);
  for (guint i = 0; i < 2; i++)
    self->samples[i].pixels = g_new0 (guint8, 25);
  self->history = dh_history_new ();
  return self;
}

static void
test_full (void)
{
  DhSnapshot *snapshot = make_full ();

  g_assert_true (dh_snapshot_ref (snapshot) == snapshot);
  g_assert_cmpint (snapshot->ref_count, ==, 2);
  dh_snapshot_unref (snapshot);
  g_assert_cmpint (snapshot->ref_count, ==, 1);
  g_assert_cmpstr (snapshot->message, ==, "message");
  dh_snapshot_unref (snapshot);
}

/* The most likely class, the first of equals; what is no number is not likely. */
static void
test_predicted (void)
{
  float probabilities[] = { NAN, 0.2f, 0.4f, 0.4f, NAN };
  DhSample sample = { .probabilities = probabilities };

  g_assert_cmpint (dh_sample_get_predicted (&sample, 5), ==, 2);
  g_assert_cmpint (dh_sample_get_predicted (&sample, 2), ==, 1);
  g_assert_cmpint (dh_sample_get_predicted (&sample, 1), ==, -1);
  sample.probabilities = NULL;
  g_assert_cmpint (dh_sample_get_predicted (&sample, 5), ==, -1);
}

static void
test_same_shown (void)
{
  g_autoptr (DhSnapshot) a = make_full ();
  g_autoptr (DhSnapshot) b = make_full ();

  a->width = b->width = a->height = b->height = 5;
  g_assert_true (dh_snapshot_has_same_shown (a, b));
  b->shown.probabilities[0] = 0.5f;
  g_assert_true (dh_snapshot_has_same_shown (a, b));
  b->shown.pixels[24] = 1;
  g_assert_false (dh_snapshot_has_same_shown (a, b));
  b->shown.pixels[24] = 0;
  b->shown_position = 1;
  g_assert_false (dh_snapshot_has_same_shown (a, b));
  b->shown_position = 0;
  b->mean = 1;
  g_assert_false (dh_snapshot_has_same_shown (a, b));
  b->mean = 0;
  g_clear_pointer (&b->shown.pixels, g_free);
  g_assert_false (dh_snapshot_has_same_shown (a, b));
  g_clear_pointer (&a->shown.pixels, g_free);
  g_assert_true (dh_snapshot_has_same_shown (a, b));
}

/* Owns one reference and gives it up at the end. */
static gpointer
count_up_and_down (gpointer data)
{
  const DhSnapshot *snapshot = data;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      dh_snapshot_ref (snapshot);
      g_assert_cmpstr (snapshot->data_title, ==, "title");
      dh_snapshot_unref (snapshot);
    }
  dh_snapshot_unref (snapshot);
  return NULL;
}

static void
test_threads (void)
{
  const DhSnapshot *snapshot = make_full ();
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("count", count_up_and_down,
                               (gpointer) dh_snapshot_ref (snapshot));
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (snapshot->ref_count, ==, 1);
  dh_snapshot_unref (snapshot);
}

/* Whichever thread is last frees. */
static void
test_last_on_a_thread (void)
{
  const DhSnapshot *snapshot = make_full ();
  GThread *threads[N_THREADS];

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("count", count_up_and_down,
                               (gpointer) dh_snapshot_ref (snapshot));
  dh_snapshot_unref (snapshot);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
}

static void
test_boxed (void)
{
  GValue value = G_VALUE_INIT;
  GValue copy = G_VALUE_INIT;
  const DhSnapshot *snapshot = make_full ();

  g_assert_true (G_TYPE_IS_BOXED (DH_TYPE_SNAPSHOT));
  g_value_init (&value, DH_TYPE_SNAPSHOT);
  g_value_init (&copy, DH_TYPE_SNAPSHOT);
  g_value_set_boxed (&value, snapshot);
  g_value_copy (&value, &copy);
  g_assert_true (g_value_get_boxed (&copy) == snapshot);
  g_assert_cmpint (snapshot->ref_count, ==, 3);
  g_value_unset (&value);
  g_assert_cmpint (snapshot->ref_count, ==, 2);
  g_value_unset (&copy);
  g_assert_cmpint (snapshot->ref_count, ==, 1);
  dh_snapshot_unref (snapshot);
}

static void
test_state_names (void)
{
  static const char *const names[] = { "ready", "loading", "running",
                                       "paused", "finished", "diverged" };
  static const DhRunState states[] = { DH_RUN_READY, DH_RUN_LOADING, DH_RUN_RUNNING,
                                       DH_RUN_PAUSED, DH_RUN_FINISHED, DH_RUN_DIVERGED };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_assert_cmpstr (dh_run_state_get_name (states[i]), ==, names[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snapshot/new-is-nothing", test_new_is_nothing);
  g_test_add_func ("/snapshot/full", test_full);
  g_test_add_func ("/snapshot/predicted", test_predicted);
  g_test_add_func ("/snapshot/same-shown", test_same_shown);
  g_test_add_func ("/snapshot/threads", test_threads);
  g_test_add_func ("/snapshot/last-on-a-thread", test_last_on_a_thread);
  g_test_add_func ("/snapshot/boxed", test_boxed);
  g_test_add_func ("/snapshot/state-names", test_state_names);
  return g_test_run ();
}
