// Closer and farther looks at a chart: what wheel, drag and keys do to its choices.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/chart-layout.h"

G_BEGIN_DECLS

/* Each changes @choices from what @layout shows, never beyond what was measured nor closer than
 * DH_CHART_LEAST_STEPS. Afterwards the mode is DH_CHART_FIT where everything is seen,
 * DH_CHART_FOLLOW where the end is seen of a run that is @running, else DH_CHART_LOCKED. A layout
 * that is empty changes nothing, but can be told to be followed once it no longer is. */

/* @factor below 1 comes closer; what is at @pixel stays there. */
void dh_chart_zoom_steps (const DhChartLayout *layout,
                          DhChartChoices *choices,
                          gboolean running,
                          double pixel,
                          double factor);
void dh_chart_zoom_values (const DhChartLayout *layout,
                           DhChartChoices *choices,
                           gboolean running,
                           double pixel,
                           double factor);

/* Moves what is shown by so many pixels; upright only where the values were zoomed. */
void dh_chart_pan (const DhChartLayout *layout,
                   DhChartChoices *choices,
                   gboolean running,
                   double dx,
                   double dy);

/* Shows what lies in the rectangle selected; a flat one changes no values. */
void dh_chart_zoom_to_selection (const DhChartLayout *layout,
                                 DhChartChoices *choices,
                                 gboolean running);

/* Shows just these steps. */
void dh_chart_show_steps (const DhChartLayout *layout,
                          DhChartChoices *choices,
                          gboolean running,
                          double from,
                          double to);

/* Keeps to what is shown now, whatever else is measured. */
void dh_chart_lock (const DhChartLayout *layout, DhChartChoices *choices, gboolean running);

/* Follows the end of the run: as wide as now where that is not everything. */
void dh_chart_follow (const DhChartLayout *layout, DhChartChoices *choices);

G_END_DECLS
