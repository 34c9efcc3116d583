// The weights figure on the keyboard.
// SPDX-License-Identifier: MIT
#pragma once

#include "app/figure-view.h"

G_BEGIN_DECLS

/* @view takes the focus: arrows move the pixel looked at, with Control from map to map, Page Up and
 * Page Down turn the pages of units, Escape looks at the whole again. */
void dh_weights_keys_install (DhFigureView *view);

G_END_DECLS
