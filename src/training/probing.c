// A probe of a network, made in slices.
// SPDX-License-Identifier: MIT

#include "training/probing.h"

#include <math.h>
#include <string.h>

#include "engine/matrix.h"
#include "engine/optimizer.h"
#include "training/image-pass.h"

#define MAX_IMAGES 256
#define MAX_OPERATIONS 2e9
#define MAX_FLOATS 3e7 /* on the way through the network: images may have a million pixels */

/* One or two milliseconds. */
#define SLICE_OPERATIONS 5e7

/* Outputs, weights, gradients. */
#define COUNTS 3

struct _DhProbing
{
  const DhNetwork *network;
  float *parameters; /* [n_parameters] the copies that are looked at */
  float *gradient;
  DhImagePass pass;
  DhProbe *probe;

  gboolean has_read; /* all images have been sent through the network */
  guint n_counted;   /* slices of layers */
  guint n_classes;   /* whose input gradient is known as far as the first layer */
  float *means;      /* [n_classes, outputs of the first layer] ∂ logit / ∂ z; NULL if not wanted */
  float *delta;      /* room for all images in the widest layer */
  float *next;
};

/* Not known where a value is not finite. */
static double
get_norm (const float *values, gsize n)
{
  double norm = dh_optimizer_norm (values, n);

  return isfinite (norm) ? norm : NAN;
}

static void
observe_layer (DhProbeLayer *layer, const float *outputs, guint n_images, gboolean can_die)
{
  for (guint j = 0; j < layer->n_units; j++)
    {
      gboolean fires = FALSE;
      double sum = 0;

      for (guint i = 0; i < n_images; i++)
        {
          float output = outputs[(gsize) i * layer->n_units + j];

          sum += fabsf (output);
          fires |= !(output <= 0);
        }
      layer->activity[j] = (float) (sum / n_images);
      layer->n_dead += can_die && !fires;
    }
  dh_histogram_init (&layer->outputs, outputs, (gsize) n_images * layer->n_units);
}

/* ∂ logit / ∂ z of the first layer for class @class, mean over the images, into @mean [outputs].
 * From the weight's row down, through each layer's f′ and weight. */
static void
flow_back (DhProbing *self, guint class, float *mean)
{
  const DhImagePass *pass = &self->pass;
  const DhNetwork *network = self->network;
  const DhActivation *f = dh_activation_get (network->activation);
  guint l = network->n_layers - 1;
  guint width = network->layers[l].inputs;
  float *delta = self->delta;
  float *next = self->next;
  float *swap;

  for (guint i = 0; i < pass->n; i++)
    for (guint j = 0; j < width; j++)
      delta[(gsize) i * width + j] =
          self->parameters[network->layers[l].weight + (gsize) class * width + j];
  while (TRUE)
    {
      const DhLayer *layer = &network->layers[--l];

      f->backward (pass->z[l], pass->in[l + 1], delta, (gsize) pass->n * layer->outputs);
      if (l == 0)
        break;
      dh_matrix_multiply ((DhMatrix) { delta, layer->outputs },
                          (DhMatrix) { self->parameters + layer->weight, layer->inputs },
                          (DhMatrixOut) { next, layer->inputs }, pass->n, layer->inputs,
                          layer->outputs);
      swap = delta;
      delta = next;
      next = swap;
    }
  for (guint j = 0; j < network->layers[0].outputs; j++)
    {
      double sum = 0;

      for (guint i = 0; i < pass->n; i++)
        sum += delta[(gsize) i * network->layers[0].outputs + j];
      mean[j] = (float) (sum / pass->n);
    }
}

static guint
get_widest (const DhNetwork *network)
{
  guint widest = 0;

  for (guint l = 0; l < network->n_layers; l++)
    widest = MAX (widest, network->layers[l].outputs);
  return widest;
}

static guint
count_images (const DhNetwork *network, guint n, gboolean input_gradients)
{
  gsize first = (gsize) network->layers[0].inputs * network->layers[0].outputs;
  double back = (double) (network->n_parameters - first);
  double operations = 2.0 * network->n_parameters;
  double floats = 0;

  for (guint l = 0; l < network->n_layers; l++)
    floats += (double) network->layers[l].inputs + network->layers[l].outputs;
  if (input_gradients)
    operations += 2.0 * back * network->layers[network->n_layers - 1].outputs;
  return (guint) CLAMP (MIN (MAX_OPERATIONS / operations, MAX_FLOATS / floats), 1,
                        MIN (n, MAX_IMAGES));
}

static gboolean
prepare_input_gradients (DhProbing *self)
{
  DhProbe *probe = self->probe;
  gsize room = (gsize) get_widest (self->network) * self->pass.n;

  probe->input_gradients = g_try_new (float, (gsize) probe->n_classes * probe->n_pixels);
  self->means = g_try_new (float, (gsize) probe->n_classes * self->network->layers[0].outputs);
  self->delta = g_try_new (float, room);
  self->next = g_try_new (float, room);
  return probe->input_gradients != NULL && self->means != NULL && self->delta != NULL &&
         self->next != NULL;
}

