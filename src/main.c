// Chooses the window or the command line before GTK starts.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "app/app.h"
#include "cli/cli.h"
#include "engine/matrix-core.h"

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
  dh_matrix_core_improve (argv);
  set_up_translations ();
  if (argc < 2)
    return dh_app_run (argc, argv);
  if (dh_cli_is_command (argv[1]))
    return dh_cli_run (argc, argv);
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    {
      dh_cli_print_help ();
      return DH_EXIT_DONE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("downhill %s\n", DH_VERSION);
      return DH_EXIT_DONE;
    }
  if (!g_str_has_prefix (argv[1], "--gapplication") && !g_file_test (argv[1], G_FILE_TEST_EXISTS))
    return dh_cli_fail (DH_EXIT_USAGE,
                        _("“%s” is neither a command nor a file: see “downhill --help”"), argv[1]);
  return dh_app_run (argc, argv);
}
