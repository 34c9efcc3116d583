// A run made again from an exported picture or a saved file.
// SPDX-License-Identifier: MIT

#include "app/run-restore.h"

#include <glib/gi18n-lib.h>

#include "figures/number.h"
#include "training/experiment-file.h"

struct _DhRunRestore
{
  GActionGroup *group; /* outlives this */
  DhSession *session;
  char *name;   /* of the file whose run is under way, or NULL */
  guint64 run;  /* its number */
  guint64 step; /* where it is to come to */
};

static void
tell (DhRunRestore *self, const char *message)
{
  g_action_group_activate_action (self->group, "tell", g_variant_new_string (message));
}

static void
tell_restored (DhRunRestore *self)
{
  g_autofree char *step = dh_number_format_count (self->step);
  g_autofree char *message =
      /* Translators: the name of a file, then a number. */
      g_strdup_printf (_("Restored the run of %s: step %s"), self->name, step);

  g_clear_pointer (&self->name, g_free);
  tell (self, message);
}

/* Any other end of the run tells itself what it has to tell. */
static void
look (DhRunRestore *self)
{
  const DhSnapshot *snapshot = dh_session_get_snapshot (self->session);
  gboolean mine = snapshot->run == self->run;

  if (self->name == NULL || snapshot->run < self->run ||
      (mine && snapshot->state == DH_RUN_RUNNING))
    return;
  if (mine && snapshot->message == NULL && snapshot->step == self->step)
    tell_restored (self);
  else if (!mine || snapshot->message != NULL || snapshot->step > self->step)
    g_clear_pointer (&self->name, g_free);
}

DhRunRestore *
dh_run_restore_new (GActionGroup *group, DhSession *session)
{
  DhRunRestore *self = g_new0 (DhRunRestore, 1);

  self->group = group;
  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "notify::snapshot", G_CALLBACK (look), self);
  return self;
}

void
dh_run_restore_free (DhRunRestore *self)
{
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_object_unref (self->session);
  g_free (self->name);
  g_free (self);
}

void
dh_run_restore_open (DhRunRestore *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhExperiment) experiment = dh_experiment_file_load (path, &error);

  if (experiment == NULL)
    {
      tell (self, error->message);
      return;
    }
  g_free (self->name);
  self->name = g_filename_display_basename (path);
  self->step = experiment->step;
  /* Above all that are on their way while its own number is not known. */
  self->run = G_MAXUINT64;
  self->run = dh_session_restore (self->session, experiment);
}
