// The end of the network: log-softmax, the loss, and where the gradient begins.
// SPDX-License-Identifier: MIT

#include "engine/softmax.h"

#include <math.h>

#include "engine/elementary.h"
#include "engine/simd.h"
#include "engine/transpose.h"

guint
dh_softmax_get_largest (const float *values, guint n)
{
  guint best = 0;

  for (guint j = 1; j < n; j++)
    if (values[j] > values[best])
      best = j;
  return best;
}

/* A group of rows is a vector: what is one number a row is computed for all of them at once, class
 * by class, from a block of so many classes turned over. */
#define GROUP 16

typedef struct
{
  float largest[GROUP];
  float sums[GROUP];
  float log_sums[GROUP];
  float scales[GROUP];
} Rows;

DH_SIMD_LOOP
find_largest_loop (const float *block, guint n, float *largest)
{
  for (guint j = 0; j < n; j++)
    for (guint i = 0; i < GROUP; i++)
      largest[i] = block[j * GROUP + i] > largest[i] ? block[j * GROUP + i] : largest[i];
}

DH_SIMD_LOOP
exp_loop (float *block, guint n, const float *largest, float *sums)
{
  for (guint j = 0; j < n; j++)
    for (guint i = 0; i < GROUP; i++)
      {
        block[j * GROUP + i] = dh_exp (block[j * GROUP + i] - largest[i]);
        sums[i] += block[j * GROUP + i];
      }
}

/* Rows are whole vectors of floats: what stands past the classes is scratch. */
DH_SIMD_LOOP
end_rows_loop (float *restrict z, float *restrict e, gsize stride, guint rows, guint n,
               const Rows *group)
{
  guint padded = (n + DH_SOFTMAX_PAD - 1) / DH_SOFTMAX_PAD * DH_SOFTMAX_PAD;

  for (guint i = 0; i < rows; i++, z += stride, e += stride)
    for (guint j = 0; j < padded / DH_SOFTMAX_PAD * DH_SOFTMAX_PAD; j++)
      {
        z[j] = z[j] - group->largest[i] - group->log_sums[i];
        e[j] *= group->scales[i];
      }
}

DH_SIMD_LOOP
group_loop (float *z, float *delta, gsize stride, guint rows, guint n, float scale)
{
  float block[GROUP * GROUP] = { 0 };
  Rows group = { 0 };

  for (guint i = 0; i < GROUP; i++)
    group.largest[i] = i < rows ? z[i * stride] : 0;
  for (guint j = 0; j < n; j += GROUP)
    {
      dh_transpose (z + j, stride, rows, MIN (n - j, GROUP), block, GROUP);
      find_largest_loop (block, MIN (n - j, GROUP), group.largest);
    }
  for (guint j = 0; j < n; j += GROUP)
    {
      if (n > GROUP)
        dh_transpose (z + j, stride, rows, MIN (n - j, GROUP), block, GROUP);
      exp_loop (block, MIN (n - j, GROUP), group.largest, group.sums);
      dh_transpose (block, GROUP, MIN (n - j, GROUP), rows, delta + j, stride);
    }
  for (guint i = 0; i < GROUP; i++)
    {
      group.log_sums[i] = dh_log (group.sums[i]);
      group.scales[i] = scale / group.sums[i];
    }
  end_rows_loop (z, delta, stride, rows, n, &group);
}

/* Whether the class @label is the most likely: the first of equals is, and of a row of NaN. */
DH_SIMD_LOOP
count_right_loop (const float *z, guint n, guint label, guint *n_right)
{
  guint padded = (n + DH_SOFTMAX_PAD - 1) / DH_SOFTMAX_PAD * DH_SOFTMAX_PAD;
  float own = z[label];
  guint n_before = 0;

  for (guint j = 0; j < padded / DH_SOFTMAX_PAD * DH_SOFTMAX_PAD; j++)
    n_before += (j < n) & ((z[j] > own) | (!(z[j] < own) & (j < label)));
  *n_right += n_before == 0;
}

DH_SIMD_LOOP
softmax_loop (float *z, float *delta, gsize stride, guint rows, guint n, const guint16 *labels,
              float scale, DhSoftmaxSum *sum)
{
  for (guint i = 0; i < rows; i += GROUP)
    group_loop (z + i * stride, delta + i * stride, stride, MIN (rows - i, GROUP), n, scale);
  for (guint i = 0; i < rows; i++, z += stride, delta += stride)
    {
      delta[labels[i]] -= scale;
      sum->loss -= z[labels[i]];
      count_right_loop (z, n, labels[i], &sum->n_right);
    }
}

DH_SIMD_FUNCTION (softmax,
                  (float *z, float *delta, gsize stride, guint rows, guint n,
                   const guint16 *labels, float scale, DhSoftmaxSum *sum),
                  (z, delta, stride, rows, n, labels, scale, sum))

void
dh_softmax (float *z,
            float *delta,
            gsize stride,
            guint rows,
            guint n,
            const guint16 *labels,
            float scale,
            DhSoftmaxSum *sum)
{
  softmax (z, delta, stride, rows, n, labels, scale, sum);
}
