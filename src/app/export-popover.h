// Chooses what a figure is exported as, then the file.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/figure-view.h"

G_BEGIN_DECLS

#define DH_TYPE_EXPORT_POPOVER (dh_export_popover_get_type ())
G_DECLARE_FINAL_TYPE (DhExportPopover, dh_export_popover, DH, EXPORT_POPOVER, GtkPopover)

/* A popover for @view, which must outlive it. Failures and successes are told by the window's
 * "win.tell" action. */
GtkWidget *dh_export_popover_new (DhFigureView *view);

G_END_DECLS
