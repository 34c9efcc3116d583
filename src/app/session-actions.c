// The session's commands, settings and status as window actions.
// SPDX-License-Identifier: MIT

#include "app/session-actions.h"

#include "app/actions.h"
#include "training/lecture-page.h"

/* While a run trains, the status changes at most this often: every change goes over the bus. */
#define STATUS_USEC 100000

typedef struct
{
  GActionMap *map; /* owns this */
  DhSession *session;
  gint64 told_at;
  DhRunState told_state;
} SessionActions;

typedef struct
{
  const char *key;
  const char *type;
  const char *zero; /* what 0 is called in text, or NULL */
} Setting;

static const Setting settable[] = {
  { "data", "s" },
  { "subset", "t", "all" },
  { "hidden", "s" },
  { "bias", "b" },
  { "activation", "s" },
  { "init", "s" },
  { "optimizer", "s" },
  { "learning-rate", "d" },
  { "momentum", "d" },
  { "rho", "d" },
  { "beta1", "d" },
  { "beta2", "d" },
  { "epsilon", "d" },
  { "weight-decay", "d" },
  { "clip-norm", "d", "none" },
  { "schedule", "s" },
  { "schedule-steps", "t" },
  { "schedule-factor", "d" },
  { "batch", "t", "all" },
  { "batches", "s" },
  { "seed", "t" },
};

static char *
variant_to_text (const Setting *setting, GVariant *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (*setting->type == 's')
    return g_variant_dup_string (value, NULL);
  if (*setting->type == 'b')
    return g_strdup (g_variant_get_boolean (value) ? "true" : "false");
  if (*setting->type == 'd')
    g_ascii_dtostr (buffer, sizeof buffer, g_variant_get_double (value));
  else
    g_snprintf (buffer, sizeof buffer, "%" G_GUINT64_FORMAT, g_variant_get_uint64 (value));
  return g_strdup (setting->zero != NULL && g_ascii_strtod (buffer, NULL) == 0 ? setting->zero
                                                                               : buffer);
}

static GVariant *
setting_to_variant (const DhSettings *settings, const Setting *setting)
{
  g_autofree char *text = dh_settings_get (settings, setting->key);

  if (*setting->type == 's')
    return g_variant_new_string (text);
  if (*setting->type == 'b')
    return g_variant_new_boolean (g_str_equal (text, "true"));
  /* The word for 0 reads as 0. */
  if (*setting->type == 'd')
    return g_variant_new_double (g_ascii_strtod (text, NULL));
  return g_variant_new_uint64 (g_ascii_strtoull (text, NULL, 10));
}

/* What the lecture's page settles and the pane does not show. */
static gboolean
leaves_lecture_page (const char *key)
{
  return g_str_equal (key, "data") || g_str_equal (key, "subset") || g_str_equal (key, "seed");
}

/* Whether @text is a choice that is made already: then the numbers that go with it stay. */
static gboolean
is_chosen (const DhSettings *settings, const char *key, const char *text)
{
  g_autofree char *now = dh_settings_get (settings, key);

  return dh_settings_get_choice (key, 0) != NULL && g_str_equal (now, text);
}

static void
choose_setting (SessionActions *self, const char *key, const char *text)
{
  g_autoptr (DhSettings) settings = dh_settings_copy (dh_session_get_settings (self->session));
  g_autoptr (GError) error = NULL;

  if (is_chosen (settings, key, text))
    return;
  if (!dh_settings_choose (settings, key, text, &error))
    g_action_group_activate_action (G_ACTION_GROUP (self->map), "tell",
                                    g_variant_new_string (error->message));
  else if (dh_settings_is_live (key))
    dh_session_set_numbers (self->session, settings);
  else
    {
      if (leaves_lecture_page (key))
        dh_lecture_page_leave (settings);
      if (!dh_settings_equal (settings, dh_session_get_settings (self->session)))
        dh_session_reset (self->session, settings);
    }
}

static void
change_setting (GSimpleAction *action, GVariant *value, gpointer data)
{
  const Setting *setting = g_object_get_data (G_OBJECT (action), "setting");
  g_autofree char *text = variant_to_text (setting, value);

  choose_setting (data, setting->key, text);
}

static void
do_train (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dh_session_train (((SessionActions *) data)->session);
}

static void
do_pause (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dh_session_pause (((SessionActions *) data)->session);
}

static void
do_train_or_pause (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SessionActions *self = data;

  if (dh_session_get_state (self->session) == DH_RUN_RUNNING)
    dh_session_pause (self->session);
  else
    dh_session_train (self->session);
}

static void
do_step (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dh_session_step (((SessionActions *) data)->session, 1);
}

static void
do_epoch (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dh_session_run_epoch (((SessionActions *) data)->session);
}

