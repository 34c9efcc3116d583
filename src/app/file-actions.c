// Files in and out of the window: data folders, runs and their parameters.
// SPDX-License-Identifier: MIT

#include "app/file-actions.h"

#include <glib/gi18n-lib.h>

#include "app/run-restore.h"
#include "app/tell.h"
#include "dataset/idx-names.h"
#include "training/experiment-file.h"
#include "training/pytorch-twin.h"
#include "training/safetensors.h"

/* A copied script makes the steps of the run; before there are any, as many as show something. */
#define STEPS_BEFORE_ANY 100

typedef struct
{
  GtkApplicationWindow *window; /* owns this */
  DhSession *session;
  DhRunRestore *restore;
  GtkFileChooserNative *chooser;
} FileActions;

/* A picture or saved parameters stand for their run; one of the files of a data set stands for its
 * folder, or where several share it for itself. */
static void
open_path (FileActions *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *data = NULL;

  if (path == NULL)
    {
      dh_tell (GTK_WIDGET (self->window),
               _("That is not on this computer: copy it to a folder first"));
      return;
    }
  if (dh_experiment_file_is_one (path))
    {
      dh_run_restore_open (self->restore, path);
      return;
    }
  data = dh_idx_names_settle (path);
  /* Settings are text, in files and in pictures too. */
  if (!g_utf8_validate (data, -1, NULL))
    {
      g_autofree char *shown = g_filename_display_name (data);

      dh_tell (GTK_WIDGET (self->window), _("The name of “%s” is not in UTF-8: rename it first"),
               shown);
      return;
    }
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "data",
                                  g_variant_new_string (data));
}

static void
do_open (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GFile) file =
      g_file_new_for_commandline_arg (g_variant_get_string (parameter, NULL));

  open_path (data, file);
}

static void
save_as (FileActions *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  const DhSnapshot *snapshot = dh_session_get_snapshot (self->session);

  if (snapshot->n_parameters == 0)
    {
      dh_tell (GTK_WIDGET (self->window),
               _("There are no parameters to save yet: load a data set first"));
      return;
    }
  dh_safetensors_save (snapshot, file, &error);
  dh_tell_written (GTK_WIDGET (self->window), file, error);
}

static void
do_save_as (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GFile) file =
      g_file_new_for_commandline_arg (g_variant_get_string (parameter, NULL));

  save_as (data, file);
}

/* A script has the numbers of now from its first step on. */
static gboolean
was_changed (const DhSnapshot *snapshot)
{
  guint n = 0;
  const DhEvent *events =
      snapshot->history != NULL ? dh_history_get_events (snapshot->history, &n) : NULL;

  for (guint i = 0; i < n; i++)
    if (!g_str_equal (events[i].key, DH_EVENT_DIVERGED))
      return TRUE;
  return FALSE;
}

static void
do_copy_pytorch (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FileActions *self = data;
  const DhSnapshot *snapshot = dh_session_get_snapshot (self->session);
  guint64 step = snapshot->step;
  g_autofree char *script = dh_pytorch_twin_make (dh_session_get_settings (self->session),
                                                  step > 0 ? step : STEPS_BEFORE_ANY);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), script);
  dh_tell (GTK_WIDGET (self->window), "%s",
           was_changed (snapshot)
               ? _("Copied a PyTorch script with the settings of now: what was changed on the way "
                   "is not in it")
               : _("Copied a PyTorch script that trains this run"));
}

static void
choose (FileActions *self, const char *title, GtkFileChooserAction action, const char *accept,
        GCallback respond)
{
  g_clear_object (&self->chooser);
  self->chooser =
      gtk_file_chooser_native_new (title, GTK_WINDOW (self->window), action, accept, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", respond, self);
}

static void
show_chooser (FileActions *self)
{
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
respond_open (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    open_path (data, file);
}

static void
do_open_folder (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  choose (data, _("Open a Folder With IDX Files"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
          _("_Open"), G_CALLBACK (respond_open));
  show_chooser (data);
}

static void
do_open_file (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FileActions *self = data;
  g_autoptr (GtkFileFilter) runs = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  choose (self, _("Open a Run"), GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"),
          G_CALLBACK (respond_open));
  gtk_file_filter_set_name (runs, _("Exported pictures and saved runs"));
  gtk_file_filter_add_suffix (runs, "png");
  gtk_file_filter_add_suffix (runs, "safetensors");
  gtk_file_filter_add_suffix (runs, "json");
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), runs);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), all);
  show_chooser (self);
}

static void
respond_save (GtkNativeDialog *dialog, int response, gpointer data)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    save_as (data, file);
}

static void
do_save (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FileActions *self = data;
  g_autofree char *name =
      g_strdup_printf ("downhill-step-%" G_GUINT64_FORMAT ".safetensors",
                       dh_session_get_snapshot (self->session)->step);

  choose (self, _("Save Run"), GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"),
          G_CALLBACK (respond_save));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  show_chooser (self);
}

static const GActionEntry actions[] = {
  { "open", do_open, "s" },
  { "open-file", do_open_file },
  { "open-folder", do_open_folder },
  { "save-as", do_save_as, "s" },
  { "save", do_save },
  { "copy-pytorch", do_copy_pytorch },
};

static void
file_actions_free (FileActions *self)
{
  g_clear_object (&self->chooser);
  dh_run_restore_free (self->restore);
  g_object_unref (self->session);
  g_free (self);
}

void
dh_file_actions_install (GtkApplicationWindow *window, DhSession *session)
{
  FileActions *self = g_new0 (FileActions, 1);

  g_return_if_fail (GTK_IS_APPLICATION_WINDOW (window) && DH_IS_SESSION (session));

  self->window = window;
  self->session = g_object_ref (session);
  self->restore = dh_run_restore_new (G_ACTION_GROUP (window), session);
  g_object_set_data_full (G_OBJECT (window), "dh-file-actions", self,
                          (GDestroyNotify) file_actions_free);
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), self);
}

/* Paths may be any bytes, what an action is given only text: an address has escapes for them. */
gboolean
dh_file_actions_open (GtkWidget *widget, GFile *file)
{
  g_autofree char *uri = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget) && G_IS_FILE (file), FALSE);

  uri = g_file_get_uri (file);
  return gtk_widget_activate_action (widget, "win.open", "s", uri);
}
