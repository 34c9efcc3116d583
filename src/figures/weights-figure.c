// The weights figure: what every class, or every unit of the first layer, looks for in an image.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/color-map.h"
#include "figures/figure-table.h"
#include "figures/number.h"
#include "figures/weights-layout.h"

#define RADIUS 8.0
#define RAMP_WIDTH 96.0
#define RAMP_HEIGHT 10.0
#define RAMP_STEPS 96

#define LEAST_POWER 1e6 /* weights as large as this have no use for decimals */

static void
draw_badge (DhText *text, const DhRect *cell, const char *name)
{
  DhTextStyle style = { .size = 13, .bold = TRUE, .align = 0.5, .opacity = 1 };
  double radius = 10;
  DhRect badge;

  if (MIN (cell->width, cell->height) < 56)
    return;
  style.max_width = cell->width - 16;
  badge = (DhRect){ cell->x + 6, cell->y + 6, 2 * radius, 2 * radius };
  if (g_utf8_strlen (name, -1) > 2)
    badge.width = MIN (dh_text_measure (text, name, &style), style.max_width) + 11;
  dh_shape_set_source (text->cr, &text->theme->background, 0.88);
  dh_shape_add_rounded (text->cr, &badge, radius);
  cairo_fill (text->cr);
  dh_text_draw (text, name, badge.x + badge.width / 2, badge.y + radius, &style);
}

static void
draw_border (cairo_t *cr, const DhTheme *theme, const DhRect *cell, double radius)
{
  DhRect edge = { cell->x + 0.5, cell->y + 0.5, cell->width - 1, cell->height - 1 };

  if (MIN (cell->width, cell->height) < 16)
    return;
  dh_shape_set_source (cr, &theme->foreground, 0.14);
  cairo_set_line_width (cr, 1);
  dh_shape_add_rounded (cr, &edge, radius);
  cairo_stroke (cr);
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
get_times (const DhWeightsLayout *layout, const DhSnapshot *run)
{
  double times = MIN (run->width / layout->grid.width, run->height / layout->grid.height);

  /* Half that, so that a screen with twice the pixels has them. */
  return layout->grid.height >= 1 ? (guint) MAX (times / 2, 1) : 1;
}

static void
draw_maps (const DhWeightsLayout *layout,
           DhText *text,
           const DhColorMap *colors,
           const DhSnapshot *run)
{
  guint times = get_times (layout, run);
  guint width = run->width / times;
  guint height = run->height / times;
  gsize n = (gsize) width * height;
  double scale = layout->limit > 0 ? 1 / layout->limit : 0;
  double radius = MIN (RADIUS, MIN (layout->grid.width, layout->grid.height) / 12);
  g_autofree guint32 *pixels = g_try_new (guint32, n);
  g_autofree float *small = times > 1 ? g_try_new (float, n) : NULL;

  if (pixels == NULL || (times > 1 && small == NULL))
    return;
  for (guint map = 0; map < layout->n_maps; map++)
    {
      DhRect cell = dh_grid_get_cell (&layout->grid, map);
      const float *weights = layout->weights + (gsize) map * layout->tensor->columns;
      char buffer[16];

      if (times > 1)
        {
          shrink (weights, run->width, run->height, times, small);
          weights = small;
        }
      for (gsize i = 0; i < n; i++)
        pixels[i] = dh_color_map_get_diverging (colors, weights[i] * scale);
      dh_shape_fill_pixels (text->cr, pixels, width, height, &cell, radius);
      draw_border (text->cr, text->theme, &cell, radius);
      draw_badge (text, &cell,
                  dh_weights_layout_get_name (layout, run, map, buffer, sizeof buffer));
    }
}

static int
get_limit_decimals (double limit)
{
  return MAX (2, dh_number_get_decimals (limit, 2));
}

/* With @more decimals than the scale's ends have; a diverged run's weights as a power of ten. */
static char *
format_weight (const DhWeightsLayout *layout, double weight, int more)
{
  g_autofree char *size = NULL;

  if (layout->limit < LEAST_POWER || !isfinite (weight))
    return dh_number_format_signed (weight, get_limit_decimals (layout->limit) + more);
  size = dh_number_format_loss (fabs (weight));
  return g_strconcat (weight < 0 ? "\u2212" : "+", size, NULL);
}

/* "−0.48 [ramp] +0.48" at the end of the title row, where @least leaves it room; returns where it
 * begins. */
static double
draw_ramp (
    const DhWeightsLayout *layout, DhText *text, const DhColorMap *colors, double least, double end)
{
  double middle = layout->frame.middle;
  g_autofree char *low = format_weight (layout, -layout->limit, 0);
  g_autofree char *high = format_weight (layout, layout->limit, 0);
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .align = 1, .opacity = DH_TEXT_DIM };
  double label = MAX (dh_text_measure (text, low, &style), dh_text_measure (text, high, &style));
  DhRect ramp = { floor (end - label - 8 - RAMP_WIDTH), floor (middle - RAMP_HEIGHT / 2),
                  RAMP_WIDTH, RAMP_HEIGHT };
  DhRect drawn = dh_frame_mirror_rect (&layout->frame, text->theme, &ramp);
  double sign = text->theme->mirrored ? -1 : 1;
  guint32 pixels[RAMP_STEPS];

  if (ramp.x - 8 - label < least)
    return end;
  for (guint i = 0; i < RAMP_STEPS; i++)
    pixels[i] = dh_color_map_get_diverging (colors, sign * (2.0 * i / (RAMP_STEPS - 1) - 1));
  dh_shape_fill_pixels (text->cr, pixels, RAMP_STEPS, 1, &drawn, RAMP_HEIGHT / 2);
  draw_border (text->cr, text->theme, &drawn, RAMP_HEIGHT / 2);
  dh_text_draw (text, high, end, middle, &style);
  dh_text_draw (text, low, ramp.x - 8, middle, &style);
  return ramp.x - 8 - label - 16;
}

