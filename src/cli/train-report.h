// What downhill train prints: progress while it works, the result at the end.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "training/run.h"

G_BEGIN_DECLS

/* One line on stderr, written over and over, where stderr is a terminal; rewritten ten times a
 * second. @seconds = time spent in steps; @n_steps = how many there will be. */
void dh_train_report_progress (const DhRun *run, guint64 n_steps, double seconds);

/* Wipes that line. */
void dh_train_report_clear_progress (void);

/* The result for people, on stdout. */
void dh_train_report_print (const DhRun *run, double seconds);

G_END_DECLS
