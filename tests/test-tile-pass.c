// Tiles gathered from all over the subset are as good as images that lie side by side.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "dataset/handwriting.h"
#include "engine/initialisation.h"
#include "training/tile-pass.h"

#define N_IMAGES 200
#define MAX_ROWS 150

typedef struct
{
  const char *name;
  guint hidden; /* 0 for none */
  double share; /* of background, as the layout is told */
} Setup;

static const Setup setups[] = {
  { "blocks", 0, 0.8 },
  { "panels", 33, 0.8 },
  { "strips", 128, 0.8 },
  { "plain", 20, 0 },
};

typedef struct
{
  DhDataset *dataset;
  DhTrainingSet *set;
  DhLayout layout;
  DhInputs *inputs;
  DhTilePass *pass;
  float *parameters;
  float *gradient;
} Case;

static void
prepare_inputs (Case *self, const Setup *setup)
{
  DhNetwork network;
  DhInputsScale scale;
  float values[256];

  g_assert_true (
      dh_network_init (&network, 784, &setup->hidden, setup->hidden > 0, 10, TRUE, NULL));
  dh_dataset_get_standardised (self->dataset, values);
  dh_inputs_scale_init (&scale, values, self->dataset->train.pixels, 784, self->set->indices,
                        N_IMAGES);
  dh_layout_init (&self->layout, &network, 28, setup->share);
  self->inputs = dh_inputs_new (&self->layout.first_layer, &scale, N_IMAGES, NULL);
  dh_inputs_load (self->inputs, 0, self->dataset->train.pixels, self->set->indices, N_IMAGES);
  dh_inputs_index (self->inputs, 0, N_IMAGES);
}

static void
case_init (Case *self, const Setup *setup)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autofree float *parameters = NULL;
  g_autoptr (GError) error = NULL;
  DhRandom random;

  *self = (Case) { .dataset = dh_handwriting_make (300, 1, 1, NULL, NULL) };
  settings->subset = N_IMAGES;
  self->set = dh_training_set_new (settings, self->dataset, &error);
  prepare_inputs (self, setup);
  self->pass = dh_tile_pass_new (&self->layout, self->set, self->inputs, MAX_ROWS, TRUE, &error);
  g_assert_no_error (error);
  parameters = g_new (float, self->layout.network.n_parameters);
  self->parameters = g_new (float, self->layout.n_stored);
  self->gradient = g_new0 (float, self->layout.n_stored);
  dh_random_init (&random, 3);
  dh_initialise (DH_INITIALISATION_PYTORCH, &self->layout.network, &random, parameters);
  dh_layout_pack (&self->layout, parameters, self->parameters);
  dh_pass_set_parameters (dh_tile_pass_get_pass (self->pass), self->parameters);
}

static void
case_clear (Case *self)
{
  dh_tile_pass_free (self->pass);
  dh_inputs_free (self->inputs);
  dh_training_set_free (self->set);
  dh_dataset_unref (self->dataset);
  g_free (self->parameters);
  g_free (self->gradient);
}

/* The loss of @tile, and its gradient in @self. */
static double
run (Case *self, const DhTile *tile)
{
  DhPass *pass = dh_tile_pass_get_pass (self->pass);

  dh_tile_pass_begin (self->pass, tile, 0.01f);
  dh_pass_finish (pass, self->gradient, TRUE);
  return dh_pass_get_loss (pass);
}

static void
test_order (gconstpointer data)
{
  static const guint counts[] = { 64, 128, N_IMAGES - 64, N_IMAGES - 128 };
  guint32 order[N_IMAGES];
  Case c;

  case_init (&c, data);
  for (guint i = 0; i < N_IMAGES; i++)
    order[i] = i;
  for (guint i = 0; i < 3 * G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (DhTeam) team = dh_team_new (1 + i % 3);
      DhTile here = { NULL, i / 3 < 2 ? 0 : N_IMAGES - counts[i / 3], counts[i / 3], 0 };
      DhTile gathered = { order, here.first, here.rows, 0 };
      gsize size = c.layout.n_stored * sizeof (float);
      g_autofree float *expected = NULL;
      double loss = run (&c, &here);

      expected = g_memdup2 (c.gradient, size);
      dh_tile_pass_set_team (c.pass, i % 3 > 0 ? team : NULL);
      g_assert_cmpfloat (run (&c, &gathered), ==, loss);
      g_assert_cmpmem (c.gradient, size, expected, size);
      dh_tile_pass_set_team (c.pass, NULL);
    }
  case_clear (&c);
}

static void
add_up (gsize first, gsize n, const float *gradient, gpointer data)
{
  float *sums = data;

  for (gsize i = 0; i < n; i++)
    sums[first + i] += gradient[i];
}

/* Every parameter is updated once along its gradient, whatever comes next. */
static void
test_descend (gconstpointer data)
{
  static const guint aheads[] = { 0, 1, 100 };
  guint32 order[N_IMAGES];
  Case c;

  case_init (&c, data);
  for (guint i = 0; i < N_IMAGES; i++)
    order[i] = i * 7 % N_IMAGES;
  for (guint i = 0; i < 2 * G_N_ELEMENTS (aheads); i++)
    {
      g_autoptr (DhTeam) team = dh_team_new (2);
      gsize size = c.layout.n_stored * sizeof (float);
      g_autofree float *sums = g_malloc0 (size);
      g_autofree float *scratch = g_malloc0 (size);
      DhTile tile = { order, 3, 90, aheads[i / 2] };

      dh_tile_pass_set_team (c.pass, i % 2 == 1 ? team : NULL);
      run (&c, &tile);
      dh_tile_pass_begin (c.pass, &tile, 0.01f);
      dh_tile_pass_descend (c.pass, scratch, add_up, sums);
      for (gsize k = 0; k < c.layout.n_stored; k++)
        g_assert_cmpfloat (sums[k], ==, c.gradient[k]);
      dh_pass_set_parameters (dh_tile_pass_get_pass (c.pass), c.parameters);
      dh_tile_pass_set_team (c.pass, NULL);
    }
  case_clear (&c);
}

static void
add (const char *name, const Setup *setup, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/tile-pass/%s/%s", name, setup->name);

  g_test_add_data_func (path, setup, func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (setups); i++)
    {
      add ("order", &setups[i], test_order);
      add ("descend", &setups[i], test_descend);
    }
  return g_test_run ();
}
