// A loupe on a figure of pixels, led by the pointer or the arrow keys.
// SPDX-License-Identifier: MIT

#include "app/figure-loupe.h"

#include "figures/loupe.h"

#define STRIDE DH_LOUPE_SIDE /* with Ctrl: the pixels seen next were not seen before */

static void
follow (DhFigureView *view, const DhPick *pick)
{
  DhFigureModel model = dh_figure_view_get_model (view);

  model.pixels.loupe = (DhLoupe) { FALSE };
  if (pick->kind == DH_PICK_PIXEL)
    model.pixels.loupe =
        (DhLoupe) { TRUE, (guint) pick->value, (guint) pick->a, (guint) pick->b };
  dh_figure_view_set_choices (view, &model);
}

static void
point (DhFigureView *view, const DhLoupe *loupe)
{
  DhPick pick = { loupe->on ? DH_PICK_PIXEL : DH_PICK_NONE, (int) loupe->row, (int) loupe->column,
                  loupe->image };

  g_signal_emit_by_name (view, "pointed", &pick);
}

/* The images that lie side by side in the figure: those of the samples, or one. */
static gboolean
find_images (DhFigureView *view, guint *first, guint *n)
{
  DhFigureModel model = dh_figure_view_get_model (view);
  const DhFigure *figure = dh_figure_view_get_figure (view);
  double width = dh_figure_view_get_place (view).width;
  double height = dh_figure_view_get_place (view).height;
  DhSamplesLayout layout;

  if (g_str_equal (figure->id, "samples"))
    dh_samples_layout_init (&layout, &model, width, height);
  else
    dh_samples_layout_init_shown (&layout, &model, width, height);
  *first = layout.first;
  *n = layout.n;
  return layout.n > 0;
}

static void
move (DhFigureView *view, int columns, int rows)
{
  DhFigureModel model = dh_figure_view_get_model (view);
  DhLoupe loupe = model.pixels.loupe;
  guint first, n;

  if (!find_images (view, &first, &n))
    return;
  dh_loupe_move (&loupe, first, n, model.runs[0]->width, model.runs[0]->height, columns, rows);
  point (view, &loupe);
}

static gboolean
press_key (DhFigureView *view, guint key, guint code, GdkModifierType modifiers)
{
  int stride = (modifiers & GDK_CONTROL_MASK) != 0 ? STRIDE : 1;
  DhLoupe off = { FALSE };

  if ((modifiers & (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      move (view, -stride, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      move (view, stride, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move (view, 0, -stride);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move (view, 0, stride);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (!dh_figure_view_get_model (view).pixels.loupe.on)
        return GDK_EVENT_PROPAGATE;
      point (view, &off);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
leave_focus (DhFigureView *view)
{
  DhLoupe off = { FALSE };

  if (dh_figure_view_get_model (view).pixels.loupe.on)
    point (view, &off);
}

void
dh_figure_loupe_install (DhFigureView *view)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_return_if_fail (DH_IS_FIGURE_VIEW (view));

  gtk_widget_set_focusable (GTK_WIDGET (view), TRUE);
  /* The figure writes the same beside the loupe, and a tooltip would hide it. */
  gtk_widget_set_has_tooltip (GTK_WIDGET (view), FALSE);
  g_signal_connect (view, "pointed", G_CALLBACK (follow), NULL);
  g_signal_connect (view, "picked", G_CALLBACK (gtk_widget_grab_focus), NULL);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (press_key), view);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_focus), view);
  gtk_widget_add_controller (GTK_WIDGET (view), focus);
}
