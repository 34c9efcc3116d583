// downhill data fetch: downloads a published data set.
// SPDX-License-Identifier: MIT

#include "cli/data-fetch.h"

#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/cli.h"
#include "dataset/fetch.h"
#include "dataset/survey.h"

#define CLEAR_LINE "\r\033[K"
#define INTERRUPT_MSEC 50

static volatile sig_atomic_t interrupted = 0;

static void
interrupt (int signal_number)
{
  interrupted = 1;
}

typedef struct
{
  GCancellable *cancellable;
  gboolean show_progress;
  guint64 received; /* as told last */
  GAsyncResult *result;
} Fetch;

static gboolean
look_for_interrupt (gpointer data)
{
  Fetch *self = data;

  if (interrupted)
    g_cancellable_cancel (self->cancellable);
  return G_SOURCE_CONTINUE;
}

static void
show_progress (const DhFetchProgress *progress, gpointer data)
{
  Fetch *self = data;
  g_autofree char *received = g_format_size (progress->received);
  g_autofree char *total = g_format_size (progress->total);

  self->received = progress->received;
  if (!self->show_progress)
    return;
  fprintf (stderr, CLEAR_LINE);
  /* Translators: 4.2 MB of 11.6 MB from a server */
  fprintf (stderr, _("%s of %s from %s"), received, total, progress->host);
  if (progress->seconds_left >= 0)
    {
      fprintf (stderr, ", ");
      fprintf (stderr, _("%.0f s left"), progress->seconds_left);
    }
  fflush (stderr);
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Fetch *) data)->result = g_object_ref (result);
}

/* Waits for it, or for Ctrl+C. */
static gboolean
fetch (const DhPublished *set, const char *from, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Fetch self = { cancellable, isatty (STDERR_FILENO) };
  guint timer = g_timeout_add (INTERRUPT_MSEC, look_for_interrupt, &self);
  gboolean done;

  signal (SIGINT, interrupt);
  signal (SIGTERM, interrupt);
  dh_fetch_async (set, from, cancellable, show_progress, &self, keep_result, &self);
  while (self.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);
  if (self.show_progress)
    fprintf (stderr, CLEAR_LINE);
  done = dh_fetch_finish (self.result, error);
  g_object_unref (self.result);
  return done;
}

static int
report (const DhPublished *set)
{
  g_autofree char *folder = dh_published_get_folder (set);
  g_autofree char *shown = g_filename_display_name (folder);
  g_autofree char *used = dh_survey_find_folder (set, NULL);
  g_autofree char *shown_used = used != NULL ? g_filename_display_name (used) : NULL;
  g_autoptr (DhPlace) place = dh_place_new (set, folder);
  g_autofree char *contents = dh_place_describe (place);

  g_print (_("%s is in %s: %s\n"), set->title, shown, contents);
  if (used != NULL && !g_str_equal (used, folder))
    g_print (_("--data=%s reads %s, as the environment variable says\n"), set->name, shown_used);
  return DH_EXIT_DONE;
}

static int
fail_usage (const char *name)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n;
  const DhPublished *sets = dh_published_get_all (&n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", sets[i].name);
  if (name == NULL)
    return dh_cli_fail (DH_EXIT_USAGE,
                        _("give the data set to download (%s): downhill data fetch NAME "
                          "[--from=URL]"),
                        names->str);
  return dh_cli_fail (DH_EXIT_USAGE, _("“%s” cannot be downloaded: give one of %s"), name,
                      names->str);
}

int
dh_data_fetch_run (int argc, char **argv)
{
  const char *name = NULL;
  const char *from = NULL;
  const DhPublished *set;
  g_autoptr (GError) error = NULL;

  for (int i = 1; i < argc; i++)
    if (g_str_has_prefix (argv[i], "--from="))
      from = argv[i] + strlen ("--from=");
    else if (name == NULL && !g_str_has_prefix (argv[i], "-"))
      name = argv[i];
    else
      return dh_cli_fail (DH_EXIT_USAGE, _("data fetch does not know “%s”: see “downhill data "
                                           "--help”"), argv[i]);
  set = name != NULL ? dh_published_find (name) : NULL;
  if (set == NULL)
    return fail_usage (name);
  if (from != NULL && !dh_fetch_check_address (from, &error))
    return dh_cli_fail (DH_EXIT_USAGE, "%s", error->message);
  if (fetch (set, from, &error))
    return report (set);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return dh_cli_fail (DH_EXIT_FAILED, _("interrupted: the next “downhill data fetch %s” goes on "
                                          "with the file it stopped at"), name);
  return dh_cli_fail (DH_EXIT_FAILED, "%s", error->message);
}
