// The loupe: a pixel and its neighbours, large enough to read their values.
// SPDX-License-Identifier: MIT

#include "figures/loupe.h"

#include <math.h>

#define REACH (DH_LOUPE_SIDE / 2)
#define INSET 8.0 /* from the image's edges */

/* Sides of a pixel in it: of a tenth of the image, and never smaller or larger than these. */
#define LEAST_SIDE 12.0
#define USUAL_SIDE 26.0
#define MOST_SIDE 34.0

void
dh_loupe_move (
    DhLoupe *self, guint first, guint n, guint width, guint height, int columns, int rows)
{
  gint64 across, down;

  g_return_if_fail (self != NULL && n > 0 && width > 0 && height > 0);

  if (!self->on || self->image < first || self->image - first >= n)
    {
      *self = (DhLoupe){ TRUE, first, height / 2, width / 2 };
      return;
    }
  across = (gint64) (self->image - first) * width + MIN (self->column, width - 1) + columns;
  across = CLAMP (across, 0, (gint64) n * width - 1);
  down = (gint64) self->row + rows;
  down = CLAMP (down, 0, (gint64) height - 1);
  self->image = first + (guint) (across / width);
  self->column = (guint) (across % width);
  self->row = (guint) down;
}

/* At least as large as can be seen. */
static void
draw_ring (cairo_t *cr, const DhTheme *theme, const DhRect *pixel)
{
  double width = MAX (pixel->width, 7);
  double height = MAX (pixel->height, 7);
  DhRect ring = { pixel->x + (pixel->width - width) / 2, pixel->y + (pixel->height - height) / 2,
                  width, height };

  dh_shape_add_rounded (cr, &ring, 1);
  dh_shape_set_source (cr, &theme->test, 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static gboolean
overlaps (const DhRect *a, const DhRect *b, double margin)
{
  return a->x < b->x + b->width + margin && b->x < a->x + a->width + margin &&
         a->y < b->y + b->height + margin && b->y < a->y + a->height + margin;
}

/* Beside the pixel, for an image that is too small for a corner out of the way. */
static DhRect
place_beside (const DhRect *area, const DhRect *pixel, double size, double gap)
{
  double right = pixel->x + pixel->width + gap;
  double left = pixel->x - gap - size;
  double middle = pixel->y + (pixel->height - size) / 2;
  double x = right + size <= area->x + area->width ? right : MAX (left, area->x);

  return (DhRect){ x, CLAMP (middle, area->y, area->y + area->height - size), size, size };
}

/* The first corner of the image, from the lower left one on, in which it does not hide the pixel;
 * inside the figure, also where the image is smaller. */
static DhRect
place (const DhSamplesLayout *layout, const DhLoupe *loupe, const DhRect *pixel, double side)
{
  DhRect cell = dh_grid_get_cell (&layout->grid, loupe->image - layout->first);
  const DhRect *area = &layout->frame.content;
  double size = DH_LOUPE_SIDE * side;
  double most_x = area->x + area->width - size;
  double most_y = area->y + area->height - size;
  double left = MIN (cell.x + INSET, most_x);
  double right = CLAMP (cell.x + cell.width - INSET - size, area->x, most_x);
  double top = MIN (cell.y + INSET, most_y);
  double bottom = CLAMP (cell.y + cell.height - INSET - size, area->y, most_y);
  DhRect corners[] = { { left, bottom, size, size },
                       { right, bottom, size, size },
                       { right, top, size, size },
                       { left, top, size, size } };

  for (guint i = 0; i < G_N_ELEMENTS (corners); i++)
    if (!overlaps (&corners[i], pixel, side / 2))
      return corners[i];
  return place_beside (area, pixel, size, side / 2);
}

static void
draw_paper (cairo_t *cr, const DhTheme *theme, const DhRect *box)
{
  DhRect shadow = { box->x - 1, box->y, box->width + 2, box->height + 2 };

  dh_shape_add_rounded (cr, &shadow, 9);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.25);
  cairo_fill (cr);
  dh_shape_add_rounded (cr, box, 8);
  dh_shape_set_source (cr, &theme->background, 1);
  cairo_fill (cr);
}

static void
draw_edge (cairo_t *cr, const DhTheme *theme, const DhRect *box)
{
  dh_shape_add_rounded (cr, box, 8);
  dh_shape_set_line_source (cr, theme, 0.45);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/* Beyond the edge of the image there is only paper. */
static void
draw_pixels (const DhSamplesLayout *layout,
             const DhLoupe *loupe,
             DhPixelValues *values,
             const DhColorMap *colors,
             const DhRect *box,
             double side)
{
  const DhSample *sample = dh_samples_layout_get_sample (layout, loupe);
  cairo_t *cr = values->text->cr;

  for (int i = 0; i < DH_LOUPE_SIDE * DH_LOUPE_SIDE; i++)
    {
      gint64 row = (gint64) loupe->row + i / DH_LOUPE_SIDE - REACH;
      gint64 column = (gint64) loupe->column + i % DH_LOUPE_SIDE - REACH;
      double x = box->x + i % DH_LOUPE_SIDE * side;
      double y = box->y + i / DH_LOUPE_SIDE * side;
      guint8 raw;
      guint32 color;

      if (row < 0 || column < 0 || row >= layout->run->height || column >= layout->run->width)
        continue;
      raw = sample->pixels[(gsize) row * layout->run->width + (gsize) column];
      color = dh_color_map_get_ink (colors, raw / 255.0);
      cairo_set_source_rgb (cr, (color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0,
                            (color & 255) / 255.0);
      cairo_rectangle (cr, x, y, side, side);
      cairo_fill (cr);
      dh_pixel_values_draw (values, raw, color, x + side / 2, y + side / 2);
    }
}

static void
draw_box (const DhLoupe *self,
          const DhSamplesLayout *layout,
          DhText *text,
          const DhColorMap *colors,
          gboolean standardised,
          const DhRect *pixel)
{
  const DhRect *area = &layout->frame.content;
  double side = CLAMP (MIN (layout->grid.width, layout->grid.height) / 10, USUAL_SIDE, MOST_SIDE);
  g_auto (DhPixelValues) values = { 0 };
  DhRect box, middle;

  side = floor (MIN (side, 0.62 * MIN (area->width, area->height) / DH_LOUPE_SIDE));
  if (side < LEAST_SIDE)
    return;
  box = place (layout, self, pixel, side);
  box.x = floor (box.x);
  box.y = floor (box.y);
  middle = (DhRect){ box.x + REACH * side, box.y + REACH * side, side, side };
  dh_pixel_values_init (&values, text, layout->run,
                        dh_pixel_format_choose (layout->run, standardised, side), side);
  draw_paper (text->cr, text->theme, &box);
  cairo_save (text->cr);
  dh_shape_add_rounded (text->cr, &box, 8);
  cairo_clip (text->cr);
  draw_pixels (layout, self, &values, colors, &box, side);
  cairo_restore (text->cr);
  draw_edge (text->cr, text->theme, &box);
  draw_ring (text->cr, text->theme, &middle);
}

void
dh_loupe_draw (const DhLoupe *self,
               const DhSamplesLayout *layout,
               DhText *text,
               const DhColorMap *colors,
               gboolean standardised)
{
  DhRect pixel;

  if (!dh_samples_layout_has_pixel (layout, self))
    return;
  pixel = dh_samples_layout_get_pixel (layout, self);
  draw_ring (text->cr, text->theme, &pixel);
  if (layout->format == DH_PIXEL_NONE)
    draw_box (self, layout, text, colors, standardised, &pixel);
}
