// Walking through the numbers of the weights figure with the keys of a keyboard.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/figure.h"

G_BEGIN_DECLS

/* Moves the cell looked at in the figure drawn with @model at this size: by @across columns and
 * @down rows of its map or matrix, over the edge into the neighbouring map; with @whole_maps by so
 * many maps. Where there is none yet, it begins in the middle of the first map. FALSE, with
 * @choices as they were, where there is no number to look at. */
gboolean dh_weights_cell_move (const DhFigureModel *model,
                               double width,
                               double height,
                               int across,
                               int down,
                               gboolean whole_maps,
                               DhWeightsChoices *choices);

/* Pages of units at this size, at least 1; *page the one that is shown. */
guint
dh_weights_count_pages (const DhFigureModel *model, double width, double height, guint *page);

G_END_DECLS
