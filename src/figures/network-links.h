// The weights that the lines of the drawn network stand for.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/network-layout.h"

G_BEGIN_DECLS

/* A line between two circles shows the weight furthest from 0 of all between their units: it is one
 * that the network has, where a mean of many would be near 0 whatever they are. */
typedef struct
{
  guint n_from;
  guint n_to;
  float weights[DH_NETWORK_MOST_NODES][DH_NETWORK_MOST_NODES]; /* [n_to, n_from] */
  float largest; /* of their magnitudes, the finite ones */
} DhNetworkLinks;

/* Those from @column to the next. Looks at every weight of the layer once. */
void dh_network_links_init (DhNetworkLinks *self, const DhNetworkLayout *layout, guint column);

/* How strong a line is in its layer: 0 … 1; 1 for an infinite weight and for what is no number. */
double dh_network_links_get_strength (const DhNetworkLinks *self, guint from, guint to);

/* Which weight it is: of unit *input of @column to unit *output of the next. */
void dh_network_links_locate (const DhNetworkLayout *layout,
                              guint column,
                              guint from,
                              guint to,
                              guint *input,
                              guint *output);

G_END_DECLS
