// A figure on a card, with its buttons in the title row.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

#include "app/figure-view.h"

G_BEGIN_DECLS

#define DH_TYPE_FIGURE_CARD (dh_figure_card_get_type ())
G_DECLARE_FINAL_TYPE (DhFigureCard, dh_figure_card, DH, FIGURE_CARD, AdwBin)

/* Properties: "figure" (id, construct only), "redraw-interval" as of DhFigureView. Children of type
 * "tool" in a .ui file stand in the title row before the export button. */

DhFigureView *dh_figure_card_get_view (DhFigureCard *self);

G_END_DECLS
