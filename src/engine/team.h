// Threads that share the units of a job: created once, quick to set to work.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The caller's thread and some helpers. Between jobs that follow each other at once, helpers wait
 * spinning (a job begins within a fraction of a microsecond); after a while they sleep.
 *
 * What the units of a job are must not depend on the number of threads, and no unit may depend on
 * another, but for two that meet: then neither do the results, to the bit. */
typedef struct _DhTeam DhTeam;

#define DH_TEAM_MAX_THREADS 256

/* Does unit @unit of the job. */
typedef void (*DhTeamFunc) (guint unit, gpointer data);

/* @n_threads in all, with the caller's. Where a thread cannot be started there are fewer; NULL
 * where there is not even memory. */
DhTeam *dh_team_new (guint n_threads);

/* How many there are; 1 for NULL. */
guint dh_team_get_n_threads (const DhTeam *self);

/* Ends the helpers. */
void dh_team_free (DhTeam *self);

/* Calls @func for every unit 0 … @n_units − 1, each once, on any thread and in any order, and
 * returns when all are done. Each thread begins with a part of the units of its own, as even as can
 * be and in order, the caller with the first: units that come again in the next job find there what
 * they left in its cache. Meanwhile denormal numbers are zeros: see engine/denormals.h. Only
 * ever called by one thread at a time. @self may be NULL: then the caller does it all. */
void dh_team_run (DhTeam *self, guint n_units, DhTeamFunc func, gpointer data);

/* For a job of two units, and a team of two threads at least: called in each of them as often,
 * @unit tells which. Returns when the other one has called it too, and what that wrote before can
 * be read. */
void dh_team_meet (DhTeam *self, guint unit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhTeam, dh_team_free)

G_END_DECLS
