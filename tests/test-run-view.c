// What a snapshot of a run shows where somebody looks, and what was done to the run.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "pattern-dataset.h"
#include "training/run.h"

static DhSettings *
make_settings (void)
{
  DhSettings *self = dh_settings_new ();

  self->subset = 60;
  self->batch = 16;
  self->hidden[0] = 9;
  self->n_hidden = 1;
  self->steps = 100;
  return self;
}

static DhRun *
make_run (guint n_test)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (100, n_test);
  g_autoptr (DhSettings) settings = make_settings ();
  g_autoptr (GError) error = NULL;
  DhRun *self = dh_run_new (3, settings, dataset, &error);

  g_assert_no_error (error);
  return self;
}

static void
make_steps (DhRun *run, guint n)
{
  for (guint i = 0; i < n; i++)
    g_assert_true (dh_run_step (run));
}

static void
set_learning_rate (DhRun *run, double learning_rate)
{
  const DhTrainer *trainer = dh_run_get_trainer (run);
  g_autoptr (DhSettings) settings = dh_settings_copy (dh_trainer_get_settings (trainer));

  settings->learning_rate = learning_rate;
  dh_run_set_numbers (run, settings);
}

static const DhEvent *
get_events (const DhRun *run, guint *n)
{
  g_autoptr (DhSnapshot) snapshot = dh_run_make_snapshot (run, DH_RUN_PAUSED);
  static DhEvent events[DH_HISTORY_MAX_EVENTS];
  const DhEvent *found = dh_history_get_events (snapshot->history, n);

  if (*n > 0)
    memcpy (events, found, *n * sizeof *events);
  return events;
}

/* What is changed before the first step is how the run begins; from then on it is an event, but
 * only of what can change while a run goes on, and has changed. */
