// What the program remembers from one start to the next.
// SPDX-License-Identifier: MIT

#include "app/preferences.h"

#include "training/lecture-page.h"

/* A slider changes a setting many times a second; that is not worth a write each. */
#define SAVE_MSEC 1000

typedef struct
{
  GtkWindow *window; /* owns this */
  DhSession *session;
  GSettings *settings;
  GSettings *view;
  GSettingsSchema *view_schema;
  guint save_id;       /* of the source that will save the run, or 0 */
  guint64 seen_run;    /* whose loading has come to an end */
  guint attempts;      /* to begin a run, while there has been none */
} Preferences;

static char *schema_folder; /* NULL = where schemas are installed */
static GSettings *the_settings;

static GSettings *
make_settings (GSettingsSchemaSource *source)
{
  g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, DH_APP_ID, TRUE) : NULL;

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static GSettings *
make_settings_of_folder (const char *folder)
{
  g_autoptr (GSettingsSchemaSource) source =
      g_settings_schema_source_new_from_directory (folder, NULL, TRUE, NULL);

  return make_settings (source);
}

GSettings *
dh_preferences_get (void)
{
  if (the_settings == NULL && schema_folder != NULL)
    the_settings = make_settings_of_folder (schema_folder);
  else if (the_settings == NULL)
    the_settings = make_settings (g_settings_schema_source_get_default ());
  /* A prefix that is not among XDG_DATA_DIRS. */
  if (the_settings == NULL && schema_folder == NULL)
    the_settings = make_settings_of_folder (DH_SCHEMADIR);
  return the_settings;
}

void
dh_preferences_set_folder (const char *folder)
{
  g_free (schema_folder);
  schema_folder = g_strdup (folder);
  g_clear_object (&the_settings);
}

/* Whether the run shown came about, and not one that could not be loaded. */
static gboolean
has_run (DhSession *session)
{
  return dh_session_get_state (session) != DH_RUN_LOADING &&
         dh_session_get_snapshot (session)->settings != NULL;
}

static void
save_run (Preferences *self)
{
  g_autofree char *json = NULL;

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (!has_run (self->session))
    return;
  json = dh_settings_to_json (dh_session_get_settings (self->session));
  g_settings_set_string (self->settings, "run", json);
}

static gboolean
save_later (gpointer data)
{
  Preferences *self = data;

  self->save_id = 0;
  save_run (self);
  return G_SOURCE_REMOVE;
}

static void
change_settings (Preferences *self)
{
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_MSEC, save_later, self);
}

/* With what is built in, and without what a file would have to be there for. */
static DhSettings *
make_run_without_files (DhSession *session)
{
  DhSettings *run = dh_settings_copy (dh_session_get_settings (session));

  dh_lecture_page_leave (run);
  dh_settings_set (run, "data", "handwriting", NULL);
  dh_settings_set (run, "subset-file", "none", NULL);
  dh_settings_set (run, "init-from", "none", NULL);
  return run;
}

/* What was left last may be gone, or too much for this machine: a run that can be begins in its
 * place. The window tells why. */
static void
begin_another (Preferences *self)
{
  g_autoptr (DhSettings) run = NULL;

  self->attempts++;
  if (self->attempts <= 2)
    {
      run = self->attempts == 1 ? make_run_without_files (self->session) : dh_settings_new ();
      dh_session_reset (self->session, run);
    }
}

static void
change_snapshot (Preferences *self)
{
  const DhSnapshot *snapshot = dh_session_get_snapshot (self->session);

  if (dh_session_get_state (self->session) == DH_RUN_LOADING || self->seen_run == snapshot->run)
    return;
  self->seen_run = snapshot->run;
  if (snapshot->settings != NULL)
    change_settings (self);
  else
    begin_another (self);
}

static void
save_size (Preferences *self)
{
  int width;
  int height;

  gtk_window_get_default_size (self->window, &width, &height);
  g_settings_set_boolean (self->settings, "maximized", gtk_window_is_maximized (self->window));
  if (gtk_window_is_maximized (self->window) || gtk_window_is_fullscreen (self->window))
    return;
  g_settings_set_int (self->settings, "width", CLAMP (width, 360, 16384));
  g_settings_set_int (self->settings, "height", CLAMP (height, 294, 16384));
}