static char *
name_units (const DhWeightsLayout *layout)
{
  guint n = layout->tensor->rows;

  return layout->n_maps < n ? g_strdup_printf (_("units 0–%u of %u"), layout->n_maps - 1, n)
                            : g_strdup_printf (ngettext ("%u unit", "%u units", n), n);
}

/* The title goes first, then the scale, then how many units are shown, as far as there is room. */
static void
draw_header (const DhWeightsLayout *layout, DhText *text, const DhColorMap *colors, double inset)
{
  const DhTextStyle bold = { .size = DH_TEXT_TITLE, .bold = TRUE };
  const DhTextStyle caption = { .size = DH_TEXT_CAPTION, .opacity = DH_TEXT_DIM };
  const char *title =
      layout->linear ? _("What each class looks for") : _("What the first layer looks for");
  double end = dh_frame_get_header_end (&layout->frame, inset);
  g_autofree char *units = NULL;
  double x;

  dh_frame_draw_header (&layout->frame, text, title, NULL, 0, end);
  if (layout->frame.header <= 0)
    return;
  x = layout->frame.content.x + dh_text_measure (text, title, &bold) + 14;
  end = draw_ramp (layout, text, colors, x, end);
  if (layout->linear)
    return;
  units = name_units (layout);
  if (x + dh_text_measure (text, units, &caption) <= end)
    dh_text_draw (text, units, x, layout->frame.middle, &caption);
}

void
dh_weights_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  const DhSnapshot *run;
  g_auto (DhText) text = { 0 };
  DhWeightsLayout layout;
  DhColorMap colors;

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  run = dh_frame_get_run (model, 0);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_text_init (&text, cr, model->theme);
  dh_weights_layout_init (&layout, run, width, height);
  if (layout.tensor == NULL)
    dh_frame_draw_message (&layout.frame, &text, _("No weights yet"));
  else
    {
      dh_color_map_init_diverging (&colors, model->theme);
      draw_maps (&layout, &text, &colors, run);
      draw_header (&layout, &text, &colors, model->header_inset);
    }
  cairo_restore (cr);
}

int
dh_weights_measure (const DhFigureModel *model, int width)
{
  g_return_val_if_fail (model != NULL, 0);

  return (int) ceil (dh_weights_layout_measure (dh_frame_get_run (model, 0), width));
}

