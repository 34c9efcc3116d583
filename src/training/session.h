// One run as the main thread sees it: commands in, snapshots out.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib-object.h>

#include "snapshot/snapshot.h"
#include "training/experiment.h"
#include "training/settings.h"

G_BEGIN_DECLS

#define DH_TYPE_SESSION (dh_session_get_type ())
G_DECLARE_FINAL_TYPE (DhSession, dh_session, DH, SESSION, GObject)

/* Belongs to the main thread and owns the worker. No call waits for the worker, except the last
 * unref, which joins it. Properties, all read-only and notified: "snapshot" (DhSnapshot, the latest
 * of the current run), "settings" (pointer to const DhSettings). */

/* A session with default settings and nothing loaded; call dh_session_reset() to begin. Snapshots
 * come on the thread-default main context of the caller. */
DhSession *dh_session_new (void);

/* The latest snapshot; never NULL, valid until the next main-loop turn. */
const DhSnapshot *dh_session_get_snapshot (DhSession *self);

/* What the current run is made of; valid until the next main-loop turn. */
const DhSettings *dh_session_get_settings (DhSession *self);

/* As the snapshot's, but DH_RUN_LOADING from a reset until the first snapshot of its run. */
DhRunState dh_session_get_state (DhSession *self);

/* Begins a new run. Where it cannot be (no such data, too large) the run before it stays, and its
 * next snapshot carries the message. A loading of other data that is under way is given up. */
void dh_session_reset (DhSession *self, const DhSettings *settings);

/* The same with the settings of @experiment: trains to its step, makes its changes on the way, so
 * that all comes out to the bit as it was, and pauses. The settings follow the changes, until
 * somebody else makes one. The number of the run. */
guint64 dh_session_restore (DhSession *self, const DhExperiment *experiment);

/* How much of the data set is loaded, 0 … 1, while the state is DH_RUN_LOADING. */
double dh_session_get_progress (DhSession *self);

/* While the state is DH_RUN_LOADING: gives it up. The run before it stays and goes on where it did,
 * and its next snapshot says so. */
void dh_session_cancel_loading (DhSession *self);

void dh_session_train (DhSession *self);
void dh_session_pause (DhSession *self);

/* Makes @n steps, then pauses. */
void dh_session_step (DhSession *self, guint64 n);

/* Trains to the end of the epoch at hand, then pauses. */
void dh_session_run_epoch (DhSession *self);

/* Trains until @step updates are made, then pauses; pauses at once where they are. */
void dh_session_run_to (DhSession *self, guint64 step);

/* Takes over from @settings every number that can change while a run goes on
 * (dh_settings_is_live()), from the next step on; no new run. */
void dh_session_set_numbers (DhSession *self, const DhSettings *settings);

/* Tells what of the snapshots somebody looks at that is not made otherwise: DhWants; from then on
 * the gradient is among that. It holds for later runs too. */
void dh_session_set_wants (DhSession *self, guint wants);

/* Looks closely at image @position of the test set or of the subset (the snapshot's "shown"); past
 * the end at the last. It holds for later runs too. */
void dh_session_show_image (DhSession *self, gboolean is_test, guint64 position);

/* Shows other samples of the subset. */
void dh_session_shuffle_samples (DhSession *self);

G_END_DECLS
