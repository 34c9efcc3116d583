// Small drawing helpers every figure shares.
// SPDX-License-Identifier: MIT

#include "figures/shape.h"

#include <math.h>
#include <string.h>

#define MOST_SIDE 16384 /* of pixels; Cairo's images end at twice as many */

gboolean
dh_rect_contains (const DhRect *self, double x, double y)
{
  return x >= self->x && x < self->x + self->width && y >= self->y && y < self->y + self->height;
}

void
dh_shape_set_source (cairo_t *cr, const DhColor *color, double opacity)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, opacity);
}

void
dh_shape_set_line_source (cairo_t *cr, const DhTheme *theme, double opacity)
{
  dh_shape_set_source (cr, &theme->foreground, MAX (opacity, theme->least_line));
}

void
dh_shape_add_rounded (cairo_t *cr, const DhRect *rect, double radius)
{
  double r = MIN (radius, MIN (rect->width, rect->height) / 2);
  double right = rect->x + rect->width;
  double bottom = rect->y + rect->height;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - r, rect->y + r, r, -G_PI / 2, 0);
  cairo_arc (cr, right - r, bottom - r, r, 0, G_PI / 2);
  cairo_arc (cr, rect->x + r, bottom - r, r, G_PI / 2, G_PI);
  cairo_arc (cr, rect->x + r, rect->y + r, r, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

void
dh_shape_fill_dot (cairo_t *cr, double x, double y, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (cr);
}

void
dh_shape_stroke_horizontal (cairo_t *cr, double x1, double x2, double y)
{
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x1, floor (y) + 0.5);
  cairo_line_to (cr, x2, floor (y) + 0.5);
  cairo_stroke (cr);
}

void
dh_shape_stroke_vertical (cairo_t *cr, double x, double y1, double y2)
{
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, floor (x) + 0.5, y1);
  cairo_line_to (cr, floor (x) + 0.5, y2);
  cairo_stroke (cr);
}

/* Every pixel as a square of @times × @times. */
static void
enlarge (const guint32 *pixels, guint width, guint height, guint times, cairo_surface_t *surface)
{
  guint8 *data = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  for (guint y = 0; y < height; y++)
    {
      guint8 *line = data + stride * y * times;
      guint32 *out = (guint32 *) (void *) line;

      for (guint x = 0; x < width; x++)
        for (guint i = 0; i < times; i++)
          *out++ = pixels[(gsize) y * width + x];
      for (guint i = 1; i < times; i++)
        memcpy (line + stride * i, line, stride);
    }
}

void
dh_shape_fill_pixels (cairo_t *cr,
                      const guint32 *pixels,
                      guint width,
                      guint height,
                      const DhRect *rect,
                      double radius)
{
  gboolean raster =
      cairo_surface_get_type (cairo_get_group_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE;
  /* SVG loses the filter, and viewers smooth: only an enlarged picture keeps its squares there. */
  guint times = raster ? 1 : CLAMP (224 / MAX (MAX (width, height), 1), 1, 8);
  cairo_surface_t *surface;

  if (width == 0 || height == 0 || width > MOST_SIDE || height > MOST_SIDE || rect->width < 1 ||
      rect->height < 1)
    return;
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (width * times),
                                        (int) (height * times));
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      return;
    }

  cairo_surface_flush (surface);
  enlarge (pixels, width, height, times, surface);
  cairo_surface_mark_dirty (surface);

  cairo_save (cr);
  dh_shape_add_rounded (cr, rect, radius);
  cairo_translate (cr, rect->x, rect->y);
  cairo_scale (cr, rect->width / (width * times), rect->height / (height * times));
  cairo_set_source_surface (cr, surface, 0, 0);
  /* Shrunk, a picture is averaged: picking single pixels of it would show some and drop others. */
  cairo_pattern_set_filter (cairo_get_source (cr),
                            rect->width < 1.5 * width ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST);
  cairo_fill (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}
