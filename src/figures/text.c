// Words on a picture: sizes in pixels, figures of one width.
// SPDX-License-Identifier: MIT

#include "figures/text.h"

#include "figures/text-memo.h"

/* Height of capitals and figures as a share of the size: Cantarell's, near every sans-serif's. */
#define CAPITALS 0.70

/* Pixels of the image for one of the figure's, where @cr neither turns nor distorts; else 0. */
static double
get_scale (cairo_t *cr)
{
  cairo_surface_t *target = cairo_get_group_target (cr);
  cairo_matrix_t matrix;
  double scale_x, scale_y;

  if (cairo_surface_get_type (target) != CAIRO_SURFACE_TYPE_IMAGE)
    return 0;
  cairo_surface_get_device_scale (target, &scale_x, &scale_y);
  cairo_get_matrix (cr, &matrix);
  return matrix.xy == 0 && matrix.yx == 0 && matrix.xx * scale_x == matrix.yy * scale_y
             ? matrix.xx * scale_x
             : 0;
}

void
dh_text_init (DhText *self, cairo_t *cr, const DhTheme *theme)
{
  self->cr = cr;
  self->scale = get_scale (cr);
  self->theme = theme;
  self->mirror = 0;
  self->n_numerals = 0;
  self->layout = dh_text_new_layout (self, "", DH_TEXT_CAPTION);
}

void
dh_text_clear (DhText *self)
{
  for (guint i = 0; i < self->n_numerals; i++)
    dh_numerals_clear (&self->numerals[i].glyphs);
  self->n_numerals = 0;
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

static gboolean
may_be_number (const char *text)
{
  guchar first = (guchar) text[0];

  return g_ascii_isdigit (first) || first == 0xc2 || first == 0xe2; /* "±", "−", "–" */
}

static PangoLayout *
get_letters (DhText *self, double size, gboolean bold)
{
  g_autofree char *key =
      g_strdup_printf ("numerals %s %g %g %d", self->theme->font, self->scale, size, bold);
  PangoLayout *letters = dh_text_memo_find (key);

  if (letters == NULL)
    {
      set_font (self->layout, self->theme->font, size, bold);
      letters = dh_numerals_lay_out (self->layout);
      dh_text_memo_add (key, letters);
    }
  return letters;
}

static const DhNumerals *
get_numerals (DhText *self, double size, gboolean bold)
{
  guint i = 0;

  while (i < self->n_numerals &&
         (self->numerals[i].size != size || self->numerals[i].bold != bold))
    i++;
  if (i == DH_TEXT_MAX_NUMERALS)
    return NULL;
  if (i == self->n_numerals)
    {
      dh_numerals_init (&self->numerals[i].glyphs, get_letters (self, size, bold));
      self->numerals[i].size = size;
      self->numerals[i].bold = bold;
      self->n_numerals++;
    }
  return &self->numerals[i].glyphs;
}

static void
lay_out (DhText *self, PangoLayout *layout, const char *text, const DhTextStyle *style)
{
  set_font (layout, self->theme->font, style->size, style->bold);
  pango_layout_set_width (layout,
                          style->max_width > 0 ? (int) (style->max_width * PANGO_SCALE) : -1);
  pango_layout_set_text (layout, text, -1);
}

static PangoLayout *
get_layout (DhText *self, const char *text, const DhTextStyle *style)
{
  g_autofree char *key = NULL;
  PangoLayout *layout;

  if (self->scale <= 0)
    {
      lay_out (self, self->layout, text, style);
      return self->layout;
    }
  key = g_strdup_printf ("%s %g %g %d %g %s", self->theme->font, self->scale, style->size,
                         style->bold, style->max_width, text);
  layout = dh_text_memo_find (key);
  if (layout == NULL)
    {
      layout = pango_layout_copy (self->layout);
      lay_out (self, layout, text, style);
      dh_text_memo_add (key, layout);
    }
  return layout;
}

/* A line as it will be drawn: with the glyphs of numbers, or as laid out. */
typedef struct
{
  const DhNumerals *numerals;
  PangoLayout *layout;
  double width;
} Line;

static gboolean
prepare_number (DhText *self, const char *text, const DhTextStyle *style, Line *line)
{
  if (self->scale <= 0 || !may_be_number (text))
    return FALSE;
  line->numerals = get_numerals (self, style->size, style->bold);
  if (line->numerals == NULL || !dh_numerals_can_write (line->numerals, text))
    return FALSE;
  line->width = dh_numerals_measure (line->numerals, text);
  return style->max_width <= 0 || line->width <= style->max_width;
}

static Line
prepare (DhText *self, const char *text, const DhTextStyle *style)
{
  Line line = { NULL };
  int width;

  if (prepare_number (self, text, style, &line))
    return line;
  line.layout = get_layout (self, text, style);
  pango_layout_get_size (line.layout, &width, NULL);
  line.width = (double) width / PANGO_SCALE;
  return line;
}

double
dh_text_measure (DhText *self, const char *text, const DhTextStyle *style)
{
  return prepare (self, text, style).width;
}

double
dh_text_draw (DhText *self, const char *text, double x, double y, const DhTextStyle *style)
{
  const DhColor *color = style->color != NULL ? style->color : &self->theme->foreground;
  gboolean mirrored = self->mirror > 0 && y == self->mirrored_y;
  double align = mirrored ? 1 - style->align : style->align;
  Line line;

  if (style->max_width < 0 || (style->max_width > 0 && style->max_width < 2 * style->size))
    return 0;
  line = prepare (self, text, style);
  cairo_set_source_rgba (self->cr, color->red, color->green, color->blue,
                         MAX (style->opacity, self->theme->least_text));
  cairo_move_to (self->cr, (mirrored ? self->mirror - x : x) - align * line.width,
                 y + CAPITALS / 2 * style->size);
  if (line.layout == NULL)
    dh_numerals_draw (line.numerals, self->cr, text);
  else
    pango_cairo_show_layout_line (self->cr, pango_layout_get_line_readonly (line.layout, 0));
  cairo_new_path (self->cr);
  return line.width;
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
