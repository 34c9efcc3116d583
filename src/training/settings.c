// What a run is made of: everything that decides its numbers.
// SPDX-License-Identifier: MIT

#include "training/settings.h"

#include "training/settings-field.h"

G_DEFINE_QUARK (dh-settings-error-quark, dh_settings_error)

#define AT(member) G_STRUCT_OFFSET (DhSettings, member)

/* Names, kinds and limits, once for all who ask. */
static const DhSettingsField fields[] = {
  { "data", DH_FIELD_TEXT, AT (data) },
  { "subset", DH_FIELD_WHOLE, AT (subset), 1, 1000000, "all", 0 },
  { "replacement", DH_FIELD_SWITCH, AT (replacement) },
  { "subset-file", DH_FIELD_FILE, AT (subset_file) },
  { "hidden", DH_FIELD_WIDTHS, AT (hidden), 1, 65536 },
  { "bias", DH_FIELD_SWITCH, AT (bias) },
  { "activation", DH_FIELD_CHOICE, AT (activation) },
  { "optimizer", DH_FIELD_CHOICE, AT (optimizer) },
  { "learning-rate", DH_FIELD_REAL, AT (learning_rate), 1e-12, 1e12, .live = TRUE },
  { "momentum", DH_FIELD_REAL, AT (momentum), 0, 1, .live = TRUE },
  { "rho", DH_FIELD_REAL, AT (rho), 0, 1, .live = TRUE },
  { "beta1", DH_FIELD_REAL, AT (beta1), 0, 0.999999, .live = TRUE },
  { "beta2", DH_FIELD_REAL, AT (beta2), 0, 0.999999, .live = TRUE },
  { "epsilon", DH_FIELD_REAL, AT (epsilon), 1e-30, 1e12, .live = TRUE },
  { "weight-decay", DH_FIELD_REAL, AT (weight_decay), 0, 1e12, .live = TRUE },
  { "clip-norm", DH_FIELD_REAL, AT (clip_norm), 1e-12, 1e12, "none", 0, TRUE },
  { "schedule", DH_FIELD_CHOICE, AT (schedule) },
  { "schedule-steps", DH_FIELD_WHOLE, AT (schedule_steps), 1, 1e15, .live = TRUE },
  { "schedule-factor", DH_FIELD_REAL, AT (schedule_factor), 0, 1, .live = TRUE },
  { "batch", DH_FIELD_WHOLE, AT (batch), 1, 1000000, "all", 0 },
  { "batches", DH_FIELD_CHOICE, AT (batches) },
  { "steps", DH_FIELD_WHOLE, AT (steps), 0, 1e15 },
  { "epochs", DH_FIELD_WHOLE, AT (epochs), 0, 1e15 },
  { "seed", DH_FIELD_WHOLE, AT (seed), 0, G_MAXUINT32 },
  { "subset-seed", DH_FIELD_WHOLE, AT (subset_seed), 0, G_MAXUINT32, "seed", DH_SETTINGS_AS_SEED },
  { "init-seed", DH_FIELD_WHOLE, AT (init_seed), 0, G_MAXUINT32, "seed", DH_SETTINGS_AS_SEED },
  { "init", DH_FIELD_CHOICE, AT (init) },
  { "models-before", DH_FIELD_WHOLE, AT (models_before), 0, 1000 },
  { "init-from", DH_FIELD_FILE, AT (init_from) },
};

const DhSettingsField *
dh_settings_field_find (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].key, key))
      return &fields[i];
  return NULL;
}

DhSettings *
dh_settings_new (void)
{
  DhSettings *self = g_new0 (DhSettings, 1);

  self->data = g_strdup ("handwriting");
  self->subset = 500;
  self->replacement = TRUE;
  self->bias = TRUE;
  self->learning_rate = 0.1;
  self->momentum = 0.9;
  self->rho = 0.99;
  self->beta1 = 0.9;
  self->beta2 = 0.999;
  self->epsilon = 1e-8;
  self->schedule_steps = 1000;
  self->schedule_factor = 1;
  self->seed = 2021;
  self->subset_seed = self->init_seed = DH_SETTINGS_AS_SEED;
  return self;
}

DhSettings *
dh_settings_copy (const DhSettings *self)
{
  DhSettings *copy = g_new (DhSettings, 1);

  g_return_val_if_fail (self != NULL, NULL);

  *copy = *self;
  copy->data = g_strdup (self->data);
  copy->subset_file = g_strdup (self->subset_file);
  copy->init_from = g_strdup (self->init_from);
  return copy;
}

void
dh_settings_free (DhSettings *self)
{
  if (self == NULL)
    return;
  g_free (self->data);
  g_free (self->subset_file);
  g_free (self->init_from);
  g_free (self);
}

gboolean
dh_settings_equal (const DhSettings *a, const DhSettings *b)
{
  g_autofree char *a_text = dh_settings_to_json (a);
  g_autofree char *b_text = dh_settings_to_json (b);

  return g_str_equal (a_text, b_text);
}

guint32
dh_settings_get_subset_seed (const DhSettings *self)
{
  return (guint32) (self->subset_seed == DH_SETTINGS_AS_SEED ? self->seed : self->subset_seed);
}

guint32
dh_settings_get_init_seed (const DhSettings *self)
{
  return (guint32) (self->init_seed == DH_SETTINGS_AS_SEED ? self->seed : self->init_seed);
}

const char *
dh_settings_get_key (guint i)
{
  return i < G_N_ELEMENTS (fields) ? fields[i].key : NULL;
}

gboolean
dh_settings_get_limits (const char *key, double *smallest, double *largest)
{
  const DhSettingsField *field = dh_settings_field_find (key);

  if (field == NULL || field->largest <= field->smallest)
    return FALSE;
  *smallest = field->smallest;
  *largest = field->largest;
  return TRUE;
}

gboolean
dh_settings_is_live (const char *key)
{
  const DhSettingsField *field = dh_settings_field_find (key);

  return field != NULL && field->live;
}
