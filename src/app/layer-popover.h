// What can be changed about a layer of the network: its units, whether it is there, what is beside.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

#include "snapshot/snapshot.h"
#include "training/settings.h"

G_BEGIN_DECLS

#define DH_TYPE_LAYER_POPOVER (dh_layer_popover_get_type ())
G_DECLARE_FINAL_TYPE (DhLayerPopover, dh_layer_popover, DH, LAYER_POPOVER, GtkPopover)

/* Every change by the user activates "win.hidden" (s) with the new list. */

GtkWidget *dh_layer_popover_new (void);

/* Takes over @settings, without activating anything. Closes where it was open at a layer and there
 * are more or fewer now. */
void dh_layer_popover_show (DhLayerPopover *self, const DhSettings *settings);

/* Opens at @layer: 0 = the input, l = what linear layer l gives, the last of them the output; or,
 * @after it, to add one there. @run, which may be NULL, tells of the data set. */
void dh_layer_popover_open (DhLayerPopover *self,
                            guint layer,
                            gboolean after,
                            const DhSnapshot *run);

G_END_DECLS
