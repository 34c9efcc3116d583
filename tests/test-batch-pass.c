// Batches of a subset, in tiles and in any order, against one plain pass over floats.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "engine/initialisation.h"
#include "pass-fixture.h"
#include "training/batch-pass.h"

typedef struct
{
  const char *name;
  guint width;
  guint height;
  double share; /* of background */
  gboolean is_white;
  guint n_classes;
  guint hidden[3];
  guint n_hidden;
  gboolean has_bias;
} Setup;

static const Setup setups[] = {
  { "lecture", 28, 28, 0.8, FALSE, 10, { 0 }, 0, TRUE },
  { "lecture-on-white", 28, 28, 0.8, TRUE, 10, { 0 }, 0, FALSE },
  { "many-classes", 17, 31, 0.8, FALSE, 26, { 0 }, 0, TRUE },
  { "no-background", 9, 9, 0.01, FALSE, 4, { 20 }, 1, TRUE },
  { "panels", 28, 28, 0.8, FALSE, 10, { 100 }, 1, TRUE },
  { "wide-panels", 13, 7, 0.6, TRUE, 3, { 257, 3 }, 2, FALSE },
  { "small-blocks", 5, 3, 0.7, FALSE, 5, { 7, 64, 32 }, 3, TRUE },
  { "all-equal", 8, 8, 1, FALSE, 10, { 0 }, 0, TRUE },
  { "all-equal-on-white", 8, 8, 1, TRUE, 10, { 33 }, 1, TRUE },
};

#define N_IMAGES 1500

static const guint counts[] = { 1, 2, 63, 64, 65, 500, 512, 513, 577, 1100 };

static DhDataset *
make_dataset (const Setup *setup, DhRandom *random)
{
  DhDataset *self = dh_dataset_new ("formula", "Formula", setup->width, setup->height);

  g_assert_true (dh_dataset_allocate (self, &self->train, N_IMAGES, NULL));
  for (guint i = 0; i < N_IMAGES; i++)
    self->train.labels[i] = i % setup->n_classes;
  for (guint i = 0; i < N_IMAGES * setup->width * setup->height; i++)
    {
      guint32 drawn = dh_random_next (random);
      guint8 ink = drawn / 65536.0 / 65536.0 < setup->share ? 0 : 1 + drawn % 255;

      self->train.pixels[i] = setup->is_white ? 255 - ink : ink;
    }
  dh_dataset_complete (self);
  return self;
}

typedef struct
{
  const Setup *setup;
  DhDataset *dataset;
  DhNetwork network;
  float *parameters;
  DhTrainingSet *set;
  guint n;
  DhBatchPass *pass;
  float *stored;
  float *stored_gradient;
  float *gradient; /* [n_parameters] of the last run */
  DhBatchResult result;
} Case;

static void
case_init (Case *self, const Setup *setup, guint n, guint batch)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (GError) error = NULL;
  const DhLayout *layout;
  DhRandom random;

  *self = (Case) { .setup = setup, .n = n };
  dh_random_init (&random, 5);
  self->dataset = make_dataset (setup, &random);
  g_assert_true (dh_network_init (&self->network, setup->width * setup->height, setup->hidden,
                                  setup->n_hidden, setup->n_classes, setup->has_bias, NULL));
  self->parameters = g_new (float, self->network.n_parameters);
  dh_initialise (DH_INITIALISATION_PYTORCH, &self->network, &random, self->parameters);
  settings->subset = n;
  self->set = dh_training_set_new (settings, self->dataset, &error);
  self->pass = dh_batch_pass_new (&self->network, self->dataset, self->set, batch, batch < n,
                                  &error);
  g_assert_no_error (error);
  layout = dh_batch_pass_get_layout (self->pass);
  self->stored = g_new (float, layout->n_stored);
  self->stored_gradient = g_new (float, layout->n_stored);
  self->gradient = g_new (float, self->network.n_parameters);
  dh_layout_pack (layout, self->parameters, self->stored);
}

static void
case_clear (Case *self)
{
  dh_batch_pass_free (self->pass);
  dh_training_set_free (self->set);
  dh_dataset_unref (self->dataset);
  g_free (self->parameters);
  g_free (self->stored);
  g_free (self->stored_gradient);
  g_free (self->gradient);
}

static void
run (Case *self, const guint32 *order, guint n)
{
  const DhLayout *layout = dh_batch_pass_get_layout (self->pass);
  DhTile batch = { order, 0, n, 0 };

  for (gsize i = 0; i < layout->n_stored; i++)
    self->stored_gradient[i] = NAN;
  dh_batch_pass_set_parameters (self->pass, self->stored);
  self->result = dh_batch_pass_begin (self->pass, &batch);
  g_assert_true (dh_batch_pass_is_pending (self->pass));
  dh_batch_pass_finish (self->pass, self->stored_gradient);
  g_assert_false (dh_batch_pass_is_pending (self->pass));
  dh_layout_unpack (layout, self->stored_gradient, self->gradient);
}

