// The table of figures: every picture the program can draw, export and read aloud.
// SPDX-License-Identifier: MIT

#include "figures/figure.h"

#include <glib/gi18n-lib.h>

#include "figures/figure-table.h"

#define ROW(figure_id, figure_title, figure_width, figure_height, ...)                             \
  { .id = #figure_id,                                                                              \
    .title = figure_title,                                                                         \
    .width = figure_width,                                                                         \
    .height = figure_height,                                                                       \
    .draw = dh_##figure_id##_draw,                                                                 \
    .describe = dh_##figure_id##_describe,                                                         \
    .csv = dh_##figure_id##_csv,                                                                   \
    __VA_ARGS__ },

static const DhFigure figures[] = { DH_FIGURE_TABLE (ROW) };

const DhFigure *
dh_figures_get_all (guint *n)
{
  g_return_val_if_fail (n != NULL, NULL);

  *n = G_N_ELEMENTS (figures);
  return figures;
}

const DhFigure *
dh_figures_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (g_str_equal (figures[i].id, id))
      return &figures[i];
  return NULL;
}

int
dh_figure_get_natural_height (const DhFigure *self, const DhFigureModel *model, int width)
{
  g_return_val_if_fail (self != NULL && model != NULL, 0);

  return self->measure != NULL ? MAX (self->height, self->measure (model, width)) : self->height;
}
