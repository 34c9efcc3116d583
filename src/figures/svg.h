// What an SVG drawing needs beyond what Cairo writes.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/sheet.h"

G_BEGIN_DECLS

/* The bytes @svg that Cairo has written of @sheet, with the sheet's title, words and experiment,
 * and with ids that do not tell how much was drawn before. */
GBytes *dh_svg_finish (const DhSheet *sheet, const GByteArray *svg);

G_END_DECLS
