// Products with few outputs against plain loops in double, on odd sizes.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "engine/narrow.h"
#include "engine/random.h"
#include "engine/simd.h"

#define ROWS 67   /* the most images */
#define INPUTS 200
#define STRIDE 208
#define UNTOUCHED 12345.0f

static const guint output_counts[] = { 1, 2, 10, 15, 16 };
static const guint input_counts[] = { 1, 15, 16, 17, 63, 64, 65, 100, 128, 200 };
static const guint row_counts[] = { 1, 7, 8, 9, 64, ROWS };

typedef struct
{
  DhLayer layer;
  guint m;
  float weight[DH_NARROW_MOST * INPUTS];
  float bias[DH_NARROW_MOST];
  float a[ROWS * STRIDE];
  float delta[ROWS * STRIDE];
} Case;

static void
case_init (Case *self, guint outputs, guint inputs, guint m)
{
  DhRandom random;

  self->layer = (DhLayer) { inputs, outputs, 0, 0 };
  self->m = m;
  dh_random_init (&random, outputs * 1000 + inputs);
  dh_random_torch_uniform (&random, -1, 1, self->weight, G_N_ELEMENTS (self->weight));
  dh_random_torch_uniform (&random, -1, 1, self->bias, G_N_ELEMENTS (self->bias));
  dh_random_torch_uniform (&random, -1, 1, self->a, G_N_ELEMENTS (self->a));
  dh_random_torch_uniform (&random, -1, 1, self->delta, G_N_ELEMENTS (self->delta));
}

static void
assert_close (float got, double expected, guint n_terms)
{
  g_assert_cmpfloat (fabs (got - expected), <=, 1e-6 * (1 + n_terms));
}

static void
check_forward (const Case *self, gboolean has_bias)
{
  guint n = self->layer.inputs;
  const DhMatrix weight[] = { { self->weight, n },
                              { self->weight + dh_narrow_get_half (&self->layer), n } };
  g_autofree float *z = g_new (float, self->m * STRIDE);

  for (guint i = 0; i < self->m * STRIDE; i++)
    z[i] = UNTOUCHED;
  dh_narrow_forward (&self->layer, (DhMatrix) { self->a, STRIDE }, weight,
                     has_bias ? self->bias : NULL, self->m, (DhMatrixOut) { z, STRIDE });
  for (guint i = 0; i < self->m; i++)
    {
      for (guint j = 0; j < self->layer.outputs; j++)
        {
          double sum = has_bias ? self->bias[j] : 0;

          for (guint k = 0; k < n; k++)
            sum += (double) self->a[i * STRIDE + k] * self->weight[j * n + k];
          assert_close (z[i * STRIDE + j], sum, n);
        }
      for (guint j = DH_NARROW_MOST; j < STRIDE; j++)
        g_assert_cmpfloat (z[i * STRIDE + j], ==, UNTOUCHED);
    }
}

/* In two parts, as threads do it. */
static void
check_backward (const Case *self)
{
  guint n = self->layer.inputs;
  guint half = n / 2;
  DhMatrix delta = { self->delta, STRIDE };
  g_autofree float *to = g_new (float, self->m * STRIDE);

  for (guint i = 0; i < self->m * STRIDE; i++)
    to[i] = UNTOUCHED;
  dh_narrow_backward (&self->layer, delta, (DhMatrix) { self->weight, n }, self->m, half,
                      (DhMatrixOut) { to, STRIDE });
  dh_narrow_backward (&self->layer, delta, (DhMatrix) { self->weight + half, n }, self->m, n - half,
                      (DhMatrixOut) { to + half, STRIDE });
  for (guint i = 0; i < self->m; i++)
    for (guint k = 0; k < STRIDE; k++)
      {
        double sum = 0;

        for (guint j = 0; j < self->layer.outputs && k < n; j++)
          sum += (double) self->delta[i * STRIDE + j] * self->weight[j * n + k];
        assert_close (to[i * STRIDE + k], k < n ? sum : UNTOUCHED, self->layer.outputs);
      }
}

static void
check_gradient (const Case *self, gboolean fresh)
{
  guint n = self->layer.inputs;
  guint half = n / 2;
  DhMatrix delta = { self->delta, STRIDE };
  g_autofree float *gradient = g_new (float, self->layer.outputs * n);

  for (guint i = 0; i < self->layer.outputs * n; i++)
    gradient[i] = fresh ? NAN : self->weight[i];
  dh_narrow_gradient (&self->layer, delta, (DhMatrix) { self->a, STRIDE }, self->m, half, fresh,
                      (DhMatrixOut) { gradient, n });
  dh_narrow_gradient (&self->layer, delta, (DhMatrix) { self->a + half, STRIDE }, self->m,
                      n - half, fresh, (DhMatrixOut) { gradient + half, n });
  for (guint j = 0; j < self->layer.outputs; j++)
    for (guint k = 0; k < n; k++)
      {
        double sum = fresh ? 0 : self->weight[j * n + k];

        for (guint i = 0; i < self->m; i++)
          sum += (double) self->delta[i * STRIDE + j] * self->a[i * STRIDE + k];
        assert_close (gradient[j * n + k], sum, self->m);
      }
}

static void
test_products (gconstpointer data)
{
  g_autofree Case *c = g_new0 (Case, 1);

  for (guint i = 0; i < G_N_ELEMENTS (input_counts); i++)
    for (guint k = 0; k < G_N_ELEMENTS (row_counts); k++)
      {
        case_init (c, GPOINTER_TO_UINT (data), input_counts[i], row_counts[k]);
        check_forward (c, k % 2 == 0);
        check_backward (c);
        check_gradient (c, k % 2 == 0);
      }
}

/* CBLAS has what has more outputs, and everything where vectors are short. */
static void
test_choice (void)
{
  for (guint outputs = 1; outputs < 40; outputs++)
    {
      DhLayer layer = { 100, outputs, 0, 0 };

      g_assert_cmpint (dh_narrow_is_better (&layer), ==,
                       outputs <= DH_NARROW_MOST && dh_simd_get () != DH_SIMD_NONE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (output_counts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/narrow/products/%u", output_counts[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (output_counts[i]), test_products);
    }
  g_test_add_func ("/narrow/choice", test_choice);
  return g_test_run ();
}
