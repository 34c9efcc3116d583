// The loss figure: how far training has come, on the batches and on the test set.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

#include "figures/curve.h"
#include "figures/figure-table.h"
#include "figures/loss-layout.h"
#include "figures/number.h"

#define MAX_LEGEND 8

static void
draw_axes (const DhLossLayout *layout, DhText *text)
{
  const DhRect *plot = &layout->plot;
  DhTextStyle label = { .size = DH_TEXT_CAPTION, .align = 1, .opacity = DH_TEXT_DIM };
  double bottom = plot->y + plot->height;

  for (guint i = 0; i < layout->n_y_ticks; i++)
    {
      double y = dh_scale_map (&layout->y, layout->y_ticks[i].value);

      dh_shape_set_source (text->cr, &text->theme->grid, 1);
      dh_shape_stroke_horizontal (text->cr, plot->x, plot->x + plot->width, y);
      if (layout->labels)
        dh_text_draw (text, layout->y_ticks[i].label, plot->x - 8, floor (y) + 0.5, &label);
    }
  dh_shape_set_source (text->cr, &text->theme->foreground, 0.35);
  dh_shape_stroke_horizontal (text->cr, plot->x, plot->x + plot->width, bottom);

  label.align = 0.5;
  for (guint i = 0; layout->labels && i < layout->n_x_ticks; i++)
    {
      double half = dh_text_measure (text, layout->x_ticks[i].label, &label) / 2;
      double x = dh_scale_map (&layout->x, layout->x_ticks[i].value);

      x = MIN (x, plot->x + plot->width + layout->frame.padding - 4 - half);
      dh_text_draw (text, layout->x_ticks[i].label, x, bottom + 14, &label);
    }
  if (layout->named)
    dh_text_draw (text, _("Step"), plot->x + plot->width / 2, bottom + 31, &label);
}

static void
fill_below (const DhLossLayout *layout, cairo_t *cr, const DhCurve *curve, const DhColor *color)
{
  double bottom = layout->plot.y + layout->plot.height;
  cairo_pattern_t *fade = cairo_pattern_create_linear (0, layout->plot.y, 0, bottom);

  cairo_pattern_add_color_stop_rgba (fade, 0, color->red, color->green, color->blue, 0.20);
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
stroke_line (cairo_t *cr, const DhCurve *curve, const DhColor *color, double opacity)
{
  dh_shape_set_source (cr, color, opacity);
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  dh_curve_add_line (curve, cr);
  cairo_stroke (cr);
}

/* Where the curve is now. */
static void
draw_end (cairo_t *cr, const DhCurve *curve, const DhTheme *theme, const DhColor *color)
{
  double x, y;

  if (curve->n_points == 0)
    return;
  x = curve->x[curve->n_points - 1];
  y = curve->y[curve->n_points - 1];
  dh_shape_set_source (cr, &theme->background, 1);
  dh_shape_fill_dot (cr, x, y, 5.5);
  dh_shape_set_source (cr, color, 1);
  dh_shape_fill_dot (cr, x, y, 4);
}

static void
make_curve (DhCurve *curve, const DhLossLayout *layout, const DhSnapshot *run, DhSeriesKind kind)
{
  guint n;
  const DhBucket *buckets = dh_loss_layout_get_buckets (run, kind, &n);

  dh_curve_init (curve, buckets, n, &layout->x, &layout->y, kind == DH_SERIES_TRAIN_LOSS);
}

/* A run that the shown one is compared with: only lines, paler, each run with its own dashes. */
static void
draw_other_run (const DhLossLayout *layout, cairo_t *cr, const DhFigureModel *model, guint i)
{
  double dashes[] = { 2.0 + 3.0 * i, 3 };
  DhCurve curve;

  cairo_save (cr);
  cairo_set_dash (cr, dashes, 2, 0);
  make_curve (&curve, layout, dh_frame_get_run (model, i), DH_SERIES_TRAIN_LOSS);
  stroke_line (cr, &curve, &model->theme->train, 0.6);
  make_curve (&curve, layout, dh_frame_get_run (model, i), DH_SERIES_TEST_LOSS);
  stroke_line (cr, &curve, &model->theme->test, 0.6);
  cairo_restore (cr);
}

/* Returns whether the shown run's line is a running mean. */
static gboolean
draw_curves (const DhLossLayout *layout, cairo_t *cr, const DhFigureModel *model)
{
  const DhTheme *theme = model->theme;
  DhCurve train, test;

  make_curve (&train, layout, dh_frame_get_run (model, 0), DH_SERIES_TRAIN_LOSS);
  make_curve (&test, layout, dh_frame_get_run (model, 0), DH_SERIES_TEST_LOSS);

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
  stroke_line (cr, &train, &theme->train, 1);
  stroke_line (cr, &test, &theme->test, 1);
  cairo_restore (cr);

  draw_end (cr, &train, theme, &theme->train);
  draw_end (cr, &test, theme, &theme->test);
  return train.smoothed;
}

static void
draw_divergence (const DhLossLayout *layout, DhText *text, const DhSnapshot *run)
{
  static const double dashes[] = { 4, 3 };
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .opacity = 1 };
  double x, width;
  g_autofree char *step = NULL;
  g_autofree char *label = NULL;

  if (run == NULL || run->diverged_at < 0)
    return;
  x = dh_scale_map (&layout->x, (double) run->diverged_at);
  cairo_save (text->cr);
  dh_shape_set_source (text->cr, &text->theme->test, 1);
  cairo_set_dash (text->cr, dashes, 2, 0);
  dh_shape_stroke_vertical (text->cr, x - 1, layout->plot.y, layout->plot.y + layout->plot.height);
  cairo_restore (text->cr);

  step = dh_number_format_count ((guint64) run->diverged_at);
  label = g_strdup_printf (_("diverged at step %s"), step);
  width = dh_text_measure (text, label, &style);
  if (width + 8 > layout->plot.width || layout->plot.height < 30)
    return;
  style.align = x + 8 + width > layout->plot.x + layout->plot.width ? 1 : 0;
  /* Below the curve, which has risen there. */
  dh_text_draw (text, label, x + (style.align > 0 ? -8 : 8),
                layout->plot.y + layout->plot.height - 10, &style);
}

