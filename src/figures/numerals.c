// The glyphs that numbers are written with, for writing many of them.
// SPDX-License-Identifier: MIT

#include "figures/numerals.h"

/* With thin spaces, and true minus signs. Letters that join their neighbours have no place here. */
#define LETTERS "0123456789.,+-\u2212\u00b1\u2013 \u2009\u202f%"

#define LONGEST 32

static void
add_letter (DhNumerals *self, const char *place, const PangoGlyphInfo *glyph)
{
  if (self->n == DH_NUMERALS_MAX || glyph->glyph & PANGO_GLYPH_UNKNOWN_FLAG)
    return;
  self->known[self->n].letter = g_utf8_get_char (place);
  self->known[self->n].glyph = *glyph;
  self->n++;
}

/* A run of one font: letters of another font than the figures' are left out, as are those of
 * several glyphs. */
static void
add_run (DhNumerals *self, const PangoGlyphItem *run, const char *text)
{
  const PangoGlyphString *glyphs = run->glyphs;

  if (self->font == NULL)
    self->font = g_object_ref (run->item->analysis.font);
  if (run->item->analysis.font != self->font)
    return;
  for (int i = 0; i < glyphs->num_glyphs; i++)
    {
      int place = glyphs->log_clusters[i];

      if ((i == 0 || glyphs->log_clusters[i - 1] != place) &&
          (i + 1 == glyphs->num_glyphs || glyphs->log_clusters[i + 1] != place))
        add_letter (self, text + run->item->offset + place, &glyphs->glyphs[i]);
    }
}

PangoLayout *
dh_numerals_lay_out (PangoLayout *like)
{
  PangoAttrList *attributes = pango_layout_get_attributes (like);
  PangoLayout *letters = pango_layout_copy (like);

  attributes = attributes != NULL ? pango_attr_list_copy (attributes) : pango_attr_list_new ();
  pango_attr_list_change (attributes, pango_attr_font_features_new ("tnum=1, kern=0"));
  pango_layout_set_attributes (letters, attributes);
  pango_layout_set_width (letters, -1);
  pango_layout_set_text (letters, LETTERS, -1);
  pango_attr_list_unref (attributes);
  return letters;
}

void
dh_numerals_init (DhNumerals *self, PangoLayout *letters)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (letters, 0);

  *self = (DhNumerals) { 0 };
  for (GSList *run = line->runs; run != NULL; run = run->next)
    add_run (self, run->data, LETTERS);
}

void
dh_numerals_clear (DhNumerals *self)
{
  g_clear_object (&self->font);
  self->n = 0;
}

static const PangoGlyphInfo *
find (const DhNumerals *self, gunichar letter)
{
  for (guint i = 0; i < self->n; i++)
    if (self->known[i].letter == letter)
      return &self->known[i].glyph;
  return NULL;
}

gboolean
dh_numerals_can_write (const DhNumerals *self, const char *text)
{
  guint n = 0;

  for (; *text != '\0' && n < LONGEST; text = g_utf8_next_char (text), n++)
    if (find (self, g_utf8_get_char (text)) == NULL)
      return FALSE;
  return *text == '\0' && n > 0;
}

double
dh_numerals_measure (const DhNumerals *self, const char *text)
{
  int width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    width += find (self, g_utf8_get_char (text))->geometry.width;
  return (double) width / PANGO_SCALE;
}

void
dh_numerals_draw (const DhNumerals *self, cairo_t *cr, const char *text)
{
  PangoGlyphInfo infos[LONGEST];
  int clusters[LONGEST] = { 0 };
  PangoGlyphString glyphs = { 0, infos, clusters, 0 };

  for (; *text != '\0' && glyphs.num_glyphs < LONGEST; text = g_utf8_next_char (text))
    infos[glyphs.num_glyphs++] = *find (self, g_utf8_get_char (text));
  pango_cairo_show_glyph_string (cr, self->font, &glyphs);
}
