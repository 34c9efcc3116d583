// The curves of a chart: bands of all that was measured, lines, and dots at their ends.
// SPDX-License-Identifier: MIT

#include "figures/chart-curves.h"

#include <math.h>

#define LINE 20.0 /* of words among the curves */

static void
fill_below (const DhChartLayout *layout, cairo_t *cr, const DhCurve *curve, const DhColor *color)
{
  double bottom = layout->plot.y + layout->plot.height;
  cairo_pattern_t *fade = cairo_pattern_create_linear (0, layout->plot.y, 0, bottom);
  double opacity = layout->chart->share ? 0.10 : 0.20;

  cairo_pattern_add_color_stop_rgba (fade, 0, color->red, color->green, color->blue, opacity);
  cairo_pattern_add_color_stop_rgba (fade, 1, color->red, color->green, color->blue, 0.02);
  dh_curve_add_line (curve, cr);
  cairo_line_to (cr, curve->x[curve->n_points - 1], bottom);
  cairo_line_to (cr, curve->x[0], bottom);
  cairo_close_path (cr);
  cairo_set_source (cr, fade);
  cairo_fill (cr);
  cairo_pattern_destroy (fade);
}

static void
stroke_line (cairo_t *cr, const DhCurve *curve, const DhColor *color, double width, double opacity)
{
  dh_shape_set_source (cr, color, opacity);
  cairo_set_line_width (cr, width);
  /* Round corners cost a third more, and at a line of one pixel nobody sees them. */
  cairo_set_line_join (cr, width < 1.5 ? CAIRO_LINE_JOIN_BEVEL : CAIRO_LINE_JOIN_ROUND);
  dh_curve_add_line (curve, cr);
  cairo_stroke (cr);
}

/* Where the curve is now. */
static void
draw_end (const DhChartLayout *layout, cairo_t *cr, const DhCurve *curve, const DhTheme *theme,
          const DhColor *color)
{
  double x, y;

  if (curve->n_points == 0 || !curve->ended)
    return;
  x = curve->x[curve->n_points - 1];
  y = curve->y[curve->n_points - 1];
  if (y < layout->plot.y - 2 || y > layout->plot.y + layout->plot.height + 2)
    return;
  dh_shape_set_source (cr, &theme->background, 1);
  dh_shape_fill_dot (cr, x, y, 5.5);
  dh_shape_set_source (cr, color, 1);
  dh_shape_fill_dot (cr, x, y, 4);
}

static void
make_curve (DhCurve *curve, const DhChartLayout *layout, const DhFigureModel *model, guint i,
            DhSeriesKind kind)
{
  double smoothing = kind == layout->chart->train ? model->chart.smoothing : 0;
  guint n;
  g_autofree DhCurvePoint *points =
      dh_chart_layout_get_points (layout, model, i, kind, smoothing, &n);

  dh_curve_init (curve, points, n, &layout->x, &layout->y);
}

/* A run that the shown one is compared with: only lines, paler, each run with its own dashes. */
static void
draw_other_run (const DhChartLayout *layout, cairo_t *cr, const DhFigureModel *model, guint i)
{
  double dashes[] = { 2.0 + 3.0 * i, 3 };
  DhCurve curve;

  cairo_save (cr);
  cairo_set_dash (cr, dashes, 2, 0);
  make_curve (&curve, layout, model, i, layout->chart->train);
  stroke_line (cr, &curve, &model->theme->train, 2, 0.6);
  make_curve (&curve, layout, model, i, layout->chart->test);
  stroke_line (cr, &curve, &model->theme->test, 2, 0.6);
  cairo_restore (cr);
}

double
dh_chart_curves_find_room (const DhChartLayout *layout,
                           const DhFigureModel *model,
                           double left,
                           double right)
{
  DhSeriesKind kinds[] = { layout->chart->train, layout->chart->test };
  double bottom = layout->plot.y + layout->plot.height - LINE / 2;
  double best = -1;
  double found = bottom;
  DhCurve curves[2];

  for (guint i = 0; i < 2; i++)
    make_curve (&curves[i], layout, model, 0, kinds[i]);
  for (double y = bottom; y >= layout->plot.y + LINE / 2 && best < LINE; y -= LINE / 4)
    {
      double distance = MIN (dh_curve_get_distance (&curves[0], y, left, right),
                             dh_curve_get_distance (&curves[1], y, left, right));

      if (distance > best)
        {
          best = distance;
          found = y;
        }
    }
  return found;
}

void
dh_chart_curves_draw (const DhChartLayout *layout, cairo_t *cr, const DhFigureModel *model)
{
  const DhTheme *theme = model->theme;
  DhCurve train, test;

  make_curve (&train, layout, model, 0, layout->chart->train);
  make_curve (&test, layout, model, 0, layout->chart->test);

  cairo_save (cr);
  cairo_rectangle (cr, layout->plot.x, layout->plot.y - 2, layout->plot.width + 2,
                   layout->plot.height + 2);
  cairo_clip (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST); /* half the time, and no difference to see */
  if (train.n_points > 0)
    fill_below (layout, cr, &train, &theme->train);
  dh_shape_set_source (cr, &theme->train, 0.28);
  dh_curve_add_band (&train, cr);
  cairo_fill (cr);
  for (guint i = 1; i < model->n_runs; i++)
    draw_other_run (layout, cr, model, i);
  /* A line that is all noise would bury its band. */
  stroke_line (cr, &train, &theme->train, 2 - train.noise, 1 - 0.3 * train.noise);
  stroke_line (cr, &test, &theme->test, 2, 1);
  cairo_restore (cr);

  draw_end (layout, cr, &train, theme, &theme->train);
  draw_end (layout, cr, &test, theme, &theme->test);
}
