// The elementary functions against the C library's in double, and on every instruction set.
// SPDX-License-Identifier: MIT

#include "engine/elementary.h"
#include "engine/simd.h"

/* Every STRIDE-th float there is, NaNs and denormals too; a prime, so that all exponents and last
 * bits occur. */
#define STRIDE 4099u
#define BLOCK 1024

#define VECTORISED(name)                                                                           \
  DH_SIMD_LOOP                                                                                     \
  name##_all_loop (const float *x, float *y, gsize n)                                              \
  {                                                                                                \
    for (gsize i = 0; i < n; i++)                                                                  \
      y[i] = dh_##name (x[i]);                                                                     \
  }                                                                                                \
  DH_SIMD_FUNCTION (name##_all, (const float *x, float *y, gsize n), (x, y, n))                    \
  static void name##_plain (const float *x, float *y, gsize n)                                     \
  {                                                                                                \
    name##_all_loop (x, y, n);                                                                     \
  }

VECTORISED (exp)
VECTORISED (log)
VECTORISED (tanh)
VECTORISED (sigmoid)
VECTORISED (erf)

static double
sigmoid (double x)
{
  return 1 / (1 + exp (-x));
}

typedef struct
{
  const char *name;
  void (*plain) (const float *x, float *y, gsize n);
  void (*best) (const float *x, float *y, gsize n); /* of this processor */
#ifdef __x86_64__
  void (*avx2) (const float *x, float *y, gsize n);
#endif
  double (*expected) (double x);
  double limit; /* in units in the last place */
} Function;

#ifdef __x86_64__
#define FUNCTION(name) #name, name##_plain, name##_all, name##_all_avx2
#else
#define FUNCTION(name) #name, name##_plain, name##_all
#endif

static const Function functions[] = {
  { FUNCTION (exp), exp, 1.0 },   { FUNCTION (log), log, 1.0 },
  { FUNCTION (tanh), tanh, 1.5 }, { FUNCTION (sigmoid), sigmoid, 2.5 },
  { FUNCTION (erf), erf, 1.5 },
};

/* In units of the last place of the float nearest to @expected. A denormal may as well be 0. */
static double
distance (float got, double expected)
{
  float nearest = (float) expected;
  int exponent;

  if (isnan (expected) || isinf (nearest) || nearest == 0)
    return isnan (expected) ? !isnan (got) : got != nearest;
  if (fabsf (nearest) < 0x1p-126f)
    return got == 0 ? 0 : fabs (got - expected) / 0x1p-149;
  frexpf (nearest, &exponent);
  return fabs (got - expected) / ldexp (1, exponent - 24);
}

static void
fill (float *x, guint32 block)
{
  for (guint32 i = 0; i < BLOCK; i++)
    x[i] = dh_elementary_from_bits ((block * BLOCK + i) * STRIDE);
}

static void
test_error (gconstpointer data)
{
  const Function *function = data;
  float x[BLOCK];
  float y[BLOCK];
  double worst = 0;

  for (guint32 block = 0; block <= G_MAXUINT32 / STRIDE / BLOCK; block++)
    {
      fill (x, block);
      function->best (x, y, BLOCK);
      for (guint i = 0; i < BLOCK; i++)
        {
          double error = distance (y[i], function->expected (x[i]));

          if (!(error <= function->limit))
            g_error ("%s (%a) is %a, %g units off", function->name, x[i], y[i], error);
          worst = MAX (worst, error);
        }
    }
  g_test_message ("%s: at most %.3f units in the last place", function->name, worst);
  g_assert_cmpfloat (worst, >, 0.5);
}

static void
test_same_bits (gconstpointer data)
{
  const Function *function = data;
  float x[BLOCK];
  float plain[BLOCK];
  float other[BLOCK];

  for (guint32 block = 0; block <= G_MAXUINT32 / STRIDE / BLOCK; block++)
    {
      fill (x, block);
      /* The bits of a NaN are nobody's. */
      for (guint i = 0; i < BLOCK; i++)
        x[i] = isnan (x[i]) || (function->expected == log && x[i] < 0) ? 1 : x[i];
      function->plain (x, plain, BLOCK);
      function->best (x, other, BLOCK);
      g_assert_cmpmem (plain, sizeof plain, other, sizeof other);
#ifdef __x86_64__
      if (dh_simd_get () < DH_SIMD_AVX2)
        continue;
      function->avx2 (x, other, BLOCK);
      g_assert_cmpmem (plain, sizeof plain, other, sizeof other);
#endif
    }
}

static void
test_special (void)
{
  g_assert_cmpfloat (dh_exp (0), ==, 1);
  g_assert_cmpfloat (dh_exp (-0.0f), ==, 1);
  g_assert_cmpfloat (dh_exp (INFINITY), ==, INFINITY);
  g_assert_cmpfloat (dh_exp (1e30f), ==, INFINITY);
  g_assert_cmpfloat (dh_exp (-INFINITY), ==, 0);
  g_assert_cmpfloat (dh_exp (-1e30f), ==, 0);
  g_assert_cmpfloat (dh_log (1), ==, 0);
  g_assert_cmpfloat (dh_log (0), ==, -INFINITY);
  g_assert_cmpfloat (dh_log (-0.0f), ==, -INFINITY);
  g_assert_cmpfloat (dh_log (INFINITY), ==, INFINITY);
  g_assert_true (isnan (dh_log (-1)) && isnan (dh_log (-INFINITY)));
  g_assert_cmpfloat (dh_tanh (INFINITY), ==, 1);
  g_assert_cmpfloat (dh_tanh (-1e30f), ==, -1);
  g_assert_cmpfloat (dh_sigmoid (0), ==, 0.5);
  g_assert_cmpfloat (dh_sigmoid (INFINITY), ==, 1);
  g_assert_cmpfloat (dh_sigmoid (-INFINITY), ==, 0);
  g_assert_cmpfloat (dh_erf (INFINITY), ==, 1);
  g_assert_cmpfloat (dh_erf (-1e30f), ==, -1);
}

/* Odd functions keep the sign of 0 and of all else. */
static void
test_odd (void)
{
  for (guint32 bits = 0; bits <= 0x7f800000u; bits += STRIDE)
    {
      float x = dh_elementary_from_bits (bits);
      float tanh_x = dh_tanh (x);
      float erf_x = dh_erf (x);

      g_assert_cmpuint (dh_elementary_to_bits (dh_tanh (-x)), ==, dh_elementary_to_bits (-tanh_x));
      g_assert_cmpuint (dh_elementary_to_bits (dh_erf (-x)), ==, dh_elementary_to_bits (-erf_x));
    }
}

static void
add (const char *name, const Function *function, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/elementary/%s/%s", name, function->name);

  g_test_add_data_func (path, function, func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (functions); i++)
    {
      add ("error", &functions[i], test_error);
      add ("same-bits", &functions[i], test_same_bits);
    }
  g_test_add_func ("/elementary/special", test_special);
  g_test_add_func ("/elementary/odd", test_odd);
  return g_test_run ();
}
