// Small drawing helpers every figure shares.
// SPDX-License-Identifier: MIT
#pragma once

#include <cairo.h>

#include "figures/theme.h"

G_BEGIN_DECLS

/* In pixels; a side below 1 means there is no room. */
typedef struct
{
  double x;
  double y;
  double width;
  double height;
} DhRect;

gboolean dh_rect_contains (const DhRect *self, double x, double y);

/* Sets the source of @cr; @opacity 0 … 1. */
void dh_shape_set_source (cairo_t *cr, const DhColor *color, double opacity);

/* The foreground for a line that tells something, as an axis or an edge does: at @opacity, in high
 * contrast more. */
void dh_shape_set_line_source (cairo_t *cr, const DhTheme *theme, double opacity);

/* Adds the outline of @rect with rounded corners as a closed path. */
void dh_shape_add_rounded (cairo_t *cr, const DhRect *rect, double radius);

/* Fills a circle. */
void dh_shape_fill_dot (cairo_t *cr, double x, double y, double radius);

/* Strokes a line of one pixel, moved onto whole pixels. */
void dh_shape_stroke_horizontal (cairo_t *cr, double x1, double x2, double y);
void dh_shape_stroke_vertical (cairo_t *cr, double x, double y1, double y2);

/* @pixels [height, width] as 0x00RRGGBB, enlarged so that no viewer smooths them into each other,
 * filling @rect with corners of @radius. Draws nothing where there is not enough memory. */
void dh_shape_fill_pixels (cairo_t *cr,
                           const guint32 *pixels,
                           guint width,
                           guint height,
                           const DhRect *rect,
                           double radius);

G_END_DECLS
