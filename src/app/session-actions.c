// The session's commands, settings and status as window actions.
// SPDX-License-Identifier: MIT

#include "app/session-actions.h"

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

static const char *const setting_types[][2] = {
  { "data", "s" }, { "subset", "t" },        { "hidden", "s" }, { "bias", "b" },
  { "batch", "t" }, { "learning-rate", "d" }, { "seed", "t" },
};

static char *
variant_to_text (const char *key, GVariant *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    return g_strdup (g_variant_get_boolean (value) ? "true" : "false");
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, g_variant_get_double (value)));
  if (g_variant_get_uint64 (value) == 0 && !g_str_equal (key, "seed"))
    return g_strdup ("all");
  return g_strdup_printf ("%" G_GUINT64_FORMAT, g_variant_get_uint64 (value));
}

static GVariant *
setting_to_variant (const DhSettings *settings, const char *key, const char *type)
{
  g_autofree char *text = dh_settings_get (settings, key);

  if (*type == 's')
    return g_variant_new_string (text);
  if (*type == 'b')
    return g_variant_new_boolean (g_str_equal (text, "true"));
  if (*type == 'd')
    return g_variant_new_double (g_ascii_strtod (text, NULL));
  return g_variant_new_uint64 (g_ascii_strtoull (text, NULL, 10)); /* "all" reads as 0 */
}

/* What the lecture's page settles and the pane does not show. */
static gboolean
leaves_lecture_page (const char *key)
{
  return g_str_equal (key, "data") || g_str_equal (key, "subset") || g_str_equal (key, "seed");
}

static void
choose_setting (SessionActions *self, const char *key, const char *text)
{
  g_autoptr (DhSettings) settings = dh_settings_copy (dh_session_get_settings (self->session));
  g_autoptr (GError) error = NULL;

  if (!dh_settings_set (settings, key, text, &error))
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
  const char *key = g_action_get_name (G_ACTION (action));
  g_autofree char *text = variant_to_text (key, value);

  choose_setting (data, key, text);
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
set_state (SessionActions *self, const char *name, GVariant *state)
{
  GAction *action = g_action_map_lookup_action (self->map, name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
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
  set_state (self, "status", make_status (self));
}

static void
update_settings (SessionActions *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (setting_types); i++)
    set_state (self, setting_types[i][0],
               setting_to_variant (dh_session_get_settings (self->session), setting_types[i][0],
                                   setting_types[i][1]));
}

static void
add_setting (SessionActions *self, const char *key, const char *type)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (
      key, G_VARIANT_TYPE (type),
      setting_to_variant (dh_session_get_settings (self->session), key, type));

  g_signal_connect (action, "change-state", G_CALLBACK (change_setting), self);
  g_action_map_add_action (self->map, G_ACTION (action));
}

/* The status only tells: without handlers of its own an action would change its state. */
static void
leave_state (GSimpleAction *action, GVariant *value)
{
}

static void
add_status (SessionActions *self)
{
  g_autoptr (GSimpleAction) action =
      g_simple_action_new_stateful ("status", NULL, make_status (self));

  g_signal_connect (action, "activate", G_CALLBACK (leave_state), NULL);
  g_signal_connect (action, "change-state", G_CALLBACK (leave_state), NULL);
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
  for (gsize i = 0; i < G_N_ELEMENTS (setting_types); i++)
    add_setting (self, setting_types[i][0], setting_types[i][1]);
  add_status (self);
  g_signal_connect_swapped (session, "notify::settings", G_CALLBACK (update_settings), self);
  g_signal_connect_swapped (session, "notify::snapshot", G_CALLBACK (update_status), self);
}
