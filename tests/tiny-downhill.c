// The program with small data sets in place of the published ones, for tests from outside.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "app/app.h"
#include "cli/cli.h"
#include "dataset/fetch.h"
#include "tiny-sets.h"

/* usage: tiny-downhill [ARGUMENT…]       as downhill
 *        tiny-downhill --write FOLDER    writes the data sets' files to FOLDER/NAME
 * TINY_MIRRORS is the address that a/NAME and b/NAME are below, TINY_TIMEOUT in milliseconds. */
int
main (int argc, char **argv)
{
  const char *mirrors = g_getenv ("TINY_MIRRORS");
  const char *locales = g_getenv ("DOWNHILL_LOCALEDIR");
  const char *timeout = g_getenv ("TINY_TIMEOUT");
  TinySets tiny = { 0 };
  int status = 0;

  setlocale (LC_ALL, "");
  if (locales != NULL)
    bindtextdomain (GETTEXT_PACKAGE, locales);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  tiny_sets_make (&tiny, mirrors != NULL ? mirrors : "http://127.0.0.1:9/");
  if (timeout != NULL)
    dh_fetch_set_timeout ((guint) g_ascii_strtoull (timeout, NULL, 10));
  if (argc == 3 && g_str_equal (argv[1], "--write"))
    for (guint s = 0; s < TINY_SETS_N; s++)
      {
        g_autofree char *folder = g_build_filename (argv[2], tiny.sets[s].name, NULL);

        tiny_sets_write_all (&tiny, s, TRUE, folder);
      }
  else if (argc > 1 && dh_cli_is_command (argv[1]))
    status = dh_cli_run (argc, argv);
  else
    status = dh_app_run (argc, argv);
  tiny_sets_clear (&tiny);
  return status;
}
