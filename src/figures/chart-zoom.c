// Closer and farther looks at a chart: what wheel, drag and keys do to its choices.
// SPDX-License-Identifier: MIT

#include "figures/chart-zoom.h"

#include <math.h>

#include "figures/chart-range.h"

/* A selection smaller than this was a click. */
#define LEAST_SELECTION 6.0

/* Of the steps of a run, where nobody has said how many to follow. */
#define FOLLOWED_SHARE 0.2

void
dh_chart_show_steps (const DhChartLayout *layout,
                     DhChartChoices *choices,
                     gboolean running,
                     double from,
                     double to)
{
  double last = layout->last_step;
  double width = CLAMP (to - from, MIN (DH_CHART_LEAST_STEPS, last), last);
  gboolean upright = choices->mode != DH_CHART_FIT && choices->high > choices->low;

  if (layout->empty)
    return;
  choices->from = CLAMP (from, 0, last - width);
  choices->to = choices->from + width;
  choices->mode = DH_CHART_LOCKED;
  if (choices->to >= last * (1 - 1e-6))
    choices->mode = running ? DH_CHART_FOLLOW : DH_CHART_LOCKED;
  if (choices->to >= last * (1 - 1e-6) && choices->from <= last * 1e-6 && !upright)
    choices->mode = DH_CHART_FIT;
  if (choices->mode == DH_CHART_FIT)
    choices->from = choices->to = 0;
  if (!upright)
    choices->low = choices->high = 0;
}

/* The steps between two pixels, moved so that neither lies outside of what was measured. */
static void
show_pixels (const DhChartLayout *layout,
             DhChartChoices *choices,
             gboolean running,
             double left,
             double right)
{
  double begin = dh_scale_map_far (
      &layout->x, dh_chart_axis_get_position (&layout->axis, layout->x.log ? 1 : 0));
  double end = dh_scale_map_far (&layout->x,
                                 dh_chart_axis_get_position (&layout->axis, layout->last_step));
  double width = MIN (right - left, end - begin);
  double from, to;

  left = CLAMP (left, begin, end - width);
  right = left + width;
  from = dh_chart_axis_get_step (&layout->axis, dh_scale_unmap (&layout->x, left));
  to = dh_chart_axis_get_step (&layout->axis, dh_scale_unmap (&layout->x, right));
  if (left <= begin + 0.5)
    from = 0;
  if (right >= end - 0.5)
    to = layout->last_step;
  dh_chart_show_steps (layout, choices, running, from, to);
}

void
dh_chart_zoom_steps (const DhChartLayout *layout,
                     DhChartChoices *choices,
                     gboolean running,
                     double pixel,
                     double factor)
{
  if (layout->empty || !(factor > 0))
    return;
  show_pixels (layout, choices, running, pixel + (layout->x.from - pixel) * factor,
               pixel + (layout->x.to - pixel) * factor);
}

/* Pixels of an upright axis: @bottom is the larger one. */
static void
show_values (const DhChartLayout *layout, DhChartChoices *choices, double bottom, double top)
{
  double low = dh_scale_unmap (&layout->y, bottom);
  double high = dh_scale_unmap (&layout->y, top);

  if (layout->chart->share || !layout->y.log)
    low = MAX (low, 0);
  if (layout->chart->share)
    high = MIN (high, 1);
  if (!isfinite (high) || !(high > low) || high - low < 1e-12 * high ||
      (layout->y.log && !(low > G_MINDOUBLE * 1e6)))
    return;
  choices->low = low;
  choices->high = high;
}

void
dh_chart_lock (const DhChartLayout *layout, DhChartChoices *choices, gboolean running)
{
  double from, to;

  if (layout->empty)
    return;
  dh_chart_range_get_steps (choices, layout->last_step, &from, &to);
  choices->mode = running && to >= layout->last_step ? DH_CHART_FOLLOW : DH_CHART_LOCKED;
  choices->from = from;
  choices->to = to;
}

void
dh_chart_zoom_values (const DhChartLayout *layout,
                      DhChartChoices *choices,
                      gboolean running,
                      double pixel,
                      double factor)
{
  if (layout->empty || !(factor > 0))
    return;
  dh_chart_lock (layout, choices, running);
  show_values (layout, choices, pixel + (layout->y.from - pixel) * factor,
               pixel + (layout->y.to - pixel) * factor);
}

void
dh_chart_pan (const DhChartLayout *layout,
              DhChartChoices *choices,
              gboolean running,
              double dx,
              double dy)
{
  if (layout->empty || choices->mode == DH_CHART_FIT)
    return;
  if (choices->high > choices->low)
    show_values (layout, choices, layout->y.from - dy, layout->y.to - dy);
  if (dx != 0)
    show_pixels (layout, choices, running, layout->x.from - dx, layout->x.to - dx);
}

void
dh_chart_zoom_to_selection (const DhChartLayout *layout, DhChartChoices *choices, gboolean running)
{
  const DhRect *plot = &layout->plot;
  const double *x = choices->selected_x, *y = choices->selected_y;
  double left = MAX (MIN (x[0], x[1]), plot->x);
  double right = MIN (MAX (x[0], x[1]), plot->x + plot->width);
  double top = MAX (MIN (y[0], y[1]), plot->y);
  double bottom = MIN (MAX (y[0], y[1]), plot->y + plot->height);

  choices->has_selection = FALSE;
  if (layout->empty || right - left < LEAST_SELECTION)
    return;
  dh_chart_lock (layout, choices, running);
  if (bottom - top >= LEAST_SELECTION)
    show_values (layout, choices, bottom, top);
  show_pixels (layout, choices, running, left, right);
}

void
dh_chart_follow (const DhChartLayout *layout, DhChartChoices *choices)
{
  double from, to;

  if (choices->mode == DH_CHART_FIT || !(choices->to > choices->from))
    {
      from = 0;
      to = MAX (ceil (layout->last_step * FOLLOWED_SHARE), 25 * DH_CHART_LEAST_STEPS);
    }
  else
    dh_chart_range_get_steps (choices, layout->last_step, &from, &to);
  choices->mode = DH_CHART_FOLLOW;
  choices->from = from;
  choices->to = to;
}
