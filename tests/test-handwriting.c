// The built-in digits: counts, place, greys, repeatability, cancelling.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "dataset/handwriting.h"
#include "dataset/trace.h"

#define N_TRAIN 2000u
#define N_TEST 500u
#define SEED 2021u
#define SIDE 28u
#define PIXELS (SIDE * SIDE)

static const DhDataset *set;

static const guint8 *
get_image (const DhImages *images, guint index)
{
  return images->pixels + (gsize) index * PIXELS;
}

static void
test_styles (void)
{
  for (guint digit = 0; digit < 10; digit++)
    {
      guint total = 0, n = 0;

      for (const DhDigitStyle *s; (s = dh_digit_strokes_nth (digit, n)) != NULL; n++)
        {
          g_assert_cmpuint (s->n_points, <=, DH_DIGIT_STROKES_MAX_POINTS);
          g_assert_cmpuint (s->points[0].kind, ==, DH_STROKE_FROM);
          g_assert_cmpuint (s->points[s->n_points - 1].kind, ==, DH_STROKE_VIA);
          for (guint i = 1; i < s->n_points; i++)
            g_assert_false (s->points[i].kind == DH_STROKE_FROM &&
                            s->points[i - 1].kind == DH_STROKE_FROM);
          g_assert_true (dh_digit_strokes_choose (digit, total) == s);
          total += s->share;
          g_assert_cmpuint (total, <=, 100);
          g_assert_true (dh_digit_strokes_choose (digit, total - 1) == s);
        }
      g_assert_cmpuint (total, ==, 100);
      g_assert_cmpuint (n, >=, 4);
    }
}

static void
test_trace (void)
{
  DhRandom random;
  DhTrace trace;

  dh_random_init (&random, SEED);
  for (guint i = 0; i < 5000; i++)
    {
      double x0 = DH_TRACE_SIDE, y0 = DH_TRACE_SIDE, x1 = 0, y1 = 0, longer;

      dh_trace_write (&trace, dh_digit_strokes_choose (i % 10, i % 100), &random);
      g_assert_cmpuint (trace.n, >=, 2);
      g_assert_false (trace.points[0].joined);
      for (guint j = 0; j < trace.n; j++)
        {
          const DhTracePoint *p = &trace.points[j];

          g_assert_cmpfloat (p->radius, >, 0.3);
          g_assert_cmpfloat (p->radius, <, 12);
          x0 = MIN (x0, p->x), x1 = MAX (x1, p->x);
          y0 = MIN (y0, p->y), y1 = MAX (y1, p->y);
        }
      longer = MAX (x1 - x0, y1 - y0);
      g_assert_cmpfloat_with_epsilon (x0 + x1, DH_TRACE_SIDE, 1e-9);
      g_assert_cmpfloat_with_epsilon (y0 + y1, DH_TRACE_SIDE, 1e-9);
      g_assert_cmpfloat (longer, >, DH_TRACE_MIN_SIZE / 2);
      g_assert_cmpfloat (longer, <, DH_TRACE_MAX_SIZE);
    }
}

static void
test_shape (void)
{
  g_assert_cmpstr (set->name, ==, "handwriting");
  g_assert_cmpstr (set->title, ==, "Handwriting");
  g_assert_cmpuint (set->width, ==, SIDE);
  g_assert_cmpuint (set->height, ==, SIDE);
  g_assert_cmpuint (set->n_classes, ==, 10);
  g_assert_cmpstr (set->class_names[9], ==, "9");
  g_assert_null (set->class_names[10]);
  g_assert_cmpuint (set->train.n, ==, N_TRAIN);
  g_assert_cmpuint (set->test.n, ==, N_TEST);
}

static void
check_labels (const DhImages *images)
{
  guint counts[10] = { 0 };
  guint ascending = 0;

  for (guint i = 0; i < images->n; i++)
    {
      g_assert_cmpuint (images->labels[i], <, 10);
      counts[images->labels[i]]++;
      ascending += i > 0 && images->labels[i] == (images->labels[i - 1] + 1) % 10;
    }
  for (guint digit = 0; digit < 10; digit++)
    g_assert_cmpuint (counts[digit], ==, images->n / 10);
  g_assert_cmpuint (ascending, <, images->n / 5);
}

