// The hidden layers of the network: typed as a list, or added, resized and removed one by one.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

#include "training/settings.h"

G_BEGIN_DECLS

#define DH_TYPE_HIDDEN_LAYERS (dh_hidden_layers_get_type ())
G_DECLARE_FINAL_TYPE (DhHiddenLayers, dh_hidden_layers, DH, HIDDEN_LAYERS, AdwBin)

/* Activates "win.hidden" (s) with the new list when the user changes it. */

/* Shows the layers of @settings, without activating anything. */
void dh_hidden_layers_show (DhHiddenLayers *self, const DhSettings *settings);

G_END_DECLS
