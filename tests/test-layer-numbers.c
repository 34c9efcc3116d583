// Norms, ratios and dead ReLUs of layers, against what is worked out by hand.
// SPDX-License-Identifier: MIT

#include "figures/layer-numbers.h"
#include "figure-runs.h"

static void
set_probe (DhSnapshot *run, gboolean relu)
{
  const guint n_units[] = { 3, run->n_classes };
  DhProbe *probe = dh_probe_new (2, n_units);

  probe->relu = relu;
  probe->layers[0].n_dead = 2;
  count_layers (run, probe);
  run->probe = probe;
}

/* A first layer of 3 × 4 and a last one of 2 × 3 without a bias. */
static DhSnapshot *
make_small_run (void)
{
  DhSnapshot *run = make_run (2, 2, 2, 3, 1);

  run->gradient = g_new0 (float, run->n_parameters);
  run->update = g_new0 (float, run->n_parameters);
  fill_weights (run, 2);
  return run;
}

static void
test_norm (void)
{
  float values[] = { 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 12 };
  const float huge[] = { 3e38f, 3e38f };
  const float wrong[] = { 1, INFINITY };

  g_assert_cmpfloat (dh_layer_numbers_norm (NULL, 0), ==, 0);
  g_assert_cmpfloat (dh_layer_numbers_norm (values, 2), ==, 5);
  g_assert_cmpfloat (dh_layer_numbers_norm (values, G_N_ELEMENTS (values)), ==, 13);
  /* Squares past the range of floats. */
  g_assert_cmpfloat_with_epsilon (dh_layer_numbers_norm (huge, 2) / 4.2426407e38, 1, 1e-6);
  g_assert_true (isnan (dh_layer_numbers_norm (wrong, 2)));
  values[8] = NAN;
  g_assert_true (isnan (dh_layer_numbers_norm (values, G_N_ELEMENTS (values))));
}

static void
test_layers (void)
{
  g_autoptr (DhSnapshot) run = make_small_run ();
  DhLayerNumbers numbers;

  for (gsize i = 0; i < run->n_parameters; i++)
    run->gradient[i] = i < 12 ? 0.5f : i < 15 ? 100 : 1;
  run->update[0] = 3;
  run->update[11] = 4;
  run->update[14] = 1000; /* of the bias */
  g_assert_cmpuint (dh_layer_numbers_count (run), ==, 2);

  dh_layer_numbers_init (&numbers, run, 0);
  g_assert_cmpstr (numbers.name, ==, "main.0");
  g_assert_cmpuint (numbers.weight->rows, ==, 3);
  g_assert_cmpuint (numbers.weight->columns, ==, 4);
  g_assert_cmpuint (numbers.n_parameters, ==, 15);
  g_assert_cmpfloat_with_epsilon (numbers.weight_norm, sqrt (48), 1e-12);
  g_assert_cmpfloat_with_epsilon (numbers.gradient_norm, sqrt (3), 1e-12);
  g_assert_cmpfloat_with_epsilon (numbers.update_ratio, 5 / sqrt (48), 1e-12);

  dh_layer_numbers_init (&numbers, run, 1);
  g_assert_cmpstr (numbers.name, ==, "main.2");
  g_assert_cmpuint (numbers.n_parameters, ==, 6);
  g_assert_cmpfloat_with_epsilon (numbers.gradient_norm, sqrt (6), 1e-12);
  g_assert_cmpfloat (numbers.update_ratio, ==, 0);
  g_assert_cmpfloat_with_epsilon (dh_layer_numbers_get_update_ratio (run),
                                  sqrt (25 + 1e6) / (2 * sqrt (21)), 1e-9);
}

/* The norms are those of the moment that the probe was made at; the update is the snapshot's. */
static void
test_probe (void)
{
  g_autoptr (DhSnapshot) run = make_small_run ();
  DhLayerNumbers numbers;

  run->gradient[3] = 2;
  run->update[0] = 3;
  set_probe (run, TRUE);
  fill_weights (run, 5);
  run->gradient[3] = NAN;
  dh_layer_numbers_init (&numbers, run, 0);
  g_assert_true (numbers.probe == &run->probe->layers[0]);
  g_assert_cmpfloat_with_epsilon (numbers.weight_norm, sqrt (48), 1e-12);
  g_assert_cmpfloat (numbers.gradient_norm, ==, 2);
  g_assert_cmpfloat_with_epsilon (numbers.update_ratio, 3 / sqrt (48), 1e-12);
}

static void
test_unknown (void)
{
  g_autoptr (DhSnapshot) run = make_run (2, 2, 2, 3, 1);
  g_autoptr (DhSnapshot) empty = dh_snapshot_new ();
  DhLayerNumbers numbers;

  g_assert_cmpuint (dh_layer_numbers_count (NULL), ==, 0);
  g_assert_cmpuint (dh_layer_numbers_count (empty), ==, 0);
  g_assert_true (isnan (dh_layer_numbers_get_update_ratio (NULL)));
  g_assert_true (isnan (dh_layer_numbers_get_update_ratio (empty)));
  dh_layer_numbers_init (&numbers, run, 0);
  g_assert_true (isnan (numbers.gradient_norm) && isnan (numbers.update_ratio));
  g_assert_true (numbers.probe == NULL && !numbers.can_die);

  run->parameters[0] = NAN;
  dh_layer_numbers_init (&numbers, run, 0);
  g_assert_true (isnan (numbers.weight_norm));
  /* Against no weight nothing is in a ratio. */
  run->update = g_new0 (float, run->n_parameters);
  fill_weights (run, 0);
  dh_layer_numbers_init (&numbers, run, 0);
  g_assert_cmpfloat (numbers.weight_norm, ==, 0);
  g_assert_true (isnan (numbers.update_ratio));
}

/* Only ReLU dies, never in the last layer, and only what was looked at is counted. */
static void
test_dead (void)
{
  g_autoptr (DhSnapshot) run = make_small_run ();
  g_autoptr (DhSnapshot) tanh = make_small_run ();
  g_autoptr (DhSnapshot) linear = make_run (2, 2, 2, 0, 1);
  guint n_dead = 9, n_units = 9;
  DhLayerNumbers numbers;

  g_assert_false (dh_layer_numbers_count_dead (run, &n_dead, &n_units));
  g_assert_false (dh_layer_numbers_count_dead (NULL, &n_dead, &n_units));
  set_probe (run, TRUE);
  set_probe (tanh, FALSE);
  g_assert_true (dh_layer_numbers_count_dead (run, &n_dead, &n_units));
  g_assert_cmpuint (n_dead, ==, 2);
  g_assert_cmpuint (n_units, ==, 3);
  g_assert_false (dh_layer_numbers_count_dead (tanh, &n_dead, &n_units));
  dh_layer_numbers_init_shape (&numbers, run, 1);
  g_assert_true (numbers.probe != NULL && !numbers.can_die);
  /* A probe of another network is none. */
  linear->probe = dh_probe_ref (run->probe);
  dh_layer_numbers_init_shape (&numbers, linear, 0);
  g_assert_null (numbers.probe);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layer-numbers/norm", test_norm);
  g_test_add_func ("/layer-numbers/layers", test_layers);
  g_test_add_func ("/layer-numbers/probe", test_probe);
  g_test_add_func ("/layer-numbers/unknown", test_unknown);
  g_test_add_func ("/layer-numbers/dead", test_dead);
  return g_test_run ();
}
