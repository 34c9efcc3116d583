// How the charts of a window are looked at, together, and the window actions for it.
// SPDX-License-Identifier: MIT

#include "app/chart-actions.h"

#include "app/actions.h"
#include "app/chart-gestures.h"
#include "app/chart-view.h"
#include "app/figure-card.h"
#include "app/page.h"
#include "figures/chart-zoom.h"

static void
find_first (DhFigureView *view, gpointer found)
{
  if (*(DhFigureView **) found == NULL && dh_figure_view_get_figure (view)->chart)
    *(DhFigureView **) found = view;
}

static DhFigureView *
get_first (gpointer window)
{
  DhFigureView *view = NULL;

  dh_page_foreach_figure (GTK_WIDGET (window), find_first, &view);
  return view;
}

static void
set_unit (DhChartChoices *choices, gconstpointer data)
{
  choices->unit = (DhChartUnit) * (const int *) data;
}

static void
change_unit (GSimpleAction *action, GVariant *value, gpointer window)
{
  static const char *const names[] = { "steps", "epochs", "seconds", NULL };
  int unit = dh_actions_find_name (names, value);

  if (unit < 0)
    return;
  g_simple_action_set_state (action, value);
  dh_chart_view_change_all (window, set_unit, &unit);
}

static void
set_log (DhChartChoices *choices, gconstpointer data)
{
  choices->log_x = *(const int *) data;
}

static void
change_scale (GSimpleAction *action, GVariant *value, gpointer window)
{
  static const char *const names[] = { "linear", "log", NULL };
  int log_x = dh_actions_find_name (names, value);

  if (log_x < 0)
    return;
  g_simple_action_set_state (action, value);
  dh_chart_view_change_all (window, set_log, &log_x);
}

static void
set_smoothing (DhChartChoices *choices, gconstpointer data)
{
  choices->smoothing = *(const double *) data;
}

static void
change_smoothing (GSimpleAction *action, GVariant *value, gpointer window)
{
  double smoothing = g_variant_get_double (value);

  if (!(smoothing >= 0 && smoothing <= DH_CHART_MAX_SMOOTHING))
    return;
  g_simple_action_set_state (action, value);
  dh_chart_view_change_all (window, set_smoothing, &smoothing);
}

static const char *const modes[] = { "fit", "follow", "locked", NULL };

static void
change_range (GSimpleAction *action, GVariant *value, gpointer window)
{
  DhFigureView *view = get_first (window);
  int mode = dh_actions_find_name (modes, value);
  DhChartChoices choices;
  DhChartLayout layout;

  if (mode < 0 || view == NULL)
    return;
  choices = dh_chart_view_get_layout (view, &layout);
  if (mode == DH_CHART_FOLLOW)
    dh_chart_follow (&layout, &choices);
  else if (mode == DH_CHART_FIT)
    choices.mode = DH_CHART_FIT;
  else if (layout.empty)
    return;
  else
    dh_chart_lock (&layout, &choices, FALSE);
  dh_chart_view_set_range (view, &choices);
}

static void
do_show_steps (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  DhFigureView *view = get_first (window);
  DhChartChoices choices;
  DhChartLayout layout;
  guint64 from, to;

  g_variant_get (parameter, "(tt)", &from, &to);
  if (view == NULL || to <= from)
    return;
  choices = dh_chart_view_get_layout (view, &layout);
  dh_chart_show_steps (&layout, &choices, FALSE, (double) from, (double) to);
  dh_chart_view_set_range (view, &choices);
}

static void
do_cursor (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  DhFigureView *view = get_first (window);

  if (view != NULL)
    dh_chart_view_set_cursor (view, g_variant_get_double (parameter));
}

static void
show_card (DhFigureView *view, gpointer data)
{
  const DhFigure *figure = dh_figure_view_get_figure (view);
  GtkWidget *card = gtk_widget_get_ancestor (GTK_WIDGET (view), DH_TYPE_FIGURE_CARD);

  if (figure->chart && card != NULL)
    gtk_widget_set_visible (card, g_str_equal (data, "both") || g_str_equal (data, figure->id));
}

static void
change_chart (GSimpleAction *action, GVariant *value, gpointer window)
{
  static const char *const names[] = { "loss", "accuracy", "both", NULL };
  int chart = dh_actions_find_name (names, value);

  if (chart < 0)
    return;
  g_simple_action_set_state (action, value);
  dh_page_foreach_figure (GTK_WIDGET (window), show_card, (gpointer) names[chart]);
}

static const GActionEntry actions[] = {
  { "chart", NULL, "s", "'loss'", change_chart },
  { "smoothing", NULL, "d", "0.0", change_smoothing },
  { "x-unit", NULL, "s", "'steps'", change_unit },
  { "x-scale", NULL, "s", "'linear'", change_scale },
  { "range", NULL, "s", "'fit'", change_range },
  { "show-steps", do_show_steps, "(tt)" },
  { "cursor", do_cursor, "d" },
};

static void
install_gestures (DhFigureView *view, gpointer data)
{
  if (dh_figure_view_get_figure (view)->chart)
    dh_chart_gestures_install (view);
}

void
dh_chart_actions_install (GtkApplicationWindow *window)
{
  g_return_if_fail (GTK_IS_APPLICATION_WINDOW (window));

  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
  dh_page_foreach_figure (GTK_WIDGET (window), install_gestures, NULL);
}
