// The products of a layer with few outputs, as the last one is.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/matrix.h"
#include "engine/network.h"

G_BEGIN_DECLS

/* CBLAS packs a matrix with ten columns for longer than it multiplies it. These products keep all
 * outputs of a row, or some columns of all rows, in registers; a sum runs through its terms in
 * an order that no cut of the matrix changes. */
#define DH_NARROW_MOST 16 /* outputs */

/* The inputs of a layer are two halves, whose sums are made apart and then added: so two threads
 * that have half of the inputs each can do with exchanging sums. Where the second begins: */
guint dh_narrow_get_half (const DhLayer *layer);

/* Whether they are faster here than CBLAS. */
gboolean dh_narrow_is_better (const DhLayer *layer);

/* z [m, outputs] = a [m, inputs] · weight [outputs, inputs]ᵀ + bias [outputs], or 0 for NULL. The
 * weight is given by the columns of its two halves. A row of z has room for DH_NARROW_MOST
 * floats. */
void dh_narrow_forward (const DhLayer *layer,
                        DhMatrix       a,
                        const DhMatrix weight[2],
                        const float   *bias,
                        guint          m,
                        DhMatrixOut    z);

/* The same of one half of the inputs alone, with the columns of the @weight that belong to it: the
 * first begins with the bias, the second, for TRUE,
 * with 0. Added, they are what dh_narrow_forward() gives, to the bit. */
void dh_narrow_forward_half (const DhLayer *layer,
                             gboolean       second,
                             DhMatrix       a,
                             DhMatrix       weight,
                             const float   *bias,
                             guint          m,
                             DhMatrixOut    z);

/* That sum: z [m] = first [m] + second [m], rows of DH_NARROW_MOST floats. z may be one of them. */
void dh_narrow_add_halves (DhMatrix first, DhMatrix second, guint m, DhMatrixOut z);

/* to [m, n] = delta [m, outputs] · weight [outputs, n]. */
void dh_narrow_backward (const DhLayer *layer,
                         DhMatrix       delta,
                         DhMatrix       weight,
                         guint          m,
                         guint          n,
                         DhMatrixOut    to);

/* gradient [outputs, n] = delta [m, outputs]ᵀ · a [m, n], added to what is there unless @fresh. */
void dh_narrow_gradient (const DhLayer *layer,
                         DhMatrix       delta,
                         DhMatrix       a,
                         guint          m,
                         guint          n,
                         gboolean       fresh,
                         DhMatrixOut    gradient);

G_END_DECLS
