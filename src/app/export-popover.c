// Chooses size, scale and theme of a figure, then the file to export it to.
// SPDX-License-Identifier: MIT

#include "app/export-popover.h"

#include <glib/gi18n-lib.h>

#include "figures/export.h"

struct _DhExportPopover
{
  GtkPopover parent_instance;

  DhFigureView *view;
  GtkSpinButton *width;
  GtkSpinButton *height;
  int natural_height; /* as it was offered last */
  GtkSpinButton *scale;
  GtkDropDown *theme;
  GtkLabel *pixels;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (DhExportPopover, dh_export_popover, GTK_TYPE_POPOVER)

static void
tell (DhExportPopover *self, const char *message)
{
  gtk_widget_activate_action (GTK_WIDGET (self->view), "win.tell", "s", message);
}

static void
export_to (DhExportPopover *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *done = NULL;
  DhFigureModel model = dh_figure_view_get_model (self->view);

  model.header_inset = 0;
  model.theme = gtk_drop_down_get_selected (self->theme) == 0 ? dh_theme_get_light ()
                                                              : dh_theme_get_dark ();
  if (!dh_export_figure (dh_figure_view_get_figure (self->view), &model,
                         gtk_spin_button_get_value_as_int (self->width),
                         gtk_spin_button_get_value_as_int (self->height),
                         gtk_spin_button_get_value (self->scale), file, &error))
    {
      tell (self, error->message);
      return;
    }
  done = g_strdup_printf (_("Wrote %s"), name);
  tell (self, done);
}

static void
respond (GtkNativeDialog *dialog, int response, DhExportPopover *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    export_to (self, file);
  g_clear_object (&self->chooser);
}

static char *
suggest_name (DhExportPopover *self)
{
  DhFigureModel model = dh_figure_view_get_model (self->view);

  return g_strdup_printf ("downhill-%s-step-%" G_GUINT64_FORMAT ".png",
                          dh_figure_view_get_figure (self->view)->id,
                          model.n_runs > 0 ? model.runs[0]->step : 0);
}

static void
add_filter (DhExportPopover *self, const char *name, const char *pattern)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, pattern);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
}

static void
choose_file (DhExportPopover *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->view));
  g_autofree char *name = suggest_name (self);

  gtk_popover_popdown (GTK_POPOVER (self));
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Export Figure"), GTK_WINDOW (root),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  add_filter (self, _("PNG picture"), "*.png");
  add_filter (self, _("SVG drawing"), "*.svg");
  add_filter (self, _("PDF document"), "*.pdf");
  add_filter (self, _("Numbers as CSV"), "*.csv");
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (respond), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
show_pixels (DhExportPopover *self)
{
  double scale = gtk_spin_button_get_value (self->scale);
  g_autofree char *text = g_strdup_printf (
      _("PNG of %.0f × %.0f pixels"), gtk_spin_button_get_value (self->width) * scale,
      gtk_spin_button_get_value (self->height) * scale);

  gtk_label_set_text (self->pixels, text);
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
}

static void
dh_export_popover_dispose (GObject *object)
{
  DhExportPopover *self = DH_EXPORT_POPOVER (object);

  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), DH_TYPE_EXPORT_POPOVER);
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
  gtk_widget_class_bind_template_child (widget_class, DhExportPopover, scale);
  gtk_widget_class_bind_template_child (widget_class, DhExportPopover, theme);
  gtk_widget_class_bind_template_child (widget_class, DhExportPopover, pixels);
  gtk_widget_class_bind_template_callback (widget_class, choose_file);
  gtk_widget_class_bind_template_callback (widget_class, show_pixels);
}

static void
dh_export_popover_init (DhExportPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_spin_button_set_range (self->width, DH_EXPORT_MIN_SIDE, DH_EXPORT_MAX_SIDE);
  gtk_spin_button_set_range (self->height, DH_EXPORT_MIN_SIDE, DH_EXPORT_MAX_SIDE);
  gtk_spin_button_set_range (self->scale, 1, 4);
}

GtkWidget *
dh_export_popover_new (DhFigureView *view)
{
  DhExportPopover *self = g_object_new (DH_TYPE_EXPORT_POPOVER, NULL);
  const DhFigure *figure = dh_figure_view_get_figure (view);

  self->view = view;
  gtk_spin_button_set_value (self->width, figure->width);
  gtk_spin_button_set_value (self->height, figure->height);
  self->natural_height = figure->height;
  g_signal_connect (self, "map", G_CALLBACK (fit_height), NULL);
  gtk_spin_button_set_value (self->scale, 2);
  show_pixels (self);
  return GTK_WIDGET (self);
}
