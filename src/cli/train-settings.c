// The options of downhill train that are settings of the run.
// SPDX-License-Identifier: MIT

#include "cli/train-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "training/experiment-file.h"

#define DEFAULT_STEPS 1000

gboolean
dh_train_settings_fail (GError **error,
                        const char *option,
                        const char *value,
                        const char *wanted)
{
  /* Translators: the last is one of the messages like “a whole number from 0 to 10”. */
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("%s cannot be “%s”: give %s"),
               option, value, wanted);
  return FALSE;
}

/* Remembered because a choice that comes later on the line brings numbers of its own. */
static gboolean
give (DhTrainOptions *self, const char *key, const char *value, GError **error)
{
  if (!dh_settings_set (self->settings, key, value, error))
    return FALSE;
  g_hash_table_insert (self->given, g_strdup (key), g_strdup (value));
  return TRUE;
}

static gboolean
parse_setting (const char *option, const char *value, gpointer data, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (give (data, option + strlen ("--"), value, &local))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--%s", local->message);
  return FALSE;
}

/* Switches a setting that is on by default off. GLib itself would drop the value of "=no". */
static gboolean
parse_switch (const char *option, const char *value, gpointer data, GError **error)
{
  const char *key = g_str_equal (option, "--no-bias") ? "bias" : "replacement";

  if (value != NULL)
    /* Translators: what to give instead, in “--no-bias cannot be “x”: give it without a value”. */
    return dh_train_settings_fail (error, option, value, _("it without a value"));
  return give (data, key, "false", error);
}

static gboolean
parse_like (const char *option, const char *value, gpointer data, GError **error)
{
  DhTrainOptions *self = data;

  if (*value == '\0')
    return dh_train_settings_fail (error, option, value, _("a file"));
  g_free (self->like_file);
  self->like_file = g_strdup (value);
  return TRUE;
}

#define CALLBACK(function) 0, G_OPTION_ARG_CALLBACK, (gpointer) function
#define SWITCH_CALLBACK                                                                            \
  G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK, (gpointer) parse_switch
/* The name of a file is what it is, in whatever encoding the locale has. */
#define FILE_CALLBACK(function)                                                                    \
  G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, (gpointer) function

