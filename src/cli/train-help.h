// What downhill train --help says after its options.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Every value of every option that is a choice, with its formula and the numbers it brings, as the
 * tables behind the settings have them. Free with g_free(). */
char *dh_train_help_make (void);

G_END_DECLS
