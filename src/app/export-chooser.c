// Asks for the file to export to.
// SPDX-License-Identifier: MIT

#include "app/export-chooser.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/export-look.h"
#include "app/tell.h"
#include "figures/export.h"

typedef struct
{
  GtkFileChooserNative *chooser;
  GtkWidget *window; /* or NULL when it is gone, as data */
  char *ending;
  gboolean with_look;
  DhExportChooserFunc func;
  gpointer data;
} Question;

static void
question_free (Question *self)
{
  /* GTK's dialog may answer once more on its way out. */
  g_signal_handlers_disconnect_by_data (self->chooser, self);
  gtk_native_dialog_hide (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->data);
  g_object_unref (self->chooser);
  g_free (self->ending);
  g_free (self);
}

/* The file that is meant; NULL where only a new name was asked about and there is such a file. */
static GFile *
settle_ending (Question *self, GFile *file)
{
  g_autofree char *path = g_file_get_parse_name (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *longer = g_strconcat (name, self->ending, NULL);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GFile) settled = NULL;

  if (dh_export_can_write (path) || folder == NULL)
    return g_object_ref (file);
  settled = g_file_get_child (folder, longer);
  if (!g_file_query_exists (settled, NULL))
    return g_steal_pointer (&settled);
  dh_tell (self->window, _("There is a file %s already: choose it to replace it"), longer);
  return NULL;
}

static void
change (Question *self, const char *action, GVariant *value)
{
  g_action_group_change_action_state (G_ACTION_GROUP (self->window), action, value);
}

static void
keep_look (Question *self)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (self->chooser);

  change (self, "export-scale",
          g_variant_new_double (
              g_ascii_strtod (gtk_file_chooser_get_choice (chooser, "scale"), NULL)));
  change (self, "export-theme",
          g_variant_new_string (gtk_file_chooser_get_choice (chooser, "theme")));
  change (self, "export-transparent",
          g_variant_new_boolean (
              g_str_equal (gtk_file_chooser_get_choice (chooser, "transparent"), "true")));
}

static void
respond (GtkNativeDialog *dialog, int response, Question *self)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) settled = NULL;

  if (response == GTK_RESPONSE_ACCEPT && self->window != NULL && self->data != NULL)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL && self->with_look)
    keep_look (self);
  if (file != NULL)
    settled = settle_ending (self, file);
  if (settled != NULL)
    self->func (settled, self->data);
  question_free (self);
}

/* The choice @chosen comes first: GTK 4.8 begins with the first, whatever it is told. */
static void
add_choice (Question *self,
            const char *id,
            const char *label,
            const char *const *options,
            const char *const *titles,
            guint chosen)
{
  const char *ordered[8] = { options[chosen] };
  const char *ordered_titles[8] = { titles[chosen] };
  guint n = 1;

  for (guint i = 0; options[i] != NULL; i++)
    if (i != chosen)
      {
        ordered[n] = options[i];
        ordered_titles[n++] = titles[i];
      }
  gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (self->chooser), id, label, ordered,
                               ordered_titles);
  gtk_file_chooser_set_choice (GTK_FILE_CHOOSER (self->chooser), id, options[chosen]);
}

static void
ask_look (Question *self)
{
  static const char *const scales[] = { "1", "2", "3", "4", NULL };
  static const char *const times[] = { "1×", "2×", "3×", "4×", NULL };
  static const char *const themes[] = { "light", "dark", NULL };
  const char *theme_titles[] = { _("Light"), _("Dark"), NULL };
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (self->chooser);
  DhExportLook look = dh_export_look_get (self->window);

  add_choice (self, "scale", _("Scale of a PNG"), scales, times, (guint) look.scale - 1);
  add_choice (self, "theme", _("Theme"), themes, theme_titles, look.dark ? 1 : 0);
  gtk_file_chooser_add_choice (chooser, "transparent", _("Transparent Background"), NULL, NULL);
  gtk_file_chooser_set_choice (chooser, "transparent", look.transparent ? "true" : "false");
}

/* The dialog that GTK 4.8 has itself has to be told again. */
static void
repeat_transparent (Question *self)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  DhExportLook look = dh_export_look_get (self->window);

  for (GList *window = windows; window != NULL; window = window->next)
    if (GTK_IS_FILE_CHOOSER_DIALOG (window->data) &&
        gtk_window_get_transient_for (window->data) == GTK_WINDOW (self->window) &&
        gtk_widget_get_visible (window->data))
      gtk_file_chooser_set_choice (window->data, "transparent",
                                   look.transparent ? "true" : "false");
}

static void
add_filters (Question *self)
{
  static const struct
  {
    const char *name;
    const char *ending;
  } filters[] = { { N_("PNG picture"), "png" },
                  { N_("SVG drawing"), "svg" },
                  { N_("PDF document"), "pdf" },
                  { N_("Numbers as CSV"), "csv" } };

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, _(filters[i].name));
      gtk_file_filter_add_suffix (filter, filters[i].ending);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
      if (g_str_equal (self->ending + 1, filters[i].ending))
        gtk_file_chooser_set_filter (GTK_FILE_CHOOSER (self->chooser), filter);
    }
}

void
dh_export_chooser_show (GtkWidget *parent,
                        const char *title,
                        const char *name,
                        gboolean with_look,
                        DhExportChooserFunc func,
                        gpointer data)
{
  Question *self = g_new0 (Question, 1);

  g_set_weak_pointer (&self->window, GTK_WIDGET (gtk_widget_get_root (parent)));
  g_set_weak_pointer (&self->data, G_OBJECT (data));
  self->ending = g_strdup (strrchr (name, '.'));
  self->with_look = with_look;
  self->func = func;
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self->window),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  add_filters (self);
  if (with_look)
    ask_look (self);
  g_signal_connect (self->chooser, "response", G_CALLBACK (respond), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
  if (with_look)
    repeat_transparent (self);
}
