// How the pixels of an image are looked at.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A pixel looked at through a loupe. A plain value. */
typedef struct
{
  gboolean on;
  guint    image; /* number of the sample; 0 in a figure of one image */
  guint    row;   /* from 0 */
  guint    column;
} DhLoupe;

/* A plain value; zeros are the usual view. */
typedef struct
{
  gboolean standardised; /* (raw − mean) / deviation for 0 … 255 */
  gboolean hide_values;
  gboolean bare;         /* pixels: the image alone, up to the edges, the loupe's words below it */
  DhLoupe  loupe;
} DhPixelsChoices;

/* Moves the loupe by whole pixels inside images @first … @first + @n − 1 of @width × @height, which
 * lie side by side; turns it on in the middle of the first where it was off or elsewhere. */
void dh_loupe_move (
    DhLoupe *self, guint first, guint n, guint width, guint height, int columns, int rows);

G_END_DECLS
