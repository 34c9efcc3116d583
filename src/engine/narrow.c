// The products of a layer with few outputs, as the last one is.
// SPDX-License-Identifier: MIT

#include "engine/narrow.h"

#include <string.h>

#include "engine/lanes.h"
#include "engine/simd.h"

#define LANES DH_LANES
typedef DhLanes Lanes;

#define FORWARD_ROWS 8 /* images at a time: each has sums of its own */
#define VECTORS 4      /* of columns at a time */
#define DEPTH 64       /* inputs whose weights are turned over together */
#define ADDED_ROWS 64  /* images whose halves are added while they are in the cache */

gboolean
dh_narrow_is_better (const DhLayer *layer)
{
  return layer->outputs <= DH_NARROW_MOST && dh_simd_get () != DH_SIMD_NONE;
}

#define AT(values) (*(Lanes *) (values))
#define LOAD(values) (*(const Lanes *) (values))

/* The rows of @z += those of @a times @turned [depth, LANES]. */
DH_SIMD_LOOP
forward_rows_loop (DhMatrix a, const float *turned, guint depth, guint m, DhMatrixOut z)
{
  guint row = 0;

  for (; row + FORWARD_ROWS <= m; row += FORWARD_ROWS)
    {
      Lanes sums[FORWARD_ROWS];

      for (guint i = 0; i < FORWARD_ROWS; i++)
        sums[i] = LOAD (z.values + (row + i) * z.stride);
      for (guint k = 0; k < depth; k++)
        for (guint i = 0; i < FORWARD_ROWS; i++)
          sums[i] += a.values[(row + i) * a.stride + k] * LOAD (turned + k * LANES);
      for (guint i = 0; i < FORWARD_ROWS; i++)
        AT (z.values + (row + i) * z.stride) = sums[i];
    }
  for (; row < m; row++)
    {
      Lanes sum = LOAD (z.values + row * z.stride);

      for (guint k = 0; k < depth; k++)
        sum += a.values[row * a.stride + k] * LOAD (turned + k * LANES);
      AT (z.values + row * z.stride) = sum;
    }
}

DH_SIMD_FUNCTION (forward_rows,
                  (DhMatrix a, const float *turned, guint depth, guint m, DhMatrixOut z),
                  (a, turned, depth, m, z))

guint
dh_narrow_get_half (const DhLayer *layer)
{
  return MIN (layer->inputs, (layer->inputs / 2 + LANES - 1) / LANES * LANES);
}

void
dh_narrow_forward_half (const DhLayer *layer,
                        gboolean second,
                        DhMatrix a,
                        DhMatrix weight,
                        const float *bias,
                        guint m,
                        DhMatrixOut z)
{
  float turned[DEPTH * LANES] __attribute__ ((aligned (64))) = { 0 };
  float begin[LANES] = { 0 };
  guint start = second ? dh_narrow_get_half (layer) : 0;
  guint end = second ? layer->inputs : dh_narrow_get_half (layer);

  if (bias != NULL && !second)
    memcpy (begin, bias, layer->outputs * sizeof (float));
  for (guint i = 0; i < m; i++)
    memcpy (z.values + i * z.stride, begin, sizeof begin);
  for (guint first = start; first < end; first += DEPTH)
    {
      guint depth = MIN (DEPTH, end - first);
      DhMatrix part = { a.values + first, a.stride };

      for (guint j = 0; j < layer->outputs; j++)
        for (guint k = 0; k < depth; k++)
          turned[k * LANES + j] = weight.values[j * weight.stride + first - start + k];
      forward_rows (part, turned, depth, m, z);
    }
}

DH_SIMD_LOOP
add_halves_loop (DhMatrix first, DhMatrix second, guint m, DhMatrixOut z)
{
  for (guint i = 0; i < m; i++)
    AT (z.values + i * z.stride) =
        LOAD (first.values + i * first.stride) + LOAD (second.values + i * second.stride);
}

