// Words on a picture: sizes in pixels, figures of one width.
// SPDX-License-Identifier: MIT

#include "figures/text.h"

/* Height of capitals and figures as a share of the size: Cantarell's, near every sans-serif's. */
#define CAPITALS 0.70

void
dh_text_init (DhText *self, cairo_t *cr, const DhTheme *theme)
{
  self->cr = cr;
  self->theme = theme;
  self->mirror = 0;
  self->layout = dh_text_new_layout (self, "", DH_TEXT_CAPTION);
}

void
dh_text_clear (DhText *self)
{
  g_clear_object (&self->layout);
}

static void
set_font (PangoLayout *layout, const char *family, double size, gboolean bold)
{
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, family);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
}

PangoLayout *
dh_text_new_layout (DhText *self, const char *text, double size)
{
  PangoLayout *layout = self->layout != NULL ? pango_layout_copy (self->layout)
                                             : pango_cairo_create_layout (self->cr);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, -1);
  set_font (layout, self->theme->font, size, FALSE);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
prepare (DhText *self, const char *text, const DhTextStyle *style)
{
  int width;

  set_font (self->layout, self->theme->font, style->size, style->bold);
  pango_layout_set_width (self->layout,
                          style->max_width > 0 ? (int) (style->max_width * PANGO_SCALE) : -1);
  pango_layout_set_text (self->layout, text, -1);
  pango_layout_get_size (self->layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

double
dh_text_measure (DhText *self, const char *text, const DhTextStyle *style)
{
  return prepare (self, text, style);
}

double
dh_text_draw (DhText *self, const char *text, double x, double y, const DhTextStyle *style)
{
  const DhColor *color = &self->theme->foreground;
  gboolean mirrored = self->mirror > 0 && y == self->mirrored_y;
  double align = mirrored ? 1 - style->align : style->align;
  double width;

  if (style->max_width < 0 || (style->max_width > 0 && style->max_width < 2 * style->size))
    return 0;
  width = prepare (self, text, style);
  cairo_set_source_rgba (self->cr, color->red, color->green, color->blue,
                         MAX (style->opacity, self->theme->least_text));
  cairo_move_to (self->cr, (mirrored ? self->mirror - x : x) - align * width,
                 y + CAPITALS / 2 * style->size);
  pango_cairo_show_layout_line (self->cr, pango_layout_get_line_readonly (self->layout, 0));
  cairo_new_path (self->cr);
  return width;
}

void
dh_text_mirror_line (DhText *self, double y, double width)
{
  self->mirrored_y = y;
  self->mirror = width;
}

double
dh_text_estimate (const char *text, double size)
{
  return 0.58 * size * (double) g_utf8_strlen (text, -1);
}
