// What a network makes of single images: for those who look at it, not for training.
// SPDX-License-Identifier: MIT

#include "training/look.h"

#include <math.h>
#include <string.h>

#include "engine/matrix.h"
#include "engine/optimizer.h"

#define MAX_IMAGES 256
#define MAX_OPERATIONS 2e9
#define MAX_FLOATS 3e7 /* on the way through the network: images may have a million pixels */

/* A batch on its way through the network. Layer l turns in[l] [n, inputs] into z[l] [n, outputs],
 * and f of that is in[l + 1]; after the last layer there is no f. */
typedef struct
{
  const DhNetwork *network;
  const float     *parameters;
  guint            n;
  float           *in[DH_NETWORK_MAX_LAYERS];
  float           *z[DH_NETWORK_MAX_LAYERS];
} Batch;

static void
batch_clear (Batch *self)
{
  for (guint l = 0; l < self->network->n_layers; l++)
    {
      g_free (self->in[l]);
      g_free (self->z[l]);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static gboolean
batch_init (Batch *self, const DhNetwork *network, const float *parameters, guint n)
{
  *self = (Batch) { network, parameters, n, { NULL }, { NULL } };
  for (guint l = 0; l < network->n_layers; l++)
    {
      self->in[l] = g_try_new (float, (gsize) n * network->layers[l].inputs);
      self->z[l] = g_try_new (float, (gsize) n * network->layers[l].outputs);
      if (self->in[l] == NULL || self->z[l] == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
batch_load (Batch *self, const DhDataset *dataset, const guint8 *const *images)
{
  gsize size = self->network->layers[0].inputs;
  float values[256];

  dh_dataset_get_standardised (dataset, values);
  for (guint i = 0; i < self->n; i++)
    for (gsize p = 0; p < size; p++)
      self->in[0][i * size + p] = values[images[i][p]];
}

static void
add_bias (Batch *self, guint l)
{
  const DhLayer *layer = &self->network->layers[l];
  const float *bias = self->parameters + layer->bias;

  for (guint i = 0; i < self->n; i++)
    for (guint j = 0; j < layer->outputs; j++)
      self->z[l][(gsize) i * layer->outputs + j] += bias[j];
}

static void
batch_forward (Batch *self)
{
  const DhActivation *f = dh_activation_get (self->network->activation);

  for (guint l = 0; l < self->network->n_layers; l++)
    {
      const DhLayer *layer = &self->network->layers[l];

      dh_matrix_multiply_few ((DhMatrix) { self->in[l], layer->inputs },
                              (DhMatrix) { self->parameters + layer->weight, layer->inputs },
                              (DhMatrixOut) { self->z[l], layer->outputs }, self->n,
                              layer->outputs, layer->inputs);
      if (self->network->has_bias)
        add_bias (self, l);
      if (l + 1 < self->network->n_layers)
        f->forward (self->z[l], self->in[l + 1], (gsize) self->n * layer->outputs);
    }
}

static const float *
get_output (const Batch *self, guint l)
{
  return l + 1 < self->network->n_layers ? self->in[l + 1] : self->z[l];
}

static void
make_probabilities (const float *logits, guint n, float *probabilities)
{
  double largest = -INFINITY;
  double sum = 0;

  for (guint i = 0; i < n; i++)
    largest = fmax (largest, logits[i]);
  for (guint i = 0; i < n; i++)
    sum += exp (logits[i] - largest);
  for (guint i = 0; i < n; i++)
    probabilities[i] = (float) (exp (logits[i] - largest) / sum);
}

float *
dh_look_read_images (const DhNetwork *network,
                     const float *parameters,
                     const DhDataset *dataset,
                     const guint8 *const *images,
                     guint n)
{
  g_auto (Batch) batch;
  guint last = network->n_layers - 1;
  guint n_classes = network->layers[last].outputs;
  float *probabilities = g_try_new (float, (gsize) n * n_classes);

  if (!batch_init (&batch, network, parameters, n) || probabilities == NULL)
    {
      g_free (probabilities);
      return NULL;
    }
  batch_load (&batch, dataset, images);
  batch_forward (&batch);
  for (gsize i = 0; i < n; i++)
    make_probabilities (batch.z[last] + i * n_classes, n_classes, probabilities + i * n_classes);
  return probabilities;
}

/* Not known where a value is not finite. */
static double
get_norm (const float *values, gsize n)
{
  double norm = dh_optimizer_norm (values, n);

  return isfinite (norm) ? norm : NAN;
}

static void
count_weight (DhProbeLayer *self, const float *weight, const float *gradient, gsize n)
{
  dh_histogram_init (&self->weights, weight, n);
  dh_histogram_init (&self->gradients, gradient, n);
  self->weight_norm = get_norm (weight, n);
  self->gradient_norm = get_norm (gradient, n);
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
 * From the weight's row down, through each layer's f′ and weight; @delta and @next have room for a
 * batch of the widest layer. */
static void
flow_back (const Batch *batch, guint class, float *delta, float *next, float *mean)
{
  const DhNetwork *network = batch->network;
  const DhActivation *f = dh_activation_get (network->activation);
  guint l = network->n_layers - 1;
  guint width = network->layers[l].inputs;
  float *swap;

  for (guint i = 0; i < batch->n; i++)
    for (guint j = 0; j < width; j++)
      delta[(gsize) i * width + j] =
          batch->parameters[network->layers[l].weight + (gsize) class * width + j];
  while (TRUE)
    {
      const DhLayer *layer = &network->layers[--l];

      f->backward (batch->z[l], batch->in[l + 1], delta, (gsize) batch->n * layer->outputs);
      if (l == 0)
        break;
      dh_matrix_multiply ((DhMatrix) { delta, layer->outputs },
                          (DhMatrix) { batch->parameters + layer->weight, layer->inputs },
                          (DhMatrixOut) { next, layer->inputs }, batch->n, layer->inputs,
                          layer->outputs);
      swap = delta;
      delta = next;
      next = swap;
    }
  for (guint j = 0; j < network->layers[0].outputs; j++)
    {
      double sum = 0;

      for (guint i = 0; i < batch->n; i++)
        sum += delta[(gsize) i * network->layers[0].outputs + j];
      mean[j] = (float) (sum / batch->n);
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

/* The product with the first weight is linear: it is made once, of the means. */
static gboolean
add_input_gradients (DhProbe *probe, const Batch *batch)
{
  const DhNetwork *network = batch->network;
  const DhLayer *first = &network->layers[0];
  gsize room = (gsize) get_widest (network) * batch->n;
  g_autofree float *delta = g_try_new (float, room);
  g_autofree float *next = g_try_new (float, room);
  g_autofree float *means = g_try_new (float, (gsize) probe->n_classes * first->outputs);

  probe->input_gradients = g_try_new (float, (gsize) probe->n_classes * probe->n_pixels);
  if (delta == NULL || next == NULL || means == NULL || probe->input_gradients == NULL)
    return FALSE;
  if (network->n_layers == 1)
    {
      memcpy (probe->input_gradients, batch->parameters + first->weight,
              (gsize) probe->n_classes * probe->n_pixels * sizeof (float));
      return TRUE;
    }
  for (guint c = 0; c < probe->n_classes; c++)
    flow_back (batch, c, delta, next, means + (gsize) c * first->outputs);
  dh_matrix_multiply ((DhMatrix) { means, first->outputs },
                      (DhMatrix) { batch->parameters + first->weight, first->inputs },
                      (DhMatrixOut) { probe->input_gradients, probe->n_pixels }, probe->n_classes,
                      probe->n_pixels, first->outputs);
  return TRUE;
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

DhProbe *
dh_look_probe (const DhNetwork *network,
               const float *parameters,
               const float *gradient,
               const DhDataset *dataset,
               const guint32 *indices,
               guint n,
               gboolean input_gradients)
{
  guint n_units[DH_NETWORK_MAX_LAYERS];
  const guint8 *images[MAX_IMAGES];
  g_autoptr (DhProbe) probe = NULL;
  g_auto (Batch) batch;
  gboolean has_memory = batch_init (&batch, network, parameters,
                                    count_images (network, n, input_gradients));

  g_return_val_if_fail (n > 0, NULL);

  for (guint l = 0; l < network->n_layers; l++)
    n_units[l] = network->layers[l].outputs;
  probe = has_memory ? dh_probe_new (network->n_layers, n_units) : NULL;
  if (probe == NULL)
    return NULL;
  probe->n_images = batch.n;
  probe->n_classes = n_units[network->n_layers - 1];
  probe->n_pixels = network->layers[0].inputs;
  probe->relu = network->activation == DH_ACTIVATION_RELU;
  for (guint i = 0; i < batch.n; i++)
    images[i] = dataset->train.pixels + (gsize) indices[i] * network->layers[0].inputs;
  batch_load (&batch, dataset, images);
  batch_forward (&batch);
  for (guint l = 0; l < network->n_layers; l++)
    {
      const DhLayer *layer = &network->layers[l];

      observe_layer (&probe->layers[l], get_output (&batch, l), batch.n,
                     probe->relu && l + 1 < network->n_layers);
      count_weight (&probe->layers[l], parameters + layer->weight, gradient + layer->weight,
                    (gsize) layer->outputs * layer->inputs);
    }
  if (input_gradients && !add_input_gradients (probe, &batch))
    return NULL;
  return g_steal_pointer (&probe);
}
