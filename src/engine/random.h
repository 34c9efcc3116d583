// Random numbers exactly as numpy.random and torch draw them.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The Mersenne Twister MT19937 (Matsumoto & Nishimura, 1998). A plain value: copy it to fork a
 * stream. numpy.random.seed(s) and torch.manual_seed(s) both start the same sequence of 32-bit
 * outputs. */
typedef struct
{
  guint32 state[624];
  guint   position;
  gboolean has_normal; /* torch's scalar code has one left over */
  double  next_normal;
} DhRandom;

/* Starts the stream of @seed. */
void dh_random_init (DhRandom *self, guint32 seed);

/* The next 32-bit output. */
guint32 dh_random_next (DhRandom *self);

/* A number in 0 … @limit (inclusive) as NumPy's legacy bounded draw: outputs masked to the next
 * 2^m − 1 ≥ limit, those above it rejected. No output is used where @limit is 0. */
guint32 dh_random_numpy_below (DhRandom *self, guint32 limit);

/* Fills @indices with numpy.random.choice(@n, @k), with replacement; @n ≥ 1. */
void dh_random_numpy_choice (DhRandom *self, guint32 n, guint32 *indices, gsize k);

/* Fills @order with numpy.random.permutation(@n); its first k are choice(@n, k, replace=False). */
void dh_random_numpy_permutation (DhRandom *self, guint32 *order, guint32 n);

/* Fills @values with torch's uniform_(@from, @to) in float32: unit · (to − from) + from, where unit
 * is the low 24 bits of an output / 2^24, both bounds are rounded to float32 first, and product and
 * sum are rounded once together: PyTorch's AVX2 and AVX-512 code uses a fused multiply-add. */
void dh_random_torch_uniform (DhRandom *self, double from, double to, float *values, gsize n);

/* Fills @values with torch's normal_(@mean, @deviation) in float32 (Box–Muller). From 16 values on
 * the order of the stream is that of PyTorch's normal_fill; below, that of its scalar code, which
 * keeps the second number of a pair for the next call. */
void dh_random_torch_normal (
    DhRandom *self, double mean, double deviation, float *values, gsize n);

/* Fills @order with torch.randperm(@n). */
void dh_random_torch_permutation (DhRandom *self, guint32 *order, guint32 n);

G_END_DECLS
