// Which mistakes are looked at, and how they are counted.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A plain value; zeros are the usual view. */
typedef struct
{
  gboolean percent;  /* of the true class, for counts */
  gboolean has_cell; /* only images of: */
  int      label;    /* −1 = any class */
  int      predicted;
  guint    page;     /* of the images, from 0 */
} DhMistakesChoices;

G_END_DECLS
