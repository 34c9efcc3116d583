// The last line of the window: where the run is, how far it has come, what it learns.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/page.h"
#include "training/settings.h"

G_BEGIN_DECLS

#define DH_TYPE_FOOTER (dh_footer_get_type ())
G_DECLARE_FINAL_TYPE (DhFooter, dh_footer, DH, FOOTER, DhPage)

/* A run that has an end has a bar, and while it trains the time that is left. */
void dh_footer_show (DhFooter *self, const DhSnapshot *snapshot, const DhSettings *settings);

G_END_DECLS
