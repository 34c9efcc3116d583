// A table of the layers of a network, a row of numbers for each.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

#include "snapshot/snapshot.h"

G_BEGIN_DECLS

#define DH_TYPE_LAYER_TABLE (dh_layer_table_get_type ())
G_DECLARE_FINAL_TYPE (DhLayerTable, dh_layer_table, DH, LAYER_TABLE, AdwBin)

/* Shows the layers of @snapshot; a network of as many layers keeps the labels it has. */
void dh_layer_table_show (DhLayerTable *self, const DhSnapshot *snapshot);

/* The text in a cell; column 0 is the name of the layer. NULL outside. */
const char *dh_layer_table_get_text (DhLayerTable *self, guint layer, guint column);

G_END_DECLS
