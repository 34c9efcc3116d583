// What pointer, fingers and keys do on a chart.
// SPDX-License-Identifier: MIT

#include "app/chart-gestures.h"

#include <math.h>

#include "app/chart-keys.h"
#include "app/chart-view.h"
#include "figures/chart-zoom.h"

#define WHEEL_FACTOR 1.2
#define WHEEL_PIXELS 48.0

typedef struct
{
  DhFigureView *view; /* owns this */
  double x;           /* of the pointer */
  double y;
  gboolean selecting;
  DhChartLayout layout; /* when a drag or a pinch began */
  DhChartChoices choices;
} Gestures;

/* The wheel belongs to the page where that can be scrolled. */
static gboolean
page_scrolls (DhFigureView *view)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (view), GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment =
      page != NULL ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (page)) : NULL;

  return adjustment != NULL &&
         gtk_adjustment_get_upper (adjustment) > gtk_adjustment_get_page_size (adjustment) + 1;
}

gboolean
dh_chart_gestures_turn_wheel (DhFigureView *view,
                              double x,
                              double y,
                              double dx,
                              double dy,
                              GdkModifierType state)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0;
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;
  double way = dy != 0 ? dy : dx; /* with Shift some systems turn the wheel's axis */
  gboolean zoomed = dh_figure_view_get_model (view).chart.mode != DH_CHART_FIT;

  if (control)
    dh_chart_view_zoom (view, shift, shift ? y : x, pow (WHEEL_FACTOR, way));
  else if (shift || (dy == 0 && dx != 0))
    {
      if (!zoomed)
        return FALSE;
      dh_chart_view_pan (view, -way * WHEEL_PIXELS);
    }
  else if (page_scrolls (view))
    return FALSE;
  else
    dh_chart_view_zoom (view, FALSE, x, pow (WHEEL_FACTOR, way));
  return TRUE;
}

static gboolean
press_key (DhFigureView *view, guint key, guint code, GdkModifierType state)
{
  return dh_chart_keys_press (view, key, state);
}

static gboolean
turn_wheel (GtkEventController *controller, double dx, double dy, Gestures *self)
{
  return dh_chart_gestures_turn_wheel (self->view, self->x, self->y, dx, dy,
                                       gtk_event_controller_get_current_event_state (controller));
}

static void
move_pointer (Gestures *self, double x, double y)
{
  double zoom = dh_figure_view_get_place (self->view).zoom;

  self->x = x / zoom;
  self->y = y / zoom;
}

static void
point (DhFigureView *view, const DhPick *pick)
{
  dh_chart_view_set_cursor (view, pick->kind == DH_PICK_STEP ? pick->value : -1);
}

static void
click (DhFigureView *view, int n_press, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (view));
  if (n_press == 2)
    dh_chart_view_fit (view);
}

static void
begin (Gestures *self)
{
  self->choices = dh_chart_view_get_layout (self->view, &self->layout);
}

static void
begin_drag (GtkGesture *gesture, double x, double y, Gestures *self)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  GdkModifierType state =
      gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  begin (self);
  self->selecting =
      button == GDK_BUTTON_SECONDARY ||
      (button == GDK_BUTTON_PRIMARY && (state & GDK_SHIFT_MASK) != 0);
  /* Nothing to move: the finger scrolls the page. */
  if (!self->selecting &&
      (button != GDK_BUTTON_PRIMARY || self->choices.mode == DH_CHART_FIT))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
}

static void
select_to (Gestures *self, double x, double y, double dx, double dy)
{
  DhFigureModel model = dh_figure_view_get_model (self->view);

  model.chart.has_selection = TRUE;
  model.chart.selected_x[0] = x;
  model.chart.selected_y[0] = y;
  model.chart.selected_x[1] = x + dx;
  model.chart.selected_y[1] = y + dy;
  dh_figure_view_set_choices (self->view, &model);
}

static void
update_drag (GtkGestureDrag *drag, double dx, double dy, Gestures *self)
{
  DhChartChoices choices = self->choices;
  double zoom = dh_figure_view_get_place (self->view).zoom;
  double x, y;

  gtk_gesture_drag_get_start_point (drag, &x, &y);
  if (gtk_drag_check_threshold (GTK_WIDGET (self->view), (int) x, (int) y, (int) (x + dx),
                                (int) (y + dy)))
    gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  dx /= zoom;
  dy /= zoom;
  if (self->selecting)
    {
      select_to (self, x / zoom, y / zoom, dx, dy);
      return;
    }
  dh_chart_pan (&self->layout, &choices, dh_chart_view_is_running (self->view), dx, dy);
  dh_chart_view_set_range (self->view, &choices);
}

static void
end_drag (Gestures *self)
{
  DhFigureModel model = dh_figure_view_get_model (self->view);

  if (!model.chart.has_selection)
    return;
  dh_chart_zoom_to_selection (&self->layout, &model.chart, dh_chart_view_is_running (self->view));
  dh_chart_view_set_range (self->view, &model.chart);
}

static void
cancel_drag (Gestures *self)
{
  DhFigureModel model = dh_figure_view_get_model (self->view);

  model.chart.has_selection = FALSE;
  dh_figure_view_set_choices (self->view, &model);
}

static void
pinch (GtkGesture *gesture, double scale, Gestures *self)
{
  DhChartChoices choices = self->choices;
  double x, y;

  if (!gtk_gesture_get_bounding_box_center (gesture, &x, &y) || !(scale > 0))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  dh_chart_zoom_steps (&self->layout, &choices, dh_chart_view_is_running (self->view),
                       x / dh_figure_view_get_place (self->view).zoom, 1 / scale);
  dh_chart_view_set_range (self->view, &choices);
}

static void
add (Gestures *self, gpointer controller)
{
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (controller));
}

static void
add_drag (Gestures *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *two = gtk_gesture_zoom_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (begin_drag), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (update_drag), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (end_drag), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (cancel_drag), self);
  add (self, drag);
  g_signal_connect_swapped (two, "begin", G_CALLBACK (begin), self);
  g_signal_connect (two, "scale-changed", G_CALLBACK (pinch), self);
  add (self, two);
}

void
dh_chart_gestures_install (DhFigureView *view)
{
  Gestures *self = g_new0 (Gestures, 1);
  GtkEventController *wheel =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *clicks = gtk_gesture_click_new ();

  g_return_if_fail (DH_IS_FIGURE_VIEW (view));

  self->view = view;
  g_object_set_data_full (G_OBJECT (view), "dh-chart-gestures", self, g_free);
  gtk_widget_set_focusable (GTK_WIDGET (view), TRUE);
  g_signal_connect (view, "pointed", G_CALLBACK (point), NULL);
  g_signal_connect (view, "picked", G_CALLBACK (point), NULL);
  g_signal_connect (wheel, "scroll", G_CALLBACK (turn_wheel), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (move_pointer), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (move_pointer), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (press_key), view);
  g_signal_connect_swapped (clicks, "pressed", G_CALLBACK (click), view);
  add (self, wheel);
  add (self, motion);
  add (self, keys);
  add (self, clicks);
  add_drag (self);
}
