// A probe made in slices, between which training goes on.
// SPDX-License-Identifier: MIT

#include "training/probing.h"

#include <math.h>
#include <string.h>

#include "pattern-dataset.h"

#define N_PIXELS (PATTERN_SIDE * PATTERN_SIDE)

/* Of a network for which the images take several slices. */
static void
test_slices (void)
{
  const guint hidden[] = { 1200, 1000 };
  g_autoptr (DhDataset) dataset = pattern_dataset_new (60, 0);
  g_autofree float *parameters = NULL;
  g_autofree float *copy = NULL;
  g_autoptr (DhProbing) probing = NULL;
  guint32 indices[60];
  float values[256];
  DhNetwork network;
  guint n_slices = 1;

  g_assert_true (dh_network_init (&network, N_PIXELS, hidden, 2, PATTERN_CLASSES, TRUE, NULL));
  parameters = g_new (float, network.n_parameters);
  for (gsize i = 0; i < network.n_parameters; i++)
    parameters[i] = (float) sin ((double) i) / 30;
  copy = g_memdup2 (parameters, network.n_parameters * sizeof *parameters);
  for (guint i = 0; i < G_N_ELEMENTS (indices); i++)
    indices[i] = 59 - i;
  probing = dh_probing_new (&network, parameters, parameters, dataset, indices,
                            G_N_ELEMENTS (indices), TRUE);
  for (; !dh_probing_advance (probing); n_slices++)
    memset (parameters, 0, network.n_parameters * sizeof *parameters);
  /* Of the images, of three layers, of the classes, and the end. */
  g_assert_cmpuint (n_slices, ==, 3 + 3 * 3 + PATTERN_CLASSES + 1);
  dh_dataset_get_standardised (dataset, values);
  for (guint j = 0; j < hidden[0]; j++)
    {
      const float *weight = copy + network.layers[0].weight + (gsize) j * N_PIXELS;
      double sum = 0;

      for (guint i = 0; i < G_N_ELEMENTS (indices); i++)
        {
          double z = copy[network.layers[0].bias + j];

          for (guint p = 0; p < N_PIXELS; p++)
            z += weight[p] * values[dataset->train.pixels[(gsize) i * N_PIXELS + p]];
          sum += MAX (z, 0);
        }
      g_assert_cmpfloat_with_epsilon (dh_probing_get_probe (probing)->layers[0].activity[j],
                                      sum / G_N_ELEMENTS (indices), 1e-4);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/probing/slices", test_slices);
  return g_test_run ();
}
