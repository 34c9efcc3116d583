// The weights figure on the keyboard.
// SPDX-License-Identifier: MIT

#include "app/weights-keys.h"

#include "figures/weights-cell.h"

typedef struct
{
  guint key;
  guint keypad;
  int across;
  int down;
} Arrow;

static const Arrow arrows[] = {
  { GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0 },
  { GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0 },
  { GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1 },
  { GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1 },
};

static gboolean
move (DhFigureView *view, const Arrow *arrow, gboolean whole_maps)
{
  DhFigureModel model = dh_figure_view_get_model (view);

  if (!dh_weights_cell_move (&model, dh_figure_view_get_place (view).width,
                             dh_figure_view_get_place (view).height, arrow->across,
                             arrow->down, whole_maps, &model.weights))
    return FALSE;
  dh_figure_view_set_choices (view, &model);
  return TRUE;
}

/* FALSE where the keys have somebody else to go to. */
static gboolean
turn (DhFigureView *view, int by)
{
  DhFigureModel model = dh_figure_view_get_model (view);
  guint page;
  guint n = dh_weights_count_pages (&model, dh_figure_view_get_place (view).width,
                                    dh_figure_view_get_place (view).height, &page);

  if (n < 2)
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (view), "win.weights-page", "i",
                              CLAMP ((int) page + by, 0, (int) n - 1));
  return TRUE;
}

static gboolean
leave (DhFigureView *view)
{
  DhFigureModel model = dh_figure_view_get_model (view);

  if (!model.weights.has_cell)
    return FALSE;
  model.weights.has_cell = FALSE;
  dh_figure_view_set_choices (view, &model);
  return TRUE;
}

static gboolean
press (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state, gpointer data)
{
  DhFigureView *view = data;
  GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();

  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    if ((key == arrows[i].key || key == arrows[i].keypad) &&
        (modifiers == 0 || modifiers == GDK_CONTROL_MASK))
      return move (view, &arrows[i], modifiers == GDK_CONTROL_MASK);
  if (modifiers != 0)
    return FALSE;
  if (key == GDK_KEY_Page_Up || key == GDK_KEY_Page_Down)
    return turn (view, key == GDK_KEY_Page_Up ? -1 : 1);
  return key == GDK_KEY_Escape && leave (view);
}

void
dh_weights_keys_install (DhFigureView *view)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_if_fail (DH_IS_FIGURE_VIEW (view));

  gtk_widget_set_focusable (GTK_WIDGET (view), TRUE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (press), view);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
}
