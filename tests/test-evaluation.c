// A test set evaluated in slices against one plain pass over all of it.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "engine/initialisation.h"
#include "engine/softmax.h"
#include "pass-fixture.h"
#include "pattern-dataset.h"
#include "training/evaluation.h"

typedef struct
{
  DhDataset *dataset;
  DhNetwork network;
  float *parameters;
  DhEvaluation *evaluation;
} Case;

static void
case_init (Case *self, guint n_test, guint32 seed)
{
  static const guint hidden[] = { 7 };
  g_autoptr (GError) error = NULL;
  DhRandom random;

  self->dataset = pattern_dataset_new (30, n_test);
  g_assert_true (dh_network_init (&self->network, PATTERN_SIDE * PATTERN_SIDE, hidden, 1,
                                  PATTERN_CLASSES, TRUE, NULL));
  self->parameters = g_new (float, self->network.n_parameters);
  dh_random_init (&random, seed);
  dh_initialise (DH_INITIALISATION_PYTORCH, &self->network, &random, self->parameters);
  self->evaluation = dh_evaluation_new (&self->network, self->dataset, &error);
  g_assert_no_error (error);
}

static void
case_clear (Case *self)
{
  dh_evaluation_free (self->evaluation);
  dh_dataset_unref (self->dataset);
  g_free (self->parameters);
}

/* Returns the number of slices. */
static guint
evaluate (Case *self, guint64 step)
{
  guint n = 1;

  dh_evaluation_begin (self->evaluation, self->parameters, step);
  while (!dh_evaluation_advance (self->evaluation))
    {
      g_assert_true (dh_evaluation_is_under_way (self->evaluation));
      n++;
    }
  g_assert_false (dh_evaluation_is_under_way (self->evaluation));
  return n;
}

/* The whole test set in one pass. */
static void
assert_right (const Case *self, const DhTestResult *result)
{
  const DhImages *test = &self->dataset->test;
  guint confusion[PATTERN_CLASSES * PATTERN_CLASSES] = { 0 };
  PassFixture fixture;
  float table[256];
  double loss;

  dh_dataset_get_standardised (self->dataset, table);
  pass_fixture_init (&fixture, &self->network, self->dataset->width, 0, table, test->n);
  pass_fixture_set_parameters (&fixture, self->parameters);
  pass_fixture_load (&fixture, test->pixels, test->n);
  loss = pass_fixture_run (&fixture, 0, test->n, test->labels) / test->n;
  g_assert_cmpfloat_with_epsilon (result->loss, loss, 1e-7);
  g_assert_cmpfloat (result->accuracy, ==,
                     (double) dh_pass_get_n_right (fixture.pass) / test->n);
  for (guint i = 0; i < test->n; i++)
    {
      const float *row = dh_pass_get_log_probabilities (fixture.pass, i);
      guint class = dh_softmax_get_largest (row, PATTERN_CLASSES);

      g_assert_cmpuint (result->reading->predicted[i], ==, class);
      g_assert_cmpfloat (result->reading->probability[i], ==, expf (row[class]));
      confusion[test->labels[i] * PATTERN_CLASSES + class]++;
    }
  g_assert_cmpmem (result->reading->confusion, sizeof confusion, confusion, sizeof confusion);
  pass_fixture_clear (&fixture);
}

static void
test_slices (gconstpointer data)
{
  guint n_test = GPOINTER_TO_UINT (data);
  const DhTestResult *result;
  guint sum = 0;
  guint n_right = 0;
  Case c;

  case_init (&c, n_test, 3);
  g_assert_null (dh_evaluation_get_result (c.evaluation));
  g_assert_false (dh_evaluation_is_under_way (c.evaluation));
  g_assert_cmpuint (evaluate (&c, 42), <=, n_test);
  result = dh_evaluation_get_result (c.evaluation);
  g_assert_nonnull (result);
  g_assert_cmpuint (result->step, ==, 42);
  assert_right (&c, result);
  for (guint i = 0; i < PATTERN_CLASSES * PATTERN_CLASSES; i++)
    sum += result->reading->confusion[i];
  for (guint i = 0; i < PATTERN_CLASSES; i++)
    n_right += result->reading->confusion[i * (PATTERN_CLASSES + 1)];
  g_assert_cmpuint (sum, ==, n_test);
  g_assert_cmpfloat (result->accuracy, ==, (double) n_right / n_test);
  g_assert_cmpuint (dh_reading_count_right (result->reading), ==, n_right);
  g_assert_cmpuint (result->reading->step, ==, 42);
  case_clear (&c);
}

