// The end of the network: log-softmax, the loss, and where the gradient begins.
// SPDX-License-Identifier: MIT

#include "engine/softmax.h"

#include <math.h>

#include "engine/elementary.h"
#include "engine/simd.h"

guint
dh_softmax_get_largest (const float *values, guint n)
{
  guint best = 0;

  for (guint j = 1; j < n; j++)
    if (values[j] > values[best])
      best = j;
  return best;
}

/* Rows are done a group at a time, so that what is one number a row is a vector over the group, and
 * what is one number a class a vector over the classes: rows are whole vectors of padded floats, of
 * which those past @n count for nothing. */
#define GROUP 16

DH_SIMD_LOOP
exp_rows_loop (float *restrict z, float *restrict e, gsize stride, guint rows, guint n,
               guint padded, const float *largest)
{
  for (guint i = 0; i < rows; i++, z += stride, e += stride)
    for (guint j = 0; j < padded / DH_SOFTMAX_PAD * DH_SOFTMAX_PAD; j++)
      e[j] = dh_exp (j < n ? z[j] - largest[i] : 0);
}

DH_SIMD_LOOP
end_rows_loop (float *restrict z, float *restrict e, gsize stride, guint rows, guint padded,
               const float *largest, const float *log_sums, const float *scales)
{
  for (guint i = 0; i < rows; i++, z += stride, e += stride)
    for (guint j = 0; j < padded / DH_SOFTMAX_PAD * DH_SOFTMAX_PAD; j++)
      {
        z[j] = z[j] - largest[i] - log_sums[i];
        e[j] *= scales[i];
      }
}

DH_SIMD_LOOP
group_loop (float *restrict z, float *restrict delta, gsize stride, guint rows, guint n,
            float scale)
{
  guint padded = (n + DH_SOFTMAX_PAD - 1) / DH_SOFTMAX_PAD * DH_SOFTMAX_PAD;
  float largest[GROUP];
  float sums[GROUP];
  float log_sums[GROUP];
  float scales[GROUP];

  for (guint i = 0; i < GROUP; i++)
    {
      largest[i] = i < rows ? z[i * stride] : 0;
      sums[i] = i < rows ? 0 : 1;
    }
  for (guint j = 1; j < n; j++)
    for (guint i = 0; i < rows; i++)
      largest[i] = z[i * stride + j] > largest[i] ? z[i * stride + j] : largest[i];
  exp_rows_loop (z, delta, stride, rows, n, padded, largest);
  for (guint j = 0; j < n; j++)
    for (guint i = 0; i < rows; i++)
      sums[i] += delta[i * stride + j];
  for (guint i = 0; i < GROUP; i++)
    {
      log_sums[i] = dh_log (sums[i]);
      scales[i] = scale / sums[i];
    }
  end_rows_loop (z, delta, stride, rows, padded, largest, log_sums, scales);
}

/* Whether the class @label is the most likely: the first of equals is, and of a row of NaN. */
DH_SIMD_LOOP
count_right_loop (const float *z, guint n, guint label, guint *n_right)
{
  float own = z[label];
  guint n_before = 0;

  for (guint j = 0; j < n; j++)
    n_before += (z[j] > own) | (!(z[j] < own) & (j < label));
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
