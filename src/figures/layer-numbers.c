// What can be told of a layer in one number each: norms, the update-to-weight ratio, dead ReLUs.
// SPDX-License-Identifier: MIT

#include "figures/layer-numbers.h"

#include <math.h>
#include <string.h>

/* Sums that do not wait for each other: half a million parameters in a fifth of a millisecond. */
#define LANES 8

double
dh_layer_numbers_norm (const float *values, gsize n)
{
  double sums[LANES] = { 0 };
  double sum = 0;
  gsize i;

  g_return_val_if_fail (values != NULL || n == 0, NAN);

  for (i = 0; i + LANES <= n; i += LANES)
    for (guint lane = 0; lane < LANES; lane++)
      sums[lane] += (double) values[i + lane] * values[i + lane];
  for (; i < n; i++)
    sum += (double) values[i] * values[i];
  for (guint lane = 0; lane < LANES; lane++)
    sum += sums[lane];
  /* The square of a float is finite in double: only what is not finite makes this. */
  return isfinite (sum) ? sqrt (sum) : NAN;
}

static gboolean
is_weight (const DhSnapshot *run, guint tensor)
{
  const DhTensor *self = &run->tensors[tensor];

  return self->rows > 0 && self->columns > 0 &&
         self->offset + (gsize) self->rows * self->columns <= run->n_parameters;
}

guint
dh_layer_numbers_count (const DhSnapshot *run)
{
  guint n = 0;

  for (guint i = 0; run != NULL && run->parameters != NULL && i < run->n_tensors; i++)
    n += is_weight (run, i);
  return n;
}

const DhTensor *
dh_layer_numbers_get_weight (const DhSnapshot *run, guint layer)
{
  g_return_val_if_fail (layer < dh_layer_numbers_count (run), NULL);

  for (guint i = 0;; i++)
    if (is_weight (run, i) && layer-- == 0)
      return &run->tensors[i];
}

static gsize
count_parameters (const DhSnapshot *run, const DhTensor *weight)
{
  gsize n = (gsize) weight->rows * weight->columns;
  const DhTensor *next = weight + 1;

  return next < run->tensors + run->n_tensors && next->columns == 0 ? n + next->rows : n;
}

/* A probe of a network of other layers is none. */
static const DhProbeLayer *
find_probe (const DhSnapshot *run, const DhTensor *weight, guint layer)
{
  const DhProbe *probe = run->probe;
  const DhProbeLayer *self =
      probe != NULL && layer < probe->n_layers ? &probe->layers[layer] : NULL;

  if (self == NULL || self->n_units != weight->rows ||
      self->weights.n + self->weights.n_unknown != (guint64) weight->rows * weight->columns)
    return NULL;
  return self;
}

void
dh_layer_numbers_init_shape (DhLayerNumbers *self, const DhSnapshot *run, guint layer)
{
  const DhTensor *weight = dh_layer_numbers_get_weight (run, layer);
  char *end;

  g_return_if_fail (self != NULL && weight != NULL);

  *self = (DhLayerNumbers){ .weight = weight, .weight_norm = NAN, .gradient_norm = NAN,
                            .update_ratio = NAN };
  g_strlcpy (self->name, weight->name, sizeof self->name);
  end = strrchr (self->name, '.');
  if (end != NULL)
    *end = '\0';
  self->n_parameters = count_parameters (run, weight);
  self->probe = find_probe (run, weight, layer);
  self->can_die = self->probe != NULL && run->probe->relu && layer + 1 < run->probe->n_layers;
}

/* NAN where there is no weight to compare with. */
static double
divide (double update, double weight)
{
  return weight > 0 ? update / weight : NAN;
}

static void
set_norms (DhLayerNumbers *self, const DhSnapshot *run, gsize first, gsize n)
{
  if (self->probe != NULL)
    {
      self->weight_norm = self->probe->weight_norm;
      self->gradient_norm = self->probe->gradient_norm;
      return;
    }
  self->weight_norm = dh_layer_numbers_norm (run->parameters + first, n);
  if (run->gradient != NULL)
    self->gradient_norm = dh_layer_numbers_norm (run->gradient + first, n);
}

void
dh_layer_numbers_init (DhLayerNumbers *self, const DhSnapshot *run, guint layer)
{
  gsize n, first;

  g_return_if_fail (self != NULL && layer < dh_layer_numbers_count (run));

  dh_layer_numbers_init_shape (self, run, layer);
  first = self->weight->offset;
  n = (gsize) self->weight->rows * self->weight->columns;
  set_norms (self, run, first, n);
  if (run->update != NULL)
    self->update_ratio = divide (dh_layer_numbers_norm (run->update + first, n),
                                 self->weight_norm);
  else if (self->probe != NULL)
    self->update_ratio = divide (self->probe->update_norm, self->weight_norm);
}

double
dh_layer_numbers_get_update_ratio (const DhSnapshot *run)
{
  if (run == NULL || run->parameters == NULL)
    return NAN;
  if (run->update == NULL)
    return run->probe != NULL && find_probe (run, dh_layer_numbers_get_weight (run, 0), 0) != NULL
               ? divide (run->probe->update_norm, run->probe->norm)
               : NAN;
  return divide (dh_layer_numbers_norm (run->update, run->n_parameters),
                 dh_layer_numbers_norm (run->parameters, run->n_parameters));
}

gboolean
dh_layer_numbers_count_dead (const DhSnapshot *run, guint *n_dead, guint *n_units)
{
  g_return_val_if_fail (n_dead != NULL && n_units != NULL, FALSE);

  *n_dead = *n_units = 0;
  for (guint layer = 0; layer < dh_layer_numbers_count (run); layer++)
    {
      DhLayerNumbers numbers;

      dh_layer_numbers_init_shape (&numbers, run, layer);
      if (!numbers.can_die)
        continue;
      *n_dead += numbers.probe->n_dead;
      *n_units += numbers.probe->n_units;
    }
  return *n_units > 0;
}
