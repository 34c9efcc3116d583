// The number in a pixel: how it is written, and whether there is room for it.
// SPDX-License-Identifier: MIT

#include "figures/pixel-value.h"

#include <math.h>

#include "figures/color-map.h"
#include "figures/number.h"

/* Of the size of a number: there are images of a single pixel. */
#define MOST_NUMBER 28.0

/* Of the side of a pixel that a number may fill. */
#define WIDE 0.82
#define HIGH 0.48

/* Sizes below which one decimal, and two, are a smudge. */
#define LEAST_NUMBER 4.2
#define LEAST_EXACT 5.2

double
dh_pixel_standardise (const DhSnapshot *run, guint8 raw)
{
  return run->deviation > 0 ? (raw - run->mean) / run->deviation : NAN;
}

char *
dh_pixel_format_write (DhPixelFormat format, const DhSnapshot *run, guint8 raw)
{
  if (format == DH_PIXEL_RAW)
    return g_strdup_printf ("%u", raw);
  return dh_number_format_decimals (dh_pixel_standardise (run, raw),
                                    format == DH_PIXEL_TENTHS ? 1 : 2);
}

/* Without a place to draw on: what is laid out and described must not depend on one. */
static double
estimate_size (DhPixelFormat format, const DhSnapshot *run, double side)
{
  g_autofree char *low = dh_pixel_format_write (format, run, 0);
  g_autofree char *high = dh_pixel_format_write (format, run, 255);
  double widest = MAX (dh_text_estimate (low, 1), dh_text_estimate (high, 1));

  return MIN (HIGH * side, WIDE * side / widest);
}

DhPixelFormat
dh_pixel_format_choose (const DhSnapshot *run, gboolean standardised, double side)
{
  if (!standardised)
    return estimate_size (DH_PIXEL_RAW, run, side) >= LEAST_NUMBER ? DH_PIXEL_RAW : DH_PIXEL_NONE;
  if (estimate_size (DH_PIXEL_HUNDREDTHS, run, side) >= LEAST_EXACT)
    return DH_PIXEL_HUNDREDTHS;
  return estimate_size (DH_PIXEL_TENTHS, run, side) >= LEAST_NUMBER ? DH_PIXEL_TENTHS
                                                                    : DH_PIXEL_NONE;
}

static double
measure_widest (DhPixelValues *self)
{
  DhTextStyle style = { .size = 100 };
  double widest = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *value = dh_pixel_format_write (self->format, self->run, i == 0 ? 0 : 255);

      widest = MAX (widest, dh_text_measure (self->text, value, &style) / style.size);
    }
  return MAX (widest, 1);
}

void
dh_pixel_values_init (
    DhPixelValues *self, DhText *text, const DhSnapshot *run, DhPixelFormat format, double side)
{
  *self = (DhPixelValues){ .run = run, .text = text, .format = format };
  if (format != DH_PIXEL_NONE)
    self->size = MIN (MOST_NUMBER, MIN (HIGH * side, WIDE * side / measure_widest (self)));
}

void
dh_pixel_values_clear (DhPixelValues *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->layouts); i++)
    g_clear_object (&self->layouts[i]);
}

static PangoLayout *
get_layout (DhPixelValues *self, guint8 raw)
{
  g_autofree char *value = NULL;
  int width;

  if (self->layouts[raw] != NULL)
    return self->layouts[raw];
  value = dh_pixel_format_write (self->format, self->run, raw);
  self->layouts[raw] = dh_text_new_layout (self->text, value, self->size);
  pango_layout_get_size (self->layouts[raw], &width, NULL);
  self->widths[raw] = (double) width / PANGO_SCALE;
  return self->layouts[raw];
}

/* Dark on light, light on dark; the background's value is dimmed, or it would drown the digit. */
static void
set_source (cairo_t *cr, guint8 raw, guint32 color)
{
  double shade = dh_color_get_lightness (color) > 0.62 ? 0.08 : 1;

  cairo_set_source_rgba (cr, shade, shade, shade, raw == 0 ? 0.32 : shade < 0.5 ? 0.9 : 1);
}

void
dh_pixel_values_draw (DhPixelValues *self, guint8 raw, guint32 color, double x, double y)
{
  cairo_t *cr = self->text->cr;
  PangoLayout *layout;

  if (self->format == DH_PIXEL_NONE)
    return;
  layout = get_layout (self, raw);
  set_source (cr, raw, color);
  cairo_move_to (cr, x - self->widths[raw] / 2, y + 0.35 * self->size);
  pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (layout, 0));
  cairo_new_path (cr);
}
