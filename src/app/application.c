// The application: one process, its windows and its application-wide actions.
// SPDX-License-Identifier: MIT

#include "app/application.h"

#include <glib/gi18n-lib.h>

#include "app/app-resources.h"
#include "app/figure-content.h"
#include "app/file-actions.h"
#include "app/welcome.h"
#include "app/window.h"

#define LECTURE_VIDEO "https://www.youtube.com/watch?v=UkEThLiReTY"
#define LECTURE_SLIDES                                                                             \
  "https://github.com/DL4CV-NPTEL/Deep-Learning-For-Computer-Vision/blob/HEAD/Slides/Week_4/"      \
  "DL4CV_Week04_Part03.pdf"

struct _DhApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (DhApplication, dh_application, ADW_TYPE_APPLICATION)

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (gtk_application_get_active_window (data), "application-name", "Downhill",
                         "application-icon", DH_APP_ID, "version", DH_VERSION, "license-type",
                         GTK_LICENSE_MIT_X11, "comments", _("Watch gradient descent learn"),
                         "developer-name", _("The Downhill authors"), NULL);
}

static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window;

  while ((window = gtk_application_get_active_window (data)) != NULL)
    gtk_window_destroy (window);
}

static void
show_video (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_show_uri (gtk_application_get_active_window (data), LECTURE_VIDEO, GDK_CURRENT_TIME);
}

static void
show_slides (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_show_uri (gtk_application_get_active_window (data), LECTURE_SLIDES, GDK_CURRENT_TIME);
}

static const GActionEntry actions[] = {
  { "about", show_about },
  { "lecture-video", show_video },
  { "lecture-slides", show_slides },
  { "quit", quit },
};

static const struct
{
  const char *action;
  const char *accelerator;
} accelerators[] = {
  { "win.train-or-pause", "<Control>Return" },
  { "win.step", "<Control>period" },
  { "win.epoch", "<Control><Shift>period" },
  { "win.reset", "<Control>r" },
  { "win.new-seed", "<Control>n" },
  { "win.open-file", "<Control>o" },
  { "win.open-folder", "<Control><Shift>o" },
  { "win.save", "<Control>s" },
  { "win.export-page-as", "<Control>e" },
  { "win.shuffle", "<Control>d" },
  { "win.cancel-loading", "Escape" },
  { "win.page::training", "<Alt>1" },
  { "win.page::digits", "<Alt>2" },
  { "win.page::mistakes", "<Alt>3" },
  { "win.page::numbers", "<Alt>4" },
  { "win.page::parameters", "<Alt>5" },
  { "win.page::data", "<Alt>6" },
  { "win.show-settings", "F9" },
  { "win.show-sample", "F8" },
  { "win.sample-next", "<Alt>Right" },
  { "win.sample-previous", "<Alt>Left" },
  { "win.sample-random", "<Alt>Down" },
  { "win.show-help-overlay", "<Control>question" },
  { "window.close", "<Control>w" },
  { "app.quit", "<Control>q" },
};

static void
dh_application_startup (GApplication *application)
{
  GtkApplication *gtk_application = GTK_APPLICATION (application);

  g_resources_register (dh_get_resource ());
  G_APPLICATION_CLASS (dh_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    {
      const char *keys[] = { accelerators[i].accelerator, NULL };

      gtk_application_set_accels_for_action (gtk_application, accelerators[i].action, keys);
    }
}

static void
dh_application_shutdown (GApplication *application)
{
  dh_figure_content_remove_files ();
  G_APPLICATION_CLASS (dh_application_parent_class)->shutdown (application);
}

static DhWindow *
present (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (dh_window_new (GTK_APPLICATION (application)));
  gtk_window_present (window);
  return DH_WINDOW (window);
}

static void
dh_application_activate (GApplication *application)
{
  dh_welcome_greet (GTK_APPLICATION_WINDOW (present (application)));
}

static void
dh_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  DhWindow *window = present (application);

  for (int i = 0; i < n_files; i++)
    dh_file_actions_open (GTK_WIDGET (window), files[i]);
}

static void
dh_application_class_init (DhApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = dh_application_startup;
  application_class->shutdown = dh_application_shutdown;
  application_class->activate = dh_application_activate;
  application_class->open = dh_application_open;
}

static void
dh_application_init (DhApplication *self)
{
}

DhApplication *
dh_application_new (GApplicationFlags flags)
{
  return g_object_new (DH_TYPE_APPLICATION, "application-id", DH_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN | flags, "resource-base-path",
                       "/io/github/downhill_app/Downhill", NULL);
}