static float *
try_copy (const float *values, gsize n)
{
  float *copy = g_try_new (float, n);

  if (copy != NULL)
    memcpy (copy, values, n * sizeof *copy);
  return copy;
}

static DhProbe *
make_probe (const DhNetwork *network, guint n_images)
{
  guint n_units[DH_NETWORK_MAX_LAYERS];
  DhProbe *probe;

  for (guint l = 0; l < network->n_layers; l++)
    n_units[l] = network->layers[l].outputs;
  probe = dh_probe_new (network->n_layers, n_units);
  if (probe == NULL)
    return NULL;
  probe->n_images = n_images;
  probe->n_classes = n_units[network->n_layers - 1];
  probe->n_pixels = network->layers[0].inputs;
  probe->relu = network->activation == DH_ACTIVATION_RELU;
  return probe;
}

DhProbing *
dh_probing_new (const DhNetwork *network,
                const float *parameters,
                const float *gradient,
                const DhDataset *dataset,
                const guint32 *indices,
                guint n,
                gboolean input_gradients)
{
  g_autoptr (DhProbing) self = g_new0 (DhProbing, 1);
  guint n_images = count_images (network, n, input_gradients);
  const guint8 *images[MAX_IMAGES];

  self->network = network;
  self->parameters = try_copy (parameters, network->n_parameters);
  self->gradient = try_copy (gradient, network->n_parameters);
  self->probe = make_probe (network, n_images);
  if (!dh_image_pass_init (&self->pass, network, self->parameters, n_images) ||
      self->parameters == NULL || self->gradient == NULL || self->probe == NULL ||
      (input_gradients && !prepare_input_gradients (self)))
    return NULL;
  for (guint i = 0; i < n_images; i++)
    images[i] = dataset->train.pixels + (gsize) indices[i] * network->layers[0].inputs;
  dh_image_pass_begin (&self->pass, dataset, images);
  return g_steal_pointer (&self);
}

void
dh_probing_free (DhProbing *self)
{
  if (self == NULL)
    return;
  if (self->pass.network != NULL)
    dh_image_pass_clear (&self->pass);
  g_clear_pointer (&self->probe, dh_probe_unref);
  g_free (self->parameters);
  g_free (self->gradient);
  g_free (self->means);
  g_free (self->delta);
  g_free (self->next);
  g_free (self);
}

DhProbe *
dh_probing_get_probe (DhProbing *self)
{
  return self->probe;
}

/* The layers one after the other, each in COUNTS slices. */
static void
count_next (DhProbing *self)
{
  guint l = self->n_counted / COUNTS;
  const DhLayer *layer = &self->network->layers[l];
  DhProbeLayer *counts = &self->probe->layers[l];
  gsize n = (gsize) layer->outputs * layer->inputs;

  switch (self->n_counted % COUNTS)
    {
    case 0:
      observe_layer (counts, dh_image_pass_get_output (&self->pass, l), self->pass.n,
                     self->probe->relu && l + 1 < self->network->n_layers);
      break;
    case 1:
      dh_histogram_init (&counts->weights, self->parameters + layer->weight, n);
      counts->weight_norm = get_norm (self->parameters + layer->weight, n);
      break;
    default:
      dh_histogram_init (&counts->gradients, self->gradient + layer->weight, n);
      counts->gradient_norm = get_norm (self->gradient + layer->weight, n);
    }
  self->n_counted++;
}

static gboolean
has_counted (const DhProbing *self)
{
  return self->n_counted == COUNTS * self->network->n_layers;
}

/* The product with the first weight is linear: it is made once, of the means. */
static void
end_input_gradients (DhProbing *self)
{
  const DhLayer *first = &self->network->layers[0];
  DhProbe *probe = self->probe;

  if (self->network->n_layers == 1)
    memcpy (probe->input_gradients, self->parameters + first->weight,
            (gsize) probe->n_classes * probe->n_pixels * sizeof (float));
  else
    dh_matrix_multiply ((DhMatrix) { self->means, first->outputs },
                        (DhMatrix) { self->parameters + first->weight, first->inputs },
                        (DhMatrixOut) { probe->input_gradients, probe->n_pixels },
                        probe->n_classes, probe->n_pixels, first->outputs);
}

static gboolean
add_input_gradient (DhProbing *self)
{
  guint outputs = self->network->layers[0].outputs;

  if (self->network->n_layers > 1 && self->n_classes < self->probe->n_classes)
    {
      flow_back (self, self->n_classes, self->means + (gsize) self->n_classes * outputs);
      self->n_classes++;
      return FALSE;
    }
  end_input_gradients (self);
  return TRUE;
}

gboolean
dh_probing_advance (DhProbing *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  if (!self->has_read)
    self->has_read = dh_image_pass_advance (&self->pass, SLICE_OPERATIONS);
  else if (!has_counted (self))
    count_next (self);
  else if (self->means != NULL)
    return add_input_gradient (self);
  return self->means == NULL && has_counted (self);
}

DhProbe *
dh_probing_finish (DhProbing *self)
{
  DhProbe *probe = g_steal_pointer (&self->probe);

  dh_probing_free (self);
  return probe;
}
