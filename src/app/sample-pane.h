// The pane of one image: its pixels, and what the network makes of it.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/page.h"

G_BEGIN_DECLS

#define DH_TYPE_SAMPLE_PANE (dh_sample_pane_get_type ())
G_DECLARE_FINAL_TYPE (DhSamplePane, dh_sample_pane, DH, SAMPLE_PANE, DhPage)

G_END_DECLS