static void
save_all (Preferences *self)
{
  save_size (self);
  save_run (self);
}

static void
restore_size (Preferences *self)
{
  gtk_window_set_default_size (self->window, g_settings_get_int (self->settings, "width"),
                               g_settings_get_int (self->settings, "height"));
  if (g_settings_get_boolean (self->settings, "maximized"))
    gtk_window_maximize (self->window);
}

static void
restore_view (Preferences *self)
{
  g_auto (GStrv) keys = g_settings_schema_list_keys (self->view_schema);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GVariant) value = g_settings_get_value (self->view, keys[i]);
      g_autoptr (GVariant) state =
          g_action_group_get_action_state (G_ACTION_GROUP (self->window), keys[i]);

      /* Some do more than take the value when they are told what they have. */
      if (state != NULL && g_variant_is_of_type (state, g_variant_get_type (value)) &&
          !g_variant_equal (state, value))
        g_action_group_change_action_state (G_ACTION_GROUP (self->window), keys[i], value);
    }
}

/* The keys of the view are the schema's; what is no key is not kept. */
static void
change_view (Preferences *self, const char *name, GVariant *state)
{
  g_autoptr (GSettingsSchemaKey) key = NULL;
  GAction *action;
  AdwFlap *flap;

  if (!g_settings_schema_has_key (self->view_schema, name))
    return;
  action = g_action_map_lookup_action (G_ACTION_MAP (self->window), name);
  flap = action != NULL ? g_object_get_data (G_OBJECT (action), "flap") : NULL;
  if (flap != NULL && adw_flap_get_folded (flap))
    return;
  key = g_settings_schema_get_key (self->view_schema, name);
  if (g_variant_is_of_type (state, g_settings_schema_key_get_value_type (key)) &&
      g_settings_schema_key_range_check (key, state))
    g_settings_set_value (self->view, name, state);
}

static void
preferences_free (Preferences *self)
{
  g_signal_handlers_disconnect_by_data (self->window, self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_handle_id (&self->save_id, g_source_remove);
  g_object_unref (self->session);
  g_settings_schema_unref (self->view_schema);
  g_object_unref (self->view);
  g_object_unref (self->settings);
  g_free (self);
}

static void
watch (Preferences *self)
{
  g_signal_connect_swapped (self->window, "action-state-changed", G_CALLBACK (change_view), self);
  g_signal_connect_swapped (self->window, "unmap", G_CALLBACK (save_all), self);
  g_signal_connect_swapped (self->session, "notify::snapshot", G_CALLBACK (change_snapshot), self);
  g_signal_connect_swapped (self->session, "notify::settings", G_CALLBACK (change_settings), self);
}

/* What cannot be read, or is no run any more, is as if there had been none. */
static DhSettings *
make_run (GSettings *settings)
{
  g_autofree char *json = settings != NULL ? g_settings_get_string (settings, "run") : NULL;
  DhSettings *run = json != NULL && *json != '\0' ? dh_settings_from_json (json, NULL) : NULL;

  return run != NULL ? run : dh_settings_new ();
}

void
dh_preferences_install (GtkWindow *window, DhSession *session)
{
  GSettings *settings = dh_preferences_get ();
  g_autoptr (DhSettings) run = make_run (settings);
  Preferences *self;

  g_return_if_fail (GTK_IS_WINDOW (window) && DH_IS_SESSION (session));

  if (settings != NULL)
    {
      self = g_new0 (Preferences, 1);
      self->window = window;
      self->session = g_object_ref (session);
      self->settings = g_object_ref (settings);
      self->view = g_settings_get_child (settings, "view");
      g_object_get (self->view, "settings-schema", &self->view_schema, NULL);
      g_object_set_data_full (G_OBJECT (window), "dh-preferences", self,
                              (GDestroyNotify) preferences_free);
      restore_size (self);
      restore_view (self);
      watch (self);
    }
  dh_session_reset (session, run);
}
