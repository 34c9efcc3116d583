// Between the worker and the main thread: commands down, the latest snapshot up.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/progress.h"
#include "snapshot/snapshot.h"
#include "training/experiment.h"
#include "training/settings.h"

G_BEGIN_DECLS

typedef enum
{
  DH_COMMAND_RESET,         /* a new run with settings, numbered run */
  DH_COMMAND_TRAIN,         /* until paused, finished or diverged */
  DH_COMMAND_PAUSE,
  DH_COMMAND_STEP,          /* count further steps, then pause */
  DH_COMMAND_EPOCH,         /* to the end of the epoch at hand, then pause */
  DH_COMMAND_RUN_TO,        /* until step count, then pause */
  DH_COMMAND_NUMBERS,       /* those of settings that can change, from the next step on */
  DH_COMMAND_SHUFFLE,       /* show other samples */
  DH_COMMAND_LOOK,          /* what the snapshots of this and later runs are looked at for */
  DH_COMMAND_QUIT
} DhCommandKind;

typedef struct
{
  DhCommandKind kind;
  guint64       run;      /* the number of a reset's run; else the only run it is meant for, or
                             0: for whichever there is */
  DhSettings   *settings; /* owned */
  DhProgress   *progress; /* of the loading a reset may need: a reference, or NULL */
  DhExperiment *again;    /* owned: what a reset makes once more, to its step; or NULL */
  guint64       count;
  DhLook        look;
  gint          sealed; /*< private >*/
} DhCommand;

void dh_command_free (DhCommand *self);

typedef struct _DhMailbox DhMailbox;

/* Takes ownership of @snapshot. Called on the main context, once for each delivery. */
typedef void (*DhMailboxFunc) (const DhSnapshot *snapshot, gpointer data);

/* Delivers to @func on @context. Free with dh_mailbox_free() on the context's thread after the
 * worker has ended; what was not delivered is dropped. */
DhMailbox *dh_mailbox_new (GMainContext *context, DhMailboxFunc func, gpointer data);
void       dh_mailbox_free (DhMailbox *self);

/* Main thread: sends a command (ownership goes along). Never waits. */
void dh_mailbox_send (DhMailbox *self, DhCommand *command);

/* Worker: the next command, owned by the caller. NULL at once where there is none, unless @wait. */
DhCommand *dh_mailbox_receive (DhMailbox *self, gboolean wait);

/* Worker: the number of the last run a reset was sent for: an earlier reset need not be begun. */
guint64 dh_mailbox_get_latest_run (DhMailbox *self);

/* Worker: puts @snapshot (ownership goes along) into the one slot. An unseen one is dropped; a
 * delivery is asked for only where the slot was empty, so at most one is pending. Never waits.
 * TRUE where the one before it, if any, had been taken. */
gboolean dh_mailbox_post (DhMailbox *self, const DhSnapshot *snapshot);

/* Worker: TRUE where the last snapshot has been taken. */
gboolean dh_mailbox_is_empty (DhMailbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhCommand, dh_command_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhMailbox, dh_mailbox_free)

G_END_DECLS
