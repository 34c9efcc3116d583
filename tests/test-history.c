// The history stays bounded and loses nothing that its buckets promise.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "snapshot/history.h"

/* Noisy, falling, and exact in float32. */
static double
measurement (guint64 step)
{
  return (double) (step * 2654435761u % 1024) / 64 - (double) (step / 64);
}

static DhHistory *
fill (guint64 n, guint64 stride)
{
  DhHistory *self = dh_history_new ();

  for (guint64 i = 0; i < n; i++)
    dh_history_add (self, DH_SERIES_TRAIN_LOSS, i * stride, measurement (i));
  return self;
}

static void
test_empty (void)
{
  g_autoptr (DhHistory) history = dh_history_new ();

  for (guint kind = 0; kind < DH_N_SERIES; kind++)
    {
      guint n = 99;

      g_assert_null (dh_history_get_buckets (history, kind, &n));
      g_assert_cmpuint (n, ==, 0);
    }
}

static void
test_every_measurement (void)
{
  g_autoptr (DhHistory) history = fill (DH_HISTORY_CAPACITY, 3);
  guint n;
  const DhBucket *buckets = dh_history_get_buckets (history, DH_SERIES_TRAIN_LOSS, &n);

  g_assert_cmpuint (n, ==, DH_HISTORY_CAPACITY);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (buckets[i].first, ==, 3 * i);
      g_assert_cmpuint (buckets[i].last, ==, 3 * i);
      g_assert_cmpuint (buckets[i].n, ==, 1);
      g_assert_cmpfloat (buckets[i].min, ==, (float) measurement (i));
      g_assert_cmpfloat (buckets[i].max, ==, (float) measurement (i));
      g_assert_cmpfloat (buckets[i].mean, ==, measurement (i));
    }
}

/* The buckets together hold measurements 0 … n − 1 in order, each once, and tell of each group what
 * is true of it. */
static void
test_merged (gconstpointer data)
{
  guint64 n_measurements = GPOINTER_TO_UINT (data);
  g_autoptr (DhHistory) history = fill (n_measurements, 2);
  guint64 next = 0;
  guint n;
  const DhBucket *buckets = dh_history_get_buckets (history, DH_SERIES_TRAIN_LOSS, &n);

  g_assert_cmpuint (n, <=, DH_HISTORY_CAPACITY);
  g_assert_cmpuint (n, >=, MIN (n_measurements, DH_HISTORY_CAPACITY / 2));
  for (guint i = 0; i < n; i++)
    {
      float min = INFINITY;
      float max = -INFINITY;
      double sum = 0;

      g_assert_cmpuint (buckets[i].first, ==, 2 * next);
      for (guint j = 0; j < buckets[i].n; j++)
        {
          double value = measurement (next + j);

          min = MIN (min, (float) value);
          max = MAX (max, (float) value);
          sum += value;
        }
      next += buckets[i].n;
      g_assert_cmpuint (buckets[i].last, ==, 2 * (next - 1));
      g_assert_cmpfloat (buckets[i].min, ==, min);
      g_assert_cmpfloat (buckets[i].max, ==, max);
      g_assert_cmpfloat_with_epsilon (buckets[i].mean, sum / buckets[i].n, 1e-9);
      /* Fine enough for a logarithmic axis, and as fine as the late ones everywhere. */
      if (buckets[i].n > 1)
        g_assert_cmpuint (buckets[i].last - buckets[i].first, <=, buckets[i].first / 32);
      if (i > 0 && i < n - 1)
        g_assert_cmpuint (buckets[i].n, >=, buckets[i - 1].n);
    }
  g_assert_cmpuint (next, ==, n_measurements);
}