static char *
describe_weight (const DhWeightsLayout *layout, const DhSnapshot *run, double x, double y)
{
  int map = dh_grid_find (&layout->grid, x, y);
  char buffer[16];
  const char *name;
  guint row, column;
  DhRect cell;
  float weight;
  g_autofree char *value = NULL;

  if (map < 0)
    return NULL;
  cell = dh_grid_get_cell (&layout->grid, (guint) map);
  row = MIN ((guint) ((y - cell.y) / cell.height * run->height), run->height - 1);
  column = MIN ((guint) ((x - cell.x) / cell.width * run->width), run->width - 1);
  weight = layout->weights[(gsize) map * layout->tensor->columns + row * run->width + column];
  value = format_weight (layout, weight, 2);
  name = dh_weights_layout_get_name (layout, run, (guint) map, buffer, sizeof buffer);
  return g_strdup_printf (layout->linear ? _("Class %s, row %u, column %u: weight %s")
                                         : _("Unit %s, row %u, column %u: weight %s"),
                          name, row, column, value);
}

/* "Class 3 at row 12, column 7" of the @i-th weight shown. */
static char *
name_place (const DhWeightsLayout *layout, const DhSnapshot *run, gsize i)
{
  guint map = (guint) (i / layout->tensor->columns);
  guint pixel = (guint) (i % layout->tensor->columns);
  char buffer[16];
  const char *name = dh_weights_layout_get_name (layout, run, map, buffer, sizeof buffer);

  return g_strdup_printf (layout->linear ? _("class %s at row %u, column %u")
                                         : _("unit %s at row %u, column %u"),
                          name, pixel / run->width, pixel % run->width);
}

static char *
describe_whole (const DhWeightsLayout *layout, const DhSnapshot *run)
{
  gsize n = layout->tensor != NULL ? layout->n_maps * (gsize) layout->tensor->columns : 0;
  gsize low = 0, high = 0;
  g_autofree char *low_value = NULL, *high_value = NULL, *low_place = NULL, *high_place = NULL;

  if (n == 0)
    return g_strdup (_("No weights yet."));
  for (gsize i = 1; i < n; i++)
    {
      if (layout->weights[i] < layout->weights[low] || isnan (layout->weights[low]))
        low = i;
      if (layout->weights[i] > layout->weights[high] || isnan (layout->weights[high]))
        high = i;
    }
  low_value = format_weight (layout, layout->weights[low], 0);
  high_value = format_weight (layout, layout->weights[high], 0);
  low_place = name_place (layout, run, low);
  high_place = name_place (layout, run, high);
  return g_strdup_printf (ngettext ("%u weight map, %u×%u, between %s and %s. "
                                    "Lowest in %s, highest in %s.",
                                    "%u weight maps, %u×%u, between %s and %s. "
                                    "Lowest in %s, highest in %s.",
                                    layout->n_maps),
                          layout->n_maps, run->width, run->height, low_value, high_value, low_place,
                          high_place);
}

char *
dh_weights_describe (const DhFigureModel *model, double width, double height, double x, double y)
{
  const DhSnapshot *run;
  DhWeightsLayout layout;

  g_return_val_if_fail (model != NULL, NULL);

  run = dh_frame_get_run (model, 0);
  dh_weights_layout_init (&layout, run, width, height);
  if (x < 0)
    return describe_whole (&layout, run);
  return layout.tensor != NULL ? describe_weight (&layout, run, x, y) : NULL;
}

/* Every row of the tensor, shown or not: a table has room for all. */
char *
dh_weights_csv (const DhFigureModel *model)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  GString *csv = g_string_new ("map,row,column,weight\n");
  DhWeightsLayout layout;

  dh_weights_layout_init (&layout, run, 0, 0);
  for (guint map = 0; layout.tensor != NULL && map < layout.tensor->rows; map++)
    for (guint i = 0; i < layout.tensor->columns; i++)
      {
        g_string_append_printf (csv, "%u,%u,%u,", map, i / run->width, i % run->width);
        dh_number_append_csv (csv, layout.weights[(gsize) map * layout.tensor->columns + i]);
        g_string_append_c (csv, '\n');
      }
  return g_string_free (csv, FALSE);
}
