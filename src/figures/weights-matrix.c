// The matrix of the weights figure.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "figures/weights-draw.h"
#include "figures/weights-text.h"

#define LINE 13.0 /* height of a row with a name */

/* The number farthest from zero in a block of cells; one that is none is not lost in it. */
static float
find_strongest (const DhWeightsLayout *layout, guint row, guint n_rows, guint column, guint n)
{
  float strongest = 0;

  for (guint i = row; i < row + n_rows; i++)
    {
      const float *values = dh_weights_layout_get_values (layout, i);

      for (guint j = column; j < column + n; j++)
        if (!(fabsf (values[j]) <= fabsf (strongest)))
          strongest = values[j];
    }
  return strongest;
}

/* How many pixels of the picture stand for @n cells along @length: one a cell, or, where a cell has
 * about a pixel or less, one a pixel. */
static guint
count_pixels (gboolean crowded, double length, guint n)
{
  return crowded ? (guint) MAX (length, 1) : n;
}

static void
paint (const DhWeightsLayout *layout, DhText *text, const DhColorMap *colors)
{
  const DhWeightsSource *source = &layout->source;
  const DhRect *area = &layout->matrix;
  gboolean crowded = area->width < 1.5 * source->columns || area->height < 1.5 * source->rows;
  guint width = count_pixels (crowded, area->width, source->columns);
  guint height = count_pixels (crowded, area->height, source->rows);
  g_autofree guint32 *pixels = g_try_new (guint32, (gsize) width * height);
  double scale = layout->limit > 0 ? 1 / layout->limit : 0;

  if (pixels == NULL)
    return;
  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        guint row = (guint) ((guint64) y * source->rows / height);
        guint column = (guint) ((guint64) x * source->columns / width);
        guint next_row = (guint) ((guint64) (y + 1) * source->rows / height);
        guint next_column = (guint) ((guint64) (x + 1) * source->columns / width);
        float value = find_strongest (layout, row, MAX (next_row - row, 1), column,
                                      MAX (next_column - column, 1));

        pixels[(gsize) y * width + x] = dh_color_map_get_diverging (colors, value * scale);
      }
  dh_shape_fill_pixels (text->cr, pixels, width, height, area, 3);
}

/* Every row where there is room, else the first and the last. */
static void
draw_row_names (const DhWeightsLayout *layout, DhText *text)
{
  const DhWeightsSource *source = &layout->source;
  const DhRect *area = &layout->matrix;
  double height = area->height / source->rows;
  guint step = height >= LINE ? 1 : MAX (source->rows - 1, 1);
  const DhTextStyle style = { .size = DH_TEXT_CAPTION, .align = 1, .opacity = DH_TEXT_DIM,
                              .max_width = layout->labels };

  for (guint row = 0; row < source->rows; row += step)
    {
      char buffer[16];
      const char *name = dh_weights_source_get_name (source, row, buffer, sizeof buffer);
      double y = CLAMP (area->y + (row + 0.5) * height, area->y + 6, area->y + area->height - 6);

      dh_text_draw (text, name, area->x - 6, y, &style);
    }
}

static void
draw_axes (const DhWeightsLayout *layout, DhText *text)
{
  const DhRect *area = &layout->matrix;
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .opacity = DH_TEXT_DIM };
  double bottom = area->y + area->height + 11;
  g_autofree char *last = g_strdup_printf ("%u", layout->source.columns - 1);
  g_autofree char *inputs = dh_weights_text_make_inputs (layout);

  draw_row_names (layout, text);
  dh_text_draw (text, "0", area->x, bottom, &style);
  style.align = 1;
  dh_text_draw (text, last, area->x + area->width, bottom, &style);
  style.align = 0.5;
  style.max_width = MAX (area->width - 60, 1);
  dh_text_draw (text, inputs, area->x + area->width / 2, bottom, &style);
  cairo_save (text->cr);
  cairo_translate (text->cr, layout->frame.content.x + 6, area->y + area->height / 2);
  cairo_rotate (text->cr, -G_PI / 2);
  style.max_width = area->height;
  dh_text_draw (text, dh_weights_text_name_outputs (layout), 0, 0, &style);
  cairo_restore (text->cr);
}

static void
draw_cell (const DhWeightsLayout *layout, DhText *text)
{
  const DhWeightsChoices *choices = layout->choices;
  double width = layout->matrix.width / layout->source.columns;
  double height = layout->matrix.height / layout->source.rows;
  DhRect cell = { layout->matrix.x + choices->column * width,
                  layout->matrix.y + choices->row * height, width, height };

  if (choices->has_cell && choices->row < layout->source.rows &&
      choices->column < layout->source.columns)
    dh_weights_draw_mark (text, &cell);
}

void
dh_weights_draw_matrix (const DhWeightsLayout *layout, DhText *text, const DhColorMap *colors)
{
  if (layout->matrix.width < 1 || layout->matrix.height < 1)
    return;
  paint (layout, text, colors);
  dh_weights_draw_border (text, &layout->matrix, 3);
  if (layout->labels > 0)
    draw_axes (layout, text);
  draw_cell (layout, text);
}
