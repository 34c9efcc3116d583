// What is being loaded, how far it has come, and a button to cancel it.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

#include "training/session.h"

G_BEGIN_DECLS

#define DH_TYPE_LOADING_BAR (dh_loading_bar_get_type ())
G_DECLARE_FINAL_TYPE (DhLoadingBar, dh_loading_bar, DH, LOADING_BAR, AdwBin)

/* Shows itself while @session loads; not where that takes but a moment, which would only flash. */
void dh_loading_bar_watch (DhLoadingBar *self, DhSession *session);

G_END_DECLS
