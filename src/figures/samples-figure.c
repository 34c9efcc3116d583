// The samples figure: images as the network sees them, a number in every pixel.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/color-map.h"
#include "figures/figure-table.h"
#include "figures/number.h"
#include "figures/samples-layout.h"

/* Of the size of a number: there are images of a single pixel. */
#define MOST_NUMBER 28.0

/* What is drawn many times is made once: a line of text and a colour a byte. */
typedef struct
{
  PangoLayout *layouts[256];
  double widths[256];
  double size; /* of the numbers */
} Numbers;

static const char *
get_label (const DhSnapshot *run, const DhSample *sample, char *buffer, gsize size)
{
  if (run->class_names != NULL && sample->label < run->n_classes)
    return run->class_names[sample->label];
  g_snprintf (buffer, size, "%u", sample->label);
  return buffer;
}

/* As large as lets the widest value, "−0.4" for most data, keep clear of its neighbours. */
static double
get_number_size (DhText *text, const DhSnapshot *run, double side)
{
  DhTextStyle style = { .size = 100 };
  double widest = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *value =
          dh_number_format_decimals (dh_samples_standardise (run, i == 0 ? 0 : 255), 1);

      widest = MAX (widest, dh_text_measure (text, value, &style) / style.size);
    }
  return MIN (MOST_NUMBER, MIN (0.48 * side, 0.82 * side / MAX (widest, 1)));
}

static PangoLayout *
get_number (Numbers *numbers, DhText *text, const DhSnapshot *run, guint8 raw)
{
  g_autofree char *value = NULL;
  int width;

  if (numbers->layouts[raw] != NULL)
    return numbers->layouts[raw];
  value = dh_number_format_decimals (dh_samples_standardise (run, raw), 1);
  numbers->layouts[raw] = dh_text_new_layout (text, value, numbers->size);
  pango_layout_get_size (numbers->layouts[raw], &width, NULL);
  numbers->widths[raw] = (double) width / PANGO_SCALE;
  return numbers->layouts[raw];
}

static void
draw_number (Numbers *numbers, DhText *text, const DhSnapshot *run, guint8 raw, double x, double y)
{
  PangoLayout *layout = get_number (numbers, text, run, raw);

  cairo_move_to (text->cr, x - numbers->widths[raw] / 2, y + 0.35 * numbers->size);
  pango_cairo_show_layout_line (text->cr, pango_layout_get_line_readonly (layout, 0));
}

/* Dark on light, light on dark; the background's value is dimmed, or it would drown the digit. */
static void
set_number_source (cairo_t *cr, guint8 raw, guint32 color)
{
  double shade = dh_color_get_lightness (color) > 0.62 ? 0.08 : 1;

  cairo_set_source_rgba (cr, shade, shade, shade, raw == 0 ? 0.32 : shade < 0.5 ? 0.9 : 1);
}

static void
draw_numbers (DhText *text,
              Numbers *numbers,
              const DhColorMap *colors,
              const DhSnapshot *run,
              const guint8 *pixels,
              const DhRect *cell)
{
  double side_x = cell->width / run->width;
  double side_y = cell->height / run->height;
  gsize n = (gsize) run->width * run->height;

  for (gsize i = 0; i < n; i++)
    {
      set_number_source (text->cr, pixels[i], dh_color_map_get_ink (colors, pixels[i] / 255.0));
      draw_number (numbers, text, run, pixels[i], cell->x + (i % run->width + 0.5) * side_x,
                   cell->y + (i / run->width + 0.5) * side_y);
    }
  cairo_new_path (text->cr);
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
  dh_shape_set_source (cr, &theme->foreground, 0.16);
  cairo_set_line_width (cr, 1);
  dh_shape_add_rounded (cr, &edge, radius + 0.5);
  cairo_stroke (cr);
}

static void
draw_label (const DhSamplesLayout *layout, DhText *text, const DhSnapshot *run, guint i)
{
  DhTextStyle style = { .size = DH_TEXT_TITLE, .bold = TRUE, .align = 0.5, .opacity = 1 };
  DhRect cell = dh_grid_get_cell (&layout->grid, i);
  char buffer[16];
  g_autofree char *label = NULL;

  if (layout->frame.header <= 0)
    return;
  label = g_strdup_printf (
      _("Label: %s"), get_label (run, &run->samples[layout->first + i], buffer, sizeof buffer));
  style.max_width = cell.width;
  dh_text_draw (text, label, cell.x + cell.width / 2, cell.y - 16, &style);
}

