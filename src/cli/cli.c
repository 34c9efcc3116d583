// The command line: every command word, without GTK and without a display.
// SPDX-License-Identifier: MIT

#include "cli/cli.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "cli/data-command.h"
#include "cli/page-command.h"
#include "cli/train-command.h"
#include "figures/figure.h"

typedef struct
{
  const char *name;
  const char *summary;
  int (*run) (int argc, char **argv);
} Command;

static int
run_figures (int argc, char **argv)
{
  guint n;
  const DhFigure *figures = dh_figures_get_all (&n);

  if (argc > 1 && g_str_equal (argv[1], "--help"))
    {
      g_print ("downhill figures    %s\n", _("list the figures that can be written"));
      return DH_EXIT_DONE;
    }
  if (argc > 1)
    return dh_cli_fail (DH_EXIT_USAGE, _("figures takes no argument “%s”"), argv[1]);
  for (guint i = 0; i < n; i++)
    g_print ("%-10s %4d × %-4d  %s\n", figures[i].id, figures[i].width, figures[i].height,
             _(figures[i].title));
  return DH_EXIT_DONE;
}

static int run_help (int argc, char **argv);

static const Command commands[] = {
  { "train", N_("train a network and write what was learned"), dh_train_command_run },
  { "page", N_("print the lecture’s page, each number beside the program’s own"),
    dh_page_command_run },
  { "data", N_("list, download, check or write data sets"), dh_data_command_run },
  { "figures", N_("list the figures that can be written"), run_figures },
  { "help", N_("print this"), run_help },
};

static const Command *
find_command (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, word))
      return &commands[i];
  return NULL;
}

gboolean
dh_cli_is_command (const char *word)
{
  return find_command (word) != NULL;
}

static int
run_help (int argc, char **argv)
{
  const Command *command = argc > 1 ? find_command (argv[1]) : NULL;
  char *arguments[] = { argv[argc - 1], (char *) "--help", NULL };

  if (command != NULL && command->run != run_help)
    return command->run (2, arguments);
  dh_cli_print_help ();
  return DH_EXIT_DONE;
}

int
dh_cli_run (int argc, char **argv)
{
  int status;

  g_return_val_if_fail (argc >= 2 && dh_cli_is_command (argv[1]), DH_EXIT_USAGE);

  status = find_command (argv[1])->run (argc - 1, argv + 1);
  /* g_print() does not tell. */
  if (status == DH_EXIT_DONE && (fflush (stdout) != 0 || ferror (stdout)))
    return dh_cli_fail (DH_EXIT_FAILED,
                        _("cannot write to the standard output: is the disk full?"));
  return status;
}

static void
tell (const char *format, va_list arguments)
{
  g_autofree char *message = g_strdup_vprintf (format, arguments);

  g_strdelimit (message, "\n", ' ');
  g_printerr ("downhill: %s\n", message);
}

int
dh_cli_fail (int status, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  tell (format, arguments);
  va_end (arguments);
  return status;
}

void
dh_cli_warn (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  tell (format, arguments);
  va_end (arguments);
}

void
dh_cli_print_help (void)
{
  g_print (_("Downhill — watch gradient descent learn\n\n"
             "  downhill                  open the window\n"
             "  downhill FOLDER           open the window on the IDX files of a folder\n"
             "  downhill COMMAND …        work without a display\n\n"
             "Commands:\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-10s %s\n", commands[i].name, _(commands[i].summary));
  g_print (_("\n“downhill train --help” lists its options.\n"));
}
