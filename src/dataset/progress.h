// A cancellable that also knows how far the work has come.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DH_TYPE_PROGRESS (dh_progress_get_type ())
G_DECLARE_FINAL_TYPE (DhProgress, dh_progress, DH, PROGRESS, GCancellable)

/* Whoever waits makes one, gives it to a reader as its GCancellable, and may look and cancel from
 * any thread meanwhile. For one piece of work at a time. */
DhProgress *dh_progress_new (void);

/* How much of the work is done, 0 … 1; 0 until the worker tells. */
double dh_progress_get_fraction (DhProgress *self);

/* The worker: what it tells from now on is @from … @to of the whole, 0 … 1. Nothing where
 * @cancellable is NULL or no DhProgress: readers need not know. */
void dh_progress_set_part (GCancellable *cancellable, double from, double to);

/* The worker: @done of @total of the part at hand is done. Never goes back: a file may be read
 * twice. */
void dh_progress_tell (GCancellable *cancellable, guint64 done, guint64 total);

G_END_DECLS
