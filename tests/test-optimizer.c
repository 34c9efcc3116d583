// The updates of the optimizers, to the bit, and the norm.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "engine/optimizer.h"

static void
descend (const float *parameters, const float *gradient, float learning_rate, float *updated,
         gsize n)
{
  DhOptimizerNumbers numbers = { .learning_rate = learning_rate, .gradient_scale = 1 };
  DhOptimizerArrays arrays = { parameters, gradient, .updated = updated };

  dh_optimizer_get (DH_OPTIMIZER_GD)->update (&numbers, &arrays, n);
}

static void
test_update (void)
{
  static const float parameters[] = { 1, -2, 0.5f, 0 };
  static const float gradient[] = { 0.5f, 4, -1, 3 };
  static const float expected[] = { 0.875f, -3, 0.75f, -0.75f };
  float updated[4];

  descend (parameters, gradient, 0.25f, updated, 4);
  g_assert_cmpmem (updated, sizeof updated, expected, sizeof expected);
}

static void
test_in_place (void)
{
  float parameters[] = { 1, -2, 0.5f };
  static const float gradient[] = { 0.5f, 4, -1 };
  static const float expected[] = { 0.875f, -3, 0.75f };

  descend (parameters, gradient, 0.25f, parameters, 3);
  g_assert_cmpmem (parameters, sizeof parameters, expected, sizeof expected);
}

/* (1 + u)² = 1 + 2u + u² with u = 2⁻¹³ rounds to 1 + 2u in float32, so the difference from 1 + 2u
 * is 0; a fused multiply-add would keep u². */
static void
test_two_roundings (void)
{
  const float u = 0x1p-13f;
  const float factor = 1 + u;
  const float parameter = 1 + 2 * u;
  float updated;

  g_assert_cmpfloat (fmaf (-factor, factor, parameter), ==, -u * u);
  descend (&parameter, &factor, factor, &updated, 1);
  g_assert_cmpfloat (updated, ==, 0);
}

static void
test_nothing (void)
{
  float updated = 5;

  descend (NULL, NULL, 1, &updated, 0);
  g_assert_cmpfloat (updated, ==, 5);
  g_assert_cmpfloat (dh_optimizer_norm (NULL, 0), ==, 0);
}

static void
test_norm (void)
{
  static const float values[] = { 3, -4, 12 };
  static const float huge[] = { 3e38f, 3e38f };
  g_autofree float *many = g_new (float, 1 << 20);

  g_assert_cmpfloat (dh_optimizer_norm (values, 2), ==, 5);
  g_assert_cmpfloat (dh_optimizer_norm (values, 3), ==, 13);
  /* The square is far above float's largest. */
  g_assert_cmpfloat_with_epsilon (dh_optimizer_norm (huge, 2) / 3e38, G_SQRT2, 1e-6);
  /* In float32 the sum would stop growing before it is complete. */
  many[0] = 1 << 12;
  for (gsize i = 1; i < 1 << 20; i++)
    many[i] = 0.5f;
  g_assert_cmpfloat (dh_optimizer_norm (many, 1 << 20), ==, sqrt (0x1p24 + 0x1p18 - 0.25));
  many[7] = NAN;
  g_assert_true (isnan (dh_optimizer_norm (many, 8)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/descent/update", test_update);
  g_test_add_func ("/descent/in-place", test_in_place);
  g_test_add_func ("/descent/two-roundings", test_two_roundings);
  g_test_add_func ("/descent/nothing", test_nothing);
  g_test_add_func ("/descent/norm", test_norm);
  return g_test_run ();
}
