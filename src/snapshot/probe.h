// What a network does with some of its images: activations, and what each class looks for.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DH_PROBE_N_BINS 64

/* What comes out of one linear layer and the activation after it; of the last layer, the logits. */
typedef struct
{
  guint  n_units;
  float *activity; /* [n_units] mean of |output| over the images */
  guint  n_dead;   /* units that give 0 for every image; only counted after ReLU */
  float  lowest;   /* of the outputs of all units for all images, as far as they are finite */
  float  highest;
  double mean;
  double deviation;  /* √ of the mean squared distance to the mean */
  guint  n_zero;     /* outputs that are exactly 0 */
  guint  n_unknown;  /* outputs that are not finite */
  guint  counts[DH_PROBE_N_BINS]; /* of those outputs, in equal bins from lowest to highest */
} DhProbeLayer;

/* Filled by the one who makes it, const for everybody from then on. */
typedef struct
{
  gint ref_count; /*< private >*/

  guint64       step;     /* at the parameters after so many updates */
  guint         n_images; /* the first ones of the subset */
  guint         n_layers; /* linear layers */
  DhProbeLayer *layers;   /* [n_layers], the first first */
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
