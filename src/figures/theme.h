// Colours and type of a figure: light and dark, each also in high contrast.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double red;
  double green;
  double blue;
} DhColor;

typedef struct
{
  const char *font;     /* a Pango font family, "Cantarell, Sans" */
  DhColor background;   /* of a card; also the zero of the diverging map */
  DhColor foreground;   /* text and axes, dimmed where they are secondary */
  DhColor grid;
  DhColor train;        /* blue: training, right answers, negative weights */
  DhColor test;         /* orange: test, wrong answers, positive weights */
  DhColor negative;     /* the strongest negative weight */
  DhColor positive;     /* the strongest positive weight */
  double  least_text;   /* opacity that no text goes below, whatever is asked for: 1 in high
                           contrast, where nothing is dimmed, else 0 */
  double  least_line;   /* the same of lines that tell something: axes, ticks, edges */
  gboolean mirrored;    /* title rows, as where one writes from right to left; charts never are */
} DhTheme;

/* Opacity of text that is secondary, such as captions: still 4.5 times as light or as dark as the
 * background, which WCAG 2.1 asks of text. */
#define DH_THEME_DIM 0.68

/* The built-in themes, static. */
const DhTheme *dh_theme_get (gboolean dark, gboolean high_contrast);
const DhTheme *dh_theme_get_light (void);
const DhTheme *dh_theme_get_dark (void);

G_END_DECLS
