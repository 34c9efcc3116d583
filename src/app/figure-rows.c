// How the loss and the weights share the height of the training page.
// SPDX-License-Identifier: MIT

#include "app/figure-rows.h"

/* Of the weights, in pixels, in a card of the usual width. */
#define TALL 300
#define USUAL_WIDTH 960

#define LEAST_LOSS 150
#define LEAST_LOSS_BESIDE_TALL 240

void
dh_figure_rows_fit (DhFigureCard *loss, DhFigureCard *weights)
{
  GtkGrid *grid = GTK_GRID (gtk_widget_get_parent (GTK_WIDGET (weights)));
  DhFigureView *view = dh_figure_card_get_view (weights);
  gboolean tall = dh_figure_view_get_least_height (view, USUAL_WIDTH) > TALL;

  if (gtk_grid_get_row_homogeneous (grid) == !tall)
    return;
  gtk_grid_set_row_homogeneous (grid, !tall);
  gtk_widget_set_size_request (GTK_WIDGET (loss), -1, tall ? LEAST_LOSS_BESIDE_TALL : LEAST_LOSS);
}
