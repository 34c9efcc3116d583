// Tests of the network in PyTorch's words.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "engine/activation.h"
#include "training/model-summary.h"
#include "training/run.h"

static char *
summarise (const char *hidden, const char *bias, const char *activation)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhDataset) dataset = dh_dataset_new ("tiny", "Tiny", 2, 2);
  g_autoptr (DhRun) run = NULL;
  g_autoptr (DhSnapshot) snapshot = NULL;

  g_assert_true (dh_dataset_allocate (dataset, &dataset->train, 3, NULL));
  for (guint i = 0; i < 12; i++)
    dataset->train.pixels[i] = (guint8) (20 * i);
  for (guint i = 0; i < 3; i++)
    dataset->train.labels[i] = (guint16) i;
  dh_dataset_complete (dataset);
  g_assert_true (dh_settings_set (settings, "hidden", hidden, NULL));
  g_assert_true (dh_settings_set (settings, "bias", bias, NULL));
  g_assert_true (dh_settings_set (settings, "activation", activation, NULL));
  run = dh_run_new (1, settings, dataset, NULL);
  g_assert_nonnull (run);
  snapshot = dh_run_make_snapshot (run, DH_RUN_READY);
  return dh_model_summary_make (snapshot);
}

static void
test_linear (void)
{
  g_autofree char *text = summarise ("none", "true", "relu");

  g_assert_cmpstr (text, ==,
                   "MLP(\n"
                   "  (main): Sequential(\n"
                   "    (0): Linear(in_features=4, out_features=3, bias=True)\n"
                   "  )\n"
                   ")");
}

static void
test_hidden (void)
{
  g_autofree char *text = summarise ("7,5", "false", "relu");

  g_assert_cmpstr (text, ==,
                   "MLP(\n"
                   "  (main): Sequential(\n"
                   "    (0): Linear(in_features=4, out_features=7, bias=False)\n"
                   "    (1): ReLU()\n"
                   "    (2): Linear(in_features=7, out_features=5, bias=False)\n"
                   "    (3): ReLU()\n"
                   "    (4): Linear(in_features=5, out_features=3, bias=False)\n"
                   "  )\n"
                   ")");
}

/* What torch 1.13 prints. */
static void
test_activations (void)
{
  static const char *const printed[][2] = {
    { "relu", "(1): ReLU()\n" },
    { "leaky-relu", "(1): LeakyReLU(negative_slope=0.01)\n" },
    { "tanh", "(1): Tanh()\n" },
    { "sigmoid", "(1): Sigmoid()\n" },
    { "gelu", "(1): GELU(approximate='none')\n" },
    { "identity", "(1): Identity()\n" },
  };

  g_assert_cmpuint (G_N_ELEMENTS (printed), ==, DH_N_ACTIVATIONS);
  for (guint i = 0; i < G_N_ELEMENTS (printed); i++)
    {
      g_autofree char *text = summarise ("7", "true", printed[i][0]);

      g_assert_nonnull (strstr (text, printed[i][1]));
    }
}

static void
test_empty (void)
{
  g_autoptr (DhSnapshot) snapshot = dh_snapshot_new ();
  g_autofree char *text = dh_model_summary_make (snapshot);

  g_assert_cmpstr (text, ==, "MLP(\n  (main): Sequential(\n  )\n)");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-summary/linear", test_linear);
  g_test_add_func ("/model-summary/hidden", test_hidden);
  g_test_add_func ("/model-summary/activations", test_activations);
  g_test_add_func ("/model-summary/empty", test_empty);
  return g_test_run ();
}
