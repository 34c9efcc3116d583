// What of the parameters is shown, as maps or as a matrix.
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
  DH_WEIGHTS_CLASSES, /* what each class looks for: in the linear model its row of the weight; with
                         hidden layers the input gradient of its score, whatever the quantity */
  DH_WEIGHTS_UNITS,   /* with hidden layers: rows of the first weight as images, in pages */
  DH_WEIGHTS_LAYER,   /* with hidden layers: a deeper weight as a matrix */
  DH_N_WEIGHTS_VIEWS
} DhWeightsView;

/* A plain value; zeros are the usual view. */
typedef struct
{
  DhWeightsView     view;
  DhWeightsQuantity quantity;
  guint             layer;     /* of DH_WEIGHTS_LAYER: linear layer, from 2; 0 = the last */
  guint             page;      /* of the units, from 0; past the last, the last */
  gboolean          own_scale; /* each map from −its largest to +its largest */

  /* The units in the order they are shown; borrowed. NULL, or as many as there are not: the most
   * active first, where that is known. Somebody who looks while a run trains keeps an order for a
   * while, so that the maps do not jump about. */
  const guint *order;
  guint        n_order;

  gboolean has_cell; /* one number is looked at, the same pixel of every map: */
  guint    row;      /* class or unit of the map; output of the matrix */
  guint    column;   /* pixel, row-major; input of the matrix */
} DhWeightsChoices;

G_END_DECLS
