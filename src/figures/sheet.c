// Figures in their places on a sheet: what an exported picture is made of.
// SPDX-License-Identifier: MIT

#include "figures/sheet.h"

#include <glib/gi18n-lib.h>

#include "figures/export.h"
#include "figures/shape.h"

DhPlacedFigure
dh_placed_figure_make (const DhFigure *figure, const DhFigureModel *model, int width, int height)
{
  DhPlacedFigure self = { figure, *model };

  self.model.header_inset = 0;
  width = width != 0 ? width : figure->width;
  self.width = width;
  self.height = height != 0 ? height
                            : MIN (dh_figure_get_natural_height (figure, &self.model, width),
                                   DH_EXPORT_MAX_SIDE);
  return self;
}

DhSheet
dh_sheet_make (const DhPlacedFigure *figure, gboolean transparent)
{
  return (DhSheet) { _(figure->figure->title), figure, 1, figure->width, figure->height,
                     transparent };
}

static void
draw_figure (const DhPlacedFigure *self, cairo_t *cr)
{
  cairo_save (cr);
  cairo_translate (cr, self->x, self->y);
  cairo_rectangle (cr, 0, 0, self->width, self->height);
  cairo_clip (cr);
  self->figure->draw (cr, &self->model, self->width, self->height);
  cairo_restore (cr);
}

void
dh_sheet_draw (const DhSheet *self, cairo_t *cr)
{
  cairo_save (cr);
  if (!self->transparent)
    {
      dh_shape_set_source (cr, &self->figures[0].model.theme->background, 1);
      cairo_rectangle (cr, 0, 0, self->width, self->height);
      cairo_fill (cr);
    }
  for (guint i = 0; i < self->n; i++)
    draw_figure (&self->figures[i], cr);
  cairo_restore (cr);
}

char *
dh_sheet_describe (const DhSheet *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->n; i++)
    {
      const DhPlacedFigure *placed = &self->figures[i];
      g_autofree char *words = placed->figure->describe (&placed->model, placed->width,
                                                         placed->height, -1, -1);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", words);
    }
  return g_string_free (text, FALSE);
}

char *
dh_sheet_make_csv (const DhSheet *self)
{
  GString *text;

  if (self->n == 1)
    return self->figures[0].figure->csv (&self->figures[0].model);
  text = g_string_new (NULL);
  for (guint i = 0; i < self->n; i++)
    {
      const DhPlacedFigure *placed = &self->figures[i];
      g_autofree char *csv = placed->figure->csv (&placed->model);

      g_string_append_printf (text, "%s# %s\n%s", i > 0 ? "\n" : "", placed->figure->id, csv);
    }
  return g_string_free (text, FALSE);
}

const char *
dh_sheet_get_experiment (const DhSheet *self)
{
  const DhFigureModel *model = &self->figures[0].model;

  return model->n_runs > 0 ? model->runs[0]->experiment : NULL;
}
