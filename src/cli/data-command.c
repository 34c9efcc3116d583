// downhill data: the data sets, without training on them.
// SPDX-License-Identifier: MIT

#include "cli/data-command.h"

#include <glib/gi18n-lib.h>

#include "cli/cli.h"
#include "dataset/catalog.h"
#include "dataset/idx-write.h"

/* argv: "export", the data set, the folder. */
static int
run_export (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhConstDataset) dataset = NULL;

  if (argc != 3 || *argv[1] == '\0' || *argv[2] == '\0')
    return dh_cli_fail (DH_EXIT_USAGE, _("give a data set and a folder to write it to: "
                                         "downhill data export NAME FOLDER"));
  dataset = dh_catalog_load (argv[1], NULL, &error);
  if (dataset == NULL || !dh_idx_write_folder (dataset, argv[2], &error))
    return dh_cli_fail (DH_EXIT_FAILED, "%s", error->message);
  g_print (_("%u images for training and %u for testing are in %s\n"), dataset->train.n,
           dataset->test.n, argv[2]);
  return DH_EXIT_DONE;
}

int
dh_data_command_run (int argc, char **argv)
{
  if (argc > 1 && g_str_equal (argv[1], "export"))
    return run_export (argc - 1, argv + 1);
  if (argc > 1 && g_str_equal (argv[1], "--help"))
    {
      g_print ("downhill data export NAME FOLDER    %s\n", _("write a data set as IDX files"));
      return DH_EXIT_DONE;
    }
  return dh_cli_fail (DH_EXIT_USAGE, _("data knows one word: downhill data export NAME FOLDER"));
}