/* Snapshots keep a reading, and with it the images, when all that made it is gone. */
static void
test_reading_outlives (void)
{
  const DhReading *reading;
  gsize size;
  g_autofree guint8 *pixels = NULL;
  Case c;

  case_init (&c, 300, 3);
  evaluate (&c, 1);
  reading = dh_reading_ref (dh_evaluation_get_result (c.evaluation)->reading);
  size = PATTERN_SIDE * PATTERN_SIDE;
  pixels = g_memdup2 (c.dataset->test.pixels + 299 * size, size);
  c.parameters[0] += 1;
  evaluate (&c, 2);
  g_assert_true (dh_evaluation_get_result (c.evaluation)->reading != reading);
  g_assert_cmpuint (reading->step, ==, 1);
  case_clear (&c);
  g_assert_cmpmem (dh_reading_get_pixels (reading, 299), size, pixels, size);
  g_assert_cmpuint (reading->labels[299], ==, 329 % PATTERN_CLASSES);
  dh_reading_unref (reading);
}

/* Nobody waits long: a large set takes more than one slice. */
static void
test_several_slices (void)
{
  Case c;

  case_init (&c, 2000, 3);
  g_assert_cmpuint (evaluate (&c, 0), >=, 4);
  case_clear (&c);
}

static void
test_parameters_are_copied (void)
{
  g_autofree float *kept = NULL;
  gsize size;
  Case c;

  case_init (&c, 1001, 5);
  size = c.network.n_parameters * sizeof (float);
  kept = g_memdup2 (c.parameters, size);
  dh_evaluation_begin (c.evaluation, c.parameters, 1);
  g_assert_false (dh_evaluation_advance (c.evaluation));
  memset (c.parameters, 0, size);
  while (!dh_evaluation_advance (c.evaluation))
    ;
  memcpy (c.parameters, kept, size);
  assert_right (&c, dh_evaluation_get_result (c.evaluation));
  case_clear (&c);
}

/* What is given up or begun anew leaves the last result as it was, and nothing in the next. */
static void
test_cancel_and_begin_again (void)
{
  const DhTestResult *result;
  double loss;
  Case c;

  case_init (&c, 1001, 5);
  evaluate (&c, 1);
  loss = dh_evaluation_get_result (c.evaluation)->loss;
  dh_evaluation_begin (c.evaluation, c.parameters, 2);
  g_assert_false (dh_evaluation_advance (c.evaluation));
  dh_evaluation_cancel (c.evaluation);
  g_assert_false (dh_evaluation_is_under_way (c.evaluation));
  result = dh_evaluation_get_result (c.evaluation);
  g_assert_cmpuint (result->step, ==, 1);
  g_assert_cmpfloat (result->loss, ==, loss);
  assert_right (&c, result);

  dh_evaluation_begin (c.evaluation, c.parameters, 3);
  g_assert_false (dh_evaluation_advance (c.evaluation));
  c.parameters[0] += 1;
  evaluate (&c, 4);
  result = dh_evaluation_get_result (c.evaluation);
  g_assert_cmpuint (result->step, ==, 4);
  g_assert_cmpfloat (result->loss, !=, loss);
  assert_right (&c, result);
  case_clear (&c);
}

int
main (int argc, char **argv)
{
  static const guint counts[] = { 1, 2, 249, 250, 251, 500, 1001 };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/evaluation/slices/%u", counts[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (counts[i]), test_slices);
    }
  g_test_add_func ("/evaluation/reading-outlives", test_reading_outlives);
  g_test_add_func ("/evaluation/several-slices", test_several_slices);
  g_test_add_func ("/evaluation/parameters-are-copied", test_parameters_are_copied);
  g_test_add_func ("/evaluation/cancel-and-begin-again", test_cancel_and_begin_again);
  return g_test_run ();
}
