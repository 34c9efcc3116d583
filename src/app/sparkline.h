// A line beside a number: what it has been like so far.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

#include "figures/sparkline.h"
#include "snapshot/snapshot.h"

G_BEGIN_DECLS

#define DH_TYPE_SPARKLINE (dh_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (DhSparkline, dh_sparkline, DH, SPARKLINE, GtkWidget)

/* Property: "kind" (guint, a DhSparklineKind). It takes what room is left and is gone where that is
 * too little, so that it never takes any from the number; the number tells what there is to say. */

/* Shows the history of @snapshot (one more reference), which may have none. */
void dh_sparkline_show (DhSparkline *self, const DhSnapshot *snapshot);

/* TRUE where it has the room to be drawn. */
gboolean dh_sparkline_is_shown (DhSparkline *self);

G_END_DECLS
