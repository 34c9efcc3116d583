// The weights that the lines of the drawn network stand for.
// SPDX-License-Identifier: MIT

#include "figures/network-links.h"

#include <math.h>
#include <string.h>

/* A float's bits with the sign moved to the end: as whole numbers they are in the order of the
 * magnitudes, what is no number above all. A loop over whole numbers is compiled well. */
static guint32
get_key (const float *weight)
{
  guint32 bits;

  memcpy (&bits, weight, sizeof bits);
  return bits << 1 | bits >> 31;
}

static float
get_weight (guint32 key)
{
  guint32 bits = key >> 1 | key << 31;
  float weight;

  memcpy (&weight, &bits, sizeof weight);
  return weight;
}

static guint32
find_largest (const float *weights, guint n)
{
  guint32 largest = 0;

  for (guint i = 0; i < n; i++)
    {
      guint32 key = get_key (&weights[i]);

      largest = key > largest ? key : largest;
    }
  return largest;
}

static const float *
get_row (const DhNetworkLayout *layout, guint column, guint row)
{
  const DhTensor *weight = layout->columns[column + 1].weight;

  return layout->run->parameters + weight->offset + (gsize) row * weight->columns;
}

static guint32
find_strongest (const DhNetworkLayout *layout, guint column, guint from, guint to)
{
  guint left, right, top, bottom;
  guint32 strongest = 0;

  dh_network_layout_get_units (&layout->columns[column], from, &left, &right);
  dh_network_layout_get_units (&layout->columns[column + 1], to, &top, &bottom);
  for (guint row = top; row < bottom; row++)
    {
      guint32 key = find_largest (get_row (layout, column, row) + left, right - left);

      strongest = MAX (strongest, key);
    }
  return strongest;
}

void
dh_network_links_init (DhNetworkLinks *self, const DhNetworkLayout *layout, guint column)
{
  self->n_from = layout->columns[column].n_nodes;
  self->n_to = layout->columns[column + 1].n_nodes;
  self->largest = 0;
  for (guint to = 0; to < self->n_to; to++)
    for (guint from = 0; from < self->n_from; from++)
      {
        float weight = get_weight (find_strongest (layout, column, from, to));

        self->weights[to][from] = weight;
        if (isfinite (weight))
          self->largest = MAX (self->largest, fabsf (weight));
      }
}

double
dh_network_links_get_strength (const DhNetworkLinks *self, guint from, guint to)
{
  float weight = fabsf (self->weights[to][from]);

  if (!isfinite (weight))
    return 1;
  return self->largest > 0 ? (double) weight / self->largest : 0;
}

void
dh_network_links_locate (const DhNetworkLayout *layout,
                         guint column,
                         guint from,
                         guint to,
                         guint *input,
                         guint *output)
{
  guint32 strongest = find_strongest (layout, column, from, to);
  guint left, right, top, bottom;

  dh_network_layout_get_units (&layout->columns[column], from, &left, &right);
  dh_network_layout_get_units (&layout->columns[column + 1], to, &top, &bottom);
  for (*output = top; *output < bottom; ++*output)
    for (*input = left; *input < right; ++*input)
      if (get_key (get_row (layout, column, *output) + *input) == strongest)
        return;
  *input = left;
  *output = top;
}
