// Which weight maps are shown, and where; or where the matrix is.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/frame.h"
#include "figures/grid.h"
#include "figures/weights-source.h"

G_BEGIN_DECLS

/* Made at the start of a draw or a describe, cleared at its end. */
typedef struct
{
  DhWeightsSource source;
  const DhWeightsChoices *choices; /* borrowed */
  DhFrame frame;
  double caption; /* y of the texts of a second title row, 0: there is none */
  double limit;   /* the largest |value| that is finite, of all maps, shown or not */

  guint *maps; /* [n_maps] the rows shown as maps */
  guint n_maps;
  guint first; /* place of the first of them among all rows */
  guint page;
  guint n_pages;
  DhGrid grid;
  double band; /* under every map, for its own scale */

  DhRect matrix; /* where there are no maps */
  double labels; /* width of the names of its rows, left of it */
} DhWeightsLayout;

void dh_weights_layout_init (DhWeightsLayout *self,
                             const DhFigureModel *model,
                             double width,
                             double height);
void dh_weights_layout_clear (DhWeightsLayout *self);

/* The height at which every class has a map that can be made out, 0 where maps are left out. */
double dh_weights_layout_measure (const DhFigureModel *model, double width);

/* The numbers of a map, or of a row of the matrix. */
const float *dh_weights_layout_get_values (const DhWeightsLayout *self, guint row);

/* The scale of the row @row is ± this. */
double dh_weights_layout_get_limit (const DhWeightsLayout *self, guint row);

/* Where the @i-th map shown has the pixel @column. */
DhRect dh_weights_layout_get_pixel (const DhWeightsLayout *self, guint i, guint column);

/* The number at a point. FALSE where there is none. */
gboolean dh_weights_layout_find (
    const DhWeightsLayout *self, double x, double y, guint *row, guint *column);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DhWeightsLayout, dh_weights_layout_clear)

G_END_DECLS
