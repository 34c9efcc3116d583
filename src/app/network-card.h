// The drawn network of the settings pane: a layer is changed by a click on it.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

#include "app/figure-view.h"
#include "training/settings.h"

G_BEGIN_DECLS

#define DH_TYPE_NETWORK_CARD (dh_network_card_get_type ())
G_DECLARE_FINAL_TYPE (DhNetworkCard, dh_network_card, DH, NETWORK_CARD, AdwBin)

/* With the keyboard Left, Right, Home and End choose a layer, Return changes it. Every change
 * activates "win.hidden" (s) with the new list. */

/* Shows the layers of @settings in the popover, without activating anything. */
void dh_network_card_show (DhNetworkCard *self, const DhSettings *settings);

/* Draws the network of @snapshot (one more reference); while the card is scrolled away, not before
 * it is back. */
void dh_network_card_show_snapshot (DhNetworkCard *self, const DhSnapshot *snapshot);

G_END_DECLS
