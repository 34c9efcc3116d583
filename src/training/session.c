// One run as the main thread sees it: commands in, snapshots out.
// SPDX-License-Identifier: MIT

#include "training/session.h"

#include <string.h>

#include "training/mailbox.h"
#include "training/worker.h"

struct _DhSession
{
  GObject parent_instance;

  DhMailbox *mailbox;
  DhWorker *worker;
  guint64 run; /* of the last reset; older snapshots are dropped */
  DhSettings *settings;
  DhProgress *progress; /* of the loading of the last reset */
  const DhSnapshot *snapshot;
  DhLook look; /* as sent last */
  gboolean follows; /* the run makes changes of its own: its settings are to be taken over */
};

enum
{
  PROP_SNAPSHOT = 1,
  PROP_SETTINGS,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (DhSession, dh_session, G_TYPE_OBJECT)

static void
take_settings (DhSession *self, DhSettings *settings)
{
  dh_settings_free (self->settings);
  self->settings = settings;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SETTINGS]);
}

static void
adopt_settings (DhSession *self)
{
  DhSettings *settings = self->snapshot->settings != NULL
                             ? dh_settings_from_json (self->snapshot->settings, NULL)
                             : NULL;

  if (settings != NULL)
    take_settings (self, settings);
}

static void
receive (const DhSnapshot *snapshot, gpointer data)
{
  DhSession *self = data;
  gboolean first = self->snapshot->run != snapshot->run;
  gboolean changed = g_strcmp0 (self->snapshot->settings, snapshot->settings) != 0;

  if (snapshot->run != self->run)
    {
      dh_snapshot_unref (snapshot);
      return;
    }
  /* Whoever is notified may drop the last reference. */
  g_object_ref (self);
  dh_snapshot_unref (self->snapshot);
  self->snapshot = snapshot;
  /* A reset that failed left the run before it in place: its settings hold again. */
  if ((first && snapshot->message != NULL) || (self->follows && (first || changed)))
    adopt_settings (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SNAPSHOT]);
  g_object_unref (self);
}

