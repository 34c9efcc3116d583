// The drawn network of the settings pane: a layer is changed by a click on it.
// SPDX-License-Identifier: MIT

#include "app/network-card.h"

#include <glib/gi18n-lib.h>

#include "app/layer-popover.h"
#include "figures/network-layout.h"

/* Low enough for the figure to leave out its title: that of the group stands above it. */
#define HEIGHT 126
#define REDRAW_MSEC 500

struct _DhNetworkCard
{
  AdwBin parent_instance;

  DhFigureView *view;
  DhLayerPopover *popover;
  GtkAdjustment *scroll;     /* of what it lies in, once that is known; not owned */
  const DhSnapshot *waiting; /* the latest, while it is not handed on, or NULL */
  guint n_hidden;
  DhNetworkChoices opened;   /* what the popover is open at */
  DhNetworkChoices pointed;
  guint layer;               /* the keyboard's */
  char *told;                /* of it, or NULL before one was chosen */
  guint64 told_run;
};

G_DEFINE_FINAL_TYPE (DhNetworkCard, dh_network_card, ADW_TYPE_BIN)

static void
get_layout (DhNetworkCard *self, DhNetworkLayout *layout)
{
  DhFigureModel model = dh_figure_view_get_model (self->view);

  dh_network_layout_init (layout, &model, dh_figure_view_get_place (self->view).width,
                          dh_figure_view_get_place (self->view).height);
}

static const DhSnapshot *
get_run (DhNetworkCard *self)
{
  DhFigureModel model = dh_figure_view_get_model (self->view);

  return model.n_runs > 0 ? model.runs[0] : NULL;
}

/* The popover's layer, else the keyboard's, else the pointer's. */
static DhNetworkChoices
find_mark (DhNetworkCard *self)
{
  GtkStateFlags flags = gtk_widget_get_state_flags (GTK_WIDGET (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return self->opened;
  if ((flags & GTK_STATE_FLAG_FOCUS_VISIBLE) != 0)
    return (DhNetworkChoices) { DH_NETWORK_FOCUSED, self->layer, FALSE };
  return self->pointed;
}

static void
show_mark (DhNetworkCard *self)
{
  DhFigureModel model = dh_figure_view_get_model (self->view);
  DhNetworkChoices mark = find_mark (self);

  if (mark.mark == model.network.mark && mark.layer == model.network.layer &&
      mark.after == model.network.after)
    return;
  model.network = mark;
  dh_figure_view_set_choices (self->view, &model);
}

/* What the figure says of the layer chosen with the keyboard. */
static void
tell_layer (DhNetworkCard *self)
{
  const DhFigure *figure = dh_figure_view_get_figure (self->view);
  DhFigureModel model = dh_figure_view_get_model (self->view);
  g_autofree char *text = NULL;
  DhNetworkLayout layout;

  get_layout (self, &layout);
  if (self->layer < layout.n_columns)
    text = figure->describe (&model, layout.frame.width,
                             dh_figure_view_get_place (self->view).height,
                             layout.columns[self->layer].x,
                             layout.frame.content.y + layout.frame.content.height);
  if (text == NULL || g_strcmp0 (text, self->told) == 0)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  g_free (self->told);
  self->told = g_steal_pointer (&text);
}

/* Another run may have other units there. */
static void
renew_told (DhNetworkCard *self, const DhSnapshot *snapshot)
{
  if (self->told != NULL && self->told_run != snapshot->run)
    tell_layer (self);
  self->told_run = snapshot->run;
}

static void
choose_layer (DhNetworkCard *self, int layer)
{
  self->layer = (guint) CLAMP (layer, 0, (int) self->n_hidden + 1);
  show_mark (self);
  tell_layer (self);
}

/* A click on what is drawn of a run that is no longer the one set is of no layer. */
static void
open_at (DhNetworkCard *self, guint layer, gboolean after)
{
  double zoom = dh_figure_view_get_place (self->view).zoom;
  DhNetworkLayout layout;
  DhRect mark;

  get_layout (self, &layout);
  if (layout.n_columns != self->n_hidden + 2)
    return;
  mark = dh_network_layout_get_mark (&layout, layer, after);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) { (int) (mark.x * zoom), (int) (mark.y * zoom),
                                                 (int) (mark.width * zoom),
                                                 (int) (mark.height * zoom) });
  self->opened = (DhNetworkChoices) { DH_NETWORK_FOCUSED, layer, after };
  dh_layer_popover_open (self->popover, layer, after, get_run (self));
  show_mark (self);
}

static void
open_picked (DhNetworkCard *self, const DhPick *pick)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->layer = (guint) pick->a;
  open_at (self, (guint) pick->a, pick->b != 0);
}

