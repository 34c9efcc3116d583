// The download of data sets as window actions.
// SPDX-License-Identifier: MIT

#include "app/data-actions.h"

#include <glib/gi18n-lib.h>

#include "app/actions.h"

typedef struct
{
  GActionMap *map; /* owns this */
  DhSession *session;
  DhDataFetch *fetch;
} DataActions;

static void
activate (DataActions *self, const char *action, const char *text)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->map), action, g_variant_new_string (text));
}

/* Why the set @name cannot be downloaded now, and what to do, or NULL. */
static char *
make_obstacle (DataActions *self, const char *name)
{
  if (dh_published_find (name) == NULL)
    return g_strdup_printf (_("There is no data set “%s” to download"), name);
  if (dh_data_fetch_get_state (self->fetch) != DH_DATA_FETCH_RUNNING)
    return NULL;
  return g_strdup_printf (_("%s is being downloaded: wait until it is here, or cancel that"),
                          dh_data_fetch_get_set (self->fetch)->title);
}

static void
do_fetch (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DataActions *self = data;
  const char *name = g_variant_get_string (parameter, NULL);
  g_autofree char *obstacle = make_obstacle (self, name);

  if (obstacle != NULL)
    activate (self, "tell", obstacle);
  else
    dh_data_fetch_start (self->fetch, dh_published_find (name));
}

static void
do_cancel_fetch (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dh_data_fetch_dismiss (((DataActions *) data)->fetch);
}

static void
use_fetched (DataActions *self)
{
  g_autofree char *name = NULL;

  if (dh_data_fetch_get_state (self->fetch) != DH_DATA_FETCH_DONE)
    return;
  name = g_strdup (dh_data_fetch_get_set (self->fetch)->name);
  dh_data_fetch_dismiss (self->fetch);
  activate (self, "data", name);
}

static void
do_use_fetched (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  use_fetched (data);
}

static const GActionEntry actions[] = {
  { "fetch", do_fetch, "s" },
  { "cancel-fetch", do_cancel_fetch },
  { "use-fetched", do_use_fetched },
};

static void
end (DataActions *self)
{
  g_autofree char *message = NULL;

  if (dh_session_get_state (self->session) == DH_RUN_RUNNING)
    return;
  message = g_strdup_printf (_("Downloaded %s, every file as it was published"),
                             dh_data_fetch_get_set (self->fetch)->title);
  activate (self, "tell", message);
  use_fetched (self);
}

static GVariant *
make_status (DataActions *self)
{
  const DhPublished *set = dh_data_fetch_get_set (self->fetch);
  const DhFetchProgress *progress = dh_data_fetch_get_progress (self->fetch);
  const char *message = dh_data_fetch_get_message (self->fetch);
  GVariantDict status;

  g_variant_dict_init (&status, NULL);
  g_variant_dict_insert (&status, "name", "s", set != NULL ? set->name : "");
  g_variant_dict_insert (&status, "state", "s", dh_data_fetch_get_state_name (self->fetch));
  g_variant_dict_insert (&status, "received", "t", progress->received);
  g_variant_dict_insert (&status, "total", "t", progress->total);
  g_variant_dict_insert (&status, "message", "s", message != NULL ? message : "");
  return g_variant_dict_end (&status);
}

static void
update_status (DataActions *self)
{
  dh_actions_set_state (self->map, "fetch-status", make_status (self));
}

static void
data_actions_free (DataActions *self)
{
  g_signal_handlers_disconnect_by_data (self->fetch, self);
  dh_data_fetch_dismiss (self->fetch);
  g_object_unref (self->fetch);
  g_object_unref (self->session);
  g_free (self);
}

DhDataFetch *
dh_data_actions_install (GActionMap *map, DhSession *session)
{
  DataActions *self = g_new0 (DataActions, 1);

  g_return_val_if_fail (G_IS_ACTION_MAP (map) && DH_IS_SESSION (session), NULL);

  self->map = map;
  self->session = g_object_ref (session);
  self->fetch = dh_data_fetch_new ();
  g_object_set_data_full (G_OBJECT (map), "dh-data-actions", self,
                          (GDestroyNotify) data_actions_free);
  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), self);
  dh_actions_add_status (map, "fetch-status", make_status (self));
  g_signal_connect_swapped (self->fetch, "changed", G_CALLBACK (update_status), self);
  g_signal_connect_swapped (self->fetch, "done", G_CALLBACK (end), self);
  return self->fetch;
}
