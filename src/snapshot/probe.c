// What is counted of a network: activations, how its values are spread, what each class looks for.
// SPDX-License-Identifier: MIT

#include "snapshot/probe.h"

#include <math.h>

DhProbe *
dh_probe_new (guint n_layers, const guint *n_units)
{
  g_autoptr (DhProbe) self = g_new0 (DhProbe, 1);

  self->ref_count = 1;
  self->norm = self->update_norm = NAN;
  self->n_layers = n_layers;
  self->layers = g_new0 (DhProbeLayer, n_layers);
  for (guint l = 0; l < n_layers; l++)
    {
      self->layers[l].n_units = n_units[l];
      self->layers[l].update_norm = NAN;
      self->layers[l].activity = g_try_new0 (float, n_units[l]);
      if (self->layers[l].activity == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

/* As in a snapshot, this alone changes. */
static gint *
reference_count (const DhProbe *self)
{
  return (gint *) &self->ref_count;
}

const DhProbe *
dh_probe_ref (const DhProbe *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (reference_count (self));
  return self;
}

static void
probe_free (DhProbe *self)
{
  for (guint l = 0; l < self->n_layers; l++)
    g_free (self->layers[l].activity);
  g_free (self->layers);
  g_free (self->input_gradients);
  g_free (self);
}

void
dh_probe_unref (const DhProbe *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_int_dec_and_test (reference_count (self)))
    probe_free ((DhProbe *) self);
}
