// What the figures in view want of a run, told to its session.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

#include "training/session.h"

G_BEGIN_DECLS

/* From now on tells @session what the figures below @root want whenever the choices of one of them
 * change that. They are those there are now. */
void dh_figure_wants_watch (GtkWidget *root, DhSession *session);

/* Tells it what those of them that can be seen want: only that is computed. */
void dh_figure_wants_tell (GtkWidget *root, DhSession *session);

G_END_DECLS
