// Log-probabilities, loss and most likely class on ties and extreme logits, as PyTorch has them.
// SPDX-License-Identifier: MIT

#include "engine/softmax.h"
#include "pass-fixture.h"
#include "reference/logits.h"

#define CLASSES 4

/* A network of one input has its weights for logits where that is 1. Byte b means b − 16. */
#define ONE 17

static void
init (PassFixture *self, guint rows)
{
  float values[256];
  DhNetwork network;

  g_assert_true (dh_network_init (&network, 1, NULL, 0, CLASSES, FALSE, NULL));
  for (guint i = 0; i < 256; i++)
    values[i] = i - (ONE - 1.0f);
  pass_fixture_init (self, &network, 1, 0, values, rows);
  pass_fixture_load (self, (const guint8[]) { ONE }, 1);
}

static const float *
run (PassFixture *self, const float *logits)
{
  static const guint16 label = 0;

  pass_fixture_set_parameters (self, logits);
  pass_fixture_run (self, 0, 1, &label);
  return dh_pass_get_log_probabilities (self->pass, 0);
}

/* Neighbours at most: two logarithms of one number may be rounded differently. */
static void
assert_as_torch (double got, float expected)
{
  if (isnan (expected))
    g_assert_true (isnan (got));
  else if (isinf (expected))
    g_assert_cmpfloat (got, ==, expected);
  else
    {
      g_assert_cmpfloat (got, >=, nextafterf (expected, -INFINITY));
      g_assert_cmpfloat (got, <=, nextafterf (expected, INFINITY));
    }
}

/* ∂/∂z of −log p[label] is p − onehot (label), and sums up to 0. */
static void
assert_gradient (PassFixture *fixture, guint row, guint16 label)
{
  float sum = 0;

  pass_fixture_run_gradient (fixture, 0, 1, &label, 1, TRUE);
  for (guint i = 0; i < CLASSES; i++)
    {
      g_assert_cmpfloat_with_epsilon (fixture->gradient[i],
                                      exp (torch_logits[row].log_p[i]) - (i == label), 1e-6);
      sum += fixture->gradient[i];
    }
  g_assert_cmpfloat_with_epsilon (sum, 0, 1e-6);
}

static void
test_as_torch (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  PassFixture fixture;
  const float *log_p;

  init (&fixture, 1);
  log_p = run (&fixture, torch_logits[row].logits);
  g_assert_cmpuint (dh_softmax_get_largest (log_p, CLASSES), ==, torch_logits[row].most_likely);
  for (guint16 label = 0; label < CLASSES; label++)
    {
      double loss = pass_fixture_run (&fixture, 0, 1, &label);

      assert_as_torch (log_p[label], torch_logits[row].log_p[label]);
      assert_as_torch (loss, torch_logits[row].losses[label]);
      g_assert_cmpuint (dh_pass_get_n_right (fixture.pass), ==,
                        label == torch_logits[row].most_likely);
      if (isfinite (loss))
        assert_gradient (&fixture, row, label);
    }
  pass_fixture_clear (&fixture);
}

/* Logits that are equal stay equal, to the bit, wherever they stand. */
static void
test_ties (void)
{
  PassFixture fixture;

  init (&fixture, 1);
  for (gint i = -2000; i <= 2000; i++)
    {
      float tied = i / 16.0f;
      float logits[CLASSES] = { tied, i / 64.0f, tied, tied };
      const float *log_p = run (&fixture, logits);

      g_assert_cmpfloat (log_p[0], ==, log_p[2]);
      g_assert_cmpfloat (log_p[0], ==, log_p[3]);
      g_assert_cmpuint (dh_softmax_get_largest (log_p, CLASSES), ==, i < 0 ? 1 : 0);
    }
  pass_fixture_clear (&fixture);
}

/* What is computed of one image is the same whatever stands beside it. */
static void
test_rows (void)
{
  const float weights[CLASSES] = { 0.5f, -1.25f, 2, 0.125f };
  const guint16 labels[33] = { 0 };
  PassFixture fixture;
  PassFixture alone;
  guint8 bytes[33];

  init (&fixture, 33);
  init (&alone, 1);
  for (guint i = 0; i < 33; i++)
    bytes[i] = i;
  pass_fixture_load (&fixture, bytes, 33);
  pass_fixture_set_parameters (&fixture, weights);
  pass_fixture_run (&fixture, 0, 33, labels);
  for (guint i = 0; i < 33; i++)
    {
      pass_fixture_load (&alone, &bytes[i], 1);
      g_assert_cmpmem (run (&alone, weights), sizeof weights,
                       dh_pass_get_log_probabilities (fixture.pass, i), sizeof weights);
    }
  pass_fixture_clear (&fixture);
  pass_fixture_clear (&alone);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint row = 0; row < G_N_ELEMENTS (torch_logits); row++)
    {
      g_autofree char *path = g_strdup_printf ("/logits/as-torch/%s", torch_logits[row].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (row), test_as_torch);
    }
  g_test_add_func ("/logits/ties", test_ties);
  g_test_add_func ("/logits/rows", test_rows);
  return g_test_run ();
}
