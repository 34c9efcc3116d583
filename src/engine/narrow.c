// The products of a layer with few outputs, as the last one is.
// SPDX-License-Identifier: MIT

#include "engine/narrow.h"

#include <string.h>

#include "engine/lanes.h"
#include "engine/simd.h"

#define LANES DH_LANES
#define DEPTH 64       /* inputs whose weights are turned over together */
#define ADDED_ROWS 64  /* images whose halves are added while they are in the cache */

gboolean
dh_narrow_is_better (const DhLayer *layer)
{
  return layer->outputs <= DH_NARROW_MOST && dh_simd_get () != DH_SIMD_NONE;
}

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
      dh_lanes_forward (part, turned, depth, m, z);
    }
}

void
dh_narrow_add_halves (DhMatrix first, DhMatrix second, guint m, DhMatrixOut z)
{
  dh_lanes_add (first, second, m, z);
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
      dh_lanes_add ((DhMatrix) { to.values, to.stride }, (DhMatrix) { second, LANES }, rows, to);
    }
}

void
dh_narrow_backward (const DhLayer *layer,
                    DhMatrix delta,
                    DhMatrix weight,
                    guint m,
                    guint n,
                    DhMatrixOut to)
{
  DhLanesProduct product = { delta.values, delta.stride, 1, weight, m, layer->outputs, TRUE, to };

  dh_lanes_multiply (&product, n);
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
  DhLanesProduct product = { delta.values, 1, delta.stride, a, layer->outputs, m, fresh,
                             gradient };

  dh_lanes_multiply (&product, n);
}
