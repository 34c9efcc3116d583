// A run made again from an exported picture or a saved file.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "training/session.h"

G_BEGIN_DECLS

typedef struct _DhRunRestore DhRunRestore;

/* Tells by activating "tell"(s) of @group, which must outlive it. */
DhRunRestore *dh_run_restore_new (GActionGroup *group, DhSession *session);
void          dh_run_restore_free (DhRunRestore *self);

/* Restores the run of the file @path, and tells when it has come to its step; where the file holds
 * none, tells that, and the run before it stays. */
void dh_run_restore_open (DhRunRestore *self, const char *path);

G_END_DECLS
