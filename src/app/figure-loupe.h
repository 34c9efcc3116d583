// A loupe on a figure of pixels, led by the pointer or the arrow keys.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/figure-view.h"

G_BEGIN_DECLS

/* From now on @view, whose figure has pixels to pick, can have the keyboard's focus, and the loupe
 * of its choices is at the pixel that "pointed" tells of. The arrow keys move it by a pixel, with
 * Ctrl by five, and emit "pointed" too; Escape takes it away. */
void dh_figure_loupe_install (DhFigureView *view);

G_END_DECLS
