// Words on a picture: sizes in pixels, figures of one width.
// SPDX-License-Identifier: MIT
#pragma once

#include <pango/pangocairo.h>

#include "figures/numerals.h"
#include "figures/theme.h"

G_BEGIN_DECLS

#define DH_TEXT_TITLE 15.0
#define DH_TEXT_CAPTION 12.0
#define DH_TEXT_DIM DH_THEME_DIM

#define DH_TEXT_MAX_NUMERALS 4

/* Made at the start of a draw, cleared at its end. */
typedef struct
{
  cairo_t *cr;          /* borrowed */
  const DhTheme *theme; /* borrowed */
  PangoLayout *layout;  /* private: of which others are copies, as making one is the dear part */
  double scale;         /* of the image drawn on; 0 = it is a file, where words have to remain
                           words, for readers who search and copy */
  guint n_numerals;
  struct
  {
    double size;
    gboolean bold;
    DhNumerals glyphs;
  } numerals[DH_TEXT_MAX_NUMERALS]; /* of the sizes that numbers were written in */
  double mirrored_y;    /* words on this line are mirrored in */
  double mirror;        /* this width; 0 = none are */
} DhText;

typedef struct
{
  double size; /* in pixels */
  gboolean bold;
  double align;     /* 0 = @x is the left end, 0.5 = the middle, 1 = the right end */
  double opacity;   /* 0 … 1; the theme's least_text, where that is more */
  double max_width; /* in pixels, ends in … where it is longer; 0 = no limit */
  const DhColor *color; /* borrowed; NULL = the theme's foreground */
} DhTextStyle;

void dh_text_init (DhText *self, cairo_t *cr, const DhTheme *theme);
void dh_text_clear (DhText *self);

/* Width in pixels. */
double dh_text_measure (DhText *self, const char *text, const DhTextStyle *style);

/* Writes one line whose capitals are centred on @y; returns its width, 0 where max_width leaves no
 * room for a letter. */
double dh_text_draw (DhText *self, const char *text, double x, double y, const DhTextStyle *style);

/* From now on what is drawn at just this @y stands mirrored in @width, from the right. */
void dh_text_mirror_line (DhText *self, double y, double width);

/* A new layout for @text at @size, for a text drawn many times; free with g_object_unref(). */
PangoLayout *dh_text_new_layout (DhText *self, const char *text, double size);

/* Width of a caption of tabular figures of @text without a place to draw on, in pixels: what
 * a layout shared by drawing and describing may use. */
double dh_text_estimate (const char *text, double size);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DhText, dh_text_clear)

G_END_DECLS