static void
test_series_are_apart (void)
{
  g_autoptr (DhHistory) history = fill (3 * DH_HISTORY_CAPACITY, 1);
  guint n;
  const DhBucket *buckets;

  dh_history_add (history, DH_SERIES_TEST_LOSS, 7, 0.5);
  dh_history_add (history, DH_SERIES_TEST_LOSS, 7, 0.25);
  buckets = dh_history_get_buckets (history, DH_SERIES_TEST_LOSS, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (buckets[1].first, ==, 7);
  g_assert_cmpfloat (buckets[0].mean, ==, 0.5);
  g_assert_cmpfloat (buckets[1].mean, ==, 0.25);
  dh_history_get_buckets (history, DH_SERIES_TRAIN_ACCURACY, &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
assert_equal (const DhHistory *a, const DhHistory *b)
{
  guint n_a;
  guint n_b;
  const DhBucket *a_buckets = dh_history_get_buckets (a, DH_SERIES_TRAIN_LOSS, &n_a);
  const DhBucket *b_buckets = dh_history_get_buckets (b, DH_SERIES_TRAIN_LOSS, &n_b);

  g_assert_cmpuint (n_a, ==, n_b);
  for (guint i = 0; i < n_a; i++)
    {
      g_assert_cmpuint (a_buckets[i].first, ==, b_buckets[i].first);
      g_assert_cmpuint (a_buckets[i].last, ==, b_buckets[i].last);
      g_assert_cmpuint (a_buckets[i].n, ==, b_buckets[i].n);
      g_assert_cmpfloat (a_buckets[i].min, ==, b_buckets[i].min);
      g_assert_cmpfloat (a_buckets[i].max, ==, b_buckets[i].max);
      g_assert_cmpfloat (a_buckets[i].mean, ==, b_buckets[i].mean);
    }
}

static void
test_copy_is_deep (void)
{
  const guint64 n_measurements = DH_HISTORY_CAPACITY + 5;
  g_autoptr (DhHistory) history = fill (n_measurements, 1);
  g_autoptr (DhHistory) copy = dh_history_copy (history);
  g_autoptr (DhHistory) expected = fill (n_measurements, 1);

  for (guint64 i = n_measurements; i < 3 * n_measurements; i++)
    dh_history_add (history, DH_SERIES_TRAIN_LOSS, i, -1000);
  assert_equal (copy, expected);

  /* And the copy goes on by itself as the original has. */
  for (guint64 i = n_measurements; i < 3 * n_measurements; i++)
    dh_history_add (copy, DH_SERIES_TRAIN_LOSS, i, -1000);
  assert_equal (copy, history);
}

static void
assert_event (const DhEvent *event, guint64 step, const char *key, const char *value)
{
  g_assert_cmpuint (event->step, ==, step);
  g_assert_cmpstr (event->key, ==, key);
  g_assert_cmpstr (event->value, ==, value);
}

/* In the order they came, which is not that of the steps where a run was taken back; of the same
 * key at the same step the last. */
static void
test_events (void)
{
  g_autoptr (DhHistory) history = dh_history_new ();
  guint n = 99;
  const DhEvent *events;

  g_assert_null (dh_history_get_events (history, &n));
  g_assert_cmpuint (n, ==, 0);
  dh_history_add_event (history, 312, "learning-rate", "0.05");
  dh_history_add_event (history, 312, "momentum", "0.5");
  dh_history_add_event (history, 351, DH_EVENT_DIVERGED, "");
  dh_history_add_event (history, 350, "learning-rate", "0.04");
  dh_history_add_event (history, 350, "learning-rate", "0.02");
  dh_history_add_event (history, 312, "momentum", "0.75");
  events = dh_history_get_events (history, &n);
  g_assert_cmpuint (n, ==, 4);
  assert_event (&events[0], 312, "learning-rate", "0.05");
  assert_event (&events[1], 312, "momentum", "0.75");
  assert_event (&events[2], 351, "diverged", "");
  assert_event (&events[3], 350, "learning-rate", "0.02");
}

static void
test_many_events (void)
{
  g_autoptr (DhHistory) history = dh_history_new ();
  guint n;
  const DhEvent *events;

  for (guint step = 1; step <= DH_HISTORY_MAX_EVENTS + 10; step++)
    dh_history_add_event (history, step, "learning-rate", "0.5");
  /* One that is replaced pushes none out. */
  dh_history_add_event (history, DH_HISTORY_MAX_EVENTS, "learning-rate", "0.25");
  events = dh_history_get_events (history, &n);
  g_assert_cmpuint (n, ==, DH_HISTORY_MAX_EVENTS);
  for (guint i = 0; i < n; i++)
    assert_event (&events[i], i + 11, "learning-rate",
                  i + 11 == DH_HISTORY_MAX_EVENTS ? "0.25" : "0.5");
}

/* Longer than there is room for: cut off, and still the same key. */
static void
test_long_event (void)
{
  g_autoptr (DhHistory) history = dh_history_new ();
  const char *text = "a-name-much-longer-than-any-setting-has";
  guint n;
  const DhEvent *events;

  dh_history_add_event (history, 1, text, text);
  dh_history_add_event (history, 1, text, "b");
  events = dh_history_get_events (history, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (strlen (events[0].key), ==, sizeof events[0].key - 1);
  g_assert_cmpstr (events[0].value, ==, "b");
}

static void
test_remove_event (void)
{
  g_autoptr (DhHistory) history = dh_history_new ();
  guint n;
  const DhEvent *events;

  for (guint step = 1; step <= 3; step++)
    dh_history_add_event (history, step, "momentum", "0.5");
  dh_history_remove_event (history, 2, "learning-rate");
  dh_history_remove_event (history, 4, "momentum");
  dh_history_get_events (history, &n);
  g_assert_cmpuint (n, ==, 3);
  dh_history_remove_event (history, 2, "momentum");
  events = dh_history_get_events (history, &n);
  g_assert_cmpuint (n, ==, 2);
  assert_event (&events[0], 1, "momentum", "0.5");
  assert_event (&events[1], 3, "momentum", "0.5");
  dh_history_remove_event (history, 3, "momentum");
  dh_history_remove_event (history, 1, "momentum");
  g_assert_null (dh_history_get_events (history, &n));
}

static void
test_events_are_copied (void)
{
  g_autoptr (DhHistory) history = dh_history_new ();
  g_autoptr (DhHistory) copy = NULL;
  guint n;
  const DhEvent *events;

  dh_history_add_event (history, 5, "learning-rate", "0.5");
  copy = dh_history_copy (history);
  dh_history_add_event (history, 5, "learning-rate", "0.25");
  dh_history_add_event (history, 6, "learning-rate", "0.125");
  events = dh_history_get_events (copy, &n);
  g_assert_cmpuint (n, ==, 1);
  assert_event (&events[0], 5, "learning-rate", "0.5");
  dh_history_add_event (copy, 7, "momentum", "0.5");
  dh_history_get_events (history, &n);
  g_assert_cmpuint (n, ==, 2);
}

int
main (int argc, char **argv)
{
  static const guint counts[] = { 1, DH_HISTORY_CAPACITY - 1, DH_HISTORY_CAPACITY + 1,
                                  DH_HISTORY_CAPACITY + 2, 2 * DH_HISTORY_CAPACITY,
                                  2 * DH_HISTORY_CAPACITY + 1, 100003, 1000000 };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history/empty", test_empty);
  g_test_add_func ("/history/every-measurement", test_every_measurement);
  g_test_add_func ("/history/series-are-apart", test_series_are_apart);
  g_test_add_func ("/history/copy-is-deep", test_copy_is_deep);
  g_test_add_func ("/history/events", test_events);
  g_test_add_func ("/history/many-events", test_many_events);
  g_test_add_func ("/history/long-event", test_long_event);
  g_test_add_func ("/history/remove-event", test_remove_event);
  g_test_add_func ("/history/events-are-copied", test_events_are_copied);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/history/merged/%u", counts[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (counts[i]), test_merged);
    }
  return g_test_run ();
}
