// The keyboard on the figures of mistakes.
// SPDX-License-Identifier: MIT

#include "app/mistakes-keys.h"

#include "figures/confusion-layout.h"
#include "figures/misread-layout.h"
#include "figures/mistakes-list.h"

/* Above and below what is scrolled to. */
#define MARGIN 12

static gboolean
is_confusion (DhFigureView *view)
{
  return g_str_equal (dh_figure_view_get_figure (view)->id, "confusion");
}

/* Where the cursor goes, and where that is in the view. */
static DhPick
move_cell (DhFigureView *view, int right, int down, DhRect *place)
{
  DhFigureModel model = dh_figure_view_get_model (view);
  DhConfusionLayout layout;
  DhPick pick;

  dh_confusion_layout_init (&layout, &model, dh_figure_view_get_place (view).width,
                            dh_figure_view_get_place (view).height);
  pick = dh_confusion_layout_move (&layout, &model.mistakes, right, down);
  if (pick.kind != DH_PICK_NONE)
    *place = dh_confusion_layout_get_cell (&layout, pick.a, pick.b);
  return pick;
}

/* The image of the page that the cursor is on, or −1. */
static int
find_cursor (const DhMisreadLayout *layout, const guint32 *list, guint image)
{
  for (guint i = 0; image > 0 && i < layout->n; i++)
    if (list[layout->first + i] == image - 1)
      return (int) i;
  return -1;
}

static DhPick
move_image (DhFigureView *view, int right, int down, DhRect *place)
{
  DhFigureModel model = dh_figure_view_get_model (view);
  DhMisreadLayout layout;
  g_autofree guint32 *list = NULL;
  int next;

  dh_misread_layout_init (&layout, &model, dh_figure_view_get_place (view).width,
                          dh_figure_view_get_place (view).height);
  if (layout.n > 0)
    list = dh_mistakes_list (layout.reading, &model.mistakes);
  if (list == NULL)
    return (DhPick) { DH_PICK_NONE };
  next = dh_misread_layout_move (&layout, find_cursor (&layout, list, model.mistakes.image), right,
                                 down);
  if (next < 0)
    return (DhPick) { DH_PICK_NONE };
  *place = dh_misread_layout_get_place (&layout, (guint) next);
  return (DhPick) { DH_PICK_IMAGE, (int) list[layout.first + (guint) next], 0, 0 };
}

static void
scroll_to (DhFigureView *view, const DhRect *place)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (view), GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *viewport = window != NULL
                            ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (window))
                            : NULL;
  double zoom = dh_figure_view_get_place (view).zoom;
  GtkAdjustment *adjustment;
  double x, y, height;

  if (!GTK_IS_VIEWPORT (viewport) ||
      !gtk_widget_translate_coordinates (GTK_WIDGET (view),
                                         gtk_viewport_get_child (GTK_VIEWPORT (viewport)),
                                         place->x * zoom, place->y * zoom, &x, &y))
    return;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (window));
  height = MIN (place->height * zoom + 2 * MARGIN, gtk_adjustment_get_page_size (adjustment));
  gtk_adjustment_clamp_page (adjustment, y - MARGIN, y - MARGIN + height);
}

static gboolean
scroll_to_top (gpointer data)
{
  GtkWidget *view = data;
  DhFigurePlace place = dh_figure_view_get_place (DH_FIGURE_VIEW (view));
  DhRect all = { 0, 0, place.width, place.height };

  if (gtk_widget_is_focus (view))
    scroll_to (data, &all);
  return G_SOURCE_REMOVE;
}

/* Of a figure taller than the page, GTK scrolls to the end; it does so after the focus has come. */
static void
take_focus (DhFigureView *view)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, scroll_to_top, g_object_ref (view), g_object_unref);
}

static void
move (DhFigureView *view, int right, int down)
{
  DhRect place = { 0 };
  DhPick pick = is_confusion (view) ? move_cell (view, right, down, &place)
                                    : move_image (view, right, down, &place);

  if (pick.kind == DH_PICK_NONE)
    return;
  g_signal_emit_by_name (view, "pointed", &pick);
  scroll_to (view, &place);
}

/* What the cursor is on. */
static DhPick
get_cursor (DhFigureView *view)
{
  DhFigureModel model = dh_figure_view_get_model (view);
  const DhMistakesChoices *choices = &model.mistakes;

  if (is_confusion (view) && choices->has_pointed)
    return (DhPick) { DH_PICK_CELL, choices->pointed_label, choices->pointed_predicted, 0 };
  if (!is_confusion (view) && choices->image > 0)
    return (DhPick) { DH_PICK_IMAGE, (int) choices->image - 1, 0, 0 };
  return (DhPick) { DH_PICK_NONE };
}

static gboolean
press_key (DhFigureView *view, guint key, guint code, GdkModifierType state)
{
  DhPick pick;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      move (view, -1, 0);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      move (view, 1, 0);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (view, 0, -1);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (view, 0, 1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      pick = get_cursor (view);
      if (pick.kind != DH_PICK_NONE)
        g_signal_emit_by_name (view, "picked", &pick);
      return pick.kind != DH_PICK_NONE;
    default:
      return FALSE;
    }
}

/* What is clicked is seen: nothing scrolls. */
static void
focus_where_clicked (DhFigureView *view, const DhPick *pick, GtkEventController *focus)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (view), GTK_TYPE_VIEWPORT);

  if (viewport != NULL)
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  g_signal_handlers_block_by_func (focus, take_focus, view);
  gtk_widget_grab_focus (GTK_WIDGET (view));
  g_signal_handlers_unblock_by_func (focus, take_focus, view);
  if (viewport != NULL)
    gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), TRUE);
}

void
dh_mistakes_keys_install (DhFigureView *view)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_return_if_fail (DH_IS_FIGURE_VIEW (view));

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (press_key), view);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (take_focus), view);
  gtk_widget_add_controller (GTK_WIDGET (view), focus);
  g_signal_connect (view, "picked", G_CALLBACK (focus_where_clicked), focus);
  gtk_widget_set_focusable (GTK_WIDGET (view), TRUE);
}