static const GOptionEntry entries[] = {
  { "like", 0, FILE_CALLBACK (parse_like),
    N_("the run of an exported .png or a saved .safetensors again; other options change it"),
    N_("FILE") },
  { "data", 0, FILE_CALLBACK (parse_setting),
    N_("handwriting, mnist, … or a folder of IDX files"), N_("NAME") },
  { "subset", 0, CALLBACK (parse_setting), N_("training images drawn (500)"), N_("N|all") },
  { "without-replacement", 0, SWITCH_CALLBACK, N_("draw no image twice") },
  { "subset-file", 0, FILE_CALLBACK (parse_setting),
    N_("image numbers instead, or lecture-page"), N_("FILE") },
  { "hidden", 0, CALLBACK (parse_setting), N_("units of each hidden layer (none)"),
    N_("100,100") },
  { "no-bias", 0, SWITCH_CALLBACK, N_("linear layers without a bias") },
  { "activation", 0, CALLBACK (parse_setting), N_("between the layers (relu)"), N_("ID") },
  { "init", 0, CALLBACK (parse_setting), N_("initial weights (pytorch)"), N_("ID") },
  { "optimizer", 0, CALLBACK (parse_setting), N_("how a gradient becomes a step (gd)"),
    N_("ID") },
  { "learning-rate", 0, CALLBACK (parse_setting), N_("step size (the optimizer’s usual one)"),
    N_("X") },
  { "momentum", 0, CALLBACK (parse_setting), N_("share of the last step that is kept (0.9)"),
    N_("X") },
  { "rho", 0, CALLBACK (parse_setting), N_("smoothing constant of RMSprop (0.99)"), N_("X") },
  { "beta1", 0, CALLBACK (parse_setting), N_("smoothing constant of Adam for g (0.9)"),
    N_("X") },
  { "beta2", 0, CALLBACK (parse_setting), N_("smoothing constant of Adam for g² (0.999)"),
    N_("X") },
  { "epsilon", 0, CALLBACK (parse_setting),
    N_("keeps divisors away from 0 (the optimizer’s usual one)"), N_("X") },
  { "weight-decay", 0, CALLBACK (parse_setting),
    N_("L2 regularisation (the optimizer’s usual one)"), N_("X") },
  { "clip-norm", 0, CALLBACK (parse_setting), N_("shorten longer gradients to this norm (none)"),
    N_("X|none") },
  { "schedule", 0, CALLBACK (parse_setting), N_("how the learning rate changes (constant)"),
    N_("ID") },
  { "schedule-steps", 0, CALLBACK (parse_setting), N_("T of the schedule (its usual one)"),
    N_("N") },
  { "schedule-factor", 0, CALLBACK (parse_setting), N_("γ of the schedule (its usual one)"),
    N_("X") },
  { "batch", 0, CALLBACK (parse_setting), N_("images per step (all)"), N_("N|all") },
  { "batches", 0, CALLBACK (parse_setting), N_("how mini-batches are drawn (epoch)"),
    N_("ID") },
  { "steps", 0, CALLBACK (parse_setting), N_("updates to make (1000)"), N_("N") },
  { "epochs", 0, CALLBACK (parse_setting), N_("passes over the subset, instead of steps"),
    N_("N") },
  { "seed", 0, CALLBACK (parse_setting), N_("seed of the subset and of the weights (2021)"),
    N_("N") },
  { "subset-seed", 0, CALLBACK (parse_setting), N_("seed of the subset alone"), N_("N") },
  { "init-seed", 0, CALLBACK (parse_setting), N_("seed of the weights and batches alone"),
    N_("N") },
  { "models-before", 0, CALLBACK (parse_setting),
    N_("models to initialise and drop before this one (0)"), N_("K") },
  { "init-from", 0, FILE_CALLBACK (parse_setting), N_("parameters to start from"),
    N_("FILE.safetensors") },
  { NULL }
};

void
dh_train_settings_add_entries (GOptionGroup *group)
{
  g_option_group_add_entries (group, entries);
}

/* A setting that was given holds from beginning to end. */
static void
drop_changes (DhTrainOptions *self)
{
  GArray *changes = self->like->changes;

  for (guint i = changes->len; i > 0; i--)
    if (g_hash_table_contains (self->given, g_array_index (changes, DhEvent, i - 1).key))
      g_array_remove_index (changes, i - 1);
}

static gboolean
settle_like (DhTrainOptions *self, GError **error)
{
  if (self->like_file == NULL)
    return TRUE;
  self->like = dh_experiment_file_load (self->like_file, error);
  if (self->like == NULL)
    return FALSE;
  dh_settings_free (self->settings);
  self->settings = dh_settings_copy (self->like->settings);
  drop_changes (self);
  return TRUE;
}

static void
settle_numbers (DhTrainOptions *self)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, self->given);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (dh_settings_get_choice (key, 0) != NULL)
      dh_settings_choose (self->settings, key, value, NULL);
  g_hash_table_iter_init (&iter, self->given);
  while (g_hash_table_iter_next (&iter, &key, &value))
    dh_settings_set (self->settings, key, value, NULL);
}

/* No epochs are no steps, as no steps are; without either option the default holds. */
static gboolean
settle_length (DhTrainOptions *self, GError **error)
{
  gboolean has_steps = g_hash_table_contains (self->given, "steps");
  gboolean has_epochs = g_hash_table_contains (self->given, "epochs");

  if (has_steps && has_epochs)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _("--steps and --epochs cannot both be given"));
      return FALSE;
    }
  if (!has_steps && !has_epochs)
    self->settings->steps = self->like != NULL ? self->like->step : DEFAULT_STEPS;
  return TRUE;
}

gboolean
dh_train_settings_settle (DhTrainOptions *options, GError **error)
{
  if (!settle_like (options, error))
    return FALSE;
  settle_numbers (options);
  return settle_length (options, error);
}
