// The end of the network: log-softmax, the loss, and where the gradient begins.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DH_SOFTMAX_PAD 16 /* rows are as many floats as the classes, rounded up to this */

typedef struct
{
  double loss;    /* Σ −log p[label] */
  guint  n_right; /* rows whose most likely class is the label */
} DhSoftmaxSum;

/* Turns @rows rows [, stride] of logits into log p = z − max z − log Σ exp (z − max z), in place,
 * adds to @sum, and writes ∂(−log p[label])/∂z = softmax (z) − onehot (label), times @scale, to the
 * rows [, stride] of @delta. What a row has past its @n values is scratch in both. */
void dh_softmax (float         *z,
                 float         *delta,
                 gsize          stride,
                 guint          rows,
                 guint          n,
                 const guint16 *labels,
                 float          scale,
                 DhSoftmaxSum  *sum);

/* The largest of @n values; the first of equals. */
guint dh_softmax_get_largest (const float *values, guint n);

G_END_DECLS
