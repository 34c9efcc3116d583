// The theme that figures are drawn in: light or dark, in high contrast or not, as the desktop is.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib-object.h>

#include "figures/theme.h"

G_BEGIN_DECLS

const DhTheme *dh_current_theme_get (void);

/* Calls @changed (@object) whenever it becomes another, as long as @object lives. */
void dh_current_theme_watch (gpointer object, GCallback changed);

G_END_DECLS
