// What the options of downhill train ask for.
// SPDX-License-Identifier: MIT

#include "cli/train-options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "cli/train-help.h"
#include "cli/train-settings.h"
#include "figures/export.h"
#include "figures/view-choices.h"
#include "training/run.h"

#define MAX_THREADS 256

static gboolean
parse_evaluate_every (const char *option, const char *value, gpointer data, GError **error)
{
  DhTrainOptions *self = data;

  return g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT64, &self->evaluate_every, NULL) ||
         dh_train_settings_fail (error, option, value,
                                 _("a whole number of steps, or 0 for only at the end"));
}

static gboolean
parse_threads (const char *option, const char *value, gpointer data, GError **error)
{
  DhTrainOptions *self = data;
  g_autofree char *wanted = NULL;
  guint64 threads = 0;

  if (g_ascii_string_to_unsigned (value, 10, 1, MAX_THREADS, &threads, NULL))
    {
      self->threads = (guint) threads;
      return TRUE;
    }
  wanted = g_strdup_printf (_("a whole number from %d to %d"), 1, MAX_THREADS);
  return dh_train_settings_fail (error, option, value, wanted);
}

static gboolean
parse_size (const char *option, const char *value, gpointer data, GError **error)
{
  DhTrainOptions *self = data;
  g_auto (GStrv) sides = g_strsplit (value, "x", -1);
  g_autofree char *wanted = NULL;
  guint64 width = 0;
  guint64 height = 0;

  if (g_strv_length (sides) == 2 &&
      g_ascii_string_to_unsigned (sides[0], 10, DH_EXPORT_MIN_SIDE, DH_EXPORT_MAX_SIDE, &width,
                                  NULL) &&
      g_ascii_string_to_unsigned (sides[1], 10, DH_EXPORT_MIN_SIDE, DH_EXPORT_MAX_SIDE, &height,
                                  NULL))
    {
      self->look.width = (int) width;
      self->look.height = (int) height;
      return TRUE;
    }
  wanted = g_strdup_printf (_("WIDTHxHEIGHT in pixels, each from %d to %d, as in 960x420"),
                            DH_EXPORT_MIN_SIDE, DH_EXPORT_MAX_SIDE);
  return dh_train_settings_fail (error, option, value, wanted);
}

static gboolean
parse_scale (const char *option, const char *value, gpointer data, GError **error)
{
  DhTrainOptions *self = data;
  g_autofree char *wanted = NULL;
  char *end = NULL;
  double scale = g_ascii_strtod (value, &end);

  if (end != value && *end == '\0' && scale >= 0.1 && scale <= DH_EXPORT_MAX_SCALE)
    {
      self->look.scale = scale;
      return TRUE;
    }
  wanted = g_strdup_printf (_("a number from 0.1 to %g"), DH_EXPORT_MAX_SCALE);
  return dh_train_settings_fail (error, option, value, wanted);
}

static gboolean
parse_theme (const char *option, const char *value, gpointer data, GError **error)
{
  DhTrainOptions *self = data;

  self->dark = g_str_equal (value, "dark");
  return self->dark || g_str_equal (value, "light") ||
         dh_train_settings_fail (error, option, value, _("light or dark"));
}

static gboolean
parse_view (const char *option, const char *value, gpointer data, GError **error)
{
  DhTrainOptions *self = data;
  const char *equals = strchr (value, '=');
  g_autofree char *name = equals != NULL ? g_strndup (value, equals - value) : NULL;
  const DhViewChoice *choice = name != NULL ? dh_view_choices_find (name) : NULL;
  g_autofree char *wanted = NULL;

  if (choice == NULL)
    return dh_train_settings_fail (error, option, value,
                                   _("NAME=VALUE with a name from “downhill train --help”, as in "
                                     "figure-scale=log"));
  if (dh_view_choices_set (&self->view, choice, equals + 1))
    {
      self->view_for_none = choice->name;
      return TRUE;
    }
  wanted = g_strdup_printf ("%s=%s", choice->name, choice->values);
  return dh_train_settings_fail (error, option, value, wanted);
}

static gboolean
parse_figure (const char *option, const char *value, gpointer data, GError **error)
{
  DhTrainOptions *self = data;
  const char *colon = strchr (value, ':');
  g_autofree char *id = colon != NULL ? g_strndup (value, colon - value) : NULL;
  DhFigureRequest request = { id != NULL ? dh_figures_find (id) : NULL, self->view, NULL };

  if (request.figure == NULL || !dh_export_can_write (colon + 1))
    return dh_train_settings_fail (error, option, value,
                                   _("ID:FILE with an id from “downhill figures” and a file that "
                                     "ends in .png, .svg, .pdf or .csv"));
  request.file = g_file_new_for_commandline_arg (colon + 1);
  self->view_for_none = NULL;
  g_array_append_val (self->figures, request);
  return TRUE;
}

static gboolean
parse_file (const char *option, const char *value, gpointer data, GError **error)
{
  DhTrainOptions *self = data;
  GFile **file = g_str_equal (option, "--log")    ? &self->log
                 : g_str_equal (option, "--save") ? &self->save
                                                  : &self->pytorch;

  if (*value == '\0')
    return dh_train_settings_fail (error, option, value, _("a file"));
  g_clear_object (file);
  *file = g_file_new_for_commandline_arg (value);
  return TRUE;
}

