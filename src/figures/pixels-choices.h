// How the pixels of an image are looked at.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A plain value; zeros are the usual view. */
typedef struct
{
  gboolean standardised; /* (raw − mean) / deviation for 0 … 255 */
  gboolean hide_values;
  gboolean has_loupe;    /* at a pixel: */
  guint    row;
  guint    column;
} DhPixelsChoices;

G_END_DECLS
