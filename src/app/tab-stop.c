// One stop of the Tab key, however many widgets are inside.
// SPDX-License-Identifier: MIT

#include "app/tab-stop.h"

struct _DhTabStop
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (DhTabStop, dh_tab_stop, ADW_TYPE_BIN)

static gboolean
dh_tab_stop_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (tab && gtk_widget_get_focus_child (widget) != NULL)
    return GDK_EVENT_PROPAGATE;
  return GTK_WIDGET_CLASS (dh_tab_stop_parent_class)->focus (widget, direction);
}

static void
dh_tab_stop_class_init (DhTabStopClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = dh_tab_stop_focus;
}

static void
dh_tab_stop_init (DhTabStop *self)
{
}