static void
test_events (void)
{
  g_autoptr (DhRun) run = make_run (0);
  g_autoptr (DhSettings) settings = NULL;
  const DhEvent *events;
  guint n;

  set_learning_rate (run, 0.5);
  get_events (run, &n);
  g_assert_cmpuint (n, ==, 0);
  make_steps (run, 3);
  set_learning_rate (run, 0.5);
  get_events (run, &n);
  g_assert_cmpuint (n, ==, 0);
  set_learning_rate (run, 0.25);
  set_learning_rate (run, 0.125);
  make_steps (run, 2);
  settings = dh_settings_copy (dh_trainer_get_settings (dh_run_get_trainer (run)));
  settings->learning_rate = 0.0625;
  settings->weight_decay = 0.5;
  settings->seed = 7; /* not live */
  dh_run_set_numbers (run, settings);
  events = get_events (run, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpuint (events[0].step, ==, 3);
  g_assert_cmpstr (events[0].key, ==, "learning-rate");
  g_assert_cmpstr (events[0].value, ==, "0.125");
  g_assert_null (events[0].title); /* it is no choice */
  for (guint i = 1; i < 3; i++)
    {
      gboolean rate = g_str_equal (events[i].key, "learning-rate");

      g_assert_cmpuint (events[i].step, ==, 5);
      g_assert_true (rate || g_str_equal (events[i].key, "weight-decay"));
      g_assert_cmpstr (events[i].value, ==, rate ? "0.0625" : "0.5");
    }
}

/* A change and its undoing at one step are none. */
static void
test_undone_event (void)
{
  g_autoptr (DhRun) run = make_run (0);
  const DhEvent *events;
  guint n;

  make_steps (run, 3);
  set_learning_rate (run, 0.25);
  set_learning_rate (run, 0.1);
  get_events (run, &n);
  g_assert_cmpuint (n, ==, 0);
  set_learning_rate (run, 0.25);
  make_steps (run, 1);
  set_learning_rate (run, 0.1);
  events = get_events (run, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (events[1].value, ==, "0.1");
}

static void
test_divergence_event (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (100, 0);
  g_autoptr (DhSettings) settings = make_settings ();
  g_autoptr (DhRun) run = NULL;
  const DhEvent *events;
  guint n;

  settings->n_hidden = 3;
  for (guint i = 0; i < 3; i++)
    settings->hidden[i] = 32;
  run = dh_run_new (1, settings, dataset, NULL);
  make_steps (run, 2);
  set_learning_rate (run, 1e12);
  for (guint i = 0; i < 100 && dh_run_step (run); i++)
    ;
  g_assert_cmpint (dh_trainer_get_diverged_at (dh_run_get_trainer (run)), >, 2);
  events = get_events (run, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (events[0].key, ==, "learning-rate");
  g_assert_cmpstr (events[1].key, ==, DH_EVENT_DIVERGED);
  g_assert_cmpuint (events[1].step, ==, dh_trainer_get_diverged_at (dh_run_get_trainer (run)));
  /* Tried again, it is the same event. */
  g_assert_false (dh_run_step (run));
  get_events (run, &n);
  g_assert_cmpuint (n, ==, 2);
}

static const DhSnapshot *
look (DhRun *run, guint wants, gboolean is_test, guint64 shown)
{
  DhLook look = { wants, is_test, shown };

  dh_run_set_look (run, &look);
  if (dh_run_wants_probe (run))
    dh_run_probe (run);
  return dh_run_make_snapshot (run, DH_RUN_PAUSED);
}

/* A probe at the snapshot's step has counted the numbers that stand in it. */
static void
check_counted (const DhSnapshot *snapshot)
{
  const DhProbeLayer *layer = &snapshot->probe->layers[0];
  const DhTensor *weight = &snapshot->tensors[0];
  gsize n = (gsize) weight->rows * weight->columns;
  DhHistogram expected;

  g_assert_cmpuint (snapshot->probe->step, ==, snapshot->step);
  dh_histogram_init (&expected, snapshot->parameters + weight->offset, n);
  g_assert_cmpmem (&layer->weights, sizeof expected, &expected, sizeof expected);
  dh_histogram_init (&expected, snapshot->gradient + weight->offset, n);
  g_assert_cmpmem (&layer->gradients, sizeof expected, &expected, sizeof expected);
}

/* What costs time is only there where it is wanted, and the update where it was prepared for. */
static void
test_wanted (void)
{
  g_autoptr (DhRun) run = make_run (20);
  g_autoptr (DhConstSnapshot) none = look (run, 0, FALSE, 0);
  g_autoptr (DhConstSnapshot) first = look (run, DH_WANT_PROBE | DH_WANT_UPDATE, FALSE, 0);
  g_autoptr (DhConstSnapshot) second = NULL, third = NULL, last = NULL;

  g_assert_true (none->probe == NULL && none->update == NULL);
  g_assert_nonnull (first->probe);
  g_assert_null (first->probe->input_gradients);
  /* At step 0 nothing has been added to anything. */
  g_assert_null (first->update);
  dh_run_keep_for_update (run);
  make_steps (run, 1);
  g_assert_true (dh_run_wants_probe (run));
  second = look (run, DH_WANT_PROBE | DH_WANT_UPDATE, FALSE, 0);
  check_counted (first);
  check_counted (second);
  g_assert_nonnull (second->update);
  for (gsize i = 0; i < second->n_parameters; i++)
    g_assert_cmpfloat (second->update[i], ==, second->parameters[i] - first->parameters[i]);
  third = look (run, DH_WANT_INPUT_GRADIENTS, FALSE, 0);
  g_assert_nonnull (third->probe->input_gradients);
  g_assert_null (third->update);
  /* It is wanted again, but what the last step added is no longer known. */
  last = look (run, DH_WANT_UPDATE, FALSE, 0);
  g_assert_true (last->probe == NULL && last->update == NULL);
}

static void
test_shown (void)
{
  g_autoptr (DhRun) run = make_run (20);
  const DhDataset *dataset = dh_trainer_get_dataset (dh_run_get_trainer (run));
  guint n;
  const guint32 *subset = dh_trainer_get_subset (dh_run_get_trainer (run), &n);
  g_autoptr (DhConstSnapshot) train = look (run, 0, FALSE, 7);
  g_autoptr (DhConstSnapshot) test = look (run, 0, TRUE, 7);
  g_autoptr (DhConstSnapshot) past_train = look (run, 0, FALSE, G_MAXUINT64);
  g_autoptr (DhConstSnapshot) past_test = look (run, 0, TRUE, 20);
  float sum = 0;

  g_assert_false (train->shown_is_test);
  g_assert_cmpuint (train->shown_position, ==, 7);
  g_assert_cmpuint (train->shown.index, ==, subset[7]);
  g_assert_cmpuint (train->shown.label, ==, dataset->train.labels[subset[7]]);
  g_assert_true (test->shown_is_test);
  g_assert_cmpuint (test->shown.index, ==, 7);
  g_assert_cmpuint (test->shown.label, ==, dataset->test.labels[7]);
  g_assert_cmpmem (test->shown.pixels, PATTERN_SIDE * PATTERN_SIDE,
                   dataset->test.pixels + 7 * PATTERN_SIDE * PATTERN_SIDE,
                   PATTERN_SIDE * PATTERN_SIDE);
  for (guint i = 0; i < PATTERN_CLASSES; i++)
    sum += test->shown.probabilities[i];
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-5);
  g_assert_cmpuint (past_train->shown_position, ==, n - 1);
  g_assert_cmpuint (past_train->shown.index, ==, subset[n - 1]);
  g_assert_cmpuint (past_test->shown_position, ==, 19);
}

/* Where there are no test images, one of the subset stands in. */
static void
test_shown_without_test_set (void)
{
  g_autoptr (DhRun) run = make_run (0);
  g_autoptr (DhConstSnapshot) snapshot = look (run, 0, TRUE, 7);

  g_assert_false (snapshot->shown_is_test);
  g_assert_cmpuint (snapshot->shown_position, ==, 7);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/run-view/events", test_events);
  g_test_add_func ("/run-view/undone-event", test_undone_event);
  g_test_add_func ("/run-view/divergence-event", test_divergence_event);
  g_test_add_func ("/run-view/wanted", test_wanted);
  g_test_add_func ("/run-view/shown", test_shown);
  g_test_add_func ("/run-view/shown-without-test-set", test_shown_without_test_set);
  return g_test_run ();
}
