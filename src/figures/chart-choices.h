// How a chart over the steps of a run is looked at.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DH_CHART_STEPS,
  DH_CHART_EPOCHS,
  DH_CHART_SECONDS /* of training; steps where nobody had a clock */
} DhChartUnit;

typedef enum
{
  DH_CHART_FIT,    /* everything measured */
  DH_CHART_FOLLOW, /* the latest of it: as wide as from … to, ending at the last step */
  DH_CHART_LOCKED  /* from … to, low … high */
} DhChartMode;

/* A plain value; zeros are the usual view. */
typedef struct
{
  DhChartUnit unit;
  gboolean    log_x;
  double      smoothing; /* weight of what came before, 0 … 1; 0 = not smoothed */
  DhChartMode mode;
  double      from;      /* in units of the axis */
  double      to;
  double      low;       /* in units of the value */
  double      high;
  gboolean    has_cursor;
  double      cursor;    /* a step; the same in all charts */
} DhChartChoices;

G_END_DECLS
