// Chooses what a figure is exported as, then the file.
// SPDX-License-Identifier: MIT

#include "app/export-popover.h"

#include <glib/gi18n-lib.h>

#include "app/export-chooser.h"
#include "app/export-look.h"
#include "app/figure-content.h"
#include "app/tell.h"

struct _DhExportPopover
{
  GtkPopover parent_instance;

  DhFigureView *view;
  GtkSpinButton *width;
  GtkSpinButton *height;
  int natural_height; /* as it was offered last */
  GtkWidget *scales;
  GtkWidget *themes;
  GtkWidget *transparent;
  GtkLabel *summary;
};

G_DEFINE_FINAL_TYPE (DhExportPopover, dh_export_popover, GTK_TYPE_POPOVER)

static void
export_to (GFile *file, gpointer data)
{
  DhExportPopover *self = data;
  g_autoptr (GError) error = NULL;
  DhExportLook look = dh_export_look_get (GTK_WIDGET (self->view));
  DhPlacedFigure placed =
      dh_export_look_place (&look, self->view, gtk_spin_button_get_value_as_int (self->width),
                            gtk_spin_button_get_value_as_int (self->height));
  DhSheet sheet = dh_sheet_make (&placed, look.transparent);

  dh_export_sheet (&sheet, look.scale, file, &error);
  dh_tell_written (GTK_WIDGET (self->view), file, error);
}

static void
choose_file (DhExportPopover *self)
{
  DhExportLook look = dh_export_look_get (GTK_WIDGET (self->view));
  DhFigureModel model = dh_figure_view_get_model (self->view);
  g_autofree char *name = dh_export_look_suggest_name (
      &look, dh_figure_view_get_figure (self->view)->id, &model);

  gtk_popover_popdown (GTK_POPOVER (self));
  dh_export_chooser_show (GTK_WIDGET (self->view), _("Export Figure"), name, FALSE, export_to,
                          self);
}

static void
copy (DhExportPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  dh_figure_content_copy (self->view);
}

/* While it is closed, the window it stands in may be half made. */
static void
show_summary (DhExportPopover *self)
{
  DhExportLook look;
  gboolean png;
  gboolean csv;
  g_autofree char *text = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  look = dh_export_look_get (GTK_WIDGET (self));
  png = g_str_equal (look.ending, ".png");
  csv = g_str_equal (look.ending, ".csv");
  gtk_widget_set_sensitive (GTK_WIDGET (self->width), !csv);
  gtk_widget_set_sensitive (GTK_WIDGET (self->height), !csv);
  gtk_widget_set_sensitive (self->scales, png);
  gtk_widget_set_sensitive (self->themes, !csv);
  gtk_widget_set_sensitive (self->transparent, !csv);
  if (!png)
    look.scale = 1;
  text = csv ? g_strdup (_("The numbers of the figure, to compute with"))
             : g_strdup_printf (_("%.0f × %.0f pixels"),
                                gtk_spin_button_get_value (self->width) * look.scale,
                                gtk_spin_button_get_value (self->height) * look.scale);
  gtk_label_set_text (self->summary, text);
}

/* More maps of weights need more height; a height that somebody has typed stays. */
static void
fit_height (DhExportPopover *self)
{
  DhFigureModel model = dh_figure_view_get_model (self->view);
  const DhFigure *figure = dh_figure_view_get_figure (self->view);
  int height = MIN (dh_figure_get_natural_height (figure, &model, figure->width),
                    DH_EXPORT_MAX_SIDE);

  if (gtk_spin_button_get_value_as_int (self->height) == self->natural_height)
    gtk_spin_button_set_value (self->height, height);
  self->natural_height = height;
  show_summary (self);
}

static void
dh_export_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DH_TYPE_EXPORT_POPOVER);
  G_OBJECT_CLASS (dh_export_popover_parent_class)->dispose (object);
}

static void
dh_export_popover_class_init (DhExportPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dh_export_popover_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/downhill_app/Downhill/export-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, DhExportPopover, width);
  gtk_widget_class_bind_template_child (widget_class, DhExportPopover, height);
  gtk_widget_class_bind_template_child (widget_class, DhExportPopover, scales);
  gtk_widget_class_bind_template_child (widget_class, DhExportPopover, themes);
  gtk_widget_class_bind_template_child (widget_class, DhExportPopover, transparent);
  gtk_widget_class_bind_template_child (widget_class, DhExportPopover, summary);
  gtk_widget_class_bind_template_callback (widget_class, choose_file);
  gtk_widget_class_bind_template_callback (widget_class, copy);
  gtk_widget_class_bind_template_callback (widget_class, show_summary);
}

static void
dh_export_popover_init (DhExportPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_spin_button_set_range (self->width, DH_EXPORT_MIN_SIDE, DH_EXPORT_MAX_SIDE);
  gtk_spin_button_set_range (self->height, DH_EXPORT_MIN_SIDE, DH_EXPORT_MAX_SIDE);
}

GtkWidget *
dh_export_popover_new (DhFigureView *view)
{
  DhExportPopover *self = g_object_new (DH_TYPE_EXPORT_POPOVER, NULL);
  const DhFigure *figure = dh_figure_view_get_figure (view);

  self->view = view;
  self->natural_height = figure->height;
  gtk_spin_button_set_value (self->width, figure->width);
  gtk_spin_button_set_value (self->height, figure->height);
  g_signal_connect (self, "map", G_CALLBACK (fit_height), NULL);
  return GTK_WIDGET (self);
}
