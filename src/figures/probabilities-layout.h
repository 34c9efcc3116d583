// Where the probability of each class stands.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/frame.h"

G_BEGIN_DECLS

/* Room before the names, for the mark of the label. */
#define DH_PROBABILITIES_MARK 13.0

/* From so many classes on, rows are low and say nothing of what rounds to 0.0 %. */
#define DH_PROBABILITIES_MANY 100

typedef struct
{
  DhFrame frame;
  const DhSnapshot *run;
  const float *parts; /* [n] of the image looked at closely; NULL: nothing is known */
  guint n;            /* classes; 0: nothing to draw */
  int predicted;      /* or −1 */
  double row;         /* its height; below 1 where there is no room */
  double names;       /* their right end */
  DhRect track;       /* of the first row's bar; below 1 wide where there is no room */
} DhProbabilitiesLayout;

void dh_probabilities_layout_init (DhProbabilitiesLayout *self,
                                   const DhFigureModel *model,
                                   double width,
                                   double height);

gboolean dh_probabilities_has_room (const DhProbabilitiesLayout *self);

/* Of class @class: the middle of its row, and its probability, 0 … 1, 0 where that is no number. */
double dh_probabilities_get_middle (const DhProbabilitiesLayout *self, guint class);
double dh_probabilities_get_part (const DhProbabilitiesLayout *self, guint class);

/* The class whose row is at @y, or −1. */
int dh_probabilities_find (const DhProbabilitiesLayout *self, double y);

G_END_DECLS
