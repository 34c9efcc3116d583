// Where the parameters of a network lie, and which networks cannot be.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "engine/network.h"

typedef struct
{
  const char *name;
  guint inputs;
  guint hidden[3];
  guint n_hidden;
  guint outputs;
  gboolean has_bias;
  gsize offsets[8]; /* weight, bias of each layer; a bias that is not there is left out */
  gsize n_parameters;
} Layout;

static const Layout layouts[] = {
  { "linear", 784, { 0 }, 0, 10, TRUE, { 0, 7840 }, 7850 },
  { "linear-without-bias", 784, { 0 }, 0, 10, FALSE, { 0 }, 7840 },
  { "one-hidden", 4, { 3 }, 1, 2, TRUE, { 0, 12, 15, 21 }, 23 },
  { "one-hidden-without-bias", 4, { 3 }, 1, 2, FALSE, { 0, 12 }, 18 },
  { "lecture", 784, { 100, 50 }, 2, 10, TRUE, { 0, 78400, 78500, 83500, 83550, 84050 }, 84060 },
  { "three-hidden", 2, { 1, 5, 2 }, 3, 3, TRUE, { 0, 2, 3, 8, 13, 23, 25, 31 }, 34 },
  { "smallest", 1, { 0 }, 0, 1, FALSE, { 0 }, 1 },
};

static void
test_layout (gconstpointer data)
{
  const Layout *layout = data;
  g_autoptr (GError) error = NULL;
  DhNetwork network;
  guint inputs = layout->inputs;
  guint next = 0;

  g_assert_true (dh_network_init (&network, layout->inputs, layout->hidden, layout->n_hidden,
                                  layout->outputs, layout->has_bias, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (network.n_layers, ==, layout->n_hidden + 1);
  g_assert_cmpint (network.has_bias, ==, layout->has_bias);
  g_assert_cmpuint (network.n_parameters, ==, layout->n_parameters);
  for (guint l = 0; l < network.n_layers; l++)
    {
      const DhLayer *layer = &network.layers[l];

      g_assert_cmpuint (layer->inputs, ==, inputs);
      inputs = layer->outputs;
      g_assert_cmpuint (inputs, ==, l < layout->n_hidden ? layout->hidden[l] : layout->outputs);
      g_assert_cmpuint (layer->weight, ==, layout->offsets[next++]);
      if (layout->has_bias)
        g_assert_cmpuint (layer->bias, ==, layout->offsets[next++]);
    }
}

static void
test_most_layers (void)
{
  guint hidden[DH_NETWORK_MAX_LAYERS] = { 0 };
  g_autoptr (GError) error = NULL;
  DhNetwork network;

  for (guint i = 0; i < DH_NETWORK_MAX_LAYERS; i++)
    hidden[i] = 2;
  g_assert_true (dh_network_init (&network, 2, hidden, DH_NETWORK_MAX_LAYERS - 1, 2, FALSE,
                                  &error));
  g_assert_no_error (error);
  g_assert_cmpuint (network.n_layers, ==, DH_NETWORK_MAX_LAYERS);
  g_assert_cmpuint (network.n_parameters, ==, 4 * DH_NETWORK_MAX_LAYERS);

  g_assert_false (dh_network_init (&network, 2, hidden, DH_NETWORK_MAX_LAYERS, 2, FALSE, &error));
  g_assert_error (error, DH_NETWORK_ERROR, DH_NETWORK_ERROR_LAYERS);
  g_assert_nonnull (strstr (error->message, "17"));
  g_assert_nonnull (strstr (error->message, "at most 16"));
}

typedef struct
{
  const char *name;
  guint inputs;
  guint hidden[2];
  guint n_hidden;
  guint outputs;
  gboolean has_bias;
  int code; /* −1 = it can be */
  const char *part;
} Limit;

static const Limit limits[] = {
  { "no-outputs", 4, { 0 }, 0, 0, TRUE, DH_NETWORK_ERROR_WIDTH, "layer of 0 units" },
  { "empty-layer", 4, { 0 }, 1, 2, TRUE, DH_NETWORK_ERROR_WIDTH, "layer of 0 units" },
  { "second-empty", 4, { 3, 0 }, 2, 2, TRUE, DH_NETWORK_ERROR_WIDTH, "from 1 to 65536" },
  { "widest", 4, { 65536 }, 1, 2, TRUE, -1, NULL },
  { "too-wide", 4, { 65537 }, 1, 2, TRUE, DH_NETWORK_ERROR_WIDTH, "layer of 65537 units" },
  { "widest-number", 1, { G_MAXUINT }, 1, 2, TRUE, DH_NETWORK_ERROR_WIDTH, "4294967295" },
  { "most-parameters", 4096, { 0 }, 0, 65536, FALSE, -1, NULL },
  { "one-bias-too-many", 4096, { 0 }, 0, 65536, TRUE, DH_NETWORK_ERROR_PARAMETERS, "268435456" },
  { "too-many-parameters", G_MAXUINT, { 0 }, 0, 65536, TRUE, DH_NETWORK_ERROR_PARAMETERS,
    "268435456" },
  { "too-many-in-two", 1, { 65536, 65536 }, 2, 1, TRUE, DH_NETWORK_ERROR_PARAMETERS,
    "make its layers smaller" },
};

static void
test_limit (gconstpointer data)
{
  const Limit *limit = data;
  g_autoptr (GError) error = NULL;
  DhNetwork network;
  gboolean can_be = dh_network_init (&network, limit->inputs, limit->hidden, limit->n_hidden,
                                     limit->outputs, limit->has_bias, &error);

  g_assert_cmpint (can_be, ==, limit->code < 0);
  if (can_be)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (network.n_parameters, <=, DH_NETWORK_MAX_PARAMETERS);
      return;
    }
  g_assert_error (error, DH_NETWORK_ERROR, limit->code);
  g_assert_nonnull (strstr (error->message, limit->part));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/network/layout/%s", layouts[i].name);

      g_test_add_data_func (path, &layouts[i], test_layout);
    }
  g_test_add_func ("/network/most-layers", test_most_layers);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *path = g_strdup_printf ("/network/limit/%s", limits[i].name);

      g_test_add_data_func (path, &limits[i], test_limit);
    }
  return g_test_run ();
}
