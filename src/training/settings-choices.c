// The settings that are a choice from one of the engine's tables, and what follows from them.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>

#include "engine/activation.h"
#include "engine/initialisation.h"
#include "engine/optimizer.h"
#include "engine/schedule.h"
#include "training/settings.h"

static const DhChoice batches[] = {
  [DH_BATCHES_EPOCH] = { "epoch", N_("Shuffled Each Epoch"), NULL,
                         N_("Every image once an epoch, in an order drawn anew.") },
  [DH_BATCHES_IID] = { "iid", N_("Independent Draws"), NULL,
                       N_("Every batch from all images, with replacement.") },
};

const DhChoice *
dh_settings_get_choice (const char *key, guint i)
{
  /* A choice is the beginning of its entry. */
  if (g_str_equal (key, "activation"))
    return (const DhChoice *) dh_activation_get (i);
  if (g_str_equal (key, "optimizer"))
    return (const DhChoice *) dh_optimizer_get (i);
  if (g_str_equal (key, "schedule"))
    return (const DhChoice *) dh_schedule_get (i);
  if (g_str_equal (key, "init"))
    return (const DhChoice *) dh_initialisation_get (i);
  if (g_str_equal (key, "batches") && i < G_N_ELEMENTS (batches))
    return &batches[i];
  return NULL;
}

gboolean
dh_settings_choose (DhSettings *self, const char *key, const char *id, GError **error)
{
  if (!dh_settings_set (self, key, id, error))
    return FALSE;
  if (g_str_equal (key, "optimizer"))
    {
      const DhOptimizer *optimizer = dh_optimizer_get ((guint) self->optimizer);

      self->learning_rate = optimizer->learning_rate;
      self->epsilon = optimizer->epsilon;
      self->weight_decay = optimizer->weight_decay;
    }
  else if (g_str_equal (key, "schedule"))
    {
      const DhSchedule *schedule = dh_schedule_get ((guint) self->schedule);

      self->schedule_steps = schedule->steps;
      self->schedule_factor = schedule->factor;
    }
  return TRUE;
}

/* The settings that only play a part where an entry's list has them. */
static gboolean
is_number_of_choice (const char *key)
{
  for (guint i = 0; i < DH_N_OPTIMIZERS; i++)
    if (g_strv_contains (dh_optimizer_get (i)->numbers, key))
      return TRUE;
  for (guint i = 0; i < DH_N_SCHEDULES; i++)
    if (g_strv_contains (dh_schedule_get (i)->numbers, key))
      return TRUE;
  return FALSE;
}

gboolean
dh_settings_is_used (const DhSettings *self, const char *key)
{
  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  if (g_str_equal (key, "activation"))
    return self->n_hidden > 0;
  if (g_str_equal (key, "batches"))
    return self->batch > 0;
  return !is_number_of_choice (key) ||
         g_strv_contains (dh_optimizer_get ((guint) self->optimizer)->numbers, key) ||
         g_strv_contains (dh_schedule_get ((guint) self->schedule)->numbers, key);
}

void
dh_settings_copy_live (DhSettings *self, const DhSettings *other)
{
  const char *key;

  g_return_if_fail (self != NULL && other != NULL);

  for (guint i = 0; (key = dh_settings_get_key (i)) != NULL; i++)
    if (dh_settings_is_live (key))
      {
        g_autofree char *text = dh_settings_get (other, key);

        dh_settings_set (self, key, text, NULL);
      }
}
