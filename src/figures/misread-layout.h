// Which misread images stand on the page looked at, and where.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/frame.h"

G_BEGIN_DECLS

typedef struct
{
  DhFrame frame;
  const DhSnapshot *run;
  const DhReading *reading; /* NULL: nothing to draw */
  guint count;       /* images looked at, on all pages */
  guint first;       /* of the page, from 0 */
  guint n;           /* on the page */
  guint columns;
  double x;          /* of the first image's card */
  double y;
  double card_width;
  double card_height;
  double image_width; /* inside its card */
  double image_height;
  double pitch_x;    /* from one to the next */
  double pitch_y;
  guint lines;       /* of words below each card, for what it was read as */
} DhMisreadLayout;

void dh_misread_layout_init (DhMisreadLayout *self,
                             const DhFigureModel *model,
                             double width,
                             double height);

/* The @i-th image of the page, from 0: its card, and the card with the words below it. */
DhRect dh_misread_layout_get_card (const DhMisreadLayout *self, guint i);
DhRect dh_misread_layout_get_place (const DhMisreadLayout *self, guint i);

/* The image of the page at a point, or −1. */
int dh_misread_layout_find (const DhMisreadLayout *self, double x, double y);

/* The image of the page that the keyboard's cursor reaches from the @i-th, −1 = nowhere yet, @right
 * to the right and @down down, or −1 where there is no image. */
int dh_misread_layout_move (const DhMisreadLayout *self, int i, int right, int down);

/* The height of all of the page at this width. */
double dh_misread_layout_measure (const DhFigureModel *model, double width);

G_END_DECLS
