// exp, log, tanh, sigmoid and erf of floats, as loops that a compiler can vectorise.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>
#include <math.h>
#include <string.h>

G_BEGIN_DECLS

/* No branch, no table, no call: inside a DH_SIMD_LOOP a whole vector is computed at once. And no
 * fmaf(): the same bits on every instruction set, and fast where there is no fused multiply-add.
 * Each is within 1.5 units in the last place of the true value, the sigmoid within 2.5
 * (tests/test-elementary.c measures it), exact at 0 and ±∞, and NaN stays NaN. The polynomials are
 * minimax fits. */

#define DH_ELEMENTARY G_ALWAYS_INLINE static inline

DH_ELEMENTARY guint32
dh_elementary_to_bits (float value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits;
}

DH_ELEMENTARY float
dh_elementary_from_bits (guint32 bits)
{
  float value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

/* x = k ln 2 + r with |r| ≤ ln 2 / 2; gives eʳ − 1 and k + 254, for −150 ≤ k ≤ 129. A number plus
 * 1.5 · 2²³ has its nearest whole number in its last bits; k times the first part of ln 2 is
 * exact. */
DH_ELEMENTARY float
dh_elementary_reduce (float x, guint32 *exponent)
{
  float shifted = x * 0x1.715476p+0f + 0x1.8p23f;
  float k = shifted - 0x1.8p23f;
  float first = x - k * 0x1.62e4p-1f;
  float rest = k * 0x1.7f7d1cp-20f;
  float r = first - rest;
  float q = 0.0013814598f;

  q = q * r + 0.008368717f;
  q = q * r + 0.04166839f;
  q = q * r + 0.16666521f;
  q = q * r + 0.49999994f;
  *exponent = dh_elementary_to_bits (shifted) - 0x4b400000u + 254;
  return first + (r * r * q - rest);
}

/* In two factors, because 2ᵏ alone may be past what a float holds where the result is not. */
DH_ELEMENTARY float
dh_exp (float x)
{
  float bounded = x > 89 ? 89 : x < -104 ? -104 : x;
  guint32 exponent;
  float y = 1 + dh_elementary_reduce (bounded, &exponent);
  guint32 half = exponent >> 1;

  return y * dh_elementary_from_bits (half << 23) *
         dh_elementary_from_bits ((exponent - half) << 23);
}

/* x = 2ᵉ (1 + f) with √½ ≤ 1 + f < √2. NaN below 0, −∞ at 0. */
DH_ELEMENTARY float
dh_log (float x)
{
  gboolean is_small = x < 0x1p-126f;
  guint32 bits = dh_elementary_to_bits (is_small ? x * 0x1p23f : x) - 0x3f3504f3u;
  float e = (float) ((gint32) bits >> 23) - (is_small ? 23.0f : 0.0f);
  float f = dh_elementary_from_bits ((bits & 0x7fffffu) + 0x3f3504f3u) - 1;
  float p = 0.06746641f;
  float y;

  p = p * f - 0.11675652f;
  p = p * f + 0.11888162f;
  p = p * f - 0.12405589f;
  p = p * f + 0.14219552f;
  p = p * f - 0.16667996f;
  p = p * f + 0.20002119f;
  p = p * f - 0.2500001f;
  p = p * f + 0.33333313f;
  y = f * (f * f) * p + e * 0x1.7f7d1cp-20f - 0.5f * (f * f);
  y = f + y + e * 0x1.62e4p-1f;
  y = x > 0 ? y : x == 0 ? -INFINITY : NAN;
  return x == INFINITY ? x : y;
}

/* Below 0.6 an odd polynomial, so that small numbers keep their last bits. */
DH_ELEMENTARY float
dh_tanh (float x)
{
  float magnitude = fabsf (x);
  float far = 1 - 2 / (dh_exp (2 * magnitude) + 1);
  float u = x * x;
  float near = -0.00589515f;

  near = near * u + 0.020795964f;
  near = near * u - 0.053783827f;
  near = near * u + 0.13331924f;
  near = near * u - 0.333333f;
  return copysignf (magnitude < 0.6f ? magnitude + magnitude * (near * u) : far, x);
}

DH_ELEMENTARY float
dh_sigmoid (float x)
{
  return 1 / (1 + dh_exp (-x));
}

/* Below 0.85 an odd polynomial, above it 1 − exp (polynomial); from 4 on it is 1. */
DH_ELEMENTARY float
dh_erf (float x)
{
  float magnitude = fabsf (x);
  float bounded = magnitude > 4 ? 4 : magnitude;
  float u = x * x;
  float near = -0.0006315129f;
  float far = 0.00020367716f;

  near = near * u + 0.0050510946f;
  near = near * u - 0.026802547f;
  near = near * u + 0.112827174f;
  near = near * u - 0.37612572f;
  near = near * u + 0.12837917f;
  far = far * bounded - 0.003117858f;
  far = far * bounded + 0.022519069f;
  far = far * bounded - 0.10452595f;
  far = far * bounded - 0.6365189f;
  far = far * bounded - 1.128061f;
  far = far * bounded - 0.00010452166f;
  far = 1 - dh_exp (far);
  return copysignf (magnitude < 0.85f ? magnitude + magnitude * near : far, x);
}

#undef DH_ELEMENTARY

G_END_DECLS
