// What of the parameters is shown as maps.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DH_WEIGHTS_VALUE,
  DH_WEIGHTS_GRADIENT,
  DH_WEIGHTS_UPDATE, /* what the last step added */
  DH_N_WEIGHTS_QUANTITIES
} DhWeightsQuantity;

typedef enum
{
  DH_WEIGHTS_UNITS,  /* rows of the first weight as images: classes or hidden units */
  DH_WEIGHTS_LAYER,  /* a deeper weight as a matrix */
  DH_WEIGHTS_CLASSES /* the input gradient of each class */
} DhWeightsView;

/* A plain value; zeros are the usual view. */
typedef struct
{
  DhWeightsView     view;
  DhWeightsQuantity quantity;
  guint             layer;     /* of DH_WEIGHTS_LAYER: linear layer, from 1; 0 = the last */
  guint             page;      /* of the units, from 0 */
  gboolean          own_scale; /* each map from −its largest to +its largest */
} DhWeightsChoices;

G_END_DECLS