void
dh_samples_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  const DhSnapshot *run;
  g_auto (DhText) text = { 0 };
  Numbers numbers = { 0 };
  DhSamplesLayout layout;
  DhColorMap colors;

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  run = dh_frame_get_run (model, 0);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_text_init (&text, cr, model->theme);
  dh_color_map_init_ink (&colors, model->theme);
  dh_samples_layout_init (&layout, model, width, height);
  if (layout.n == 0)
    dh_frame_draw_message (&layout.frame, &text, _("No digits to show yet"));
  for (guint i = 0; i < layout.n && layout.grid.height >= 1; i++)
    {
      DhRect cell = dh_grid_get_cell (&layout.grid, i);
      const guint8 *pixels = run->samples[layout.first + i].pixels;

      numbers.size = get_number_size (&text, run, cell.width / run->width);
      draw_image (cr, model->theme, &colors, run, pixels, &cell);
      if (layout.numbers)
        draw_numbers (&text, &numbers, &colors, run, pixels, &cell);
      draw_label (&layout, &text, run, i);
    }
  dh_frame_draw_header (&layout.frame, &text,
                        layout.numbers || layout.n < 2 ? _("The numbers the network sees")
                                                       : _("Choose one to read it"),
                        NULL, 0,
                        dh_frame_get_header_end (&layout.frame, model->header_inset));
  for (guint i = 0; i < G_N_ELEMENTS (numbers.layouts); i++)
    g_clear_object (&numbers.layouts[i]);
  cairo_restore (cr);
}

static char *
describe_whole (const DhSamplesLayout *layout, const DhSnapshot *run)
{
  GString *labels = g_string_new (NULL);
  g_autofree char *list = NULL;

  for (guint i = 0; i < layout->n; i++)
    {
      const DhSample *sample = &run->samples[layout->first + i];
      char buffer[16];

      g_string_append_printf (labels, "%s%s", i > 0 ? ", " : "",
                              get_label (run, sample, buffer, sizeof buffer));
    }
  list = g_string_free (labels, FALSE);
  if (layout->n == 0)
    return g_strdup (_("No digits to show yet."));
  return g_strdup_printf (ngettext ("%u sample image of %u×%u pixels, label %s.",
                                    "%u sample images of %u×%u pixels, labels %s.", layout->n),
                          layout->n, run->width, run->height, list);
}

char *
dh_samples_describe (const DhFigureModel *model, double width, double height, double x, double y)
{
  const DhSnapshot *run;
  const DhSample *sample;
  DhSamplesLayout layout;
  DhRect cell;
  int image;
  guint row, column;
  guint8 raw;
  char buffer[16];
  g_autofree char *value = NULL;

  g_return_val_if_fail (model != NULL, NULL);

  run = dh_frame_get_run (model, 0);
  dh_samples_layout_init (&layout, model, width, height);
  if (x < 0)
    return describe_whole (&layout, run);
  image = layout.n > 0 ? dh_grid_find (&layout.grid, x, y) : -1;
  if (image < 0)
    return NULL;

  sample = &run->samples[layout.first + (guint) image];
  cell = dh_grid_get_cell (&layout.grid, (guint) image);
  row = MIN ((guint) ((y - cell.y) / cell.height * run->height), run->height - 1);
  column = MIN ((guint) ((x - cell.x) / cell.width * run->width), run->width - 1);
  raw = sample->pixels[(gsize) row * run->width + column];
  value = dh_number_format_decimals (dh_samples_standardise (run, raw), 2);
  return g_strdup_printf (_("Label %s, row %u, column %u: raw %u of 255, standardised %s"),
                          get_label (run, sample, buffer, sizeof buffer), row, column, raw, value);
}

char *
dh_samples_csv (const DhFigureModel *model)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  GString *csv = g_string_new ("sample,label,row,column,raw,standardised\n");
  DhSamplesLayout layout;

  dh_samples_layout_init (&layout, model, 0, 0);
  for (guint i = 0; i < layout.n; i++)
    {
      const DhSample *sample = &run->samples[layout.first + i];

      for (guint row = 0; row < run->height; row++)
        for (guint column = 0; column < run->width; column++)
          {
            guint8 raw = sample->pixels[(gsize) row * run->width + column];

            g_string_append_printf (csv, "%u,%u,%u,%u,%u,", layout.first + i, sample->label, row,
                                    column, raw);
            dh_number_append_csv (csv, (float) dh_samples_standardise (run, raw));
            g_string_append_c (csv, '\n');
          }
    }
  return g_string_free (csv, FALSE);
}
