// A figure view that shows a chart: its look, which it shares with the other charts of its window.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/figure-view.h"
#include "figures/chart-layout.h"

G_BEGIN_DECLS

/* Where everything of the chart that @view shows lies; returns its choices. */
DhChartChoices dh_chart_view_get_layout (DhFigureView *view, DhChartLayout *layout);

gboolean dh_chart_view_is_running (DhFigureView *view);

/* @factor below 1 comes closer to what is at @pixel, of the steps or of the @values. */
void dh_chart_view_zoom (DhFigureView *view, gboolean values, double pixel, double factor);
void dh_chart_view_pan (DhFigureView *view, double dx);
void dh_chart_view_fit (DhFigureView *view);

/* Shows the steps of @choices in all charts of the window, and its values in @view. The window's
 * action "range" says so. */
void dh_chart_view_set_range (DhFigureView *view, const DhChartChoices *choices);

/* Sets the cursor of all charts of the window to @step; below 0 there is none. */
void dh_chart_view_set_cursor (DhFigureView *view, double step);

/* Lets @func change the choices of every chart below @root. */
typedef void (*DhChartViewFunc) (DhChartChoices *choices, gconstpointer data);
void dh_chart_view_change_all (GtkWidget *root, DhChartViewFunc func, gconstpointer data);

G_END_DECLS
