// The activations and their slopes against the definitions in double, and at the edge.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "engine/activation.h"
#include "every-simd.h"

typedef struct
{
  DhActivationKind kind;
  double (*value) (double z);
  double (*slope) (double z);
} Definition;

static double
relu (double z)
{
  return fmax (z, 0);
}

static double
relu_slope (double z)
{
  return z > 0;
}

static double
leaky_relu (double z)
{
  return z > 0 ? z : 0.01 * z;
}

static double
leaky_relu_slope (double z)
{
  return z > 0 ? 1 : 0.01;
}

static double
tanh_slope (double z)
{
  return 1 / (cosh (z) * cosh (z));
}

static double
sigmoid (double z)
{
  return 1 / (1 + exp (-z));
}

static double
sigmoid_slope (double z)
{
  return sigmoid (z) * sigmoid (-z);
}

static double
gelu (double z)
{
  return z * erfc (-z / G_SQRT2) / 2;
}

static double
gelu_slope (double z)
{
  return erfc (-z / G_SQRT2) / 2 + z * exp (-z * z / 2) / sqrt (2 * G_PI);
}

static double
identity (double z)
{
  return z;
}

static double
identity_slope (double z)
{
  return 1;
}

static const Definition definitions[] = {
  { DH_ACTIVATION_RELU, relu, relu_slope },
  { DH_ACTIVATION_LEAKY_RELU, leaky_relu, leaky_relu_slope },
  { DH_ACTIVATION_TANH, tanh, tanh_slope },
  { DH_ACTIVATION_SIGMOID, sigmoid, sigmoid_slope },
  { DH_ACTIVATION_GELU, gelu, gelu_slope },
  { DH_ACTIVATION_IDENTITY, identity, identity_slope },
};

/* From −20 to 20 in steps that hit 0 and nothing else twice; n is no multiple of a vector. */
#define N 4001

static void
fill (float *z)
{
  for (guint i = 0; i < N; i++)
    z[i] = ((gint) i - N / 2) / 100.0f;
}

/* float32's precision of numbers around 1; where more is cancelled, torch loses it too. */
#define ERROR(expected) (3e-7 * fmax (1, fabs (expected)))

static void
test_values (gconstpointer data)
{
  const Definition *definition = data;
  const DhActivation *activation = dh_activation_get (definition->kind);
  float z[N];
  float a[N];
  float delta[N];

  fill (z);
  activation->forward (z, a, N);
  for (guint i = 0; i < N; i++)
    delta[i] = 1 - 2 * (float) (i % 2);
  /* Where it does not need z, it must not look at it. */
  activation->backward (activation->needs_z ? z : NULL, a, delta, N);
  for (guint i = 0; i < N; i++)
    {
      double slope = definition->slope (z[i]) * (i % 2 != 0 ? -1 : 1);

      g_assert_cmpfloat_with_epsilon (a[i], definition->value (z[i]),
                                      ERROR (definition->value (z[i])));
      g_assert_cmpfloat_with_epsilon (delta[i], slope, ERROR (slope));
    }
}

/* Any length, at any place, into itself, to the bit as part of a longer one. */
static void
test_pieces (gconstpointer data)
{
  const Definition *definition = data;
  const DhActivation *activation = dh_activation_get (definition->kind);
  float z[N];
  float a[N];
  float ones[N];
  float delta[N];

  fill (z);
  activation->forward (z, a, N);
  for (guint i = 0; i < N; i++)
    ones[i] = delta[i] = 1;
  activation->backward (z, a, delta, N);
  for (guint first = 1900; first < 1900 + 17; first++)
    for (guint n = 0; n <= 40; n++)
      {
        float in_place[64];
        float slopes[64];

        memcpy (in_place, z + first, sizeof in_place);
        memcpy (slopes, ones, sizeof slopes);
        activation->forward (in_place, in_place, n);
        activation->backward (z + first, a + first, slopes, n);
        g_assert_cmpmem (in_place, n * sizeof (float), a + first, n * sizeof (float));
        g_assert_cmpmem (slopes, n * sizeof (float), delta + first, n * sizeof (float));
        g_assert_cmpfloat (in_place[n], ==, z[first + n]);
        g_assert_cmpfloat (slopes[n], ==, 1);
      }
}

/* Huge numbers give what the definition's limit is, and NaN stays NaN. */
static void
test_edge (gconstpointer data)
{
  const Definition *definition = data;
  const DhActivation *activation = dh_activation_get (definition->kind);
  const float z[] = { 1e30f, -1e30f, 100, -100, 0, NAN };
  float a[6];
  float delta[6] = { 1, 1, 1, 1, 1, 1 };

  activation->forward (z, a, 6);
  activation->backward (z, a, delta, 6);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpfloat_with_epsilon (a[i] / (1 + fabs (z[i])),
                                      definition->value (z[i]) / (1 + fabs (z[i])), 1e-7);
      g_assert_cmpfloat_with_epsilon (delta[i], definition->slope (z[i]), 1e-7);
    }
  g_assert_true (isnan (a[5]));
}

static void
test_table (void)
{
  g_assert_cmpuint (G_N_ELEMENTS (definitions), ==, DH_N_ACTIVATIONS);
  g_assert_null (dh_activation_get (DH_N_ACTIVATIONS));
}

static void
digest_values (GChecksum *digest)
{
  float z[N];
  float a[N];
  float delta[N];

  fill (z);
  for (guint kind = 0; kind < DH_N_ACTIVATIONS; kind++)
    {
      dh_activation_get (kind)->forward (z, a, N);
      memcpy (delta, z, sizeof z);
      dh_activation_get (kind)->backward (z, a, delta, N);
      g_checksum_update (digest, (guchar *) a, sizeof a);
      g_checksum_update (digest, (guchar *) delta, sizeof delta);
    }
}

static void
add (const char *name, const Definition *definition, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/activation/%s/%s", name,
                                           dh_activation_get (definition->kind)->choice.id);

  g_test_add_data_func (path, definition, func);
}

int
main (int argc, char **argv)
{
  if (every_simd_prints (argc, argv, digest_values))
    return 0;
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (definitions); i++)
    {
      add ("values", &definitions[i], test_values);
      add ("pieces", &definitions[i], test_pieces);
      add ("edge", &definitions[i], test_edge);
    }
  g_test_add_func ("/activation/table", test_table);
  g_test_add_func ("/activation/every-simd", every_simd_assert_same);
  return g_test_run ();
}
