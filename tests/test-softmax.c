// Log-softmax, the loss and its gradient against the definition in double, and numbers at the edge.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "engine/random.h"
#include "engine/softmax.h"
#include "every-simd.h"

static const guint class_counts[] = { 1,  2,  3,  4,  7,  8,  9,  10, 11,  12,  13,
                                      15, 16, 17, 26, 31, 32, 33, 62, 100, 1000 };
static const guint row_counts[] = { 1, 2, 15, 16, 17, 31, 33, 64, 130 };
static const float ranges[] = { 1, 20, 1e4f, 1e30f };

#define UNTOUCHED 12345.0f

typedef struct
{
  guint n;
  guint rows;
  gsize stride;
  gsize size;
  float *logits; /* [rows, stride] */
  float *z;
  float *delta;
  guint16 *labels;
} Case;

/* Past its values a row has what a kernel may have left there. */
static void
case_init (Case *self, guint n, guint rows, float range, guint extra)
{
  guint padded = (n + DH_SOFTMAX_PAD - 1) / DH_SOFTMAX_PAD * DH_SOFTMAX_PAD;
  DhRandom random;

  self->n = n;
  self->rows = rows;
  self->stride = padded + extra;
  self->size = (rows - 1) * self->stride + padded;
  self->logits = g_new (float, self->size);
  self->delta = g_new (float, self->size);
  self->labels = g_new (guint16, rows);
  dh_random_init (&random, n * 1000 + rows);
  dh_random_torch_uniform (&random, -range, range, self->logits, self->size);
  for (guint i = 0; i < rows; i++)
    {
      self->labels[i] = dh_random_next (&random) % n;
      for (gsize j = padded; i + 1 < rows && j < self->stride; j++)
        self->logits[i * self->stride + j] = UNTOUCHED;
      for (gsize j = n; j < padded; j++)
        self->logits[i * self->stride + j] = j % 2 == 0 ? NAN : INFINITY;
    }
  for (gsize i = 0; i < self->size; i++)
    self->delta[i] = UNTOUCHED;
  self->z = g_memdup2 (self->logits, self->size * sizeof (float));
}

static void
case_clear (Case *self)
{
  g_free (self->logits);
  g_free (self->z);
  g_free (self->delta);
  g_free (self->labels);
}

static guint
find_largest (const float *values, guint n)
{
  guint best = 0;

  for (guint j = 1; j < n; j++)
    best = values[j] > values[best] ? j : best;
  return best;
}

/* −log p[label]; with what the gradient is, times @scale. */
static double
check_row (const Case *self, guint i, float scale)
{
  const float *logits = self->logits + i * self->stride;
  const float *log_p = self->z + i * self->stride;
  const float *delta = self->delta + i * self->stride;
  double largest = logits[find_largest (logits, self->n)];
  double error = 3e-7 * (1 + self->n / 100.0); /* a float sum of so many */
  double sum = 0;

  for (guint j = 0; j < self->n; j++)
    sum += exp (logits[j] - largest);
  for (guint j = 0; j < self->n; j++)
    {
      double expected = logits[j] - largest - log (sum);
      double slope = scale * (exp (expected) - (j == self->labels[i]));

      g_assert_cmpfloat_with_epsilon (log_p[j], expected, error * fmax (1, fabs (expected)));
      g_assert_cmpfloat_with_epsilon (delta[j], slope, 1e-6 * scale);
    }
  return log (sum) + largest - logits[self->labels[i]];
}

static void
check (Case *self, float scale)
{
  DhSoftmaxSum sum = { 0.5, 1000 };
  double loss = 0.5;
  guint n_right = 1000;

  dh_softmax (self->z, self->delta, self->stride, self->rows, self->n, self->labels, scale, &sum);
  for (guint i = 0; i < self->rows; i++)
    {
      const float *logits = self->logits + i * self->stride;

      loss += check_row (self, i, scale);
      n_right += find_largest (logits, self->n) == self->labels[i];
    }
  g_assert_cmpfloat_with_epsilon (sum.loss, loss, 1e-6 * loss);
  g_assert_cmpuint (sum.n_right, ==, n_right);
}

static void
check_untouched (const Case *self)
{
  gsize padded = (self->n + DH_SOFTMAX_PAD - 1) / DH_SOFTMAX_PAD * DH_SOFTMAX_PAD;

  for (guint i = 0; i + 1 < self->rows; i++)
    for (gsize j = padded; j < self->stride; j++)
      {
        g_assert_cmpfloat (self->z[i * self->stride + j], ==, UNTOUCHED);
        g_assert_cmpfloat (self->delta[i * self->stride + j], ==, UNTOUCHED);
      }
}

