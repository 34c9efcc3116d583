// Random numbers exactly as numpy.random and torch draw them.
// SPDX-License-Identifier: MIT

#include "engine/random.h"

#include <math.h>

#define N G_N_ELEMENTS (((DhRandom *) NULL)->state)
#define M 397

void
dh_random_init (DhRandom *self, guint32 seed)
{
  g_return_if_fail (self != NULL);

  self->state[0] = seed;
  for (guint i = 1; i < N; i++)
    {
      guint32 previous = self->state[i - 1];

      self->state[i] = 1812433253u * (previous ^ (previous >> 30)) + i;
    }
  self->position = N;
  self->has_normal = FALSE;
}

static guint32
twist (guint32 high, guint32 low)
{
  guint32 y = (high & 0x80000000u) | (low & 0x7fffffffu);

  return (y >> 1) ^ (y & 1 ? 0x9908b0dfu : 0);
}

static void
refill (DhRandom *self)
{
  guint32 *s = self->state;

  for (guint i = 0; i < N; i++)
    s[i] = s[(i + M) % N] ^ twist (s[i], s[(i + 1) % N]);
  self->position = 0;
}

guint32
dh_random_next (DhRandom *self)
{
  guint32 y;

  if (self->position >= N)
    refill (self);
  y = self->state[self->position++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

guint32
dh_random_numpy_below (DhRandom *self, guint32 limit)
{
  guint32 mask = limit;
  guint32 value;

  if (limit == 0)
    return 0;
  for (guint shift = 1; shift < 32; shift *= 2)
    mask |= mask >> shift;
  do
    value = dh_random_next (self) & mask;
  while (value > limit);
  return value;
}

void
dh_random_numpy_choice (DhRandom *self, guint32 n, guint32 *indices, gsize k)
{
  g_return_if_fail (n >= 1);

  for (gsize i = 0; i < k; i++)
    indices[i] = dh_random_numpy_below (self, n - 1);
}

static void
swap (guint32 *a, guint32 *b)
{
  guint32 value = *a;

  *a = *b;
  *b = value;
}

void
dh_random_numpy_permutation (DhRandom *self, guint32 *order, guint32 n)
{
  for (guint32 i = 0; i < n; i++)
    order[i] = i;
  for (guint32 i = n; i-- > 1;)
    {
      guint32 j = dh_random_numpy_below (self, i);

      swap (&order[i], &order[j]);
    }
}

void
dh_random_torch_uniform (DhRandom *self, double from, double to, float *values, gsize n)
{
  float low = (float) from;
  float range = (float) to - low;

  for (gsize i = 0; i < n; i++)
    {
      float unit = (float) (dh_random_next (self) & 0xffffffu) * 0x1p-24f;

      values[i] = fmaf (unit, range, low);
    }
}

/* 16 uniform numbers become 8 pairs: the cosines come first, then the sines. As in PyTorch's AVX2
 * code all is float32 and the end is fused; its logarithm and its sine are a little less exact. */
static void
make_normal_16 (float *values, float mean, float deviation)
{
  for (guint i = 0; i < 8; i++)
    {
      float radius = sqrtf (-2 * (float) log (1 - values[i]));
      float theta = (float) (2 * G_PI) * values[i + 8];

      values[i] = fmaf (radius * (float) cos (theta), deviation, mean);
      values[i + 8] = fmaf (radius * (float) sin (theta), deviation, mean);
    }
}

static void
fill_normal (DhRandom *self, float mean, float deviation, float *values, gsize n)
{
  dh_random_torch_uniform (self, 0, 1, values, n);
  for (gsize i = 0; i + 16 <= n; i += 16)
    make_normal_16 (values + i, mean, deviation);
  if (n % 16 != 0)
    {
      dh_random_torch_uniform (self, 0, 1, values + n - 16, 16);
      make_normal_16 (values + n - 16, mean, deviation);
    }
}

/* The last 53 bits of two outputs, in 0 … 1. */
static double
next_double (DhRandom *self)
{
  guint64 high = dh_random_next (self);
  guint64 low = dh_random_next (self);

  return (double) ((high << 32 | low) & ((G_GUINT64_CONSTANT (1) << 53) - 1)) * 0x1p-53;
}

static double
next_normal (DhRandom *self)
{
  double turn;
  double radius;

  if (self->has_normal)
    {
      self->has_normal = FALSE;
      return self->next_normal;
    }
  turn = 2 * G_PI * next_double (self);
  radius = sqrt (-2 * log (1 - next_double (self)));
  self->next_normal = radius * sin (turn);
  self->has_normal = TRUE;
  return radius * cos (turn);
}

void
dh_random_torch_normal (DhRandom *self, double mean, double deviation, float *values, gsize n)
{
  if (n >= 16)
    fill_normal (self, (float) mean, (float) deviation, values, n);
  else
    for (gsize i = 0; i < n; i++)
      values[i] = (float) (next_normal (self) * deviation + mean);
}

void
dh_random_torch_permutation (DhRandom *self, guint32 *order, guint32 n)
{
  for (guint32 i = 0; i < n; i++)
    order[i] = i;
  for (guint32 i = 0; i + 1 < n; i++)
    {
      guint32 j = i + dh_random_next (self) % (n - i);

      swap (&order[i], &order[j]);
    }
}
