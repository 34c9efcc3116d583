// The random streams against GRand, NumPy and PyTorch, bit for bit.
// SPDX-License-Identifier: MIT

#include "engine/random.h"
#include "reference/random.h"
#include "reference/sum.h"

/* In deviations; two units in the last place of a number from 2 to 4. */
#define NORMAL_ERROR 6e-7

static void
test_raw_as_grand (void)
{
  for (guint row = 0; row < G_N_ELEMENTS (raw_outputs); row++)
    {
      g_autoptr (GRand) grand = g_rand_new_with_seed (raw_outputs[row].seed);
      DhRandom random;

      dh_random_init (&random, raw_outputs[row].seed);
      for (guint i = 0; i < 5000; i++)
        g_assert_cmpuint (dh_random_next (&random), ==, g_rand_int (grand));
    }
}

static void
test_raw_as_numpy (void)
{
  for (guint row = 0; row < G_N_ELEMENTS (raw_outputs); row++)
    {
      g_autofree guint32 *values = g_new (guint32, 10000);
      DhRandom random;

      dh_random_init (&random, raw_outputs[row].seed);
      for (guint i = 0; i < 10000; i++)
        values[i] = dh_random_next (&random);
      g_assert_cmpmem (values, sizeof raw_outputs[row].first,
                       raw_outputs[row].first, sizeof raw_outputs[row].first);
      assert_sum (values, 10000, raw_outputs[row].sum);
    }
}

static void
test_copy_forks_the_stream (void)
{
  DhRandom random, fork;

  dh_random_init (&random, 7);
  for (guint i = 0; i < 1000; i++)
    dh_random_next (&random);
  fork = random;
  for (guint i = 0; i < 1000; i++)
    g_assert_cmpuint (dh_random_next (&random), ==, dh_random_next (&fork));
}

static void
test_numpy_below_limits (void)
{
  static const guint32 limits[] = { 1, 2, 255, 256, 257, 0x7fffffff, 0x80000000, 0xfffffffe };
  DhRandom random, untouched;

  dh_random_init (&random, 3);
  untouched = random;
  g_assert_cmpuint (dh_random_numpy_below (&random, 0), ==, 0);
  g_assert_cmpuint (random.position, ==, untouched.position);
  for (guint row = 0; row < G_N_ELEMENTS (limits); row++)
    for (guint i = 0; i < 1000; i++)
      g_assert_cmpuint (dh_random_numpy_below (&random, limits[row]), <=, limits[row]);
  untouched = random;
  g_assert_cmpuint (dh_random_numpy_below (&random, G_MAXUINT32), ==, dh_random_next (&untouched));
}

static void
test_numpy_choice (void)
{
  for (guint row = 0; row < G_N_ELEMENTS (numpy_choices); row++)
    {
      guint32 n = numpy_choices[row].n;
      guint32 k = numpy_choices[row].k;
      g_autofree guint32 *values = g_new (guint32, MAX (n, k));
      DhRandom random;

      dh_random_init (&random, numpy_choices[row].seed);
      if (numpy_choices[row].replacement)
        dh_random_numpy_choice (&random, n, values, k);
      else
        dh_random_numpy_permutation (&random, values, n);
      for (guint i = 0; i < MIN (k, G_N_ELEMENTS (numpy_choices[row].first)); i++)
        g_assert_cmpuint (values[i], ==, numpy_choices[row].first[i]);
      assert_sum (values, k, numpy_choices[row].sum);
    }
}

static void
test_torch_permutation (void)
{
  for (guint row = 0; row < G_N_ELEMENTS (torch_permutations); row++)
    {
      guint32 n = torch_permutations[row].n;
      g_autofree guint32 *order = g_new (guint32, n);
      DhRandom random;

      dh_random_init (&random, torch_permutations[row].seed);
      dh_random_torch_permutation (&random, order, n);
      for (guint i = 0; i < MIN (n, G_N_ELEMENTS (torch_permutations[row].first)); i++)
        g_assert_cmpuint (order[i], ==, torch_permutations[row].first[i]);
      assert_sum (order, n, torch_permutations[row].sum);
    }
}

static void
test_no_elements (void)
{
  DhRandom random;

  dh_random_init (&random, 0);
  dh_random_numpy_permutation (&random, NULL, 0);
  dh_random_torch_permutation (&random, NULL, 0);
  dh_random_torch_uniform (&random, 0, 1, NULL, 0);
  dh_random_numpy_choice (&random, 1, NULL, 0);
  g_assert_cmpuint (random.position, ==, G_N_ELEMENTS (random.state));
}

