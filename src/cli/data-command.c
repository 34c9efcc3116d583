// downhill data: the data sets, without training on them.
// SPDX-License-Identifier: MIT

#include "cli/data-command.h"

#include <glib/gi18n-lib.h>

#include "cli/cli.h"
#include "cli/data-fetch.h"
#include "cli/data-list.h"
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

/* argv: "check", the folder. */
static int
run_check (int argc, char **argv)
{
  if (argc != 2 || *argv[1] == '\0')
    return dh_cli_fail (DH_EXIT_USAGE, _("give the folder to check: downhill data check FOLDER"));
  return dh_data_list_check (argv[1]);
}

static const struct
{
  const char *word;
  const char *arguments;
  const char *summary;
  int (*run) (int argc, char **argv);
} words[] = {
  { "fetch", "fetch NAME [--from=URL]", N_ ("download a published data set"), dh_data_fetch_run },
  { "check", "check FOLDER", N_ ("read IDX files, and compare them with the published ones"),
    run_check },
  { "export", "export NAME FOLDER", N_ ("write a data set as IDX files"), run_export },
};

static int
print_help (void)
{
  g_print ("downhill data                            %s\n",
           _("list the data sets and where they are"));
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    g_print ("downhill data %-26s %s\n", words[i].arguments, _(words[i].summary));
  return DH_EXIT_DONE;
}

int
dh_data_command_run (int argc, char **argv)
{
  if (argc == 1)
    return dh_data_list_print ();
  if (g_str_equal (argv[1], "--help"))
    return print_help ();
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (argv[1], words[i].word))
      return words[i].run (argc - 1, argv + 1);
  return dh_cli_fail (DH_EXIT_USAGE,
                      _("data knows fetch, check and export, not “%s”: see “downhill data --help”"),
                      argv[1]);
}
