// The maps of the weights figure.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>

#include "figures/weights-draw.h"
#include "figures/class-name.h"
#include "figures/weights-text.h"

#define RADIUS 8.0
#define LEAST_LABELLED 56.0 /* shorter side of a map with its name on it */
#define LEAST_VALUED 72.0   /* and with a number */
#define BADGE 10.0          /* half its height */
#define LEAST_MARK 6.0

static const DhTextStyle plain = { .size = DH_TEXT_CAPTION, .align = 0.5, .opacity = 1 };
static const DhTextStyle strong = { .size = 13, .bold = TRUE, .align = 0.5, .opacity = 1 };

static double
get_plate_room (double room)
{
  return room - 16;
}

/* Words on a map, on a plate of the card's colour; @x is where it begins, @y its middle. */
static void
draw_plate (DhText *text, const char *words, double x, double y, double room, gboolean bold)
{
  DhTextStyle style = bold ? strong : plain;
  DhRect plate = { x, y - BADGE, 2 * BADGE, 2 * BADGE };

  style.max_width = get_plate_room (room);
  if (g_utf8_strlen (words, -1) > 2)
    plate.width = MIN (dh_text_measure (text, words, &style), style.max_width) + 11;
  dh_shape_set_source (text->cr, &text->theme->background, 0.88);
  dh_shape_add_rounded (text->cr, &plate, BADGE);
  cairo_fill (text->cr);
  dh_text_draw (text, words, plate.x + plate.width / 2, y, &style);
}

void
dh_weights_draw_border (DhText *text, const DhRect *cell, double radius)
{
  DhRect edge = { cell->x + 0.5, cell->y + 0.5, cell->width - 1, cell->height - 1 };

  if (MIN (cell->width, cell->height) < 16)
    return;
  dh_shape_set_line_source (text->cr, text->theme, 0.14);
  cairo_set_line_width (text->cr, 1);
  dh_shape_add_rounded (text->cr, &edge, radius);
  cairo_stroke (text->cr);
}

void
dh_weights_draw_mark (DhText *text, const DhRect *cell)
{
  double width = MAX (cell->width, LEAST_MARK);
  double height = MAX (cell->height, LEAST_MARK);
  double x = cell->x + (cell->width - width) / 2;
  double y = cell->y + (cell->height - height) / 2;

  cairo_rectangle (text->cr, x - 0.5, y - 0.5, width + 1, height + 1);
  cairo_set_line_width (text->cr, 4);
  dh_shape_set_source (text->cr, &text->theme->background, 0.9);
  cairo_stroke_preserve (text->cr);
  cairo_set_line_width (text->cr, 1.5);
  dh_shape_set_source (text->cr, &text->theme->foreground, 1);
  cairo_stroke (text->cr);
}

/* The mean weight of every @times × @times pixels of @map: what does not go into a pixel of the
 * picture need not be coloured one by one. */
static void
shrink (const float *map, guint width, guint height, guint times, float *small)
{
  guint small_width = width / times;
  guint small_height = height / times;

  for (guint y = 0; y < small_height; y++)
    for (guint x = 0; x < small_width; x++)
      {
        const float *corner = map + (gsize) y * times * width + (gsize) x * times;
        float sum = 0;

        for (guint i = 0; i < times; i++)
          for (guint j = 0; j < times; j++)
            sum += corner[(gsize) i * width + j];
        small[(gsize) y * small_width + x] = sum / (times * times);
      }
}

/* How many pixels of a map, along each side, are one in the picture. */
static guint
get_times (const DhWeightsLayout *layout)
{
  const DhSnapshot *run = layout->source.run;
  double times = MIN (run->width / layout->grid.width, run->height / layout->grid.height);

  /* Half that, so that a screen with twice the pixels has them. */
  return layout->grid.height >= 1 ? (guint) MAX (times / 2, 1) : 1;
}

typedef struct
{
  const DhWeightsLayout *layout;
  DhText *text;
  const DhColorMap *colors;
  guint times;
  guint width;
  guint height;
  guint32 *pixels; /* [height, width] */
  float *small;    /* the same; NULL where times is 1 */
} Painter;

