// The buttons in the title row of the weights: view, page or layer, and what is shown how.
// SPDX-License-Identifier: MIT
#pragma once

#include <adwaita.h>

#include "app/figure-view.h"

G_BEGIN_DECLS

#define DH_TYPE_WEIGHTS_TOOLS (dh_weights_tools_get_type ())
G_DECLARE_FINAL_TYPE (DhWeightsTools, dh_weights_tools, DH, WEIGHTS_TOOLS, AdwBin)

/* Signal: "changed", when the choices have. What does not apply to a network is not there: views
 * only with hidden layers, pages only of units, layers only where there are several. */

/* The weights figure they are about, for good. */
void dh_weights_tools_set_view (DhWeightsTools *self, DhFigureView *view);

/* A snapshot is shown in the view. The order of the units follows it only while the run stands
 * still: maps that change places cannot be watched. */
void dh_weights_tools_show (DhWeightsTools *self, const DhSnapshot *snapshot);

DhWeightsChoices dh_weights_tools_get_choices (DhWeightsTools *self);

/* All but the order, which is kept here; a page past the last is the last, a layer that there is
 * not leaves the layer as it was. */
void dh_weights_tools_set_choices (DhWeightsTools *self, const DhWeightsChoices *choices);

/* Whether another quantity than the usual one can be shown. */
gboolean dh_weights_tools_has_quantities (DhWeightsTools *self);

G_END_DECLS
