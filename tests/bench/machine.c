// What the machine can do at most.
// SPDX-License-Identifier: MIT

#include "machine.h"

#include <math.h>
#include <stdatomic.h>

#include "engine/simd.h"

#define CHAINS 12      /* enough to hide the latency of a fused multiply-add */
#define ROUNDS 2000000
#define WINDOWS 5
#define BLOCK (256 << 20)
#define PASSES 20000

static volatile float sink;

/* @n a constant, so that the sums stay in registers. */
DH_SIMD_LOOP
fuse_n_loop (float *restrict sums, float factor, const guint n)
{
  float local[CHAINS * 16];

  for (guint i = 0; i < n; i++)
    local[i] = sums[i];
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < n; i++)
      local[i] = fmaf (local[i], factor, factor);
  for (guint i = 0; i < n; i++)
    sums[i] = local[i];
}

DH_SIMD_LOOP
fuse_loop (float *restrict sums, float factor, guint lanes)
{
  if (lanes == 16)
    fuse_n_loop (sums, factor, CHAINS * 16);
  else if (lanes == 8)
    fuse_n_loop (sums, factor, CHAINS * 8);
  else
    fuse_n_loop (sums, factor, CHAINS * 4);
}

DH_SIMD_FUNCTION (fuse, (float *sums, float factor, guint lanes), (sums, factor, lanes))

double
machine_measure_peak (void)
{
  guint lanes = dh_simd_get () == DH_SIMD_AVX512 ? 16 : dh_simd_get () == DH_SIMD_AVX2 ? 8 : 4;
  float sums[CHAINS * 16] = { 0 };
  double best = 0;

  for (guint i = 0; i < WINDOWS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      fuse (sums, 0.5f, lanes);
      best = MAX (best, 2.0 * CHAINS * lanes * ROUNDS / (g_get_monotonic_time () - start) / 1e3);
    }
  sink = sums[0];
  return best;
}

DH_SIMD_LOOP
add_loop (const float *values, gsize n, float *sums)
{
  for (gsize i = 0; i + 64 <= n; i += 64)
    for (guint j = 0; j < 64; j++)
      sums[j] += values[i + j];
}

DH_SIMD_FUNCTION (add, (const float *values, gsize n, float *sums), (values, n, sums))

double
machine_measure_bandwidth (void)
{
  gsize n = BLOCK / sizeof (float);
  g_autofree float *values = g_new (float, n);
  float sums[64] = { 0 };
  double best = 0;

  for (gsize i = 0; i < n; i++)
    values[i] = (float) i;
  for (guint i = 0; i < WINDOWS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      add (values, n, sums);
      best = MAX (best, BLOCK / (double) (g_get_monotonic_time () - start) / 1e3);
    }
  sink = sums[0];
  return best;
}

/* A ball between two threads. */
typedef struct
{
  _Alignas (128) atomic_uint ball;
} Game;

static void
wait_for (Game *game, guint ball)
{
  while (atomic_load_explicit (&game->ball, memory_order_acquire) != ball)
    ;
}

static gpointer
return_ball (gpointer data)
{
  Game *game = data;

  for (guint i = 0; i < PASSES; i++)
    {
      wait_for (game, 2 * i + 1);
      atomic_store_explicit (&game->ball, 2 * i + 2, memory_order_release);
    }
  return NULL;
}

double
machine_measure_distance (void)
{
  Game game = { 0 };
  GThread *other = g_thread_new ("other", return_ball, &game);
  gint64 start = 0;
  gint64 end;

  for (guint i = 0; i < PASSES; i++)
    {
      if (i == 1)
        start = g_get_monotonic_time ();
      atomic_store_explicit (&game.ball, 2 * i + 1, memory_order_release);
      wait_for (&game, 2 * i + 2);
    }
  end = g_get_monotonic_time ();
  g_thread_join (other);
  return (end - start) * 1e3 / (2 * (PASSES - 1));
}
