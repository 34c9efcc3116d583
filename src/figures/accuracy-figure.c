// The accuracy figure: how many digits are read right, of the batches and of the test set.
// SPDX-License-Identifier: MIT

#include "figures/chart-figure.h"
#include "figures/figure-table.h"

void
dh_accuracy_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  dh_chart_draw (dh_chart_get_accuracy (), cr, model, width, height);
}

char *
dh_accuracy_describe (const DhFigureModel *model, double width, double height, double x, double y)
{
  return dh_chart_describe (dh_chart_get_accuracy (), model, width, height, x, y);
}

/* Charts share their steps, and so their numbers. */
char *
dh_accuracy_csv (const DhFigureModel *model)
{
  return dh_chart_csv (model);
}

DhPick
dh_accuracy_pick (const DhFigureModel *model, double width, double height, double x, double y)
{
  return dh_chart_pick (dh_chart_get_accuracy (), model, width, height, x, y);
}
