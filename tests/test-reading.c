// What a reading counts, and how long it lives.
// SPDX-License-Identifier: MIT

#include "snapshot/reading.h"

#define N 6
#define N_CLASSES 3

static const guint16 labels[N] = { 0, 1, 2, 2, 1, 0 };
static const guint8 pixels[N * 4] = { 1, 2, 3, 4, 5, 6, 7, 8 };

static void
count_release (gpointer count)
{
  (*(guint *) count)++;
}

static DhReading *
make_reading (guint *released)
{
  DhReading *reading = dh_reading_new (N, N_CLASSES);

  reading->width = reading->height = 2;
  reading->labels = labels;
  reading->pixels = pixels;
  reading->owner = released;
  reading->release = count_release;
  return reading;
}

static void
test_new (void)
{
  g_autoptr (DhReading) reading = dh_reading_new (N, N_CLASSES);
  g_autoptr (DhReading) nothing = dh_reading_new (0, 0);

  g_assert_cmpuint (reading->n, ==, N);
  g_assert_cmpuint (reading->n_classes, ==, N_CLASSES);
  for (guint i = 0; i < N_CLASSES * N_CLASSES; i++)
    g_assert_cmpuint (reading->confusion[i], ==, 0);
  g_assert_cmpuint (dh_reading_count_right (reading), ==, 0);
  g_assert_nonnull (nothing);
  g_assert_cmpuint (dh_reading_count_right (nothing), ==, 0);
}

static void
test_counts (void)
{
  static const guint predicted[N] = { 0, 2, 2, 0, 1, 1 };
  static const guint confusion[N_CLASSES * N_CLASSES] = { 1, 1, 0, 0, 1, 1, 1, 0, 1 };
  guint released = 0;
  g_autoptr (DhReading) reading = make_reading (&released);

  for (guint i = 0; i < N; i++)
    dh_reading_set (reading, i, predicted[i], i / 10.0f);
  g_assert_cmpmem (reading->confusion, sizeof confusion, confusion, sizeof confusion);
  g_assert_cmpuint (dh_reading_count_right (reading), ==, 3);
  g_assert_cmpuint (reading->predicted[3], ==, 0);
  g_assert_cmpfloat (reading->probability[3], ==, 0.3f);
  g_assert_true (dh_reading_get_pixels (reading, 1) == pixels + 4);
}

/* Half of the images read, as an evaluation that is under way has them. */
static void
test_not_all (void)
{
  guint released = 0;
  g_autoptr (DhReading) reading = make_reading (&released);

  dh_reading_set (reading, 2, 2, 1);
  g_assert_cmpuint (dh_reading_count_right (reading), ==, 1);
}

static void
test_wrong (void)
{
  guint released = 0;
  g_autoptr (DhReading) reading = make_reading (&released);
  g_autoptr (DhReading) unlabelled = dh_reading_new (1, 1);

  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*predicted < self->n_classes*");
  dh_reading_set (reading, 0, N_CLASSES, 1);
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*i < self->n*");
  dh_reading_set (reading, N, 0, 1);
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*labels != NULL*");
  dh_reading_set (unlabelled, 0, 0, 1);
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_CRITICAL, "*i < self->n*");
  g_assert_null (dh_reading_get_pixels (reading, N));
  g_test_assert_expected_messages ();
  g_assert_cmpuint (dh_reading_count_right (reading), ==, 0);
}

static void
test_release (void)
{
  guint released = 0;
  DhReading *reading = make_reading (&released);

  g_assert_true (dh_reading_ref (reading) == reading);
  dh_reading_unref (reading);
  g_assert_cmpuint (released, ==, 0);
  dh_reading_unref (reading);
  g_assert_cmpuint (released, ==, 1);
}

#define N_ROUNDS 20000

static gpointer
ref_and_unref (gpointer data)
{
  for (guint i = 0; i < N_ROUNDS; i++)
    dh_reading_unref (dh_reading_ref (data));
  dh_reading_unref (data);
  return NULL;
}

static void
test_threads (void)
{
  guint released = 0;
  DhReading *reading = make_reading (&released);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", ref_and_unref, (gpointer) dh_reading_ref (reading));
  dh_reading_unref (reading);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (released, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reading/new", test_new);
  g_test_add_func ("/reading/counts", test_counts);
  g_test_add_func ("/reading/not-all", test_not_all);
  g_test_add_func ("/reading/wrong", test_wrong);
  g_test_add_func ("/reading/release", test_release);
  g_test_add_func ("/reading/threads", test_threads);
  return g_test_run ();
}
