// Which mistakes are looked at, and how they are counted.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A plain value; zeros are the usual view. What a run does not have, as a class of another data
 * set, is not looked at. */
typedef struct
{
  gboolean percent;  /* of the true class, for counts */
  gboolean has_cell; /* only images of: */
  int      label;    /* −1 = any class */
  int      predicted; /* −1 = any class; of a whole row or column, only what is misread */
  guint    page;     /* of the images, from 0 */

  gboolean has_pointed; /* a cell under the pointer or the cursor of the keyboard: */
  int      pointed_label; /* −1 = a whole column */
  int      pointed_predicted; /* −1 = a whole row */
  guint    image; /* the image there: its place in the test set, from 1; 0 = none */
} DhMistakesChoices;

G_END_DECLS