static void
test_labels (void)
{
  check_labels (&set->train);
  check_labels (&set->test);
}

/* Whole pixels: half a pixel from the middle, but for the few that would lose ink. */
static void
test_place (void)
{
  guint n_off = 0;

  for (guint i = 0; i < N_TRAIN; i++)
    {
      const guint8 *image = get_image (&set->train, i);
      guint x0 = SIDE, y0 = SIDE, x1 = 0, y1 = 0;
      double mass = 0, x_sum = 0, y_sum = 0, off;

      for (guint p = 0; p < PIXELS; p++)
        if (image[p] > 0)
          {
            guint x = p % SIDE, y = p / SIDE;

            x0 = MIN (x0, x), x1 = MAX (x1, x);
            y0 = MIN (y0, y), y1 = MAX (y1, y);
            mass += image[p];
            x_sum += (double) image[p] * x;
            y_sum += (double) image[p] * y;
          }
      g_assert_cmpfloat (mass, >, 255 * 10);
      off = MAX (fabs (x_sum / mass - 14), fabs (y_sum / mass - 14));
      n_off += off > 0.5 + 1e-9;
      g_assert_cmpfloat (off, <, 2.5);
      g_assert_cmpuint (MAX (x1 - x0, y1 - y0) + 1, ==, 20);
    }
  g_test_message ("further than half a pixel from the middle: %u", n_off);
  g_assert_cmpuint (n_off, <, N_TRAIN / 100);
}

/* MNIST: mean 33.3, deviation 78.6, 19.1 % of the pixels not 0, 7.2 % above 250. */
static void
test_greys (void)
{
  gsize inked = 0, full = 0, n = (gsize) N_TRAIN * PIXELS;

  for (gsize i = 0; i < n; i++)
    {
      inked += set->train.pixels[i] > 0;
      full += set->train.pixels[i] > 250;
    }
  g_assert_cmpfloat_with_epsilon (set->mean, 33.3, 1.5);
  g_assert_cmpfloat_with_epsilon (set->deviation, 78.6, 2);
  g_assert_cmpfloat_with_epsilon ((double) inked / n, 0.191, 0.01);
  g_assert_cmpfloat_with_epsilon ((double) full / n, 0.072, 0.01);
}

static guint
find_nearest (const double means[10][PIXELS], const guint8 *image)
{
  double least = G_MAXDOUBLE;
  guint nearest = 0;

  for (guint digit = 0; digit < 10; digit++)
    {
      double sum = 0;

      for (guint p = 0; p < PIXELS; p++)
        sum += (means[digit][p] - image[p]) * (means[digit][p] - image[p]);
      if (sum < least)
        nearest = digit;
      least = MIN (least, sum);
    }
  return nearest;
}

/* The crudest of classifiers reads most of them: the labels are right, the digits differ. */
static void
test_digits_differ (void)
{
  static double means[10][PIXELS];
  guint right = 0;

  for (guint i = 0; i < N_TRAIN; i++)
    for (guint p = 0; p < PIXELS; p++)
      means[set->train.labels[i]][p] += get_image (&set->train, i)[p] / (N_TRAIN / 10.0);
  for (guint i = 0; i < N_TEST; i++)
    right += find_nearest ((const double (*)[PIXELS]) means, get_image (&set->test, i)) ==
             set->test.labels[i];
  g_test_message ("nearest mean image: %u of %u", right, N_TEST);
  g_assert_cmpuint (right, >, N_TEST * 75 / 100);
}

static void
add_images (GHashTable *seen, const DhImages *images)
{
  for (guint i = 0; i < images->n; i++)
    {
      GBytes *bytes = g_bytes_new_static (get_image (images, i), PIXELS);

      g_assert_true (g_hash_table_add (seen, bytes));
    }
}

static void
test_no_image_twice (void)
{
  g_autoptr (GHashTable) seen = NULL;

  seen = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  add_images (seen, &set->train);
  add_images (seen, &set->test);
  g_assert_cmpuint (g_hash_table_size (seen), ==, N_TRAIN + N_TEST);
}

