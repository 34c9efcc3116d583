// Chooses how the charts are looked at: axes, range and smoothing.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define DH_TYPE_CHART_POPOVER (dh_chart_popover_get_type ())
G_DECLARE_FINAL_TYPE (DhChartPopover, dh_chart_popover, DH, CHART_POPOVER, GtkPopover)

/* All it does are the actions of chart-actions.h of the window it is in, whose states it shows. */

G_END_DECLS
