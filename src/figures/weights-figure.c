// The weights figure: what every class, or every unit of the first layer, looks for in an image.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "figures/figure-table.h"
#include "figures/weights-draw.h"
#include "figures/weights-text.h"

#define RAMP_WIDTH 96.0
#define SHORT_RAMP_WIDTH 40.0
#define RAMP_HEIGHT 10.0
#define RAMP_STEPS 96

/* "−0.48 [ramp] +0.48" that ends at @end, as long as the room from @least on allows; returns where
 * it begins. */
static double
draw_ramp (const DhWeightsLayout *layout,
           DhText *text,
           const DhColorMap *colors,
           double least,
           double end,
           double middle)
{
  gboolean own = layout->choices->own_scale && layout->source.view != DH_WEIGHTS_LAYER;
  g_autofree char *low =
      own ? g_strdup ("\u2212") : dh_weights_text_format (layout, -layout->limit, 0);
  g_autofree char *high = own ? g_strdup ("+") : dh_weights_text_format (layout, layout->limit, 0);
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .align = 1, .opacity = DH_TEXT_DIM };
  double label = MAX (dh_text_measure (text, low, &style), dh_text_measure (text, high, &style));
  double room = MIN (end - least - 2 * (label + 8), RAMP_WIDTH);
  DhRect ramp = { floor (end - label - 8 - room), floor (middle - RAMP_HEIGHT / 2), room,
                  RAMP_HEIGHT };
  DhRect drawn = dh_frame_mirror_rect (&layout->frame, text->theme, &ramp);
  double sign = text->theme->mirrored ? -1 : 1;
  guint32 pixels[RAMP_STEPS];

  if (room < SHORT_RAMP_WIDTH)
    return end;
  for (guint i = 0; i < RAMP_STEPS; i++)
    pixels[i] = dh_color_map_get_diverging (colors, sign * (2.0 * i / (RAMP_STEPS - 1) - 1));
  dh_shape_fill_pixels (text->cr, pixels, RAMP_STEPS, 1, &drawn, RAMP_HEIGHT / 2);
  dh_weights_draw_border (text, &drawn, RAMP_HEIGHT / 2);
  dh_text_draw (text, high, end, middle, &style);
  dh_text_draw (text, low, ramp.x - 8, middle, &style);
  return ramp.x - 8 - label - 16;
}

/* Where there is no room for all, what comes after a semicolon is only said. */
static void
draw_caption (DhText *text, char *words, double x, double middle, double max_width)
{
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .opacity = DH_TEXT_DIM };
  char *rest = strchr (words, ';');

  if (rest != NULL && dh_text_measure (text, words, &style) > max_width)
    *rest = '\0';
  style.max_width = max_width;
  dh_text_draw (text, words, x, middle, &style);
}

/* The scale stands in the title row, or in the second one where there is one. */
static void
draw_header (const DhWeightsLayout *layout, DhText *text, const DhColorMap *colors, double inset)
{
  const DhTextStyle bold = { .size = DH_TEXT_TITLE, .bold = TRUE };
  const DhFrame *frame = &layout->frame;
  double end = dh_frame_get_header_end (frame, inset);
  double left = frame->content.x;
  g_autofree char *title = dh_weights_text_make_title (layout);
  g_autofree char *words = NULL;

  dh_frame_draw_header (frame, text, title, NULL, 0, end);
  if (frame->header <= 0 || layout->source.values == NULL)
    return;
  if (layout->caption <= 0)
    {
      draw_ramp (layout, text, colors, left + dh_text_measure (text, title, &bold) + 14, end,
                 frame->middle);
      return;
    }
  if (text->theme->mirrored)
    dh_text_mirror_line (text, layout->caption, frame->width);
  end = draw_ramp (layout, text, colors, left, left + frame->content.width, layout->caption);
  words = dh_weights_text_make_caption (layout);
  draw_caption (text, words, left, layout->caption, MAX (end - left, 1));
}

static void
draw_picture (const DhWeightsLayout *layout, DhText *text, const DhFigureModel *model)
{
  DhColorMap colors;

  if (layout->source.n_layers > 0)
    {
      dh_color_map_init_diverging (&colors, model->theme);
      draw_header (layout, text, &colors, model->header_inset);
    }
  if (layout->source.values == NULL)
    dh_frame_draw_message (&layout->frame, text, layout->source.message);
  else if (layout->source.view == DH_WEIGHTS_LAYER)
    dh_weights_draw_matrix (layout, text, &colors);
  else
    dh_weights_draw_maps (layout, text, &colors);
}

void
dh_weights_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  g_auto (DhText) text = { 0 };
  g_auto (DhWeightsLayout) layout = { 0 };

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_text_init (&text, cr, model->theme);
  dh_weights_layout_init (&layout, model, width, height);
  draw_picture (&layout, &text, model);
  cairo_restore (cr);
}

int
dh_weights_measure (const DhFigureModel *model, int width)
{
  g_return_val_if_fail (model != NULL, 0);

  return (int) ceil (dh_weights_layout_measure (model, width));
}

DhPick
dh_weights_pick (const DhFigureModel *model, double width, double height, double x, double y)
{
  g_auto (DhWeightsLayout) layout = { 0 };
  guint row, column;

  g_return_val_if_fail (model != NULL, (DhPick){ DH_PICK_NONE });

  dh_weights_layout_init (&layout, model, width, height);
  if (!dh_weights_layout_find (&layout, x, y, &row, &column))
    return (DhPick){ DH_PICK_NONE };
  return (DhPick){ DH_PICK_MAP, (int) row, (int) column,
                   dh_weights_layout_get_values (&layout, row)[column] };
}

guint
dh_weights_wants (const DhFigureModel *model)
{
  DhWeightsSource source;

  g_return_val_if_fail (model != NULL, 0);

  dh_weights_source_init (&source, model);
  return (source.kind == DH_WEIGHTS_KIND_INPUT_GRADIENT ? DH_WANT_INPUT_GRADIENTS : 0) |
         (source.kind == DH_WEIGHTS_KIND_GRADIENT ? DH_WANT_GRADIENT : 0) |
         (source.kind == DH_WEIGHTS_KIND_UPDATE ? DH_WANT_UPDATE : 0) |
         (source.view == DH_WEIGHTS_UNITS && source.n_layers > 0 ? DH_WANT_PROBE : 0);
}
