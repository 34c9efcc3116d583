// The loss figure: how far training has come, on the batches and on the test set.
// SPDX-License-Identifier: MIT

#include "figures/chart-figure.h"
#include "figures/figure-table.h"

void
dh_loss_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  dh_chart_draw (dh_chart_get_loss (), cr, model, width, height);
}

char *
dh_loss_describe (const DhFigureModel *model, double width, double height, double x, double y)
{
  return dh_chart_describe (dh_chart_get_loss (), model, width, height, x, y);
}

/* Charts share their steps, and so their numbers. */
char *
dh_loss_csv (const DhFigureModel *model)
{
  return dh_chart_csv (model);
}

DhPick
dh_loss_pick (const DhFigureModel *model, double width, double height, double x, double y)
{
  return dh_chart_pick (dh_chart_get_loss (), model, width, height, x, y);
}
