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
  DH_CHART_LOCKED  /* from … to; everything where nothing has been measured there yet */
} DhChartMode;

/* A plain value; zeros are the usual view. */
typedef struct
{
  DhChartUnit unit;
  gboolean    log_x;     /* from step 1 on; step 0 stands at the left edge */
  double      smoothing; /* weight a step leaves to those before it, 0 … 1; 0 = not smoothed */
  DhChartMode mode;
  double      from;      /* in steps, whatever the unit */
  double      to;
  double      low;       /* values of a chart that was zoomed upright; high ≤ low: as they come */
  double      high;
  gboolean    has_cursor;
  double      cursor;    /* a step; the same in all charts */
  gboolean    has_selection; /* a rectangle is being drawn, in pixels of the figure: */
  double      selected_x[2];
  double      selected_y[2];
} DhChartChoices;

/* No chart shows fewer steps than this. */
#define DH_CHART_LEAST_STEPS 4.0

/* No smoothing weighs what came before more. */
#define DH_CHART_MAX_SMOOTHING 0.999

G_END_DECLS