static void
dh_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DhSession *self = DH_SESSION (object);

  switch (id)
    {
    case PROP_SNAPSHOT:
      g_value_set_boxed (value, self->snapshot);
      break;
    case PROP_SETTINGS:
      g_value_set_pointer (value, self->settings);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dh_session_finalize (GObject *object)
{
  DhSession *self = DH_SESSION (object);

  dh_worker_stop (self->worker);
  g_clear_object (&self->progress);
  dh_mailbox_free (self->mailbox);
  dh_settings_free (self->settings);
  dh_snapshot_unref (self->snapshot);
  G_OBJECT_CLASS (dh_session_parent_class)->finalize (object);
}

static void
dh_session_class_init (DhSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dh_session_get_property;
  object_class->finalize = dh_session_finalize;
  properties[PROP_SNAPSHOT] =
      g_param_spec_boxed ("snapshot", NULL, NULL, DH_TYPE_SNAPSHOT,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SETTINGS] =
      g_param_spec_pointer ("settings", NULL, NULL,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
dh_session_init (DhSession *self)
{
  self->settings = dh_settings_new ();
  self->snapshot = dh_snapshot_new ();
  self->mailbox = dh_mailbox_new (g_main_context_get_thread_default (), receive, self);
  self->worker = dh_worker_start (self->mailbox);
}

DhSession *
dh_session_new (void)
{
  return g_object_new (DH_TYPE_SESSION, NULL);
}

const DhSnapshot *
dh_session_get_snapshot (DhSession *self)
{
  g_return_val_if_fail (DH_IS_SESSION (self), NULL);

  return self->snapshot;
}

const DhSettings *
dh_session_get_settings (DhSession *self)
{
  g_return_val_if_fail (DH_IS_SESSION (self), NULL);

  return self->settings;
}

DhRunState
dh_session_get_state (DhSession *self)
{
  g_return_val_if_fail (DH_IS_SESSION (self), DH_RUN_READY);

  return self->snapshot->run == self->run ? self->snapshot->state : DH_RUN_LOADING;
}

double
dh_session_get_progress (DhSession *self)
{
  g_return_val_if_fail (DH_IS_SESSION (self), 0);

  return self->progress != NULL ? dh_progress_get_fraction (self->progress) : 0;
}

void
dh_session_cancel_loading (DhSession *self)
{
  g_return_if_fail (DH_IS_SESSION (self));

  if (dh_session_get_state (self) == DH_RUN_LOADING && self->progress != NULL)
    g_cancellable_cancel (G_CANCELLABLE (self->progress));
}

static void
send (DhSession *self, DhCommand command)
{
  dh_mailbox_send (self->mailbox, g_memdup2 (&command, sizeof command));
}

/* While a reset is under way, only for the run it is to make: where it fails, the one before is not
 * to do what was asked of another. */
static void
send_to_run (DhSession *self, DhCommand command)
{
  command.run = dh_session_get_state (self) == DH_RUN_LOADING ? self->run : 0;
  send (self, command);
}

/* The same data go on being loaded, others are loaded in their place. */
static void
renew_progress (DhSession *self, const char *data)
{
  gboolean loading = dh_session_get_state (self) == DH_RUN_LOADING;

  if (loading && self->progress != NULL && g_str_equal (self->settings->data, data) &&
      !g_cancellable_is_cancelled (G_CANCELLABLE (self->progress)))
    return;
  if (loading && self->progress != NULL)
    g_cancellable_cancel (G_CANCELLABLE (self->progress));
  g_clear_object (&self->progress);
  self->progress = dh_progress_new ();
}

static void
begin (DhSession *self, const DhSettings *settings, DhExperiment *again)
{
  renew_progress (self, settings->data);
  self->run++;
  send (self, (DhCommand) { DH_COMMAND_RESET, .run = self->run,
                            .settings = dh_settings_copy (settings),
                            .progress = g_object_ref (self->progress), .again = again });
  self->follows = again != NULL;
  take_settings (self, dh_settings_copy (settings));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SNAPSHOT]);
}

void
dh_session_reset (DhSession *self, const DhSettings *settings)
{
  g_return_if_fail (DH_IS_SESSION (self));
  g_return_if_fail (settings != NULL);

  begin (self, settings, NULL);
}

guint64
dh_session_restore (DhSession *self, const DhExperiment *experiment)
{
  g_return_val_if_fail (DH_IS_SESSION (self), 0);
  g_return_val_if_fail (experiment != NULL, 0);

  begin (self, experiment->settings, dh_experiment_copy (experiment));
  return self->run;
}

void
dh_session_train (DhSession *self)
{
  g_return_if_fail (DH_IS_SESSION (self));

  send_to_run (self, (DhCommand) { DH_COMMAND_TRAIN });
}

void
dh_session_pause (DhSession *self)
{
  g_return_if_fail (DH_IS_SESSION (self));

  send_to_run (self, (DhCommand) { DH_COMMAND_PAUSE });
}

void
dh_session_step (DhSession *self, guint64 n)
{
  g_return_if_fail (DH_IS_SESSION (self));

  send_to_run (self, (DhCommand) { DH_COMMAND_STEP, .count = n });
}

void
dh_session_run_epoch (DhSession *self)
{
  g_return_if_fail (DH_IS_SESSION (self));

  send_to_run (self, (DhCommand) { DH_COMMAND_EPOCH });
}

void
dh_session_run_to (DhSession *self, guint64 step)
{
  g_return_if_fail (DH_IS_SESSION (self));

  send_to_run (self, (DhCommand) { DH_COMMAND_RUN_TO, .count = step });
}

void
dh_session_set_numbers (DhSession *self, const DhSettings *settings)
{
  DhSettings *changed;

  g_return_if_fail (DH_IS_SESSION (self) && settings != NULL);

  changed = dh_settings_copy (self->settings);
  dh_settings_copy_live (changed, settings);
  send_to_run (self, (DhCommand) { DH_COMMAND_NUMBERS, .settings = dh_settings_copy (changed) });
  self->follows = FALSE;
  take_settings (self, changed);
}

void
dh_session_shuffle_samples (DhSession *self)
{
  g_return_if_fail (DH_IS_SESSION (self));

  send_to_run (self, (DhCommand) { DH_COMMAND_SHUFFLE });
}

static void
set_look (DhSession *self, DhLook look)
{
  if (memcmp (&look, &self->look, sizeof look) == 0)
    return;
  self->look = look;
  send (self, (DhCommand) { DH_COMMAND_LOOK, .look = look });
}

void
dh_session_show_image (DhSession *self, gboolean is_test, guint64 position)
{
  DhLook look;

  g_return_if_fail (DH_IS_SESSION (self));

  look = self->look;
  look.shown_is_test = is_test;
  look.shown = position;
  set_look (self, look);
}

void
dh_session_set_wants (DhSession *self, guint wants)
{
  DhLook look;

  g_return_if_fail (DH_IS_SESSION (self));

  look = self->look;
  look.wants = wants;
  look.sparing = TRUE;
  set_look (self, look);
}
