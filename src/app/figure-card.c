// A figure on a card, with its buttons in the title row.
// SPDX-License-Identifier: MIT

#include "app/figure-card.h"

#include <glib/gi18n-lib.h>

#include "app/export-popover.h"
#include "app/figure-content.h"

#define TITLE_MIDDLE 28 /* of the title row of a figure, from the top */

struct _DhFigureCard
{
  AdwBin parent_instance;

  char *figure;
  guint redraw_interval;
  DhFigureView *view;
  GtkWidget *tools; /* in the title row, right */
  int inset;        /* the width they have there */
};

enum
{
  PROP_FIGURE = 1,
  PROP_REDRAW_INTERVAL,
  N_PROPERTIES
};

static void buildable_init (GtkBuildableIface *iface);

static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (DhFigureCard, dh_figure_card, ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  DhFigureCard *self = DH_FIGURE_CARD (buildable);

  if (g_strcmp0 (type, "tool") == 0)
    gtk_box_prepend (GTK_BOX (self->tools), GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static void
dh_figure_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DhFigureCard *self = DH_FIGURE_CARD (object);

  switch (id)
    {
    case PROP_FIGURE:
      self->figure = g_value_dup_string (value);
      break;
    case PROP_REDRAW_INTERVAL:
      self->redraw_interval = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* The figure leaves the room of the buttons free in its title row. Asked where they go whenever the
 * card is laid out; where they do is left to the overlay. */
static gboolean
leave_room (GtkOverlay *overlay, GtkWidget *tools, GdkRectangle *place, DhFigureCard *self)
{
  int width = 0;

  gtk_widget_measure (tools, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  if (width != self->inset)
    dh_figure_view_set_header_inset (self->view, width);
  self->inset = width;
  return FALSE;
}

/* The title row is as high as its text is large. */
static void
dh_figure_card_map (GtkWidget *widget)
{
  DhFigureCard *self = DH_FIGURE_CARD (widget);
  DhFigurePlace place;

  place = dh_figure_view_get_place (self->view);
  gtk_widget_set_margin_top (self->tools, (int) (MAX (0, place.zoom - 1) * TITLE_MIDDLE / 2));
  GTK_WIDGET_CLASS (dh_figure_card_parent_class)->map (widget);
}

static GtkWidget *
make_export_button (DhFigureCard *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = dh_export_popover_new (self->view);

  gtk_widget_set_halign (popover, GTK_ALIGN_END);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "dh-export-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_tooltip_text (
      button, _("Export this figure, or drag it from here into another program"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Export This Figure"), -1);
  gtk_widget_add_css_class (button, "flat");
  dh_figure_content_drag_from (button, self->view);
  return button;
}

static void
dh_figure_card_constructed (GObject *object)
{
  DhFigureCard *self = DH_FIGURE_CARD (object);
  GtkWidget *overlay = gtk_overlay_new ();

  G_OBJECT_CLASS (dh_figure_card_parent_class)->constructed (object);

  self->view = g_object_new (DH_TYPE_FIGURE_VIEW, "figure", self->figure, "redraw-interval",
                             self->redraw_interval, NULL);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->view));
  g_signal_connect (overlay, "get-child-position", G_CALLBACK (leave_room), self);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->tools);
  gtk_box_append (GTK_BOX (self->tools), make_export_button (self));
  adw_bin_set_child (ADW_BIN (self), overlay);
}

static void
dh_figure_card_dispose (GObject *object)
{
  DhFigureCard *self = DH_FIGURE_CARD (object);

  g_clear_pointer (&self->figure, g_free);
  G_OBJECT_CLASS (dh_figure_card_parent_class)->dispose (object);
}

static void
dh_figure_card_class_init (DhFigureCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = dh_figure_card_constructed;
  object_class->dispose = dh_figure_card_dispose;
  object_class->set_property = dh_figure_card_set_property;
  GTK_WIDGET_CLASS (klass)->map = dh_figure_card_map;
  g_object_class_install_property (
      object_class, PROP_FIGURE,
      g_param_spec_string ("figure", NULL, NULL, "loss",
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (
      object_class, PROP_REDRAW_INTERVAL,
      g_param_spec_uint ("redraw-interval", NULL, NULL, 0, 10000, 0,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
}

static void
dh_figure_card_init (DhFigureCard *self)
{
  self->tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_halign (self->tools, GTK_ALIGN_END);
  gtk_widget_set_valign (self->tools, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->tools, "figure-tools");
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
}

DhFigureView *
dh_figure_card_get_view (DhFigureCard *self)
{
  g_return_val_if_fail (DH_IS_FIGURE_CARD (self), NULL);

  return self->view;
}