static void
point (DhNetworkCard *self, const DhPick *pick)
{
  gboolean any = pick->kind == DH_PICK_LAYER;

  self->pointed = (DhNetworkChoices) { any ? DH_NETWORK_POINTED : DH_NETWORK_UNMARKED,
                                       any ? (guint) pick->a : 0, any && pick->b != 0 };
  show_mark (self);
}

static gboolean
press_key (DhNetworkCard *self, guint key)
{
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      choose_layer (self, (int) self->layer - 1);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      choose_layer (self, (int) self->layer + 1);
      return TRUE;
    case GDK_KEY_Home:
      choose_layer (self, 0);
      return TRUE;
    case GDK_KEY_End:
      choose_layer (self, (int) self->n_hidden + 1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_space:
      open_at (self, self->layer, FALSE);
      return TRUE;
    default:
      return FALSE;
    }
}

/* In terms of what is scrolled, because that is only moved after it is told. Also before there are
 * sizes, because then it may be all there is to show. */
static gboolean
is_in_sight (DhNetworkCard *self)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_VIEWPORT);
  graphene_rect_t bounds;
  double top;

  if (self->scroll == NULL || viewport == NULL || gtk_widget_get_height (viewport) == 0 ||
      !gtk_widget_compute_bounds (GTK_WIDGET (self),
                                  gtk_viewport_get_child (GTK_VIEWPORT (viewport)), &bounds))
    return TRUE;
  top = bounds.origin.y - gtk_adjustment_get_value (self->scroll);
  return top + bounds.size.height > 0 && top < gtk_adjustment_get_page_size (self->scroll);
}

static void
hand_on (DhNetworkCard *self)
{
  g_autoptr (DhConstSnapshot) snapshot = NULL;

  if (self->waiting == NULL || !is_in_sight (self))
    return;
  snapshot = g_steal_pointer (&self->waiting);
  dh_figure_view_set_snapshot (self->view, snapshot);
  renew_told (self, snapshot);
}

static void
dh_network_card_map (GtkWidget *widget)
{
  DhNetworkCard *self = DH_NETWORK_CARD (widget);
  GtkWidget *around = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);

  GTK_WIDGET_CLASS (dh_network_card_parent_class)->map (widget);
  if (around == NULL || self->scroll != NULL)
    return;
  self->scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (around));
  g_signal_connect_object (self->scroll, "value-changed", G_CALLBACK (hand_on), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scroll, "changed", G_CALLBACK (hand_on), self, G_CONNECT_SWAPPED);
}

static void
dh_network_card_dispose (GObject *object)
{
  DhNetworkCard *self = DH_NETWORK_CARD (object);

  g_clear_pointer (&self->waiting, dh_snapshot_unref);
  g_clear_pointer (&self->told, g_free);
  if (self->popover != NULL)
    {
      g_signal_handlers_disconnect_by_func (self, show_mark, NULL);
      g_signal_handlers_disconnect_by_data (self->popover, self);
      gtk_widget_unparent (GTK_WIDGET (self->popover));
      self->popover = NULL;
    }
  G_OBJECT_CLASS (dh_network_card_parent_class)->dispose (object);
}

static void
dh_network_card_class_init (DhNetworkCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dh_network_card_dispose;
  widget_class->map = dh_network_card_map;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
set_up_keys (DhNetworkCard *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (press_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "state-flags-changed", G_CALLBACK (show_mark), NULL);
}

static void
dh_network_card_init (DhNetworkCard *self)
{
  GtkWidget *popover = dh_layer_popover_new ();

  self->view = g_object_new (DH_TYPE_FIGURE_VIEW, "figure", "network", "redraw-interval",
                             REDRAW_MSEC, "height-request", HEIGHT, NULL);
  self->popover = DH_LAYER_POPOVER (popover);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->view));
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "network");
  set_up_keys (self);
  g_signal_connect_swapped (self->view, "picked", G_CALLBACK (open_picked), self);
  g_signal_connect_swapped (self->view, "pointed", G_CALLBACK (point), self);
  g_signal_connect_swapped (popover, "notify::visible", G_CALLBACK (show_mark), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Layers of the network"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("Left and Right choose a layer, Return changes it"), -1);
}

void
dh_network_card_show (DhNetworkCard *self, const DhSettings *settings)
{
  g_return_if_fail (DH_IS_NETWORK_CARD (self) && settings != NULL);

  self->n_hidden = settings->n_hidden;
  self->layer = MIN (self->layer, self->n_hidden + 1);
  dh_layer_popover_show (self->popover, settings);
  show_mark (self);
}

void
dh_network_card_show_snapshot (DhNetworkCard *self, const DhSnapshot *snapshot)
{
  g_return_if_fail (DH_IS_NETWORK_CARD (self) && snapshot != NULL);

  g_clear_pointer (&self->waiting, dh_snapshot_unref);
  self->waiting = dh_snapshot_ref (snapshot);
  hand_on (self);
}
