// The result of a run as JSON, for scripts.
// SPDX-License-Identifier: MIT

#include "training/run-json.h"

#include <math.h>
#include <string.h>

#include "training/json-write.h"

static void
add_real (JsonBuilder *builder, const char *name, double value)
{
  json_builder_set_member_name (builder, name);
  if (isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_whole (JsonBuilder *builder, const char *name, guint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, (gint64) value);
}

static void
add_source (JsonBuilder *builder, const DhSettings *settings)
{
  add_whole (builder, "seed", settings->seed);
  json_builder_set_member_name (builder, "data");
  json_builder_add_string_value (builder, settings->data);
}

/* As the settings' own text form has them: JSON-GLib cannot write every number. */
static char *
append_settings (const char *object, const DhSettings *settings)
{
  g_autofree char *text = dh_settings_to_json (settings);

  return g_strdup_printf ("%.*s,\"settings\":%s}", (int) strlen (object) - 1, object, text);
}

char *
dh_run_to_json (const DhRun *run, double seconds)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;
  const DhTrainer *trainer = dh_run_get_trainer (run);
  const DhTestResult *test = dh_run_get_test_result (run);

  json_builder_begin_object (builder);
  add_real (builder, "train_loss", dh_trainer_get_loss (trainer));
  add_real (builder, "test_loss", test != NULL ? test->loss : NAN);
  add_real (builder, "train_accuracy", dh_trainer_get_accuracy (trainer));
  add_real (builder, "test_accuracy", test != NULL ? test->accuracy : NAN);
  add_whole (builder, "steps", dh_trainer_get_step (trainer));
  add_whole (builder, "epochs", dh_trainer_get_epoch (trainer));
  add_whole (builder, "parameters", dh_trainer_get_network (trainer)->n_parameters);
  add_real (builder, "train_seconds", seconds);
  add_real (builder, "steps_per_second",
            seconds > 0 ? dh_trainer_get_step (trainer) / seconds : 0);
  json_builder_set_member_name (builder, "diverged_at");
  if (dh_trainer_get_diverged_at (trainer) >= 0)
    json_builder_add_int_value (builder, dh_trainer_get_diverged_at (trainer));
  else
    json_builder_add_null_value (builder);
  add_source (builder, dh_trainer_get_settings (trainer));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = dh_json_write (root);
  return append_settings (text, dh_trainer_get_settings (trainer));
}
