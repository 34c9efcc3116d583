// The first parameters of networks against PyTorch's, to the bit.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "engine/initialisation.h"
#include "reference/sum.h"
#include "reference/training.h"

/* The lecture's: torch.manual_seed(2021); nn.Linear(784, 10). */
static void
test_lecture (void)
{
  static const float expected[] = { -0.0263972115f, 0.00095621607f, 0.0173255093f };
  g_autofree float *parameters = NULL;
  DhNetwork network;
  DhRandom random;

  g_assert_true (dh_network_init (&network, 784, NULL, 0, 10, TRUE, NULL));
  parameters = g_new (float, network.n_parameters);
  dh_random_init (&random, 2021);
  dh_initialise (DH_INITIALISATION_PYTORCH, &network, &random, parameters);
  g_assert_cmpmem (parameters, sizeof expected, expected, sizeof expected);
}

static void
test_as_torch (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  guint n = torch_nets[row].n_parameters;
  g_autofree float *parameters = g_new (float, n);
  DhNetwork network;
  DhRandom random;
  DhRandom counted;

  g_assert_true (dh_network_init (&network, torch_nets[row].inputs, torch_nets[row].hidden,
                                  torch_nets[row].n_hidden, torch_nets[row].outputs,
                                  torch_nets[row].has_bias, NULL));
  g_assert_cmpuint (network.n_parameters, ==, n);
  dh_random_init (&random, torch_nets[row].seed);
  dh_initialise (DH_INITIALISATION_PYTORCH, &network, &random, parameters);
  g_assert_cmpmem (parameters, sizeof torch_nets[row].first, torch_nets[row].first,
                   sizeof torch_nets[row].first);
  assert_sum (parameters, n, torch_nets[row].sum);

  /* One output a parameter: what follows, such as the order of an epoch, depends on it. */
  dh_random_init (&counted, torch_nets[row].seed);
  for (guint i = 0; i < n; i++)
    dh_random_next (&counted);
  g_assert_cmpuint (dh_random_next (&random), ==, dh_random_next (&counted));
}

/* Normal numbers differ by a few last bits, of a number as large as the largest; all else is exact,
 * and so is what follows in the stream. */
static void
test_init_as_torch (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  guint n = torch_inits[row].n_parameters;
  guint n_last = MIN (n, G_N_ELEMENTS (torch_inits[row].last));
  DhInitialisationKind kind = torch_inits[row].kind;
  g_autofree float *parameters = g_new (float, n);
  guint32 order[1000];
  DhNetwork network;
  DhRandom random;

  g_assert_true (dh_network_init (&network, torch_inits[row].inputs, torch_inits[row].hidden,
                                  torch_inits[row].n_hidden, torch_inits[row].outputs,
                                  torch_inits[row].has_bias, NULL));
  dh_random_init (&random, 2021);
  dh_initialise (kind, &network, &random, parameters);
  for (guint i = 0; i < n_last; i++)
    g_assert_cmpfloat_with_epsilon (parameters[n - n_last + i], torch_inits[row].last[i], 1e-6);
  if (kind != DH_INITIALISATION_XAVIER_NORMAL && kind != DH_INITIALISATION_HE_NORMAL)
    assert_sum (parameters, n, torch_inits[row].sum);
  dh_random_torch_permutation (&random, order, 1000);
  g_assert_cmpmem (order, sizeof torch_inits[row].follows, torch_inits[row].follows,
                   sizeof torch_inits[row].follows);
}

/* Every width has bounds of its own, rounded in its own way. */
static void
test_widths (void)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();

  for (guint width = 1; width <= TORCH_WIDTHS; width++)
    {
      g_autofree float *parameters = NULL;
      DhNetwork network;
      DhRandom random;

      g_assert_true (dh_network_init (&network, width, NULL, 0, 3, TRUE, NULL));
      parameters = g_new (float, network.n_parameters);
      dh_random_init (&random, width * TORCH_WIDTHS_SEED);
      dh_initialise (DH_INITIALISATION_PYTORCH, &network, &random, parameters);
      g_byte_array_append (all, (const guint8 *) parameters,
                           network.n_parameters * sizeof *parameters);
    }
  assert_sum (all->data, all->len / sizeof (float), torch_widths_sum);
}

static void
test_bounds (void)
{
  static const guint hidden[] = { 64 };
  g_autofree float *parameters = NULL;
  float largest[2] = { 0 };
  DhNetwork network;
  DhRandom random;

  g_assert_true (dh_network_init (&network, 16, hidden, 1, 400, TRUE, NULL));
  parameters = g_new (float, network.n_parameters);
  dh_random_init (&random, 1);
  dh_initialise (DH_INITIALISATION_PYTORCH, &network, &random, parameters);
  for (gsize i = 0; i < network.n_parameters; i++)
    {
      guint l = i < network.layers[1].weight ? 0 : 1;

      largest[l] = MAX (largest[l], fabsf (parameters[i]));
    }
  g_assert_cmpfloat (largest[0], <=, 1 / 4.0);
  g_assert_cmpfloat (largest[0], >, 0.99 / 4.0);
  g_assert_cmpfloat (largest[1], <=, 1 / 8.0);
  g_assert_cmpfloat (largest[1], >, 0.99 / 8.0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/initialisation/lecture", test_lecture);
  g_test_add_func ("/initialisation/bounds", test_bounds);
  g_test_add_func ("/initialisation/widths", test_widths);
  for (guint row = 0; row < G_N_ELEMENTS (torch_nets); row++)
    {
      g_autofree char *path = g_strdup_printf ("/initialisation/as-torch/%u-%u-%u-bias-%d",
                                               torch_nets[row].seed, torch_nets[row].inputs,
                                               torch_nets[row].n_hidden, torch_nets[row].has_bias);

      g_test_add_data_func (path, GUINT_TO_POINTER (row), test_as_torch);
    }
  for (guint row = 0; row < G_N_ELEMENTS (torch_inits); row++)
    {
      g_autofree char *path =
          g_strdup_printf ("/initialisation/%s/%u-%u-bias-%d",
                           dh_initialisation_get (torch_inits[row].kind)->choice.id,
                           torch_inits[row].inputs, torch_inits[row].n_hidden,
                           torch_inits[row].has_bias);

      g_test_add_data_func (path, GUINT_TO_POINTER (row), test_init_as_torch);
    }
  return g_test_run ();
}