#define CALLBACK(function) 0, G_OPTION_ARG_CALLBACK, (gpointer) function
/* The name of a file is what it is, in whatever encoding the locale has. */
#define FILE_CALLBACK(function)                                                                    \
  G_OPTION_FLAG_FILENAME, G_OPTION_ARG_CALLBACK, (gpointer) function

static void
add_entries (GOptionContext *context, DhTrainOptions *self)
{
  GOptionGroup *group = g_option_group_new ("train", NULL, NULL, self, NULL);
  const GOptionEntry entries[] = {
    { "evaluate-every", 0, CALLBACK (parse_evaluate_every),
      N_("steps between test evaluations (0 = only at the end)"), N_("N") },
    { "threads", 0, CALLBACK (parse_threads),
      N_("threads that compute; results stay equal (processors − 1)"), N_("N") },
    { "log", 0, FILE_CALLBACK (parse_file), N_("write one line per step"), N_("FILE.csv") },
    { "save", 0, FILE_CALLBACK (parse_file), N_("write the parameters"), N_("FILE.safetensors") },
    { "figure", 0, FILE_CALLBACK (parse_figure), N_("write a figure as png, svg, pdf or csv"),
      N_("ID:FILE") },
    { "view", 0, CALLBACK (parse_view), N_("how the figures named after it are looked at"),
      N_("NAME=VALUE") },
    { "pytorch", 0, FILE_CALLBACK (parse_file), N_("write a PyTorch script that does the same"),
      N_("FILE.py") },
    { "size", 0, CALLBACK (parse_size), N_("size of the figures (each its own)"), N_("WxH") },
    { "scale", 0, CALLBACK (parse_scale), N_("PNG pixels for each pixel of the size (1)"),
      N_("X") },
    { "theme", 0, CALLBACK (parse_theme), N_("colours of the figures (light)"),
      N_("light|dark") },
    { "transparent", 0, 0, G_OPTION_ARG_NONE, &self->look.transparent,
      N_("figures without a background") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("print the result as one JSON line") },
    { "quiet", 0, 0, G_OPTION_ARG_NONE, &self->quiet, N_("print nothing but errors") },
    { NULL }
  };

  dh_train_settings_add_entries (group);
  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, group);
}

static gboolean
check_folder (GFile *file, GError **error)
{
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;
  g_autofree char *name = NULL;

  if (file == NULL || (folder != NULL && g_file_query_file_type (folder, G_FILE_QUERY_INFO_NONE,
                                                                 NULL) == G_FILE_TYPE_DIRECTORY))
    return TRUE;
  name = g_file_get_parse_name (file);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("Cannot write %s: its folder does not exist"), name);
  return FALSE;
}

static gboolean
check (DhTrainOptions *self, char **rest, GError **error)
{
  if (rest[0] != NULL && rest[1] != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _("train takes no argument “%s”: every option begins with --"), rest[1]);
      return FALSE;
    }
  if (self->view_for_none != NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                   _("No figure follows --view=%s: put it before the --figure it is for"),
                   self->view_for_none);
      return FALSE;
    }
  if (!dh_train_settings_settle (self, error))
    return FALSE;
  if (!check_folder (self->log, error) || !check_folder (self->save, error) ||
      !check_folder (self->pytorch, error))
    return FALSE;
  for (guint i = 0; i < self->figures->len; i++)
    if (!check_folder (g_array_index (self->figures, DhFigureRequest, i).file, error))
      return FALSE;
  return TRUE;
}

static void
request_clear (DhFigureRequest *request)
{
  g_clear_object (&request->file);
}

/* GLib says that there is no such option, not where to find those that are. */
static void
tell_help (GError *error)
{
  char *message = error->message;

  if (!g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
    return;
  error->message = g_strdup_printf (_("%s: see “downhill train --help”"), message);
  g_free (message);
}

DhTrainOptions *
dh_train_options_parse (int argc, char **argv, GError **error)
{
  g_autoptr (DhTrainOptions) self = g_new0 (DhTrainOptions, 1);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) rest = g_strdupv (argv);
  g_autofree char *description = NULL;
  g_autoptr (GError) problem = NULL;

  self->settings = dh_settings_new ();
  self->given = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->figures = g_array_new (FALSE, TRUE, sizeof (DhFigureRequest));
  g_array_set_clear_func (self->figures, (GDestroyNotify) request_clear);
  self->threads = dh_run_get_usual_threads ();
  self->look.scale = 1;
  g_set_prgname ("downhill train");
  g_option_context_set_summary (context, _("Trains a network and writes what was learned."));
  description = dh_train_help_make ();
  g_option_context_set_description (context, description);
  add_entries (context, self);
  if (!g_option_context_parse_strv (context, &rest, &problem))
    {
      tell_help (problem);
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  return check (self, rest, error) ? g_steal_pointer (&self) : NULL;
}

void
dh_train_options_free (DhTrainOptions *self)
{
  if (self == NULL)
    return;
  dh_settings_free (self->settings);
  g_hash_table_unref (self->given);
  dh_experiment_free (self->like);
  g_free (self->like_file);
  g_clear_object (&self->log);
  g_clear_object (&self->save);
  g_clear_object (&self->pytorch);
  g_array_unref (self->figures);
  g_free (self);
}
