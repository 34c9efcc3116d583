// A figure into a file.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "figures/figure.h"

G_BEGIN_DECLS

/* Limits of an exported picture: a side in pixels before scaling, and the scale. */
#define DH_EXPORT_MIN_SIDE 16
#define DH_EXPORT_MAX_SIDE 8192
#define DH_EXPORT_MAX_SCALE 8.0

/* Writes @figure to @file in the format of its ending: .png, .svg, .pdf or .csv.
 * @width and @height in pixels, 0 = the figure's natural size; @scale multiplies the pixels of a
 * PNG. The file is replaced as a whole or left as it was. FALSE with an error where the ending is
 * unknown, a size is out of limits (a PNG side over 32767 pixels included), or writing fails. */
gboolean dh_export_figure (const DhFigure      *figure,
                           const DhFigureModel *model,
                           int                  width,
                           int                  height,
                           double               scale,
                           GFile               *file,
                           GError             **error);

/* TRUE where the ending of @path is one of the four. */
gboolean dh_export_can_write (const char *path);

G_END_DECLS
