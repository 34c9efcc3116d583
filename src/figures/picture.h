// A sheet as the bytes of a file: PNG, SVG, PDF, CSV.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "figures/sheet.h"

G_BEGIN_DECLS

/* All but CSV carry the sheet's title, its words and the experiment behind it: a PNG in the text
 * “Downhill experiment”, an SVG in its metadata, a PDF in its keywords. No clock is in them: equal
 * sheets give equal bytes. NULL with an error where there is not enough memory. */

/* @scale multiplies the pixels; no side may come over 32767 of them. */
GBytes *dh_picture_make_png (const DhSheet *sheet, double scale, GError **error);

/* A pixel of the sheet is one of CSS, 96 an inch; @scale plays no part. */
GBytes *dh_picture_make_svg (const DhSheet *sheet, double scale, GError **error);
GBytes *dh_picture_make_pdf (const DhSheet *sheet, double scale, GError **error);
GBytes *dh_picture_make_csv (const DhSheet *sheet, double scale, GError **error);

G_END_DECLS
