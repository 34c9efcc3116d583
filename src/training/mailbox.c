// Between the worker and the main thread: commands down, the latest snapshot up.
// SPDX-License-Identifier: MIT

#include "training/mailbox.h"

struct _DhMailbox
{
  GAsyncQueue *commands;
  gpointer slot;   /* atomic; the latest snapshot, or NULL */
  gsize latest_run; /* atomic */
  GSource *source; /* runs once for every time the slot is filled */
  DhMailboxFunc func;
  gpointer data;
};

void
dh_command_free (DhCommand *self)
{
  dh_settings_free (self->settings);
  g_clear_object (&self->progress);
  dh_experiment_free (self->again);
  g_free (self);
}

static const DhSnapshot *
take (DhMailbox *self)
{
  return g_atomic_pointer_exchange (&self->slot, NULL);
}

static gboolean
deliver (gpointer data)
{
  DhMailbox *self = data;
  const DhSnapshot *snapshot;

  /* Asleep again before the slot is emptied: who fills it from then on wakes the source anew. */
  g_source_set_ready_time (self->source, -1);
  snapshot = take (self);
  if (snapshot != NULL)
    self->func (snapshot, self->data);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  return callback (data);
}

DhMailbox *
dh_mailbox_new (GMainContext *context, DhMailboxFunc func, gpointer data)
{
  static GSourceFuncs funcs = { .dispatch = dispatch };
  DhMailbox *self = g_new0 (DhMailbox, 1);

  self->commands = g_async_queue_new_full ((GDestroyNotify) dh_command_free);
  self->func = func;
  self->data = data;
  self->source = g_source_new (&funcs, sizeof (GSource));
  g_source_set_static_name (self->source, "DhMailbox");
  g_source_set_ready_time (self->source, -1);
  g_source_set_callback (self->source, deliver, self, NULL);
  g_source_attach (self->source, context);
  return self;
}

void
dh_mailbox_free (DhMailbox *self)
{
  const DhSnapshot *unseen = take (self);

  if (unseen != NULL)
    dh_snapshot_unref (unseen);
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_async_queue_unref (self->commands);
  g_free (self);
}

void
dh_mailbox_send (DhMailbox *self, DhCommand *command)
{
  if (command->kind == DH_COMMAND_RESET)
    g_atomic_pointer_set (&self->latest_run, (gsize) command->run);
  /* The queue's lock orders this already; the flag says so to ThreadSanitizer, which cannot see
   * inside GLib. */
  g_atomic_int_set (&command->sealed, TRUE);
  g_async_queue_push (self->commands, command);
}

DhCommand *
dh_mailbox_receive (DhMailbox *self, gboolean wait)
{
  DhCommand *command =
      wait ? g_async_queue_pop (self->commands) : g_async_queue_try_pop (self->commands);

  if (command != NULL)
    g_atomic_int_get (&command->sealed);
  return command;
}

guint64
dh_mailbox_get_latest_run (DhMailbox *self)
{
  return (gsize) g_atomic_pointer_get (&self->latest_run);
}

gboolean
dh_mailbox_post (DhMailbox *self, const DhSnapshot *snapshot)
{
  const DhSnapshot *unseen = g_atomic_pointer_exchange (&self->slot, (gpointer) snapshot);

  if (unseen != NULL)
    dh_snapshot_unref (unseen);
  else
    g_source_set_ready_time (self->source, 0);
  return unseen == NULL;
}

gboolean
dh_mailbox_is_empty (DhMailbox *self)
{
  return g_atomic_pointer_get (&self->slot) == NULL;
}
