// Which numbers of a snapshot the weights figure shows.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/figure.h"

G_BEGIN_DECLS

typedef enum
{
  DH_WEIGHTS_KIND_WEIGHT,
  DH_WEIGHTS_KIND_GRADIENT,
  DH_WEIGHTS_KIND_UPDATE,
  DH_WEIGHTS_KIND_INPUT_GRADIENT /* of a class's score */
} DhWeightsKind;

/* A plain value. Everything is borrowed from the snapshot. */
typedef struct
{
  const DhSnapshot *run;      /* or NULL */
  guint             n_layers; /* linear layers; 0: there is nothing to show */
  gboolean          linear;   /* only one of them */
  DhWeightsView     view;     /* of the linear model always that of classes */
  DhWeightsKind     kind;
  guint             layer;    /* whose weight it is, from 1 */
  guint             rows;     /* maps, or outputs */
  guint             columns;  /* pixels of a map, or inputs */
  const float      *values;   /* [rows, columns], or NULL where they are not known: */
  const char       *message;  /* why, in the user's language */
} DhWeightsSource;

void dh_weights_source_init (DhWeightsSource *self, const DhFigureModel *model);

/* The name of a row: its class, or its unit's number. */
const char *
dh_weights_source_get_name (const DhWeightsSource *self, guint row, char *buffer, gsize size);

/* How active the units of the first layer are [rows], in the view of units; NULL: not known. */
const float *dh_weights_source_get_activity (const DhWeightsSource *self);

/* TRUE where a unit of the first layer gives 0 for every image of the probe. */
gboolean dh_weights_source_is_dead (const DhWeightsSource *self, guint unit);

/* The largest |value| of @n values that is finite, 0 where there is none. */
double dh_weights_get_limit (const float *values, gsize n);

/* Fills @order [as many as the first hidden layer has units]: the most active first, of equals the
 * first. FALSE, with the units in their own order, where that is not known. */
gboolean dh_weights_make_order (const DhSnapshot *run, guint *order, guint n);

/* Units of the first hidden layer; 0 where there is none. */
guint dh_weights_count_units (const DhSnapshot *run);

G_END_DECLS
