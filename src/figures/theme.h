// Colours and type of a figure, light and dark.
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
  gboolean mirrored;    /* title rows, as where one writes from right to left; charts never are */
} DhTheme;

/* The built-in themes, static. */
const DhTheme *dh_theme_get_light (void);
const DhTheme *dh_theme_get_dark (void);

G_END_DECLS
