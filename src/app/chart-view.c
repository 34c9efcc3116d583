// A figure view that shows a chart: its look, which it shares with the other charts of its window.
// SPDX-License-Identifier: MIT

#include "app/chart-view.h"

#include "app/actions.h"
#include "app/page.h"
#include "figures/chart-zoom.h"

typedef struct
{
  DhChartViewFunc func;
  gconstpointer data;
} Change;

static void
change_one (DhFigureView *view, gpointer data)
{
  const Change *change = data;
  DhFigureModel model = dh_figure_view_get_model (view);

  if (!dh_figure_view_get_figure (view)->chart)
    return;
  change->func (&model.chart, change->data);
  dh_figure_view_set_choices (view, &model);
}

void
dh_chart_view_change_all (GtkWidget *root, DhChartViewFunc func, gconstpointer data)
{
  Change change = { func, data };

  g_return_if_fail (GTK_IS_WIDGET (root) && func != NULL);

  dh_page_foreach_figure (root, change_one, &change);
}

gboolean
dh_chart_view_is_running (DhFigureView *view)
{
  DhFigureModel model = dh_figure_view_get_model (view);

  return model.n_runs > 0 && model.runs[0]->state == DH_RUN_RUNNING;
}

DhChartChoices
dh_chart_view_get_layout (DhFigureView *view, DhChartLayout *layout)
{
  DhFigureModel model = dh_figure_view_get_model (view);

  dh_chart_layout_init (layout, dh_chart_find (dh_figure_view_get_figure (view)->id), &model,
                        dh_figure_view_get_place (view).width,
                        dh_figure_view_get_place (view).height);
  return model.chart;
}

/* What the charts share. Values belong to one: those of losses are no accuracies. */
static void
set_steps (DhChartChoices *choices, gconstpointer data)
{
  const DhChartChoices *other = data;

  choices->mode = other->mode;
  choices->from = other->from;
  choices->to = other->to;
  if (choices->mode == DH_CHART_FIT)
    choices->low = choices->high = 0;
}

void
dh_chart_view_set_range (DhFigureView *view, const DhChartChoices *choices)
{
  static const char *const modes[] = { "fit", "follow", "locked" };
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (view));
  DhFigureModel model = dh_figure_view_get_model (view);

  g_return_if_fail (choices != NULL);

  if (window == NULL)
    return;
  model.chart.low = choices->low;
  model.chart.high = choices->high;
  model.chart.has_selection = FALSE;
  dh_figure_view_set_choices (view, &model);
  dh_chart_view_change_all (GTK_WIDGET (window), set_steps, choices);
  dh_actions_set_state (G_ACTION_MAP (window), "range",
                        g_variant_new_string (modes[choices->mode]));
}

static void
set_cursor (DhChartChoices *choices, gconstpointer data)
{
  choices->cursor = *(const double *) data;
  choices->has_cursor = choices->cursor >= 0;
}

void
dh_chart_view_set_cursor (DhFigureView *view, double step)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (view));

  if (window != NULL)
    dh_chart_view_change_all (GTK_WIDGET (window), set_cursor, &step);
}

void
dh_chart_view_zoom (DhFigureView *view, gboolean values, double pixel, double factor)
{
  DhChartLayout layout;
  DhChartChoices choices = dh_chart_view_get_layout (view, &layout);

  if (values)
    dh_chart_zoom_values (&layout, &choices, dh_chart_view_is_running (view), pixel, factor);
  else
    dh_chart_zoom_steps (&layout, &choices, dh_chart_view_is_running (view), pixel, factor);
  dh_chart_view_set_range (view, &choices);
}

void
dh_chart_view_fit (DhFigureView *view)
{
  DhChartChoices choices = { .mode = DH_CHART_FIT };

  dh_chart_view_set_range (view, &choices);
}

void
dh_chart_view_pan (DhFigureView *view, double dx)
{
  DhChartLayout layout;
  DhChartChoices choices = dh_chart_view_get_layout (view, &layout);

  dh_chart_pan (&layout, &choices, dh_chart_view_is_running (view), dx, 0);
  dh_chart_view_set_range (view, &choices);
}
