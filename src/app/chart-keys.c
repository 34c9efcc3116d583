// What the keys do on a chart that has the keyboard.
// SPDX-License-Identifier: MIT

#include "app/chart-keys.h"

#include "app/chart-view.h"
#include "figures/chart-cursor.h"

#define FACTOR 1.5
#define LEAP 0.1 /* of what is seen */

/* For those who hear the chart: the words about the cursor come first. */
static void
tell_cursor (DhFigureView *view)
{
  DhFigureModel model = dh_figure_view_get_model (view);
  g_autofree char *text = dh_figure_view_get_figure (view)->describe (&model, 0, 0, -1, -1);

  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

/* Follows the cursor where it leaves what is seen. */
static void
set_cursor (DhFigureView *view, const DhChartLayout *layout, double step)
{
  double left = layout->x.from, right = layout->x.to;
  double x = dh_scale_map_far (&layout->x, dh_chart_axis_get_position (&layout->axis, step));

  dh_chart_view_set_cursor (view, step);
  if (x < left - 0.5 && !(layout->x.log && step < 1))
    dh_chart_view_pan (view, left - x + LEAP * (right - left));
  else if (x > right + 0.5)
    dh_chart_view_pan (view, right - x - LEAP * (right - left));
  tell_cursor (view);
}

/* By @n measurements, or by so many leaps. From nowhere it starts in the middle. */
static void
move_cursor (DhFigureView *view, int n, gboolean leaps)
{
  DhChartLayout layout;
  DhChartChoices choices = dh_chart_view_get_layout (view, &layout);
  DhFigureModel model = dh_figure_view_get_model (view);
  double from = dh_chart_axis_get_step (&layout.axis, layout.x.low);
  double to = dh_chart_axis_get_step (&layout.axis, layout.x.high);
  double step = choices.has_cursor ? choices.cursor : (from + to) / 2;

  if (layout.empty)
    return;
  if (!choices.has_cursor)
    n = 0;
  if (leaps)
    step = dh_chart_cursor_move (layout.chart, model.runs[0], step + n * LEAP * (to - from), 0);
  else
    step = dh_chart_cursor_move (layout.chart, model.runs[0], step, n);
  set_cursor (view, &layout, step);
}

/* To the first or the last measurement. */
static void
send_cursor (DhFigureView *view, gboolean end)
{
  DhChartLayout layout;
  DhFigureModel model = dh_figure_view_get_model (view);

  dh_chart_view_get_layout (view, &layout);
  if (!layout.empty)
    set_cursor (view, &layout, dh_chart_cursor_move (layout.chart, model.runs[0],
                                                     end ? layout.last_step : 0, 0));
}

/* At the cursor, or in the middle. */
static void
zoom_by_key (DhFigureView *view, double factor)
{
  DhChartLayout layout;
  DhChartChoices choices = dh_chart_view_get_layout (view, &layout);
  double middle = (layout.x.from + layout.x.to) / 2;
  double cursor = layout.empty ? 0 : dh_chart_layout_map_step (&layout, choices.cursor);
  gboolean seen = choices.has_cursor && cursor >= layout.x.from && cursor <= layout.x.to;

  dh_chart_view_zoom (view, FALSE, seen ? cursor : middle, factor);
}

/* In the middle. */
static void
zoom_values_by_key (DhFigureView *view, double factor)
{
  DhChartLayout layout;

  dh_chart_view_get_layout (view, &layout);
  dh_chart_view_zoom (view, TRUE, (layout.y.from + layout.y.to) / 2, factor);
}

gboolean
dh_chart_keys_press (DhFigureView *view, guint key, GdkModifierType state)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      move_cursor (view, -1, control);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      move_cursor (view, 1, control);
      return TRUE;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      send_cursor (view, FALSE);
      return TRUE;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      send_cursor (view, TRUE);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      zoom_by_key (view, 1 / FACTOR);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom_by_key (view, FACTOR);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      if (control)
        zoom_values_by_key (view, key == GDK_KEY_Up || key == GDK_KEY_KP_Up ? 1 / FACTOR : FACTOR);
      return control;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      dh_chart_view_fit (view);
      return TRUE;
    case GDK_KEY_Escape:
      if (!dh_figure_view_get_model (view).chart.has_cursor)
        return FALSE;
      dh_chart_view_set_cursor (view, -1);
      tell_cursor (view);
      return TRUE;
    default:
      return FALSE;
    }
}