static void
test_torch_uniform (void)
{
  for (guint row = 0; row < G_N_ELEMENTS (torch_uniforms); row++)
    {
      guint32 n = torch_uniforms[row].n;
      g_autofree float *values = g_new (float, n);
      DhRandom random;

      dh_random_init (&random, torch_uniforms[row].seed);
      dh_random_torch_uniform (&random, torch_uniforms[row].from, torch_uniforms[row].to,
                               values, n);
      assert_sum (values, n, torch_uniforms[row].sum);
    }
}

/* PyTorch's vector code takes a shorter way to sines and logarithms: a few last bits differ, of a
 * number that is as large as its radius. The stream stands exactly where torch's does after it. */
static void
test_torch_normal (void)
{
  for (guint row = 0; row < G_N_ELEMENTS (torch_normals); row++)
    {
      g_autofree float *values = g_new (float, 10000);
      g_autofree guint32 *order = g_new (guint32, 1000000);
      double mean = torch_normals[row].mean;
      double deviation = torch_normals[row].deviation;
      gsize n = 0;
      DhRandom random;

      dh_random_init (&random, torch_normals[row].seed);
      for (guint i = 0; i < 6; i++)
        {
          dh_random_torch_normal (&random, mean, deviation, values + n,
                                  torch_normals[row].lengths[i]);
          n += torch_normals[row].lengths[i];
        }
      for (guint i = 0; i < torch_normals[row].n; i++)
        g_assert_cmpfloat_with_epsilon (values[i * torch_normals[row].step],
                                        torch_normals[row].values[i], NORMAL_ERROR * deviation);
      dh_random_torch_permutation (&random, order, 1000000);
      for (guint i = 0; i < 6; i++)
        g_assert_cmpuint (order[i], ==, torch_normals[row].follows[i]);
    }
}

/* Weights and biases of nn.Linear, all of them: one rounding more or less changes most. */
static void
test_torch_linear (void)
{
  for (guint row = 0; row < G_N_ELEMENTS (torch_linears); row++)
    {
      guint32 outputs = torch_linears[row].fan_out;
      gsize n = (gsize) torch_linears[row].fan_in * outputs;
      double weight_bound = torch_linears[row].weight_bound;
      double bias_bound = torch_linears[row].bias_bound;
      g_autofree float *values = g_new (float, n);
      DhRandom random;

      dh_random_init (&random, torch_linears[row].seed);
      dh_random_torch_uniform (&random, -weight_bound, weight_bound, values, n);
      assert_sum (values, n, torch_linears[row].weight_sum);
      dh_random_torch_uniform (&random, -bias_bound, bias_bound, values, outputs);
      assert_sum (values, outputs, torch_linears[row].bias_sum);
    }
}

static void
test_lecture_weights (void)
{
  float values[3];
  DhRandom random;

  dh_random_init (&random, 2021);
  dh_random_torch_uniform (&random, -1.0 / 28, 1.0 / 28, values, G_N_ELEMENTS (values));
  g_assert_true (values[0] == -0.0263972115f);
  g_assert_true (values[1] == 0.00095621607f);
  g_assert_true (values[2] == 0.0173255093f);
}

int
main (int argc, char **argv)
{
  /* GRand seeds and draws differently where this asks for GLib 2.0's way. */
  g_unsetenv ("G_RANDOM_VERSION");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/raw/as-grand", test_raw_as_grand);
  g_test_add_func ("/random/raw/as-numpy", test_raw_as_numpy);
  g_test_add_func ("/random/raw/copy-forks-the-stream", test_copy_forks_the_stream);
  g_test_add_func ("/random/numpy/below-limits", test_numpy_below_limits);
  g_test_add_func ("/random/numpy/choice", test_numpy_choice);
  g_test_add_func ("/random/torch/permutation", test_torch_permutation);
  g_test_add_func ("/random/torch/uniform", test_torch_uniform);
  g_test_add_func ("/random/torch/normal", test_torch_normal);
  g_test_add_func ("/random/torch/linear", test_torch_linear);
  g_test_add_func ("/random/torch/lecture-weights", test_lecture_weights);
  g_test_add_func ("/random/no-elements", test_no_elements);
  return g_test_run ();
}
