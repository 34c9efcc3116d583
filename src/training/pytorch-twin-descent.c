// The part of the Python script that descends: batches, optimizer, schedule and the loop.
// SPDX-License-Identifier: MIT

#include "training/pytorch-twin-descent.h"

#include "engine/optimizer.h"
#include "engine/schedule.h"
#include "training/python-text.h"
#include "training/pytorch-twin-text.h"

/* Every number of the optimizer and the schedule, as the tables name it. */
static void
set_numbers (const DhSettings *settings, GHashTable *values)
{
  static const char *const names[] = {
    "learning_rate", "momentum", "rho", "beta1", "beta2", "epsilon", "weight_decay", "clip_norm",
    "schedule_steps", "schedule_factor",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *key = g_strdelimit (g_strdup (names[i]), "_", '-');

      g_hash_table_insert (values, (gpointer) names[i], dh_settings_get (settings, key));
    }
}

/* The lecture's own loop says all there is to say. */
static gboolean
is_plain (const DhSettings *settings)
{
  return settings->optimizer == DH_OPTIMIZER_GD && settings->schedule == DH_SCHEDULE_CONSTANT &&
         settings->weight_decay == 0 && settings->clip_norm == 0;
}

/* torch.optim.SGD refuses Nesterov's momentum where there is none. */
static const DhOptimizer *
get_optimizer (const DhSettings *settings)
{
  gboolean refused = settings->optimizer == DH_OPTIMIZER_NESTEROV && settings->momentum == 0;

  return dh_optimizer_get (refused ? DH_OPTIMIZER_MOMENTUM : (guint) settings->optimizer);
}

/* LinearLR cannot begin at 0. */
static const char *
get_schedule (const DhSettings *settings)
{
  if (settings->schedule == DH_SCHEDULE_WARM_UP && settings->schedule_factor == 0)
    return TWIN_WARM_UP_FROM_0;
  return dh_schedule_get ((guint) settings->schedule)->torch;
}

/* Weight decay that is PyTorch's own, as the usual one is, is left out. */
static void
add_algorithm (GString *script, const DhSettings *settings, GHashTable *values)
{
  const DhOptimizer *optimizer = get_optimizer (settings);
  const char *schedule = get_schedule (settings);

  if (is_plain (settings))
    {
      dh_python_fill (script, TWIN_LECTURE_NUMBERS, values);
      return;
    }
  if (settings->weight_decay == optimizer->weight_decay)
    g_hash_table_insert (values, (gpointer) "weight_decay", NULL);
  dh_python_fill_call (script, "optimizer", optimizer->torch, values);
  if (schedule != NULL)
    dh_python_fill_call (script, "scheduler", schedule, values);
}

static void
add_update (GString *script, const DhSettings *settings, GHashTable *values)
{
  dh_python_fill (script, TWIN_REPORT, values);
  if (is_plain (settings))
    {
      dh_python_fill (script, TWIN_LECTURE_UPDATE, values);
      return;
    }
  dh_python_fill (script, TWIN_GRADIENT, values);
  if (settings->clip_norm > 0)
    dh_python_fill (script, TWIN_CLIP, values);
  dh_python_fill (script, TWIN_STEP, values);
  if (get_schedule (settings) != NULL)
    dh_python_fill (script, TWIN_SCHEDULE, values);
}

static void
add_batches (GString *script, const DhSettings *settings, GHashTable *values)
{
  if (settings->batches == DH_BATCHES_EPOCH)
    {
      dh_python_fill (script, TWIN_EPOCH_BATCHES, values);
      return;
    }
  dh_python_fill (script, TWIN_IID_BATCHES, values);
  if (settings->subset_file != NULL || settings->subset == 0)
    dh_python_fill (script, TWIN_IID_SEED, values);
}

void
dh_pytorch_twin_add_descent (GString *script,
                             const DhSettings *settings,
                             gboolean full_batch,
                             GHashTable *values)
{
  const char *title = dh_optimizer_get ((guint) settings->optimizer)->choice.title;

  set_numbers (settings, values);
  g_hash_table_insert (values, (gpointer) "descent", g_strdup (title));
  if (!full_batch)
    add_batches (script, settings, values);
  dh_python_fill (script, full_batch ? TWIN_ALL_IMAGES : TWIN_ONE_BATCH, values);
  add_algorithm (script, settings, values);
  dh_python_fill (script, full_batch ? TWIN_FULL_BATCH : TWIN_MINI_BATCH, values);
  add_update (script, settings, values);
}
