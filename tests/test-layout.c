// The block that is trained holds every parameter once, and zeros.
// SPDX-License-Identifier: MIT

#include "engine/layout.h"

typedef struct
{
  const char *name;
  guint width;
  guint height;
  guint hidden[3];
  guint n_hidden;
  guint outputs;
} Net;

static const Net nets[] = {
  { "one-weight", 1, 1, { 0 }, 0, 1 },
  { "lecture", 28, 28, { 0 }, 0, 10 },
  { "many-classes", 28, 28, { 0 }, 0, 13 },
  { "blocks", 5, 3, { 12 }, 1, 3 },
  { "narrow-blocks", 3, 37, { 1, 7 }, 2, 3 },
  { "panels", 31, 17, { 33, 16, 5 }, 3, 7 },
  { "wide-panels", 9, 9, { 257 }, 1, 4 },
  { "halves", 28, 28, { 128 }, 1, 10 },
};

static const double shares[] = { 0, 1 };

typedef struct
{
  const Net *net;
  gboolean has_bias;
  double share;
} Setup;

static void
init (DhLayout *layout, const Setup *setup)
{
  const Net *net = setup->net;
  DhNetwork network;

  g_assert_true (dh_network_init (&network, net->width * net->height, net->hidden, net->n_hidden,
                                  net->outputs, setup->has_bias, NULL));
  dh_layout_init (layout, &network, net->width, setup->share);
}

/* Parameter i is i + 1: nothing is lost, nothing stands twice, the rest is zero. */
static void
test_round_trip (gconstpointer data)
{
  DhLayout layout;
  gsize n;
  gsize n_filled = 0;
  g_autofree float *parameters = NULL;
  g_autofree float *unpacked = NULL;
  g_autofree float *stored = NULL;

  init (&layout, data);
  n = layout.network.n_parameters;
  g_assert_cmpuint (layout.n_stored, >=, n);
  g_assert_cmpuint (n, <, 1 << 24);
  parameters = g_new (float, n);
  unpacked = g_new0 (float, n);
  stored = g_new (float, layout.n_stored);
  for (gsize i = 0; i < n; i++)
    parameters[i] = i + 1;
  for (gsize i = 0; i < layout.n_stored; i++)
    stored[i] = -1;
  dh_layout_pack (&layout, parameters, stored);
  dh_layout_unpack (&layout, stored, unpacked);
  g_assert_cmpmem (unpacked, n * sizeof (float), parameters, n * sizeof (float));
  for (gsize i = 0; i < layout.n_stored; i++)
    {
      g_assert_cmpfloat (stored[i], >=, 0);
      n_filled += stored[i] > 0;
    }
  g_assert_cmpuint (n_filled, ==, n);
}

/* The second weight is found by its columns, all other but the first lie as PyTorch has them. */
static void
test_offsets (gconstpointer data)
{
  DhLayout layout;
  g_autofree float *parameters = NULL;
  g_autofree float *stored = NULL;

  init (&layout, data);
  parameters = g_new (float, layout.network.n_parameters);
  stored = g_new (float, layout.n_stored);
  for (gsize i = 0; i < layout.network.n_parameters; i++)
    parameters[i] = i;
  dh_layout_pack (&layout, parameters, stored);
  for (guint l = 0; l < layout.network.n_layers; l++)
    {
      const DhLayer *layer = &layout.network.layers[l];
      gsize n = (gsize) layer->inputs * layer->outputs;

      for (gsize i = 0; l > 0 && i < n; i++)
        {
          DhLayoutColumns columns = dh_layout_get_columns (&layout, l, i % layer->inputs);

          g_assert_cmpfloat (stored[columns.at + i / layer->inputs * columns.stride], ==,
                             layer->weight + i);
        }
      for (gsize i = 0; layout.network.has_bias && i < layer->outputs; i++)
        g_assert_cmpfloat (stored[dh_layout_get_bias (&layout, l) + i], ==, layer->bias + i);
    }
}

static void
add (const char *name, const Setup *setup, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/layout/%s/%s/%s/%s", name, setup->net->name,
                                           setup->has_bias ? "bias" : "no-bias",
                                           setup->share > 0 ? "bytes" : "floats");

  g_test_add_data_func_full (path, g_memdup2 (setup, sizeof *setup), func, g_free);
}

/* With vectors as wide as this processor's, 128 hidden units are two halves; a network with more
 * layers has none. */
static void
test_halves (void)
{
  const Setup halved = { &nets[G_N_ELEMENTS (nets) - 1], TRUE, 1 };
  const Setup deeper = { &nets[5], TRUE, 1 };
  DhLayout layout;

  init (&layout, &halved);
  g_assert_cmpuint (layout.middle, ==,
                    layout.first_layer.kind == DH_FIRST_LAYER_PANELS ? 64 : 0);
  if (layout.middle > 0)
    g_assert_cmpuint (dh_layout_get_columns (&layout, 1, 64).at, ==,
                      dh_layout_get_columns (&layout, 1, 0).at + 640);
  init (&layout, &deeper);
  g_assert_cmpuint (layout.middle, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/halves", test_halves);
  for (guint i = 0; i < G_N_ELEMENTS (nets); i++)
    for (guint k = 0; k < 2 * G_N_ELEMENTS (shares); k++)
      {
        Setup setup = { &nets[i], k % 2 == 0, shares[k / 2] };

        add ("round-trip", &setup, test_round_trip);
        add ("offsets", &setup, test_offsets);
      }
  return g_test_run ();
}
