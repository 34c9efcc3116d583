// Figures into a file.
// SPDX-License-Identifier: MIT
#pragma once

#include <gio/gio.h>

#include "figures/sheet.h"

G_BEGIN_DECLS

/* Limits of an exported picture: a side in pixels before scaling, and the scale. */
#define DH_EXPORT_MIN_SIDE 16
#define DH_EXPORT_MAX_SIDE 8192
#define DH_EXPORT_MAX_SCALE 8.0

typedef struct
{
  int      width;  /* of the figure in pixels; 0 = its natural size */
  int      height;
  double   scale;  /* multiplies the pixels of a PNG */
  gboolean transparent;
} DhExportOptions;

/* Writes @figure to @file in the format of its ending: .png, .svg, .pdf or .csv. The file is
 * replaced as a whole or left as it was. FALSE with an error where the ending is unknown, a size is
 * out of limits (a PNG side over 32767 pixels included), or writing fails. */
gboolean dh_export_figure (const DhFigure        *figure,
                           const DhFigureModel   *model,
                           const DhExportOptions *options,
                           GFile                 *file,
                           GError               **error);

/* The same with all figures of @sheet, as they stand there. */
gboolean dh_export_sheet (const DhSheet *sheet, double scale, GFile *file, GError **error);

/* What would stand in a file with the ending @ending, ".png"; NULL with an error. */
GBytes *
dh_export_make_bytes (const DhSheet *sheet, double scale, const char *ending, GError **error);

/* TRUE where the ending of @path is one of the four. */
gboolean dh_export_can_write (const char *path);

G_END_DECLS
