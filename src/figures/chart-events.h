// What was done to a run, as marks on its charts.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/scale.h"
#include "figures/shape.h"
#include "snapshot/snapshot.h"

G_BEGIN_DECLS

/* Neighbours whose names would lie on each other are one mark. */
typedef struct
{
  guint  first; /* of its events, which follow each other in the history */
  guint  n;
  double x;     /* of the first one's line; the others have lines of their own */
  double label_x;
  double label_width; /* 0: no room for a label */
} DhChartMark;

/* The events of @run that are to be marked, oldest first; all but the divergence that ended it,
 * which the charts show apart. Free with g_free(); NULL where there are none. */
DhEvent *dh_chart_events_get (const DhSnapshot *run, guint *n);

/* Puts marks of the @n events, whose lines are at @x [n], on a row from @left to @right, and
 * returns how many. Those outside are left out. Fills @marks, room for DH_HISTORY_MAX_EVENTS. */
guint dh_chart_events_place (const DhEvent *events, const double *x, guint n, double left,
                             double right, DhChartMark *marks);

/* "learning rate 0.05", or "3 changes"; free with g_free(). */
char *dh_chart_events_name (const DhEvent *events, guint n);

/* "At step 312 the learning rate became 0.05."; free with g_free(). */
char *dh_chart_events_say (const DhEvent *event);

G_END_DECLS