DH_SIMD_FUNCTION (add_halves, (DhMatrix first, DhMatrix second, guint m, DhMatrixOut z),
                  (first, second, m, z))

void
dh_narrow_add_halves (DhMatrix first, DhMatrix second, guint m, DhMatrixOut z)
{
  add_halves (first, second, m, z);
}

void
dh_narrow_forward (const DhLayer *layer,
                   DhMatrix a,
                   const DhMatrix weight[2],
                   const float *bias,
                   guint m,
                   DhMatrixOut z)
{
  float second[ADDED_ROWS * LANES] __attribute__ ((aligned (64)));

  for (guint row = 0; row < m; row += ADDED_ROWS)
    {
      guint rows = MIN (ADDED_ROWS, m - row);
      DhMatrix part = { a.values + row * a.stride, a.stride };
      DhMatrixOut to = { z.values + row * z.stride, z.stride };

      dh_narrow_forward_half (layer, FALSE, part, weight[0], bias, rows, to);
      dh_narrow_forward_half (layer, TRUE, part, weight[1], bias, rows,
                              (DhMatrixOut) { second, LANES });
      add_halves ((DhMatrix) { to.values, to.stride }, (DhMatrix) { second, LANES }, rows, to);
    }
}

/* @n of the columns of c [m, n], (c or 0) + a · b: row i of a begins at a.values[i · across], its
 * elements are @down apart, @k of them; b [k, n]. */
typedef struct
{
  const float *a;
  gsize across;
  gsize down;
  DhMatrix b;
  guint m;
  guint k;
  gboolean fresh;
  DhMatrixOut c;
} Product;

DH_SIMD_LOOP
multiply_vectors_loop (const Product *p, gsize column, const guint n_vectors)
{
  for (gsize i = 0; i < p->m; i++)
    {
      float *c = p->c.values + i * p->c.stride + column;
      Lanes sums[VECTORS] = { 0 };

      for (guint v = 0; v < n_vectors && !p->fresh; v++)
        sums[v] = LOAD (c + v * LANES);
      for (gsize l = 0; l < p->k; l++)
        {
          float factor = p->a[i * p->across + l * p->down];
          const float *b = p->b.values + l * p->b.stride + column;

          for (guint v = 0; v < n_vectors; v++)
            sums[v] += factor * LOAD (b + v * LANES);
        }
      for (guint v = 0; v < n_vectors; v++)
        AT (c + v * LANES) = sums[v];
    }
}

DH_SIMD_LOOP
multiply_loop (const Product *p, guint n)
{
  gsize column = 0;

  for (; column + VECTORS * LANES <= n; column += VECTORS * LANES)
    multiply_vectors_loop (p, column, VECTORS);
  for (; column + LANES <= n; column += LANES)
    multiply_vectors_loop (p, column, 1);
  for (; column < n; column++)
    for (gsize i = 0; i < p->m; i++)
      {
        float *c = p->c.values + i * p->c.stride + column;
        float sum = p->fresh ? 0 : *c;

        for (gsize l = 0; l < p->k; l++)
          sum += p->a[i * p->across + l * p->down] * p->b.values[l * p->b.stride + column];
        *c = sum;
      }
}

DH_SIMD_FUNCTION (multiply, (const Product *p, guint n), (p, n))

void
dh_narrow_backward (const DhLayer *layer,
                    DhMatrix delta,
                    DhMatrix weight,
                    guint m,
                    guint n,
                    DhMatrixOut to)
{
  Product product = { delta.values, delta.stride, 1, weight, m, layer->outputs, TRUE,
                      to };

  multiply (&product, n);
}

void
dh_narrow_gradient (const DhLayer *layer,
                    DhMatrix delta,
                    DhMatrix a,
                    guint m,
                    guint n,
                    gboolean fresh,
                    DhMatrixOut gradient)
{
  Product product = { delta.values, 1, delta.stride, a, layer->outputs, m, fresh,
                      gradient };

  multiply (&product, n);
}
