// How the pixels of images are looked at, as window actions.
// SPDX-License-Identifier: MIT
#pragma once

#include <gtk/gtk.h>

#include "app/digits-page.h"

G_BEGIN_DECLS

/* Adds to @window, as states: pixel-values(s), "raw" (0 … 255) or "standardised", and
 * show-values(b), for every figure of pixels in it; digit(s), what of @page is large: "all", "1",
 * "2", "3" of its digits, or "sample", the image looked at closely. */
void dh_pixels_actions_install (GtkApplicationWindow *window, DhDigitsPage *page);

G_END_DECLS
