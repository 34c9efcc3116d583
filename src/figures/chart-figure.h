// What all charts have: their picture, words, numbers and things to point at.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/chart.h"

G_BEGIN_DECLS

/* As the functions of a DhFigure. */
void dh_chart_draw (const DhChart *self,
                    cairo_t *cr,
                    const DhFigureModel *model,
                    double width,
                    double height);
char *dh_chart_describe (const DhChart *self,
                         const DhFigureModel *model,
                         double width,
                         double height,
                         double x,
                         double y);
char *dh_chart_csv (const DhFigureModel *model);
DhPick dh_chart_pick (const DhChart *self,
                      const DhFigureModel *model,
                      double width,
                      double height,
                      double x,
                      double y);

/* "Step 844: training loss 0.1305, test loss 0.1766 at step 840" of the measurement nearest to
 * @step, or NULL where there is none. Free with g_free(). */
char *dh_chart_describe_step (const DhChart *self, const DhSnapshot *run, double step);

G_END_DECLS
