// The two pictures of the weights figure: maps, and a matrix.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/color-map.h"
#include "figures/text.h"
#include "figures/weights-layout.h"

G_BEGIN_DECLS

/* Every map with its name, the number looked at, and its own scale where it has one. */
void dh_weights_draw_maps (const DhWeightsLayout *layout, DhText *text, const DhColorMap *colors);

/* The matrix with its axes. */
void
dh_weights_draw_matrix (const DhWeightsLayout *layout, DhText *text, const DhColorMap *colors);

/* A thin line round @cell, unless that is too small for one. */
void dh_weights_draw_border (DhText *text, const DhRect *cell, double radius);

/* A mark round a pixel or a cell, to be seen on any colour; grows to be seen at all. */
void dh_weights_draw_mark (DhText *text, const DhRect *cell);

G_END_DECLS
