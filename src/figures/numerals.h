// The glyphs that numbers are written with, for writing many of them.
// SPDX-License-Identifier: MIT
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

#define DH_NUMERALS_MAX 24

/* Pango finds font, direction and shape of every text anew, which for a number takes several times
 * as long as drawing it. Figures, signs and spaces have the same glyphs of the same width in all
 * numbers of a size. Zeros until dh_numerals_init(). */
typedef struct
{
  PangoFont *font;
  guint n;
  struct
  {
    gunichar letter;
    PangoGlyphInfo glyph;
  } known[DH_NUMERALS_MAX];
} DhNumerals;

/* All letters of numbers, in the font, size and features of @like; free with g_object_unref(). */
PangoLayout *dh_numerals_lay_out (PangoLayout *like);

/* The glyphs of what dh_numerals_lay_out() gave. */
void dh_numerals_init (DhNumerals *self, PangoLayout *letters);
void dh_numerals_clear (DhNumerals *self);

/* Whether @text is a number, of letters known here alone. */
gboolean dh_numerals_can_write (const DhNumerals *self, const char *text);

/* The width of such a text in pixels. */
double dh_numerals_measure (const DhNumerals *self, const char *text);

/* Writes it at the current point of @cr, which is on its base line. */
void dh_numerals_draw (const DhNumerals *self, cairo_t *cr, const char *text);

G_END_DECLS
