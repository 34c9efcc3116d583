// The updates of the optimizers against torch.optim's, to the bit, and the norm.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "engine/optimizer.h"
#include "engine/random.h"
#include "every-simd.h"
#include "reference/sum.h"
#include "reference/updates.h"

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

typedef struct
{
  float *parameters;
  float *state[DH_OPTIMIZER_MAX_STATES];
} Values;

static Values
values_new (gsize n)
{
  return (Values) { g_new0 (float, n), { g_new0 (float, n), g_new0 (float, n) } };
}

static void
values_clear (Values *self)
{
  g_free (self->parameters);
  for (guint i = 0; i < DH_OPTIMIZER_MAX_STATES; i++)
    g_free (self->state[i]);
}

static void
update (guint row, guint step, const Values *from, const float *gradient, Values *to, gsize n)
{
  const DhOptimizer *optimizer = dh_optimizer_get (torch_updates[row].kind);
  DhOptimizerNumbers numbers = {
    .learning_rate = torch_updates[row].learning_rate,
    .momentum = UPDATES_MOMENTUM,
    .rho = UPDATES_RHO,
    .beta1 = UPDATES_BETA1,
    .beta2 = UPDATES_BETA2,
    .epsilon = optimizer->epsilon,
    .weight_decay = torch_updates[row].weight_decay,
    .gradient_scale = torch_updates[row].gradient_scale,
    .step = step,
  };
  DhOptimizerArrays arrays = { from->parameters, gradient, .updated = to->parameters };

  for (guint i = 0; i < optimizer->n_states; i++)
    {
      arrays.state[i] = from->state[i];
      arrays.updated_state[i] = to->state[i];
    }
  optimizer->update (&numbers, &arrays, n);
}

/* UPDATES_STEPS of them, from one place to another and back, or in one; @all gets the parameters
 * after each. */
static Values
descend_as_torch (guint row, gboolean in_place, float *all)
{
  Values now = values_new (UPDATES_N);
  Values next = values_new (UPDATES_N);
  float gradient[UPDATES_N];
  DhRandom random;

  dh_random_init (&random, UPDATES_SEED);
  dh_random_torch_uniform (&random, -1, 1, now.parameters, UPDATES_N);
  for (guint step = 0; step < UPDATES_STEPS; step++)
    {
      dh_random_torch_uniform (&random, -0.5, 0.5, gradient, UPDATES_N);
      update (row, step, &now, gradient, in_place ? &now : &next, UPDATES_N);
      if (!in_place)
        {
          Values swap = now;

          now = next;
          next = swap;
        }
      memcpy (all + step * UPDATES_N, now.parameters, UPDATES_N * sizeof (float));
    }
  values_clear (&next);
  return now;
}

static void
test_as_torch (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data) / 2;
  g_autofree float *all = g_new (float, UPDATES_STEPS * UPDATES_N);
  Values last = descend_as_torch (row, GPOINTER_TO_UINT (data) % 2 != 0, all);

  for (guint i = 0; i < G_N_ELEMENTS (torch_updates[row].first); i++)
    g_assert_cmpfloat (all[i], ==, torch_updates[row].first[i]);
  assert_sum (all, UPDATES_STEPS * UPDATES_N, torch_updates[row].sum);
  for (guint i = 0; i < dh_optimizer_get (torch_updates[row].kind)->n_states; i++)
    assert_sum (last.state[i], UPDATES_N, torch_updates[row].state_sums[i]);
  values_clear (&last);
}

/* Any length, at any place, to the bit as part of a longer one; beyond it nothing is touched. */
static void
test_pieces (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  Values from = values_new (80);
  Values whole = values_new (80);
  float gradient[80];
  DhRandom random;

  dh_random_init (&random, 5);
  dh_random_torch_uniform (&random, -1, 1, from.parameters, 80);
  dh_random_torch_uniform (&random, -1, 1, gradient, 80);
  for (guint i = 0; i < DH_OPTIMIZER_MAX_STATES; i++)
    dh_random_torch_uniform (&random, 0, 1, from.state[i], 80);
  update (row, 3, &from, gradient, &whole, 80);
  for (guint first = 0; first < 17; first++)
    for (guint n = 0; n <= 60; n++)
      {
        Values piece = values_new (80);
        Values source = { from.parameters + first,
                          { from.state[0] + first, from.state[1] + first } };
        Values target = { piece.parameters + first,
                          { piece.state[0] + first, piece.state[1] + first } };

        update (row, 3, &source, gradient + first, &target, n);
        g_assert_cmpmem (target.parameters, n * sizeof (float), whole.parameters + first,
                         n * sizeof (float));
        g_assert_cmpfloat (target.parameters[n], ==, 0);
        g_assert_cmpfloat (target.state[0][n], ==, 0);
        values_clear (&piece);
      }
  values_clear (&from);
  values_clear (&whole);
}

static void
digest_updates (GChecksum *digest)
{
  g_autofree float *all = g_new (float, UPDATES_STEPS * UPDATES_N);

  for (guint row = 0; row < G_N_ELEMENTS (torch_updates); row++)
    {
      Values last = descend_as_torch (row, FALSE, all);
      double norm = dh_optimizer_norm (all, UPDATES_STEPS * UPDATES_N - row);

      g_checksum_update (digest, (guchar *) &norm, sizeof norm);
      g_checksum_update (digest, (guchar *) all, UPDATES_STEPS * UPDATES_N * sizeof (float));
      for (guint i = 0; i < DH_OPTIMIZER_MAX_STATES; i++)
        g_checksum_update (digest, (guchar *) last.state[i], UPDATES_N * sizeof (float));
      values_clear (&last);
    }
}

/* As torch.nn.utils.clip_grad_norm_ has it. */
static void
test_clip (void)
{
  g_assert_cmpfloat (dh_optimizer_clip (5, 0), ==, 1);
  g_assert_cmpfloat (dh_optimizer_clip (5, 10), ==, 1);
  g_assert_cmpfloat (dh_optimizer_clip (0, 10), ==, 1);
  g_assert_cmpfloat (dh_optimizer_clip (10, 5), ==, 5 / (10 + 1e-6));
  g_assert_cmpfloat (dh_optimizer_clip (5, 5), ==, 5 / (5 + 1e-6));
}

static void
add (const char *name, guint row, const char *suffix, guint number, GTestDataFunc func)
{
  const char *id = dh_optimizer_get (torch_updates[row].kind)->choice.id;
  g_autofree char *path = g_strdup_printf ("/optimizer/%s/%s-%g-%g%s", name, id,
                                           torch_updates[row].weight_decay,
                                           torch_updates[row].gradient_scale, suffix);

  g_test_add_data_func (path, GUINT_TO_POINTER (number), func);
}

int
main (int argc, char **argv)
{
  if (every_simd_prints (argc, argv, digest_updates))
    return 0;
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/optimizer/update", test_update);
  g_test_add_func ("/optimizer/in-place", test_in_place);
  g_test_add_func ("/optimizer/two-roundings", test_two_roundings);
  g_test_add_func ("/optimizer/nothing", test_nothing);
  g_test_add_func ("/optimizer/norm", test_norm);
  g_test_add_func ("/optimizer/clip", test_clip);
  g_test_add_func ("/optimizer/every-simd", every_simd_assert_same);
  for (guint row = 0; row < G_N_ELEMENTS (torch_updates); row++)
    {
      add ("as-torch", row, "", 2 * row, test_as_torch);
      add ("as-torch", row, "-in-place", 2 * row + 1, test_as_torch);
      add ("pieces", row, "", row, test_pieces);
    }
  return g_test_run ();
}
