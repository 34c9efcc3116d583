// How the loss and the weights share the height of the training page.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/figure-card.h"

G_BEGIN_DECLS

/* As 2 : 3 as a rule, which is what the rows of their grid make. Where there are so many maps of
 * weights that they would pull the loss to a giant's height too, each has what it needs. */
void dh_figure_rows_fit (DhFigureCard *loss, DhFigureCard *weights);

G_END_DECLS
