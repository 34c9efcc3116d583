// Images with the values of their pixels and what the network makes of them, in two layers.
// SPDX-License-Identifier: MIT

#include "figures/samples-drawing.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/class-name.h"
#include "figures/loupe.h"
#include "figures/sample-words.h"

#define PILL_HEIGHT 18.0
#define PILL_PADDING 9.0
#define PILL_GAP 8.0

static const DhTextStyle prediction_style = { .size = DH_TEXT_CAPTION + 1, .opacity = 0.85 };

static void
draw_values (const DhSamplesLayout *layout,
             DhPixelValues *values,
             const DhColorMap *colors,
             const guint8 *pixels,
             const DhRect *cell)
{
  guint width = layout->run->width;
  double side_x = cell->width / width;
  double side_y = cell->height / layout->run->height;
  gsize n = (gsize) width * layout->run->height;

  for (gsize i = 0; i < n; i++)
    dh_pixel_values_draw (values, pixels[i], dh_color_map_get_ink (colors, pixels[i] / 255.0),
                          cell->x + (i % width + 0.5) * side_x,
                          cell->y + (i / width + 0.5) * side_y);
}

static void
draw_lines (cairo_t *cr, const DhTheme *theme, const DhSnapshot *run, const DhRect *cell)
{
  double side = cell->width / run->width;

  if (side < 5)
    return;
  for (guint i = 1; i < run->width; i++)
    {
      cairo_move_to (cr, floor (cell->x + i * side) + 0.5, cell->y);
      cairo_rel_line_to (cr, 0, cell->height);
    }
  side = cell->height / run->height;
  for (guint i = 1; i < run->height; i++)
    {
      cairo_move_to (cr, cell->x, floor (cell->y + i * side) + 0.5);
      cairo_rel_line_to (cr, cell->width, 0);
    }
  dh_shape_set_source (cr, &theme->foreground, 0.09);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_image (cairo_t *cr,
            const DhTheme *theme,
            const DhColorMap *colors,
            const DhSnapshot *run,
            const guint8 *raw,
            const DhRect *cell)
{
  gsize n = (gsize) run->width * run->height;
  double radius = MIN (8, MIN (cell->width, cell->height) / 12);
  DhRect edge = { cell->x - 0.5, cell->y - 0.5, cell->width + 1, cell->height + 1 };
  g_autofree guint32 *pixels = g_try_new (guint32, n);

  if (pixels == NULL)
    return;
  for (gsize i = 0; i < n; i++)
    pixels[i] = dh_color_map_get_ink (colors, raw[i] / 255.0);
  dh_shape_fill_pixels (cr, pixels, run->width, run->height, cell, radius);
  draw_lines (cr, theme, run, cell);
  dh_shape_set_line_source (cr, theme, 0.16);
  cairo_set_line_width (cr, 1);
  dh_shape_add_rounded (cr, &edge, radius + 0.5);
  cairo_stroke (cr);
}

static void
draw_label (const DhSamplesLayout *layout, DhText *text, guint i)
{
  DhTextStyle style = { .size = DH_TEXT_TITLE, .bold = TRUE, .align = 0.5, .opacity = 1 };
  DhRect cell = dh_grid_get_cell (&layout->grid, i);
  char buffer[DH_CLASS_NAME_SIZE];
  g_autofree char *label = NULL;

  if (layout->frame.header <= 0)
    return;
  label = g_strdup_printf (_("Label: %s"),
                           dh_class_name_get (layout->run, layout->samples[i].label, buffer));
  style.max_width = cell.width;
  dh_text_draw (text, label, cell.x + cell.width / 2, cell.y - 16, &style);
}

void
dh_samples_drawing_still (const DhSamplesLayout *layout,
                          cairo_t *cr,
                          const DhFigureModel *model,
                          const char *title)
{
  double end = dh_frame_get_header_end (&layout->frame, model->header_inset);
  g_auto (DhText) text = { 0 };
  g_auto (DhPixelValues) values = { 0 };
  DhColorMap colors;

  dh_text_init (&text, cr, model->theme);
  dh_color_map_init_ink (&colors, model->theme);
  if (layout->n > 0)
    dh_pixel_values_init (
        &values, &text, layout->run, layout->format,
        MIN (layout->grid.width / layout->run->width, layout->grid.height / layout->run->height));
  for (guint i = 0; i < layout->n && layout->grid.height >= 1; i++)
    {
      DhRect cell = dh_grid_get_cell (&layout->grid, i);
      const guint8 *pixels = layout->samples[i].pixels;

      draw_image (cr, model->theme, &colors, layout->run, pixels, &cell);
      if (layout->format != DH_PIXEL_NONE)
        draw_values (layout, &values, &colors, pixels, &cell);
      draw_label (layout, &text, i);
    }
  dh_frame_draw_header (&layout->frame, &text, title, NULL, 0, end);
}

/* Words on a tinted ground; @x is its left edge. */
static void
draw_pill (DhText *text, const char *words, const DhColor *color, double x, double y, double width)
{
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .bold = TRUE, .align = 0.5, .opacity = 1 };
  DhRect pill = { x, y - PILL_HEIGHT / 2, width, PILL_HEIGHT };

  dh_shape_add_rounded (text->cr, &pill, PILL_HEIGHT / 2);
  dh_shape_set_source (text->cr, color, 0.28);
  cairo_fill (text->cr);
  dh_text_draw (text, words, x + width / 2, y, &style);
}

