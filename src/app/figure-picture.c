// What of a figure is kept as an image between two drawings.
// SPDX-License-Identifier: MIT

#include "app/figure-picture.h"

#include <string.h>

void
dh_figure_picture_clear (DhFigurePicture *self)
{
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  self->stale = FALSE;
}

void
dh_figure_picture_update (DhFigurePicture *self,
                          const DhFigure *figure,
                          const DhSnapshot *old,
                          const DhSnapshot *now)
{
  self->stale |= old == NULL || figure->same == NULL || !figure->same (old, now);
}

gboolean
dh_figure_picture_is_lively (const DhFigure *figure, const DhFigureModel *model)
{
  return figure->draw_live != NULL && (figure->is_lively == NULL || figure->is_lively (model));
}

/* Cairo has no images of more than 32767 pixels, and needs some to spare to copy one: what is
 * larger on the screen is drawn coarser. */
#define LARGEST 32000

/* One cairo node is one texture on most renderers, which may be no higher than that at a scale
 * of 4. */
#define TILE_HEIGHT 4096

static int
count_pixels (int size, double scale)
{
  return CLAMP ((int) (size * scale), 1, LARGEST);
}

static cairo_surface_t *
draw (const DhFigure *figure,
      const DhFigureModel *model,
      int width,
      int height,
      int wished,
      double zoom)
{
  double scale = MIN (wished, (double) LARGEST / MAX (width, height));
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, count_pixels (width, scale), count_pixels (height, scale));
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  cairo_scale (cr, zoom, zoom);
  if (figure->draw_still != NULL)
    figure->draw_still (cr, model, width / zoom, height / zoom);
  else
    figure->draw (cr, model, width / zoom, height / zoom);
  cairo_destroy (cr);
  return surface;
}

static void
show_tile (DhFigurePicture *self,
           GtkSnapshot *snapshot,
           const DhFigure *figure,
           const DhFigureModel *model,
           const GdkRectangle *whole,
           int y,
           double zoom)
{
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot,
      &GRAPHENE_RECT_INIT (0, y, whole->width, MIN (TILE_HEIGHT, whole->height - y)));

  cairo_set_source_surface (cr, self->surface, 0, 0);
  cairo_paint (cr);
  cairo_scale (cr, zoom, zoom);
  if (figure->draw_live != NULL)
    figure->draw_live (cr, model, whole->width / zoom, whole->height / zoom);
  cairo_destroy (cr);
}

void
dh_figure_picture_show (DhFigurePicture *self,
                        GtkSnapshot *snapshot,
                        const DhFigure *figure,
                        const DhFigureModel *model,
                        int width,
                        int height,
                        int scale,
                        double zoom)
{
  if (width <= 0 || height <= 0)
    return;
  if (self->surface == NULL)
    self->surface = draw (figure, model, width, height, scale, zoom);
  for (int y = 0; y < height; y += TILE_HEIGHT)
    show_tile (self, snapshot, figure, model, &(GdkRectangle) { 0, 0, width, height }, y, zoom);
}

/* Copies of one struct: bytes that differ where no value does only cost a drawing. */
gboolean
dh_figure_picture_holds_for (const DhFigure *figure,
                             const DhFigureModel *choices,
                             const DhFigureModel *others)
{
  DhFigureModel copy = *others;

  copy.runs = choices->runs;
  copy.n_runs = choices->n_runs;
  copy.theme = choices->theme;
  copy.pixels.loupe = choices->pixels.loupe;
  return figure->draw_still != NULL && memcmp (&copy, choices, sizeof copy) == 0;
}
