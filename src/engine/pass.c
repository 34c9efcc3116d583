// A forward and a backward pass of a batch through an MLP, with the loss between them.
// SPDX-License-Identifier: MIT

#include "engine/pass.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "engine/matrix.h"

struct _DhPass
{
  DhNetwork network;
  const DhActivation *activation;
  guint max_rows;
  float *memory;                              /* one block; the pointers below lie in it */
  float *activations[DH_NETWORK_MAX_LAYERS];  /* [rows, outputs] of layer l; the last holds log p */
  float *z[DH_NETWORK_MAX_LAYERS];            /* what the activations were made of, where their
                                                 slope needs it; else the activations */
  float *delta;                               /* [rows, outputs] of the layer at hand */
  float *next_delta;                          /* the same of the layer before it */
};

static guint
widest_layer (const DhNetwork *network)
{
  guint widest = 0;

  for (guint l = 0; l < network->n_layers; l++)
    widest = MAX (widest, network->layers[l].outputs);
  return widest;
}

static gboolean
keeps_z (const DhPass *self, guint l)
{
  return self->activation->needs_z && l + 1 < self->network.n_layers;
}

static gsize
total_width (const DhPass *self)
{
  const DhNetwork *network = &self->network;
  gsize total = 2 * (gsize) widest_layer (network);

  for (guint l = 0; l < network->n_layers; l++)
    total += (keeps_z (self, l) ? 2 : 1) * (gsize) network->layers[l].outputs;
  return total;
}

DhPass *
dh_pass_new (const DhNetwork *network, guint max_rows, GError **error)
{
  g_autoptr (DhPass) self = g_new0 (DhPass, 1);
  gsize n;
  float *next;

  g_return_val_if_fail (network != NULL && max_rows > 0, NULL);

  self->network = *network;
  self->activation = dh_activation_get (network->activation);
  self->max_rows = max_rows;
  if (g_size_checked_mul (&n, total_width (self), max_rows))
    self->memory = g_try_new (float, n);
  if (self->memory == NULL)
    {
      g_set_error (error, DH_NETWORK_ERROR, DH_NETWORK_ERROR_MEMORY,
                   _("Not enough memory for batches of %u: make the layers or the batch smaller"),
                   max_rows);
      return NULL;
    }
  next = self->memory;
  for (guint l = 0; l < network->n_layers; l++)
    {
      self->activations[l] = self->z[l] = next;
      next += (gsize) max_rows * network->layers[l].outputs;
      if (!keeps_z (self, l))
        continue;
      self->z[l] = next;
      next += (gsize) max_rows * network->layers[l].outputs;
    }
  self->delta = next;
  self->next_delta = next + (gsize) max_rows * widest_layer (network);
  return g_steal_pointer (&self);
}

void
dh_pass_free (DhPass *self)
{
  if (self == NULL)
    return;
  g_free (self->memory);
  g_free (self);
}

static void
add_rows (float *matrix, const float *row, guint rows, guint columns)
{
  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < columns; j++)
      matrix[(gsize) i * columns + j] += row[j];
}

static void
log_softmax (float *row, guint n)
{
  float largest = row[0];
  float sum = 0;
  float log_sum;

  for (guint j = 1; j < n; j++)
    largest = MAX (largest, row[j]);
  for (guint j = 0; j < n; j++)
    sum += expf (row[j] - largest);
  log_sum = logf (sum);
  for (guint j = 0; j < n; j++)
    row[j] = row[j] - largest - log_sum;
}

void
dh_pass_forward (DhPass *self, const float *parameters, const float *inputs, guint rows)
{
  const DhNetwork *network = &self->network;
  guint last = network->n_layers - 1;

  g_return_if_fail (rows <= self->max_rows);

  for (guint l = 0; l <= last; l++)
    {
      const DhLayer *layer = &network->layers[l];
      float *z = self->z[l];

      dh_matrix_multiply_transposed (inputs, parameters + layer->weight, z, rows, layer->outputs,
                                     layer->inputs);
      if (network->has_bias)
        add_rows (z, parameters + layer->bias, rows, layer->outputs);
      if (l < last)
        self->activation->forward (z, self->activations[l], (gsize) rows * layer->outputs);
      inputs = self->activations[l];
    }
  for (guint i = 0; i < rows; i++)
    log_softmax (self->activations[last] + (gsize) i * network->layers[last].outputs,
                 network->layers[last].outputs);
}

const float *
dh_pass_get_log_probabilities (const DhPass *self)
{
  return self->activations[self->network.n_layers - 1];
}

guint
dh_pass_get_most_likely (const float *row, guint n)
{
  guint best = 0;

  for (guint j = 1; j < n; j++)
    if (row[j] > row[best])
      best = j;
  return best;
}

double
dh_pass_get_loss (const DhPass *self, const guint16 *labels, guint rows, guint *n_right)
{
  guint n = self->network.layers[self->network.n_layers - 1].outputs;
  const float *row = dh_pass_get_log_probabilities (self);
  double loss = 0;

  for (guint i = 0; i < rows; i++, row += n)
    {
      loss -= row[labels[i]];
      if (n_right != NULL)
        *n_right += dh_pass_get_most_likely (row, n) == labels[i];
    }
  return loss;
}

/* ∂/∂z of −log softmax (z)[label] is softmax (z) − onehot (label). */
static void
logits_delta (DhPass *self, const guint16 *labels, guint rows, float scale)
{
  guint n = self->network.layers[self->network.n_layers - 1].outputs;
  const float *log_p = dh_pass_get_log_probabilities (self);

  for (gsize i = 0; i < (gsize) rows * n; i++)
    self->delta[i] = expf (log_p[i]) * scale;
  for (guint i = 0; i < rows; i++)
    self->delta[(gsize) i * n + labels[i]] -= scale;
}

static void
add_columns (const float *matrix, float *sums, guint rows, guint columns)
{
  for (guint i = 0; i < rows; i++)
    for (guint j = 0; j < columns; j++)
      sums[j] += matrix[(gsize) i * columns + j];
}

/* Takes the delta of layer @l back to that of layer @l − 1. */
static void
propagate (DhPass *self, const float *parameters, guint l, guint rows)
{
  const DhLayer *layer = &self->network.layers[l];
  float *swap = self->delta;

  dh_matrix_multiply (self->delta, parameters + layer->weight, self->next_delta, rows,
                      layer->inputs, layer->outputs);
  self->activation->backward (self->z[l - 1], self->activations[l - 1], self->next_delta,
                              (gsize) rows * layer->inputs);
  self->delta = self->next_delta;
  self->next_delta = swap;
}

void
dh_pass_backward (DhPass *self,
                  const float *parameters,
                  const float *inputs,
                  const guint16 *labels,
                  guint rows,
                  float scale,
                  float *gradient)
{
  const DhNetwork *network = &self->network;

  g_return_if_fail (rows <= self->max_rows);

  logits_delta (self, labels, rows, scale);
  for (guint l = network->n_layers; l-- > 0;)
    {
      const DhLayer *layer = &network->layers[l];

      dh_matrix_add_product (self->delta, l > 0 ? self->activations[l - 1] : inputs,
                             gradient + layer->weight, layer->outputs, layer->inputs, rows);
      if (network->has_bias)
        add_columns (self->delta, gradient + layer->bias, rows, layer->outputs);
      if (l > 0)
        propagate (self, parameters, l, rows);
    }
}
