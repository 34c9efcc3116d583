// What of a run somebody looks at.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "engine/optimizer.h"
#include "training/run-private.h"

void
dh_run_set_look (DhRun *self, const DhLook *look)
{
  guint n = dh_trainer_get_dataset (self->trainer)->test.n;
  gboolean changed = ((look->wants ^ self->look.wants) & DH_WANT_ANY_PROBE) != 0;

  self->look = *look;
  self->look.shown_is_test = look->shown_is_test && n > 0;
  if (!self->look.shown_is_test)
    dh_trainer_get_subset (self->trainer, &n);
  self->look.shown = MIN (look->shown, n - 1);
  if (!dh_run_wants_update (self, TRUE))
    dh_trainer_forget_previous (self->trainer);
  if (changed)
    dh_run_cancel_probe (self);
}

gboolean
dh_run_wants_update (const DhRun *self, gboolean in_probe)
{
  return (self->look.wants & (DH_WANT_UPDATE | (in_probe ? DH_WANT_UPDATE_NORMS : 0))) != 0;
}

void
dh_run_keep_for_update (DhRun *self)
{
  dh_trainer_keep_previous (self->trainer);
}

void
dh_run_recover_update (DhRun *self)
{
  if (!dh_trainer_knows_update (self->trainer))
    dh_trainer_recover_previous (self->trainer);
}

gboolean
dh_run_wants_probe (const DhRun *self)
{
  gboolean gradients = (self->look.wants & DH_WANT_INPUT_GRADIENTS) != 0;
  gboolean norms = (self->look.wants & DH_WANT_UPDATE_NORMS) != 0 &&
                   dh_trainer_knows_update (self->trainer);

  return (gradients || norms || (self->look.wants & DH_WANT_PROBE) != 0) &&
         (self->probe == NULL || self->probe->step != dh_trainer_get_step (self->trainer) ||
          (gradients && self->probe->input_gradients == NULL) ||
          (norms && isnan (self->probe->update_norm)));
}

/* All of them, or none. */
static void
add_update_norms (const DhRun *self, const float *parameters, DhProbe *probe)
{
  const DhNetwork *network = dh_trainer_get_network (self->trainer);
  g_autofree float *update = g_try_new (float, network->n_parameters);

  if (update == NULL || !dh_trainer_get_update (self->trainer, parameters, update))
    return;
  probe->norm = dh_optimizer_norm (parameters, network->n_parameters);
  probe->update_norm = dh_optimizer_norm (update, network->n_parameters);
  for (guint l = 0; l < network->n_layers; l++)
    {
      const DhLayer *layer = &network->layers[l];

      probe->layers[l].update_norm =
          dh_optimizer_norm (update + layer->weight, (gsize) layer->outputs * layer->inputs);
    }
}

void
dh_run_begin_probe (DhRun *self)
{
  guint n;
  const guint32 *subset = dh_trainer_get_subset (self->trainer, &n);
  const float *parameters = dh_trainer_get_parameters (self->trainer);
  DhProbe *probe;

  dh_run_cancel_probe (self);
  self->probing = dh_probing_new (dh_trainer_get_network (self->trainer), parameters,
                                  dh_trainer_get_gradient (self->trainer),
                                  dh_trainer_get_dataset (self->trainer), subset, n,
                                  (self->look.wants & DH_WANT_INPUT_GRADIENTS) != 0);
  if (self->probing == NULL)
    return;
  probe = dh_probing_get_probe (self->probing);
  probe->step = dh_trainer_get_step (self->trainer);
  if ((self->look.wants & DH_WANT_UPDATE_NORMS) != 0)
    add_update_norms (self, parameters, probe);
}

gboolean
dh_run_advance_probe (DhRun *self)
{
  g_return_val_if_fail (self->probing != NULL, TRUE);

  if (!dh_probing_advance (self->probing))
    return FALSE;
  g_clear_pointer (&self->probe, dh_probe_unref);
  self->probe = dh_probing_finish (g_steal_pointer (&self->probing));
  return TRUE;
}

gboolean
dh_run_is_probing (const DhRun *self)
{
  return self->probing != NULL;
}

void
dh_run_cancel_probe (DhRun *self)
{
  g_clear_pointer (&self->probing, dh_probing_free);
}

void
dh_run_probe (DhRun *self)
{
  dh_run_begin_probe (self);
  while (self->probing != NULL)
    dh_run_advance_probe (self);
}

void
dh_run_shuffle_samples (DhRun *self)
{
  guint n;

  dh_trainer_get_subset (self->trainer, &n);
  for (guint i = 0; i < self->n_samples; i++)
    {
      /* One from each third of the subset: never the same place twice. */
      guint first = (guint) ((guint64) n * i / self->n_samples);
      guint end = (guint) ((guint64) n * (i + 1) / self->n_samples);

      self->samples[i] = first + dh_random_next (&self->show) % (end - first);
    }
}