static void
paint_map (const Painter *self, guint row, const DhRect *cell, double radius)
{
  const DhSnapshot *run = self->layout->source.run;
  const float *values = dh_weights_layout_get_values (self->layout, row);
  double limit = dh_weights_layout_get_limit (self->layout, row);
  double scale = limit > 0 ? 1 / limit : 0;

  if (self->times > 1)
    {
      shrink (values, run->width, run->height, self->times, self->small);
      values = self->small;
    }
  for (gsize i = 0; i < (gsize) self->width * self->height; i++)
    self->pixels[i] = dh_color_map_get_diverging (self->colors, values[i] * scale);
  dh_shape_fill_pixels (self->text->cr, self->pixels, self->width, self->height, cell, radius);
}

static void
draw_name (const DhWeightsLayout *layout, DhText *text, guint row, const DhRect *cell)
{
  char buffer[16];
  const char *name = dh_weights_source_get_name (&layout->source, row, buffer, sizeof buffer);
  g_autofree char *dead = NULL;

  if (dh_text_measure (text, name, &strong) > get_plate_room (cell->width))
    name = dh_class_name_skip_shared (layout->source.run, name);
  dead =
      dh_weights_source_is_dead (&layout->source, row)
          ? g_strdup_printf (C_ ("a unit of a network that gives 0 for every image", "%s dead"),
                             name)
          : NULL;

  draw_plate (text, dead != NULL ? dead : name, cell->x + 6, cell->y + 6 + BADGE, cell->width,
              TRUE);
}

/* What the map has at the pixel that is looked at: all of them say together who wants ink there. */
static void
draw_cell (const DhWeightsLayout *layout, DhText *text, guint i, const DhRect *cell)
{
  guint column = layout->choices->column;
  guint row = layout->maps[i];
  DhRect pixel;
  g_autofree char *value = NULL;

  if (!layout->choices->has_cell || column >= layout->source.columns || cell->height < 16)
    return;
  pixel = dh_weights_layout_get_pixel (layout, i, column);
  dh_weights_draw_mark (text, &pixel);
  if (MIN (cell->width, cell->height) < LEAST_VALUED)
    return;
  value = dh_weights_text_format (layout, dh_weights_layout_get_values (layout, row)[column], 1);
  draw_plate (text, value, cell->x + 6, cell->y + cell->height - 6 - BADGE, cell->width,
              row == layout->choices->row);
}

static void
draw_scale (const DhWeightsLayout *layout, DhText *text, guint row, const DhRect *cell)
{
  DhTextStyle style = { .size = 11, .align = 0.5, .opacity = DH_TEXT_DIM,
                        .max_width = cell->width };
  double limit = dh_weights_layout_get_limit (layout, row);
  g_autofree char *size = dh_weights_text_format_size (limit);
  g_autofree char *words = g_strconcat ("±", size, NULL);

  dh_text_draw (text, words, cell->x + cell->width / 2,
                cell->y + cell->height + layout->band / 2 + 1, &style);
}

static gboolean
painter_init (Painter *self, const DhWeightsLayout *layout, DhText *text, const DhColorMap *colors)
{
  gsize n;

  *self = (Painter){ layout, text, colors, get_times (layout), 0, 0, NULL, NULL };
  self->width = layout->source.run->width / self->times;
  self->height = layout->source.run->height / self->times;
  n = (gsize) self->width * self->height;
  self->pixels = g_try_new (guint32, n);
  self->small = self->times > 1 ? g_try_new (float, n) : NULL;
  return self->pixels != NULL && (self->times == 1 || self->small != NULL);
}

void
dh_weights_draw_maps (const DhWeightsLayout *layout, DhText *text, const DhColorMap *colors)
{
  double side = MIN (layout->grid.width, layout->grid.height);
  double radius = MIN (RADIUS, side / 12);
  Painter painter;

  if (painter_init (&painter, layout, text, colors))
    for (guint i = 0; i < layout->n_maps; i++)
      {
        DhRect cell = dh_grid_get_cell (&layout->grid, i);

        paint_map (&painter, layout->maps[i], &cell, radius);
        dh_weights_draw_border (text, &cell, radius);
        if (side >= LEAST_LABELLED)
          draw_name (layout, text, layout->maps[i], &cell);
        draw_cell (layout, text, i, &cell);
        if (layout->band > 0)
          draw_scale (layout, text, layout->maps[i], &cell);
      }
  g_free (painter.pixels);
  g_free (painter.small);
}
