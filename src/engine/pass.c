// A batch through an MLP, forward and backward, with the loss between.
// SPDX-License-Identifier: MIT

#include "engine/pass.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "engine/aligned.h"
#include "engine/pass-private.h"
#include "engine/rows.h"

/* Floats of the two cache lines that a processor fetches together, where it is asked for one: what
 * two threads write begins at such a pair each. */
#define PAIR 32

static gsize
get_stride (guint outputs)
{
  return outputs > 64 ? dh_rows_round_up (outputs, PAIR) + PAIR : dh_rows_round_up (outputs, 16);
}

/* Points @pointer to the next @size floats of @memory, unless that is NULL, and counts them. */
static void
take (float **pointer, float *memory, gsize *n, gsize size)
{
  *pointer = memory != NULL ? memory + *n : NULL;
  *n += (size + PAIR - 1) / PAIR * PAIR;
}

static void
take_halves (DhPass *self, float *memory, gsize *n)
{
  const DhPassLayer *last = &self->layers[self->layout.network.n_layers - 1];

  for (guint half = 0; half < 2; half++)
    take (&self->half_sums[half], memory, n, (gsize) self->max_rows * DH_NARROW_MOST);
  self->second_last.stride = last->stride;
  take (&self->second_last.a, memory, n, self->max_rows * last->stride);
  take (&self->second_last.delta, memory, n, self->max_rows * last->stride);
  self->second_last.z = self->second_last.a;
}

/* Shares @memory out, or with NULL only counts the floats. */
static gsize
share_out (DhPass *self, float *memory)
{
  const DhNetwork *network = &self->layout.network;
  guint padded = dh_rows_round_up (self->layout.first_layer.padded, 16);
  gsize widest = padded;
  gsize n = 0;

  for (guint l = 0; l < network->n_layers; l++)
    {
      DhPassLayer *layer = &self->layers[l];

      gsize room;

      layer->stride = get_stride (network->layers[l].outputs);
      room = self->max_rows * (layer->stride + (l == 0 ? PAIR : 0)); /* for two halves */
      take (&layer->a, memory, &n, room);
      take (&layer->delta, memory, &n, room);
      layer->z = layer->a;
      if (self->activation->needs_z && l + 1 < network->n_layers)
        take (&layer->z, memory, &n, room);
      widest = MAX (widest, layer->stride);
    }
  take (&self->base, memory, &n, padded);
  take (&self->chunk_sums, memory, &n, (gsize) padded * self->layout.first_layer.n_chunks);
  take (&self->delta_sum, memory, &n, widest);
  take_halves (self, memory, &n);
  return n;
}

DhPass *
dh_pass_new (const DhLayout *layout, guint max_rows, GError **error)
{
  g_autoptr (DhPass) self = g_new0 (DhPass, 1);

  g_return_val_if_fail (layout != NULL && max_rows > 0, NULL);

  self->layout = *layout;
  self->activation = dh_activation_get (layout->network.activation);
  self->max_rows = max_rows;
  self->memory = dh_aligned_new (share_out (self, NULL), sizeof (float));
  if (self->memory == NULL)
    {
      g_set_error (error, DH_NETWORK_ERROR, DH_NETWORK_ERROR_MEMORY,
                   _("Not enough memory for batches of %u: make the layers or the batch smaller"),
                   max_rows);
      return NULL;
    }
  share_out (self, self->memory);
  self->sums = g_new0 (DhSoftmaxSum, max_rows / DH_PASS_UNIT_ROWS + 1);
  return g_steal_pointer (&self);
}

void
dh_pass_free (DhPass *self)
{
  if (self == NULL)
    return;
  dh_aligned_free (self->memory);
  g_free (self->sums);
  g_free (self);
}

/* Where the batch at hand went through the layers otherwise, it does so again, to the same bits. */
void
dh_pass_set_team (DhPass *self, DhTeam *team)
{
  guint middle = dh_team_get_n_threads (team) > 1 ? self->layout.middle : 0;
  DhPassLayer *hidden = &self->layers[0];
  gsize stride = get_stride (self->layout.network.layers[0].outputs);

  self->team = team;
  if (middle == self->middle)
    return;
  memset (hidden->delta, 0, self->max_rows * (stride + PAIR) * sizeof (float));
  hidden->stride = middle > 0 ? middle + PAIR : stride;
  self->middle = middle;
  self->second = self->max_rows * hidden->stride - middle;
  if (self->rows > 0)
    dh_pass_forward (self);
}

void
dh_pass_set_parameters (DhPass *self, const float *parameters)
{
  self->parameters = parameters;
  self->has_sums = FALSE;
  self->has_base = FALSE;
}

void
dh_pass_begin (DhPass *self, const DhPassBatch *batch, float scale)
{
  guint first = batch->first;

  g_return_if_fail (batch->rows > 0 && batch->rows <= self->max_rows);
  g_return_if_fail (first % DH_FIRST_LAYER_GROUP == 0 && batch->copy % DH_FIRST_LAYER_GROUP == 0);

  self->rows = batch->rows;
  self->labels = batch->labels;
  self->scale = scale;
  if (dh_pass_is_plain (self))
    self->floats = dh_inputs_get_floats (batch->inputs, first);
  else
    for (guint i = 0; i < G_N_ELEMENTS (self->images); i++)
      self->images[i] = dh_inputs_get_images (batch->inputs, first + i * batch->copy);
  dh_pass_forward (self);
}

void
dh_pass_finish (DhPass *self, float *gradient, gboolean fresh)
{
  self->gradient = gradient;
  self->fresh = fresh;
  self->update = NULL;
  dh_pass_backward (self);
}

void
dh_pass_descend (DhPass *self, float *gradient, DhPassUpdateFunc update, gpointer data)
{
  self->gradient = gradient;
  self->fresh = TRUE;
  self->update = update;
  self->update_data = data;
  dh_pass_backward (self);
}

void
dh_pass_run (DhPass *self, const float *parameters, const DhPassBatch *batch,
             const DhPassGradient *gradient)
{
  dh_pass_set_parameters (self, parameters);
  dh_pass_begin (self, batch, gradient != NULL ? gradient->scale : 1);
  if (gradient != NULL)
    dh_pass_finish (self, gradient->values, gradient->fresh);
}

double
dh_pass_get_loss (const DhPass *self)
{
  double loss = 0;

  for (guint i = 0; i < self->n_sums; i++)
    loss += self->sums[i].loss;
  return loss;
}

guint
dh_pass_get_n_right (const DhPass *self)
{
  guint n_right = 0;

  for (guint i = 0; i < self->n_sums; i++)
    n_right += self->sums[i].n_right;
  return n_right;
}

const float *
dh_pass_get_log_probabilities (const DhPass *self, guint row)
{
  const DhPassLayer *last = &self->layers[self->layout.network.n_layers - 1];

  return last->a + row * last->stride;
}