/* What the network reads in an image, in as many words as fit into @most; NULL where none do. */
static char *
choose_words (const DhSamplesLayout *layout, DhText *text, guint i, double most)
{
  const DhSample *sample = &layout->samples[i];
  g_autofree char *words = dh_sample_words_make_prediction (layout->run, sample);

  if (dh_text_measure (text, words, &prediction_style) <= most)
    return g_steal_pointer (&words);
  g_free (words);
  words = dh_sample_words_make_short_prediction (layout->run, sample);
  if (dh_text_measure (text, words, &prediction_style) <= most)
    return g_steal_pointer (&words);
  return NULL;
}

/* What the network reads in the @i-th image and whether that is right: a line in its middle. */
static void
draw_prediction (const DhSamplesLayout *layout, DhText *text, guint i)
{
  const DhSample *sample = &layout->samples[i];
  const char *verdict = dh_sample_words_get_verdict (layout->run, sample);
  int predicted = dh_sample_get_predicted (sample, layout->run->n_classes);
  DhTextStyle bold = { .size = DH_TEXT_CAPTION, .bold = TRUE };
  DhRect cell = dh_grid_get_cell (&layout->grid, i);
  double y = cell.y + cell.height + layout->foot / 2 + 3;
  g_autofree char *words = NULL;
  double width, pill, x;

  if (verdict == NULL || layout->foot <= 0)
    return;
  pill = dh_text_measure (text, verdict, &bold) + 2 * PILL_PADDING;
  words = choose_words (layout, text, i, cell.width - pill - PILL_GAP);
  width = words != NULL ? dh_text_measure (text, words, &prediction_style) + PILL_GAP : 0;
  x = cell.x + (cell.width - width - pill) / 2;
  if (words != NULL)
    dh_text_draw (text, words, x, y, &prediction_style);
  draw_pill (text, verdict,
             predicted == (int) sample->label ? &text->theme->train : &text->theme->test, x + width,
             y, pill);
}

/* Below a bare image, where there is room for words: what to do, or where the loupe is. */
static void
draw_caption (const DhSamplesLayout *layout, DhText *text, const DhFigureModel *model)
{
  const DhLoupe *loupe = &model->pixels.loupe;
  gboolean on = dh_samples_layout_has_pixel (layout, loupe);
  const DhRect *area = &layout->frame.content;
  DhTextStyle style = { .size = DH_TEXT_CAPTION,
                        .align = 0.5,
                        .opacity = on ? 0.9 : DH_TEXT_DIM,
                        .max_width = MAX (area->width, 1) };
  g_autofree char *words = NULL;

  if (layout->caption <= 0)
    return;
  words =
      on ? dh_sample_words_make_pixel (layout->run, dh_samples_layout_get_sample (layout, loupe),
                                       loupe->row, loupe->column, model->pixels.standardised)
         : g_strdup (_("Point at a pixel to read its value"));
  dh_text_draw (text, words, area->width / 2, area->y + area->height + layout->caption / 2 + 2,
                &style);
}

/* Where the loupe is, in the title row: both values, or where that is too long, the one shown. */
static void
draw_loupe_words (const DhSamplesLayout *layout,
                  DhText *text,
                  const DhFigureModel *model,
                  const char *title)
{
  const DhLoupe *loupe = &model->pixels.loupe;
  DhTextStyle bold = { .size = DH_TEXT_TITLE, .bold = TRUE };
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .opacity = 0.9 };
  double x = layout->frame.content.x + dh_text_measure (text, title, &bold) + 14;
  double most = dh_frame_get_header_end (&layout->frame, model->header_inset) - x;
  const DhSample *sample;
  g_autofree char *words = NULL;

  if (layout->frame.header <= 0 || !dh_samples_layout_has_pixel (layout, loupe))
    return;
  sample = dh_samples_layout_get_sample (layout, loupe);
  words = dh_sample_words_make_exact_pixel (layout->run, sample, loupe->row, loupe->column);
  if (dh_text_measure (text, words, &style) > most)
    {
      g_free (words);
      words = dh_sample_words_make_pixel (layout->run, sample, loupe->row, loupe->column,
                                          model->pixels.standardised);
    }
  if (dh_text_measure (text, words, &style) <= most)
    dh_text_draw (text, words, x, layout->frame.middle, &style);
}

void
dh_samples_drawing_live (const DhSamplesLayout *layout,
                         cairo_t *cr,
                         const DhFigureModel *model,
                         const char *title)
{
  g_auto (DhText) text = { 0 };
  DhColorMap colors;

  if (layout->n == 0 || layout->grid.height < 1)
    return;
  dh_text_init (&text, cr, model->theme);
  for (guint i = 0; i < layout->n; i++)
    draw_prediction (layout, &text, i);
  if (model->pixels.bare)
    draw_caption (layout, &text, model);
  else
    draw_loupe_words (layout, &text, model, title);
  if (!model->pixels.loupe.on)
    return;
  dh_color_map_init_ink (&colors, model->theme);
  dh_loupe_draw (&model->pixels.loupe, layout, &text, &colors, model->pixels.standardised);
}
