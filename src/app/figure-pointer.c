// What the pointer does on a figure that has things to click.
// SPDX-License-Identifier: MIT

#include "app/figure-pointer.h"

DhPick
dh_figure_pointer_pick (DhFigureView *view, double x, double y)
{
  DhFigureModel model = dh_figure_view_get_model (view);
  const DhFigure *figure = dh_figure_view_get_figure (view);
  DhFigurePlace place;

  if (figure->pick == NULL)
    return (DhPick) { DH_PICK_NONE };
  place = dh_figure_view_get_place (view);
  return figure->pick (&model, place.width, place.height, x / place.zoom, y / place.zoom);
}

static void
click (DhFigureView *view, int n, double x, double y)
{
  DhPick pick = dh_figure_pointer_pick (view, x, y);

  if (pick.kind != DH_PICK_NONE)
    g_signal_emit_by_name (view, "picked", &pick);
}

/* @last is what was there before. */
static void
point (DhFigureView *view, DhPick pick, DhPick *last)
{
  if (pick.kind == last->kind && pick.a == last->a && pick.b == last->b &&
      pick.value == last->value)
    return;
  *last = pick;
  g_signal_emit_by_name (view, "pointed", &pick);
}

static void
move_pointer (GtkEventController *controller, double x, double y, DhPick *last)
{
  DhFigureView *view = DH_FIGURE_VIEW (gtk_event_controller_get_widget (controller));

  point (view, dh_figure_pointer_pick (view, x, y), last);
}

static void
leave_pointer (GtkEventController *controller, DhPick *last)
{
  point (DH_FIGURE_VIEW (gtk_event_controller_get_widget (controller)),
         (DhPick) { DH_PICK_NONE }, last);
}

void
dh_figure_pointer_install (DhFigureView *view)
{
  GtkGesture *clicks = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  DhPick *last = g_new0 (DhPick, 1);

  g_return_if_fail (DH_IS_FIGURE_VIEW (view));

  g_signal_connect_swapped (clicks, "released", G_CALLBACK (click), view);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (clicks));
  g_object_set_data_full (G_OBJECT (motion), "last", last, g_free);
  g_signal_connect (motion, "motion", G_CALLBACK (move_pointer), last);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_pointer), last);
  gtk_widget_add_controller (GTK_WIDGET (view), motion);
}
