// What all charts draw: axes, curves, the marks of what was done, and the cursor.
// SPDX-License-Identifier: MIT

#include "figures/chart-figure.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

#include "figures/chart-cursor.h"
#include "figures/chart-curves.h"
#include "figures/chart-layout.h"
#include "figures/number.h"

#define MAX_LEGEND 8
#define MINOR_GAP 2.0

static const char *
get_unit_name (const DhChartLayout *layout)
{
  return layout->axis.unit == DH_CHART_EPOCHS    ? _("Epoch")
         : layout->axis.unit == DH_CHART_SECONDS ? _("Seconds of training")
                                                 : _("Step");
}

/* The ticks between the decades of a logarithmic axis. */
static void
draw_minor_ticks (const DhChartLayout *layout, DhText *text)
{
  const DhRect *plot = &layout->plot;
  double bottom = plot->y + plot->height;
  double values[DH_SCALE_MAX_MINOR_TICKS];
  guint n = dh_scale_get_minor_ticks (&layout->y, MINOR_GAP, values);

  dh_shape_set_line_source (text->cr, text->theme, 0.25);
  for (guint i = 0; i < n; i++)
    dh_shape_stroke_horizontal (text->cr, plot->x, plot->x + 4,
                                dh_scale_map (&layout->y, values[i]));
  n = dh_scale_get_minor_ticks (&layout->x, MINOR_GAP, values);
  for (guint i = 0; i < n; i++)
    dh_shape_stroke_vertical (text->cr, dh_scale_map (&layout->x, values[i]), bottom - 4, bottom);
}

static void
draw_value_axis (const DhChartLayout *layout, DhText *text)
{
  const DhRect *plot = &layout->plot;
  DhTextStyle label = { .size = DH_TEXT_CAPTION, .align = 1, .opacity = DH_TEXT_DIM };

  for (guint i = 0; i < layout->n_y_ticks; i++)
    {
      double y = dh_scale_map (&layout->y, layout->y_ticks[i].value);

      dh_shape_set_source (text->cr, &text->theme->grid, 1);
      dh_shape_stroke_horizontal (text->cr, plot->x, plot->x + plot->width, y);
      if (layout->labels)
        dh_text_draw (text, layout->y_ticks[i].label, plot->x - 8, floor (y) + 0.5, &label);
    }
}

static void
draw_step_axis (const DhChartLayout *layout, DhText *text)
{
  const DhRect *plot = &layout->plot;
  DhTextStyle label = { .size = DH_TEXT_CAPTION, .align = 0.5, .opacity = DH_TEXT_DIM };
  double bottom = plot->y + plot->height;

  dh_shape_set_line_source (text->cr, text->theme, 0.35);
  dh_shape_stroke_horizontal (text->cr, plot->x, plot->x + plot->width, bottom);
  for (guint i = 0; layout->labels && i < layout->n_x_ticks; i++)
    {
      double half = dh_text_measure (text, layout->x_ticks[i].label, &label) / 2;
      double x = dh_scale_map (&layout->x, layout->x_ticks[i].value);

      dh_shape_set_line_source (text->cr, text->theme, 0.35);
      dh_shape_stroke_vertical (text->cr, x, bottom, bottom + 4);
      x = MIN (x, plot->x + plot->width + layout->frame.padding - 4 - half);
      dh_text_draw (text, layout->x_ticks[i].label, x, bottom + 14, &label);
    }
  if (layout->named)
    dh_text_draw (text, get_unit_name (layout), plot->x + plot->width / 2, bottom + 31, &label);
}

static void
stroke_dashed (DhText *text, const DhRect *plot, double x, const DhColor *color, double opacity)
{
  static const double dashes[] = { 4, 3 };

  cairo_save (text->cr);
  dh_shape_set_source (text->cr, color, opacity);
  cairo_set_dash (text->cr, dashes, 2, 0);
  dh_shape_stroke_vertical (text->cr, x, plot->y, plot->y + plot->height);
  cairo_restore (text->cr);
}

static void
draw_marks (const DhChartLayout *layout, DhText *text)
{
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .opacity = 0.8 };

  for (guint i = 0; i < layout->n_marks; i++)
    {
      const DhChartMark *mark = &layout->marks[i];
      g_autofree char *name = dh_chart_events_name (layout->events + mark->first, mark->n);

      for (guint e = mark->first; e < mark->first + mark->n; e++)
        stroke_dashed (text, &layout->plot, layout->event_x[e], &text->theme->foreground,
                       MAX (0.4, text->theme->least_line));
      if (layout->marks_y > 0 && mark->label_width > 0)
        {
          style.max_width = layout->frame.width - mark->label_x;
          dh_text_draw (text, name, mark->label_x, layout->marks_y, &style);
        }
    }
}

