// Log-probabilities, loss and most likely class on ties and extreme logits, as PyTorch has them.
// SPDX-License-Identifier: MIT

#include "engine/pass.h"
#include "reference/logits.h"

#define CLASSES 4

/* A network of one input, 1, has its weights for logits. */
static const float one = 1;

static DhPass *
make_pass (guint rows)
{
  g_autoptr (GError) error = NULL;
  DhNetwork network;
  DhPass *pass;

  g_assert_true (dh_network_init (&network, 1, NULL, 0, CLASSES, FALSE, &error));
  pass = dh_pass_new (&network, rows, &error);
  g_assert_no_error (error);
  return pass;
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
assert_gradient (DhPass *pass, guint row, guint16 label)
{
  float gradient[CLASSES] = { 0 };
  float sum = 0;

  dh_pass_backward (pass, torch_logits[row].logits, &one, &label, 1, 1, gradient);
  for (guint i = 0; i < CLASSES; i++)
    {
      g_assert_cmpfloat_with_epsilon (gradient[i],
                                      exp (torch_logits[row].log_p[i]) - (i == label), 1e-6);
      sum += gradient[i];
    }
  g_assert_cmpfloat_with_epsilon (sum, 0, 1e-6);
}

static void
test_as_torch (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (DhPass) pass = make_pass (1);
  const float *log_p;

  dh_pass_forward (pass, torch_logits[row].logits, &one, 1);
  log_p = dh_pass_get_log_probabilities (pass);
  g_assert_cmpuint (dh_pass_get_most_likely (log_p, CLASSES), ==, torch_logits[row].most_likely);
  for (guint16 label = 0; label < CLASSES; label++)
    {
      guint n_right = 0;
      double loss = dh_pass_get_loss (pass, &label, 1, &n_right);

      assert_as_torch (log_p[label], torch_logits[row].log_p[label]);
      assert_as_torch (loss, torch_logits[row].losses[label]);
      if (isfinite (loss))
        assert_gradient (pass, row, label);
      g_assert_cmpuint (n_right, ==, label == torch_logits[row].most_likely);
    }
}

/* Logits that are equal stay equal, to the bit, wherever they stand. */
static void
test_ties (void)
{
  g_autoptr (DhPass) pass = make_pass (1);
  const float *log_p;

  for (gint i = -2000; i <= 2000; i++)
    {
      float tied = i / 16.0f;
      float logits[CLASSES] = { tied, i / 64.0f, tied, tied };

      dh_pass_forward (pass, logits, &one, 1);
      log_p = dh_pass_get_log_probabilities (pass);
      g_assert_cmpfloat (log_p[0], ==, log_p[2]);
      g_assert_cmpfloat (log_p[0], ==, log_p[3]);
      g_assert_cmpuint (dh_pass_get_most_likely (log_p, CLASSES), ==, i < 0 ? 1 : 0);
    }
}

/* What is computed of one image is the same whatever stands beside it. */
static void
test_rows (void)
{
  g_autoptr (DhPass) pass = make_pass (33);
  g_autoptr (DhPass) alone = make_pass (1);
  const float weights[CLASSES] = { 0.5f, -1.25f, 2, 0.125f };
  float inputs[33];

  for (guint i = 0; i < 33; i++)
    inputs[i] = i - 16.0f;
  dh_pass_forward (pass, weights, inputs, 33);
  for (guint i = 0; i < 33; i++)
    {
      dh_pass_forward (alone, weights, &inputs[i], 1);
      g_assert_cmpmem (dh_pass_get_log_probabilities (alone), sizeof weights,
                       dh_pass_get_log_probabilities (pass) + i * CLASSES, sizeof weights);
    }
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
