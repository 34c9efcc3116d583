// The worker thread: the only place where a run is computed for a window.
// SPDX-License-Identifier: MIT
#pragma once

#include "training/mailbox.h"

G_BEGIN_DECLS

typedef struct _DhWorker DhWorker;

/* Starts the thread. It takes commands from @mailbox (borrowed, must outlive it) between steps and
 * posts snapshots: at most one a display frame while training, and always on reset, pause, step,
 * numbers changed in a pause, end and failure. */
DhWorker *dh_worker_start (DhMailbox *mailbox);

/* Ends what it does, also in the middle of loading, joins the thread and frees. A reset that was
 * given a progress can be cancelled alone: then all goes on as it was before. */
void dh_worker_stop (DhWorker *self);

G_END_DECLS
