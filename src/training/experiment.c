// What makes a run again to the bit: its settings, and what was changed on the way.
// SPDX-License-Identifier: MIT

#include "training/experiment.h"

#include <gio/gio.h>
#include <inttypes.h>

#include "dataset/catalog.h"

static gboolean
is_known_set (const char *data)
{
  guint n;
  const DhCatalogEntry *sets = dh_catalog_get_all (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (sets[i].name, data))
      return TRUE;
  return FALSE;
}

static void
name_from_root (char **path)
{
  char *whole = g_canonicalize_filename (*path, NULL);

  g_free (*path);
  *path = whole;
}

static void
settle_files (DhSettings *settings)
{
  if (!is_known_set (settings->data))
    name_from_root (&settings->data);
  if (settings->subset_file != NULL &&
      !g_str_equal (settings->subset_file, DH_SETTINGS_LECTURE_PAGE))
    name_from_root (&settings->subset_file);
  if (settings->init_from != NULL)
    name_from_root (&settings->init_from);
}

static gboolean
says_how_long (const char *key)
{
  return g_str_equal (key, "steps") || g_str_equal (key, "epochs");
}

DhExperiment *
dh_experiment_new (const DhSettings *settings)
{
  DhExperiment *self = g_new0 (DhExperiment, 1);
  const char *key;

  self->settings = dh_settings_new ();
  self->changes = g_array_new (FALSE, FALSE, sizeof (DhEvent));
  for (guint i = 0; (key = dh_settings_get_key (i)) != NULL; i++)
    {
      g_autofree char *value = dh_settings_get (settings, key);

      if (dh_settings_is_used (settings, key) && !says_how_long (key))
        dh_settings_set (self->settings, key, value, NULL);
    }
  settle_files (self->settings);
  return self;
}

DhExperiment *
dh_experiment_copy (const DhExperiment *self)
{
  DhExperiment *copy = g_new0 (DhExperiment, 1);

  copy->settings = dh_settings_copy (self->settings);
  copy->step = self->step;
  copy->changes = g_array_copy (self->changes);
  return copy;
}

void
dh_experiment_free (DhExperiment *self)
{
  if (self == NULL)
    return;
  dh_settings_free (self->settings);
  g_array_unref (self->changes);
  g_free (self);
}

/* The change of @key at @step, or NULL; those of the same step stand at the end. */
static DhEvent *
find_change (DhExperiment *self, guint64 step, const char *key)
{
  for (guint i = self->changes->len; i > 0; i--)
    {
      DhEvent *change = &g_array_index (self->changes, DhEvent, i - 1);

      if (change->step != step)
        break;
      if (g_str_equal (change->key, key))
        return change;
    }
  return NULL;
}

gboolean
dh_experiment_change (DhExperiment *self, guint64 step, const char *key, const char *value)
{
  DhEvent change = { step };
  DhEvent *before;

  g_return_val_if_fail (self != NULL && dh_settings_is_live (key) && value != NULL, FALSE);

  if (!dh_settings_is_used (self->settings, key))
    return TRUE;
  if (step == 0)
    return dh_settings_set (self->settings, key, value, NULL);
  before = find_change (self, step, key);
  if (before != NULL)
    {
      g_strlcpy (before->value, value, sizeof before->value);
      return TRUE;
    }
  if (self->changes->len == DH_EXPERIMENT_MAX_CHANGES)
    return FALSE;
  g_strlcpy (change.key, key, sizeof change.key);
  g_strlcpy (change.value, value, sizeof change.value);
  g_array_append_val (self->changes, change);
  return TRUE;
}

void
dh_experiment_forget (DhExperiment *self, guint64 step, const char *key)
{
  DhEvent *change = find_change (self, step, key);

  if (change != NULL)
    g_array_remove_index (self->changes, (guint) (change - (DhEvent *) self->changes->data));
}

char *
dh_experiment_make_rest (const DhExperiment *self)
{
  g_autofree char *settings = dh_settings_to_json (self->settings);
  GString *json;

  if (!g_utf8_validate (settings, -1, NULL))
    return NULL;
  json = g_string_new ("\"settings\":");
  g_string_append (json, settings);
  g_string_append (json, ",\"changes\":[");
  /* Keys, numbers and ids need no escapes. */
  for (guint i = 0; i < self->changes->len; i++)
    {
      const DhEvent *change = &g_array_index (self->changes, DhEvent, i);

      g_string_append_printf (json, "%s{\"step\":%" PRIu64 ",\"key\":\"%s\",\"value\":\"%s\"}",
                              i > 0 ? "," : "", change->step, change->key, change->value);
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

char *
dh_experiment_join (guint64 step, const char *rest)
{
  return g_strdup_printf ("{\"downhill\":1,\"step\":%" PRIu64 ",%s}", step, rest);
}

char *
dh_experiment_to_json (const DhExperiment *self)
{
  g_autofree char *rest = dh_experiment_make_rest (self);

  return rest != NULL ? dh_experiment_join (self->step, rest) : NULL;
}