static void
draw_divergence (const DhChartLayout *layout, DhText *text, const DhFigureModel *model)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  const DhRect *plot = &layout->plot;
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .opacity = 1 };
  double x, width, left;
  g_autofree char *step = NULL;
  g_autofree char *label = NULL;

  if (run == NULL || run->diverged_at < 0)
    return;
  x = dh_chart_layout_map_step (layout, (double) run->diverged_at);
  if (x < plot->x - 1 || x > plot->x + plot->width + 1)
    return;
  stroke_dashed (text, plot, x - 1, &text->theme->test, 1);
  step = dh_number_format_count ((guint64) run->diverged_at);
  label = g_strdup_printf (_("diverged at step %s"), step);
  width = dh_text_measure (text, label, &style);
  if (width + 8 > plot->width || plot->height < 30)
    return;
  left = x + 8 + width > plot->x + plot->width ? x - 8 - width : x + 8;
  dh_text_draw (text, label, left,
                dh_chart_curves_find_room (layout, model, left, left + width), &style);
}

static void
draw_selection (const DhChartLayout *layout, DhText *text, const DhChartChoices *choices)
{
  DhRect rect = { MIN (choices->selected_x[0], choices->selected_x[1]),
                  MIN (choices->selected_y[0], choices->selected_y[1]),
                  fabs (choices->selected_x[1] - choices->selected_x[0]),
                  fabs (choices->selected_y[1] - choices->selected_y[0]) };

  if (!choices->has_selection)
    return;
  cairo_save (text->cr);
  cairo_rectangle (text->cr, layout->plot.x, layout->plot.y, layout->plot.width,
                   layout->plot.height);
  cairo_clip (text->cr);
  cairo_rectangle (text->cr, floor (rect.x) + 0.5, floor (rect.y) + 0.5, floor (rect.width),
                   floor (rect.height));
  dh_shape_set_source (text->cr, &text->theme->train, 0.14);
  cairo_fill_preserve (text->cr);
  dh_shape_set_source (text->cr, &text->theme->train, 0.9);
  cairo_set_line_width (text->cr, 1);
  cairo_stroke (text->cr);
  cairo_restore (text->cr);
}

/* A data set without test images has no such line. */
static gboolean
has_test (const DhChart *chart, const DhSnapshot *run)
{
  guint n = 0;

  dh_chart_get_buckets (run, chart->test, &n);
  return n > 0 || (run != NULL && (run->n_test > 0 || run->data_title == NULL));
}

static void
draw_header (const DhChartLayout *layout, DhText *text, const DhFigureModel *model)
{
  const DhTheme *theme = model->theme;
  gboolean smoothed = model->chart.smoothing > 0;
  DhLegendEntry legend[MAX_LEGEND];
  guint n = 0;

  if (!layout->empty)
    {
      legend[n++] = (DhLegendEntry){ g_strdup (smoothed ? _("Training, smoothed") : _("Training")),
                                     theme->train, 1, FALSE };
      if (has_test (layout->chart, dh_frame_get_run (model, 0)))
        legend[n++] = (DhLegendEntry){ g_strdup (_("Test")), theme->test, 1, FALSE };
      for (guint i = 1; i < model->n_runs && n < MAX_LEGEND; i++)
        if (model->runs[i] != NULL)
          legend[n++] =
              (DhLegendEntry){ g_strdup_printf (_("Run %" PRIu64), model->runs[i]->run),
                               theme->train, 0.6, TRUE };
    }
  dh_frame_draw_header (&layout->frame, text, _(layout->chart->title), legend, n,
                        dh_frame_get_header_end (&layout->frame, model->header_inset));
  for (guint i = 0; i < n; i++)
    g_free (legend[i].label);
}

static void
draw_plot (const DhChartLayout *layout, DhText *text, const DhFigureModel *model)
{
  draw_value_axis (layout, text);
  draw_minor_ticks (layout, text);
  draw_step_axis (layout, text);
  draw_marks (layout, text);
  dh_chart_curves_draw (layout, text->cr, model);
  draw_divergence (layout, text, model);
  draw_selection (layout, text, &model->chart);
  dh_chart_cursor_draw (layout, text, model);
}

void
dh_chart_draw (const DhChart *self, cairo_t *cr, const DhFigureModel *model, double width,
               double height)
{
  g_auto (DhText) text = { 0 };
  DhChartLayout layout;

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_text_init (&text, cr, model->theme);
  dh_chart_layout_init (&layout, self, model, width, height);
  if (layout.empty)
    dh_frame_draw_message (&layout.frame, &text, _(self->call));
  draw_header (&layout, &text, model);
  if (!layout.empty && layout.plot.width >= 1 && layout.plot.height >= 1)
    draw_plot (&layout, &text, model);
  cairo_restore (cr);
}
