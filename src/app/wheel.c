// The mouse wheel scrolls the page, whatever is under the pointer.
// SPDX-License-Identifier: MIT

#include "app/wheel.h"

void
dh_wheel_pass_through (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = NULL;
  guint n;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  controllers = gtk_widget_observe_controllers (widget);
  n = g_list_model_get_n_items (controllers);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}