/* Once more as floats, which CBLAS multiplies, and all at once. */
static void
run_plain (const Case *self, const guint32 *order, guint n, PassFixture *plain)
{
  gsize size = (gsize) self->setup->width * self->setup->height;
  g_autofree guint8 *pixels = g_new (guint8, n * size);
  g_autofree guint16 *labels = g_new (guint16, n);
  float values[256];

  for (guint i = 0; i < n; i++)
    {
      guint image = self->set->indices[order != NULL ? order[i] : i];

      memcpy (pixels + i * size, self->dataset->train.pixels + image * size, size);
      labels[i] = self->dataset->train.labels[image];
    }
  dh_dataset_get_standardised (self->dataset, values);
  pass_fixture_init (plain, &self->network, self->setup->width, 0, values, n);
  pass_fixture_set_parameters (plain, self->parameters);
  pass_fixture_load (plain, pixels, n);
  pass_fixture_run_gradient (plain, 0, n, labels, 1.0f / n, TRUE);
}

static void
assert_as_plain (const Case *self, const guint32 *order, guint n)
{
  PassFixture plain;
  double loss;
  float largest = 0;

  run_plain (self, order, n, &plain);
  loss = dh_pass_get_loss (plain.pass) / n;
  g_assert_cmpfloat_with_epsilon (self->result.loss, loss, 1e-6 * loss);
  /* A tie may be broken by a rounding. */
  g_assert_cmpfloat_with_epsilon (self->result.accuracy * n, dh_pass_get_n_right (plain.pass),
                                  1.001);
  for (gsize i = 0; i < self->network.n_parameters; i++)
    largest = MAX (largest, fabsf (plain.gradient[i]));
  g_assert_cmpfloat (largest, >, 1e-3);
  /* What is summed is of the size of the inputs, 1 or so, whatever is left of it, and in another
   * order: in segments. */
  for (gsize i = 0; i < self->network.n_parameters; i++)
    g_assert_cmpfloat_with_epsilon (self->gradient[i], plain.gradient[i], 5e-7 + 3e-6 * largest);
  pass_fixture_clear (&plain);
}

static void
test_whole (gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      Case c;

      case_init (&c, data, counts[i], counts[i]);
      run (&c, NULL, c.n);
      assert_as_plain (&c, NULL, c.n);
      case_clear (&c);
    }
}

/* Batches of one size and the smaller one at the end of an epoch, one after the other. */
static void
test_gathered (gconstpointer data)
{
  guint32 order[G_N_ELEMENTS (counts)][1100];
  DhRandom random;
  Case c;

  dh_random_init (&random, 8);
  case_init (&c, data, 1200, 1100);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      guint n = counts[G_N_ELEMENTS (counts) - 1 - i];

      for (guint k = 0; k < n; k++)
        order[i][k] = dh_random_next (&random) % c.n;
      run (&c, order[i], n);
      assert_as_plain (&c, order[i], n);
    }
  case_clear (&c);
}

/* What was computed before leaves nothing behind, and threads change no bit. */
static void
test_same_bits (gconstpointer data)
{
  guint32 order[577];
  g_autofree float *gradient = NULL;
  DhBatchResult result;
  gsize size;
  Case c;

  case_init (&c, data, 600, 577);
  size = c.network.n_parameters * sizeof (float);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    order[i] = i * 7 % 600;
  run (&c, order, 577);
  result = c.result;
  gradient = g_memdup2 (c.gradient, size);
  for (guint n_threads = 1; n_threads <= 5; n_threads++)
    {
      g_autoptr (DhTeam) team = dh_team_new (n_threads);

      dh_batch_pass_set_team (c.pass, team);
      run (&c, order + 100, 65);
      run (&c, order, 577);
      dh_batch_pass_set_team (c.pass, NULL);
      g_assert_cmpfloat (c.result.loss, ==, result.loss);
      g_assert_cmpfloat (c.result.accuracy, ==, result.accuracy);
      g_assert_cmpmem (c.gradient, size, gradient, size);
    }
  case_clear (&c);
}

static void
add (const char *name, const Setup *setup, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/batch-pass/%s/%s", name, setup->name);

  g_test_add_data_func (path, setup, func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (setups); i++)
    {
      add ("whole", &setups[i], test_whole);
      add ("gathered", &setups[i], test_gathered);
      add ("same-bits", &setups[i], test_same_bits);
    }
  return g_test_run ();
}