static void
test_classes (gconstpointer data)
{
  guint n = GPOINTER_TO_UINT (data);

  for (guint i = 0; i < G_N_ELEMENTS (row_counts); i++)
    for (guint k = 0; k < G_N_ELEMENTS (ranges); k++)
      {
        Case c;

        case_init (&c, n, row_counts[i], ranges[k], i % 3 * 16);
        check (&c, k % 2 == 0 ? 1 : 0.0078125f);
        check_untouched (&c);
        case_clear (&c);
      }
}

static void
test_largest (void)
{
  static const float rows[][4] = {
    { -1, -2, -3, -4 }, { -4, -3, -2, -1 }, { -2, -1, -1, -3 }, { -1, -1, -1, -1 },
    { -3, -1, -2, -1 }, { -INFINITY, -INFINITY, 0, -INFINITY }, { NAN, NAN, NAN, NAN },
  };
  static const guint expected[] = { 0, 3, 1, 0, 1, 2, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpuint (dh_softmax_get_largest (rows[i], 4), ==, expected[i]);
      g_assert_cmpuint (dh_softmax_get_largest (rows[i], 1), ==, 0);
    }
}

/* What is counted as right is what is the largest, in every row and for every label. */
static void
test_right (void)
{
  static const float rows[][4] = {
    { 1, 2, 3, 4 },  { 4, 3, 2, 1 },           { 2, 3, 3, 1 },       { 5, 5, 5, 5 },
    { 1, 4, 4, 4 },  { -1e30f, 1e30f, 0, 0 },  { 0, -0.0f, 0, 0 },   { NAN, 1, 2, 3 },
    { 1, 2, NAN, 3 }, { INFINITY, 0, 0, 0 },   { 0, 0, 0, INFINITY }, { -INFINITY, 0, 0, 0 },
    { -INFINITY, -INFINITY, -INFINITY, -INFINITY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint16 label = 0; label < 4; label++)
      {
        float z[DH_SOFTMAX_PAD];
        float delta[DH_SOFTMAX_PAD];
        DhSoftmaxSum sum = { 0 };

        memcpy (z, rows[i], sizeof rows[i]);
        dh_softmax (z, delta, DH_SOFTMAX_PAD, 1, 4, &label, 1, &sum);
        g_assert_cmpuint (sum.n_right, ==, dh_softmax_get_largest (z, 4) == label);
        g_assert_cmpint (isnan (sum.loss) || isinf (sum.loss), ==, !isfinite (z[label]));
      }
}

/* A row is alone in its numbers: NaN beside it does not reach it. */
static void
test_neighbours (void)
{
  Case c;
  Case spoiled;

  case_init (&c, 10, 40, 5, 0);
  case_init (&spoiled, 10, 40, 5, 0);
  for (guint i = 0; i < 40; i += 3)
    spoiled.z[i * c.stride + i % 10] = NAN;
  dh_softmax (c.z, c.delta, c.stride, 40, 10, c.labels, 1, &(DhSoftmaxSum) { 0 });
  dh_softmax (spoiled.z, spoiled.delta, c.stride, 40, 10, c.labels, 1, &(DhSoftmaxSum) { 0 });
  for (guint i = 0; i < 40; i++)
    if (i % 3 > 0)
      {
        g_assert_cmpmem (c.z + i * c.stride, 40, spoiled.z + i * c.stride, 40);
        g_assert_cmpmem (c.delta + i * c.stride, 40, spoiled.delta + i * c.stride, 40);
      }
    else
      for (guint j = 0; j < 10; j++)
        g_assert_true (isnan (spoiled.z[i * c.stride + j]));
  case_clear (&c);
  case_clear (&spoiled);
}

static void
update_digest (GChecksum *digest)
{
  for (guint i = 0; i < G_N_ELEMENTS (class_counts); i++)
    {
      DhSoftmaxSum sum = { 0 };
      Case c;

      case_init (&c, class_counts[i], 33, 10, 0);
      dh_softmax (c.z, c.delta, c.stride, 33, c.n, c.labels, 0.3f, &sum);
      for (guint row = 0; row < 33; row++)
        {
          g_checksum_update (digest, (guchar *) (c.z + row * c.stride), c.n * sizeof (float));
          g_checksum_update (digest, (guchar *) (c.delta + row * c.stride), c.n * sizeof (float));
        }
      g_checksum_update (digest, (guchar *) &sum.loss, sizeof sum.loss);
      g_checksum_update (digest, (guchar *) &sum.n_right, sizeof sum.n_right);
      case_clear (&c);
    }
}

int
main (int argc, char **argv)
{
  if (every_simd_prints (argc, argv, update_digest))
    return 0;
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (class_counts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/softmax/classes/%u", class_counts[i]);

      g_test_add_data_func (path, GUINT_TO_POINTER (class_counts[i]), test_classes);
    }
  g_test_add_func ("/softmax/largest", test_largest);
  g_test_add_func ("/softmax/right", test_right);
  g_test_add_func ("/softmax/neighbours", test_neighbours);
  g_test_add_func ("/softmax/same-bits", every_simd_assert_same);
  return g_test_run ();
}
