// What can be told of a layer in one number each: norms, the update-to-weight ratio, dead ReLUs.
// SPDX-License-Identifier: MIT
#pragma once

#include "snapshot/snapshot.h"

G_BEGIN_DECLS

/* Of the weight of a linear layer, its bias left out. The norms are the probe's, and so of the step
 * that it was made at; where there is none, they are made of the snapshot. A plain value; NAN where
 * a number is not known, or where what it is made of is not finite. */
typedef struct
{
  char             name[32];      /* "main.0", as PyTorch's state_dict begins */
  const DhTensor  *weight;        /* of the snapshot, borrowed; rows = outputs, columns = inputs */
  gsize            n_parameters;  /* weight and bias */
  double           weight_norm;   /* Euclidean */
  double           gradient_norm; /* of the gradient of the snapshot's train_loss */
  double           update_ratio;  /* ‖last update‖ / ‖weight‖ */
  const DhProbeLayer *probe;      /* borrowed, or NULL: not looked at */
  gboolean         can_die;       /* ReLU stands behind it, and it was looked at */
} DhLayerNumbers;

/* How many linear layers @run has whose parameters are there; 0 where @run is NULL. */
guint dh_layer_numbers_count (const DhSnapshot *run);

/* The weight of layer @layer < dh_layer_numbers_count(). */
const DhTensor *dh_layer_numbers_get_weight (const DhSnapshot *run, guint layer);

/* Name, shape and probe alone, which costs nothing; then also the norms. */
void dh_layer_numbers_init_shape (DhLayerNumbers *self, const DhSnapshot *run, guint layer);
void dh_layer_numbers_init (DhLayerNumbers *self, const DhSnapshot *run, guint layer);

/* ‖last update‖ / ‖parameters‖ of the whole network, biases and all; NAN where not known. */
double dh_layer_numbers_get_update_ratio (const DhSnapshot *run);

/* Dead ReLUs of all layers that can have any, and in *@n_units of how many; FALSE where none can,
 * or where nobody looked. */
gboolean dh_layer_numbers_count_dead (const DhSnapshot *run, guint *n_dead, guint *n_units);

/* The Euclidean norm of @values [@n], summed in double. */
double dh_layer_numbers_norm (const float *values, gsize n);

G_END_DECLS
