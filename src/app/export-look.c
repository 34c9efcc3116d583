// How figures are exported: the choices of a window, as actions of it.
// SPDX-License-Identifier: MIT

#include "app/export-look.h"

static const char *const formats[] = { "png", "svg", "pdf", "csv", NULL };
static const char *const themes[] = { "light", "dark", NULL };

static void
change_format (GSimpleAction *action, GVariant *value, gpointer data)
{
  if (g_strv_contains (formats, g_variant_get_string (value, NULL)))
    g_simple_action_set_state (action, value);
}

static void
change_theme (GSimpleAction *action, GVariant *value, gpointer data)
{
  if (g_strv_contains (themes, g_variant_get_string (value, NULL)))
    g_simple_action_set_state (action, value);
}

static void
change_scale (GSimpleAction *action, GVariant *value, gpointer data)
{
  double scale = g_variant_get_double (value);

  if (scale == 1 || scale == 2 || scale == 3 || scale == 4)
    g_simple_action_set_state (action, value);
}

static const GActionEntry actions[] = {
  { "export-format", NULL, "s", "'png'", change_format },
  { "export-scale", NULL, "d", "2.0", change_scale },
  { "export-theme", NULL, "s", "'light'", change_theme },
  { "export-transparent", NULL, NULL, "false" },
};

void
dh_export_look_install (GActionMap *window)
{
  g_action_map_add_action_entries (window, actions, G_N_ELEMENTS (actions), NULL);
}

static GVariant *
get_state (GtkWidget *widget, const char *action)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));

  return g_action_group_get_action_state (G_ACTION_GROUP (window), action);
}

DhExportLook
dh_export_look_get (GtkWidget *widget)
{
  g_autoptr (GVariant) format = get_state (widget, "export-format");
  g_autoptr (GVariant) scale = get_state (widget, "export-scale");
  g_autoptr (GVariant) theme = get_state (widget, "export-theme");
  g_autoptr (GVariant) transparent = get_state (widget, "export-transparent");
  gboolean dark = g_str_equal (g_variant_get_string (theme, NULL), "dark");
  DhExportLook self = { .scale = g_variant_get_double (scale),
                        .dark = dark,
                        .theme = dark ? *dh_theme_get_dark () : *dh_theme_get_light (),
                        .transparent = g_variant_get_boolean (transparent) };

  self.theme.mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  g_snprintf (self.ending, sizeof self.ending, ".%s", g_variant_get_string (format, NULL));
  return self;
}

DhPlacedFigure
dh_export_look_place (const DhExportLook *self, DhFigureView *view, int width, int height)
{
  DhFigureModel model = dh_figure_view_get_model (view);

  model.theme = &self->theme;
  return dh_placed_figure_make (dh_figure_view_get_figure (view), &model, width, height);
}

char *
dh_export_look_suggest_name (const DhExportLook *self, const char *id, const DhFigureModel *model)
{
  return g_strdup_printf ("downhill-%s-step-%" G_GUINT64_FORMAT "%s", id,
                          model->n_runs > 0 ? model->runs[0]->step : 0, self->ending);
}
