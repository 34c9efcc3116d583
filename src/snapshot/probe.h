// What is counted of a network: activations, how its values are spread, what each class looks for.
// SPDX-License-Identifier: MIT
#pragma once

#include "snapshot/histogram.h"

G_BEGIN_DECLS

/* Of one linear layer: its weight, its bias left out, and what comes out of it and the activation
 * after it; of the last layer, the logits. */
typedef struct
{
  guint       n_units;
  float      *activity;      /* [n_units] mean of |output| over the images */
  guint       n_dead;        /* units that give 0 for every image; only counted after ReLU */
  DhHistogram outputs;       /* of all units for all images */
  DhHistogram weights;
  DhHistogram gradients;     /* of the loss of the batch that the next step uses */
  double      weight_norm;   /* Euclidean; NAN where a weight is not finite */
  double      gradient_norm; /* as well */
  double      update_norm;   /* as well, of what the last step added; NAN where not wanted */
} DhProbeLayer;

/* Filled by the one who makes it, const for everybody from then on. */
typedef struct
{
  gint ref_count; /*< private >*/

  guint64       step;     /* at the parameters after so many updates */
  guint         n_images; /* the first ones of the subset */
  guint         n_layers; /* linear layers */
  DhProbeLayer *layers;   /* [n_layers], the first first */
  double        norm;     /* Euclidean, of all parameters; NAN where update_norm is */
  double        update_norm; /* the same of what the last step added to them */
  gboolean      relu;     /* ReLU stands between the layers: units can die */

  guint  n_classes;
  guint  n_pixels;
  float *input_gradients; /* [n_classes, n_pixels] ∂ logit / ∂ standardised pixel, mean over the
                             images; in the linear model, its weight. NULL where not wanted */
} DhProbe;

/* Zeros with one reference: @n_units [@n_layers] of each layer; NULL where there is not enough
 * memory. */
DhProbe *dh_probe_new (guint n_layers, const guint *n_units);

/* Both are safe on any thread; the last unref frees all. */
const DhProbe *dh_probe_ref (const DhProbe *self);
void           dh_probe_unref (const DhProbe *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhProbe, dh_probe_unref)

G_END_DECLS