/* A data set without test images has no such line. */
static gboolean
has_test (const DhFigureModel *model)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  guint n = 0;

  dh_loss_layout_get_buckets (run, DH_SERIES_TEST_LOSS, &n);
  return n > 0 || (run != NULL && (run->n_test > 0 || run->data_title == NULL));
}

static void
draw_header (const DhLossLayout *layout,
             DhText *text,
             const DhFigureModel *model,
             gboolean smoothed)
{
  DhLegendEntry legend[MAX_LEGEND];
  guint n = 0;

  if (!layout->empty)
    {
      legend[n++] = (DhLegendEntry){ smoothed ? g_strdup (_("Training, smoothed"))
                                              : g_strdup (_("Training")),
                                     model->theme->train, 1, FALSE };
      if (has_test (model))
        legend[n++] = (DhLegendEntry){ g_strdup (_("Test")), model->theme->test, 1, FALSE };
      for (guint i = 1; i < model->n_runs && n < MAX_LEGEND; i++)
        if (model->runs[i] != NULL)
          legend[n++] =
              (DhLegendEntry){ g_strdup_printf (_("Run %" PRIu64), model->runs[i]->run),
                               model->theme->train, 0.6, TRUE };
    }
  dh_frame_draw_header (&layout->frame, text, _("Loss"), legend, n,
                        dh_frame_get_header_end (&layout->frame, model->header_inset));
  for (guint i = 0; i < n; i++)
    g_free (legend[i].label);
}

void
dh_loss_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  g_auto (DhText) text = { 0 };
  DhLossLayout layout;
  gboolean smoothed = FALSE;

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_text_init (&text, cr, model->theme);
  dh_loss_layout_init (&layout, model, width, height);
  if (layout.empty)
    dh_frame_draw_message (&layout.frame, &text, _("Press Train to see the loss fall"));
  else if (layout.plot.width >= 1 && layout.plot.height >= 1)
    {
      draw_axes (&layout, &text);
      smoothed = draw_curves (&layout, cr, model);
      draw_divergence (&layout, &text, dh_frame_get_run (model, 0));
    }
  draw_header (&layout, &text, model, smoothed);
  cairo_restore (cr);
}
