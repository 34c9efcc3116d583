// Where the cells of the confusion matrix stand, their names, and the accuracy of each class.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/frame.h"

G_BEGIN_DECLS

typedef struct
{
  DhFrame frame;
  const DhSnapshot *run;
  const DhReading *reading; /* NULL: nothing to draw */
  guint n;           /* classes: rows and columns */
  DhRect area;       /* of the cells */
  double pitch;      /* from one cell to the next */
  double gap;        /* of it, between them */
  guint bins;        /* rows and columns of the picture: below n, several classes share one */
  double captions;   /* room for the words along the axes, 0 where there is none */
  double row_names;  /* room for the names of the rows */
  double column_names;
  gboolean slanted;  /* the names of the columns */
  double widest;     /* name */
  DhRect bars;       /* of the accuracies, beside the rows; width 0 where there is no room */
} DhConfusionLayout;

void dh_confusion_layout_init (DhConfusionLayout *self,
                               const DhFigureModel *model,
                               double width,
                               double height);

/* A cell as it is painted; −1: a whole row or column. */
DhRect dh_confusion_layout_get_cell (const DhConfusionLayout *self, int label, int predicted);

/* The cell at a point, of several that share it the one with the most images; of a name or bar at
 * the end of a row or column, all of it. FALSE where there is none. */
gboolean dh_confusion_layout_find (
    const DhConfusionLayout *self, double x, double y, int *label, int *predicted);

/* The cell that the keyboard's cursor reaches from where @choices have it, @right to the right and
 * @down down; before the first column and below the last row stand the whole rows and columns. */
DhPick dh_confusion_layout_move (const DhConfusionLayout *self,
                                 const DhMistakesChoices *choices,
                                 int right,
                                 int down);

/* The height at which the matrix is as large as it can well be read at this width. */
double dh_confusion_layout_measure (const DhSnapshot *run, double width);

G_END_DECLS