static void
do_run_to (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dh_session_run_to (((SessionActions *) data)->session, g_variant_get_uint64 (parameter));
}

static void
do_reset (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SessionActions *self = data;
  g_autoptr (DhSettings) settings = dh_settings_copy (dh_session_get_settings (self->session));

  dh_session_reset (self->session, settings);
}

static void
do_new_seed (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autofree char *seed = g_strdup_printf ("%d", g_random_int_range (0, 1000000));

  choose_setting (data, "seed", seed);
}

static void
do_cancel_loading (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dh_session_cancel_loading (((SessionActions *) data)->session);
}

static void
do_shuffle (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dh_session_shuffle_samples (((SessionActions *) data)->session);
}

static void
do_halve_rate (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SessionActions *self = data;
  char rate[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (rate, sizeof rate, dh_session_get_settings (self->session)->learning_rate / 2);
  choose_setting (self, "learning-rate", rate);
}

static const GActionEntry commands[] = {
  { "train", do_train },
  { "pause", do_pause },
  { "train-or-pause", do_train_or_pause },
  { "step", do_step },
  { "epoch", do_epoch },
  { "run-to", do_run_to, "t" },
  { "reset", do_reset },
  { "new-seed", do_new_seed },
  { "shuffle", do_shuffle },
  { "cancel-loading", do_cancel_loading },
  { "halve-rate", do_halve_rate },
};

static GVariant *
make_status (SessionActions *self)
{
  const DhSnapshot *snapshot = dh_session_get_snapshot (self->session);
  GVariantDict status;

  g_variant_dict_init (&status, NULL);
  g_variant_dict_insert (&status, "state", "s",
                         dh_run_state_get_name (dh_session_get_state (self->session)));
  g_variant_dict_insert (&status, "run", "t", snapshot->run);
  g_variant_dict_insert (&status, "step", "t", snapshot->step);
  g_variant_dict_insert (&status, "epoch", "t", snapshot->epoch);
  g_variant_dict_insert (&status, "train-loss", "d", snapshot->train_loss);
  g_variant_dict_insert (&status, "test-loss", "d", snapshot->test_loss);
  g_variant_dict_insert (&status, "test-accuracy", "d", snapshot->test_accuracy);
  g_variant_dict_insert (&status, "steps-per-second", "d", snapshot->steps_per_second);
  g_variant_dict_insert (&status, "data", "s", dh_session_get_settings (self->session)->data);
  g_variant_dict_insert (&status, "message", "s",
                         snapshot->message != NULL ? snapshot->message : "");
  return g_variant_dict_end (&status);
}

static void
update_status (SessionActions *self)
{
  DhRunState state = dh_session_get_state (self->session);
  gint64 now = g_get_monotonic_time ();

  if (state == DH_RUN_RUNNING && state == self->told_state && now - self->told_at < STATUS_USEC)
    return;
  self->told_at = now;
  self->told_state = state;
  dh_actions_set_state (self->map, "status", make_status (self));
  /* Elsewhere its key is free for others. */
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (self->map, "cancel-loading")),
      state == DH_RUN_LOADING);
}

static void
update_settings (SessionActions *self)
{
  const DhSettings *settings = dh_session_get_settings (self->session);

  for (gsize i = 0; i < G_N_ELEMENTS (settable); i++)
    dh_actions_set_state (self->map, settable[i].key,
                          setting_to_variant (settings, &settable[i]));
}

static void
add_setting (SessionActions *self, const Setting *setting)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (
      setting->key, G_VARIANT_TYPE (setting->type),
      setting_to_variant (dh_session_get_settings (self->session), setting));

  g_object_set_data (G_OBJECT (action), "setting", (gpointer) setting);
  g_signal_connect (action, "change-state", G_CALLBACK (change_setting), self);
  g_action_map_add_action (self->map, G_ACTION (action));
}

static void
session_actions_free (SessionActions *self)
{
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_object_unref (self->session);
  g_free (self);
}

void
dh_session_actions_install (GActionMap *map, DhSession *session)
{
  SessionActions *self = g_new0 (SessionActions, 1);

  g_return_if_fail (G_IS_ACTION_MAP (map) && DH_IS_SESSION (session));

  self->map = map;
  self->session = g_object_ref (session);
  g_object_set_data_full (G_OBJECT (map), "dh-session-actions", self,
                          (GDestroyNotify) session_actions_free);
  g_action_map_add_action_entries (map, commands, G_N_ELEMENTS (commands), self);
  for (gsize i = 0; i < G_N_ELEMENTS (settable); i++)
    add_setting (self, &settable[i]);
  dh_actions_add_status (map, "status", make_status (self));
  g_signal_connect_swapped (session, "notify::settings", G_CALLBACK (update_settings), self);
  g_signal_connect_swapped (session, "notify::snapshot", G_CALLBACK (update_status), self);
}
