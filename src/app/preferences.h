// What the program remembers from one start to the next.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

#include "training/session.h"

G_BEGIN_DECLS

/* The program's GSettings, as data/io.github.downhill_app.Downhill.gschema.xml has them; borrowed.
 * NULL where that schema is not installed: then nothing is remembered, and all else is as ever. */
GSettings *dh_preferences_get (void);

/* Where dh_preferences_get() looks from now on: @folder holds a gschemas.compiled; NULL = where
 * schemas are installed. Not while there is a window. */
void dh_preferences_set_folder (const char *folder);

/* Gives @window the size, the view and the run that were left last, and keeps them from now on: its
 * actions named in the schema's child "view", and what @session is made of. Begins that run, which
 * is ready at step 0, or a usual one where there was none or its data are gone.
 * An action that shows a flap has it as its data "flap": what hides only for lack of room is no
 * choice. Call once, when every action is there. */
void dh_preferences_install (GtkWindow *window, DhSession *session);

G_END_DECLS
