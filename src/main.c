// Chooses the window or the command line before GTK starts.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "cli/cli.h"

static void
set_up_translations (void)
{
  const char *folder = g_getenv ("DOWNHILL_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : DH_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc, char **argv)
{
  set_up_translations ();
  if (argc > 1 && dh_cli_is_command (argv[1]))
    return dh_cli_run (argc, argv);
  return 0;
}