static char *
get_checksum (const DhDataset *some)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (sum, some->train.pixels, (gssize) some->train.n * PIXELS);
  g_checksum_update (sum, some->test.pixels, (gssize) some->test.n * PIXELS);
  for (guint i = 0; i < some->train.n; i++)
    g_checksum_update (sum, &(guint8){ (guint8) some->train.labels[i] }, 1);
  return g_strdup (g_checksum_get_string (sum));
}

static void
test_same_seed (void)
{
  g_autoptr (DhDataset) a = dh_handwriting_make (100, 50, SEED, NULL, NULL);
  g_autoptr (DhDataset) b = dh_handwriting_make (100, 50, SEED, NULL, NULL);
  g_autoptr (DhDataset) c = dh_handwriting_make (100, 50, SEED + 1, NULL, NULL);
  g_autoptr (DhDataset) d = dh_handwriting_make (100, 0, SEED, NULL, NULL);
  g_autoptr (DhDataset) e = dh_handwriting_make (50, 50, SEED, NULL, NULL);
  g_autofree char *sum_a = get_checksum (a);
  g_autofree char *sum_b = get_checksum (b);
  g_autofree char *sum_c = get_checksum (c);

  g_assert_cmpstr (sum_a, ==, sum_b);
  g_assert_cmpstr (sum_a, !=, sum_c);
  g_assert_cmpmem (a->train.pixels, 100 * PIXELS, d->train.pixels, 100 * PIXELS);
  g_assert_cmpuint (d->test.n, ==, 0);
  g_assert_cmpmem (a->test.pixels, 50 * PIXELS, e->test.pixels, 50 * PIXELS);
  g_assert_cmpint (memcmp (e->train.pixels, e->test.pixels, 50 * PIXELS), !=, 0);
}

/* On every machine. */
static void
test_checksum (void)
{
  g_autoptr (DhDataset) some = dh_handwriting_make (N_TRAIN, N_TEST, SEED, NULL, NULL);
  g_autofree char *sum = get_checksum (some);

  g_assert_cmpstr (sum, ==,
                   "3e88ae30aa19131672af4088730fdf6934bbf7e3e5394a658f8e5ddafc4bec5d");
}

static void
test_cancelled_before (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (dh_handwriting_make (10, 10, SEED, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gpointer
make_many (gpointer cancellable)
{
  g_autoptr (DhDataset) made = NULL;
  GError *error = NULL;

  made = dh_handwriting_make (200000, 10, SEED, cancellable, &error);
  g_assert_null (made);
  return error;
}

static gboolean
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static void
test_cancelled_meanwhile (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread = g_thread_new ("make", make_many, cancellable);
  gint64 start;

  g_timeout_add (30, cancel, cancellable);
  while (!g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (NULL, TRUE);
  start = g_get_monotonic_time ();
  error = g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_autoptr (DhDataset) made = NULL;

  g_test_init (&argc, &argv, NULL);
  made = dh_handwriting_make (N_TRAIN, N_TEST, SEED, NULL, NULL);
  g_assert_nonnull (made);
  set = made;

  g_test_add_func ("/handwriting/styles", test_styles);
  g_test_add_func ("/handwriting/trace", test_trace);
  g_test_add_func ("/handwriting/shape", test_shape);
  g_test_add_func ("/handwriting/labels", test_labels);
  g_test_add_func ("/handwriting/place", test_place);
  g_test_add_func ("/handwriting/greys", test_greys);
  g_test_add_func ("/handwriting/digits-differ", test_digits_differ);
  g_test_add_func ("/handwriting/no-image-twice", test_no_image_twice);
  g_test_add_func ("/handwriting/same-seed", test_same_seed);
  g_test_add_func ("/handwriting/checksum", test_checksum);
  g_test_add_func ("/handwriting/cancelled-before", test_cancelled_before);
  g_test_add_func ("/handwriting/cancelled-meanwhile", test_cancelled_meanwhile);
  return g_test_run ();
}
