// What of a figure is kept as an image between two drawings.
// SPDX-License-Identifier: MIT

#include "app/figure-picture.h"

#include <math.h>
#include <string.h>

/* A part of the picture as high as STRIP, the last one lower. */
typedef struct
{
  cairo_surface_t *image; /* never drawn on again: the node refers to it */
  GskRenderNode *node;
} Strip;

/* The buttons in the title row of a card are in the first. */
#define STRIP 48

static void
clear_strip (gpointer data)
{
  Strip *strip = data;

  g_clear_pointer (&strip->image, cairo_surface_destroy);
  g_clear_pointer (&strip->node, gsk_render_node_unref);
}

void
dh_figure_picture_outdate (DhFigurePicture *self)
{
  self->drawn = FALSE;
  self->stale = FALSE;
}

void
dh_figure_picture_clear (DhFigurePicture *self)
{
  dh_figure_picture_outdate (self);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_pointer (&self->strips, g_array_unref);
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

/* So that a strip is whole device pixels high. */
static double
choose_scale (int width, int height, int wished)
{
  double largest = (double) LARGEST / MAX (width, height);

  return wished <= largest ? wished : floor (MAX (largest * STRIP, 1)) / STRIP;
}

static gboolean
has_layers (const DhFigure *figure)
{
  return figure->draw_still != NULL;
}

static double
get_scale (cairo_surface_t *surface)
{
  double x, y;

  cairo_surface_get_device_scale (surface, &x, &y);
  return x;
}

/* What a node refers to is not drawn on again. */
static void
prepare_surface (DhFigurePicture *self, const DhFigure *figure, int width, int height, double scale)
{
  width = (int) ceil (width * scale);
  height = (int) ceil (height * scale);
  if (self->surface != NULL && !has_layers (figure) && get_scale (self->surface) == scale &&
      cairo_image_surface_get_width (self->surface) == width &&
      cairo_image_surface_get_height (self->surface) == height)
    return;
  dh_figure_picture_clear (self);
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_surface_set_device_scale (self->surface, scale, scale);
}

static void
draw (DhFigurePicture *self, const DhFigure *figure, const DhFigureModel *model, int width,
      int height, double zoom)
{
  cairo_t *cr = cairo_create (self->surface);

  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  cairo_scale (cr, zoom, zoom);
  if (has_layers (figure))
    figure->draw_still (cr, model, width / zoom, height / zoom);
  else
    figure->draw (cr, model, width / zoom, height / zoom);
  cairo_destroy (cr);
  cairo_surface_flush (self->surface);
}

/* @place of the picture on @surface; the former strip if it is the same. Drawn coarser, the last
 * pixel of an image may reach a little less far than its place. */
static void
cut_strip (Strip *strip, cairo_surface_t *surface, double scale, const graphene_rect_t *place)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  int first = (int) round (place->origin.y * scale);
  int n = (int) ceil (place->size.height * scale);
  const guint8 *pixels = cairo_image_surface_get_data (surface) + (gsize) first * stride;
  cairo_t *cr;

  if (strip->image != NULL &&
      memcmp (cairo_image_surface_get_data (strip->image), pixels, (gsize) n * stride) == 0)
    return;
  clear_strip (strip);
  strip->image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                             cairo_image_surface_get_width (surface), n);
  memcpy (cairo_image_surface_get_data (strip->image), pixels, (gsize) n * stride);
  cairo_surface_mark_dirty (strip->image);
  cairo_surface_set_device_scale (strip->image, scale, scale);
  strip->node = gsk_cairo_node_new (place);
  cr = gsk_cairo_node_get_draw_context (strip->node);
  cairo_set_source_surface (cr, strip->image, 0, place->origin.y);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_destroy (cr);
}

static void
cut_strips (DhFigurePicture *self, int width, int height, double scale)
{
  if (self->strips == NULL)
    {
      self->strips = g_array_new (FALSE, TRUE, sizeof (Strip));
      g_array_set_clear_func (self->strips, clear_strip);
      g_array_set_size (self->strips, (guint) ((height + STRIP - 1) / STRIP));
    }
  for (guint i = 0; i < self->strips->len; i++)
    {
      int y = (int) i * STRIP;

      cut_strip (&g_array_index (self->strips, Strip, i), self->surface, scale,
                 &GRAPHENE_RECT_INIT (0, y, width, MIN (STRIP, height - y)));
    }
}

static void
show_layers (DhFigurePicture *self, GtkSnapshot *snapshot, const DhFigure *figure,
             const DhFigureModel *model, int width, int height, double zoom)
{
  for (int y = 0; y < height; y += TILE_HEIGHT)
    {
      cairo_t *cr = gtk_snapshot_append_cairo (
          snapshot, &GRAPHENE_RECT_INIT (0, y, width, MIN (TILE_HEIGHT, height - y)));

      cairo_set_source_surface (cr, self->surface, 0, 0);
      cairo_paint (cr);
      cairo_scale (cr, zoom, zoom);
      figure->draw_live (cr, model, width / zoom, height / zoom);
      cairo_destroy (cr);
    }
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
  if (!self->drawn)
    {
      double chosen = choose_scale (width, height, scale);

      prepare_surface (self, figure, width, height, chosen);
      draw (self, figure, model, width, height, zoom);
      if (!has_layers (figure))
        cut_strips (self, width, height, chosen);
      self->drawn = TRUE;
    }
  if (has_layers (figure))
    show_layers (self, snapshot, figure, model, width, height, zoom);
  else
    for (guint i = 0; i < self->strips->len; i++)
      gtk_snapshot_append_node (snapshot, g_array_index (self->strips, Strip, i).node);
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
