// The command line: every command word, without GTK and without a display.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Exit statuses, the same for every command. */
enum
{
  DH_EXIT_DONE = 0,
  DH_EXIT_FAILED = 1,  /* bad data, cannot write, … */
  DH_EXIT_USAGE = 2,
  DH_EXIT_DIVERGED = 3 /* the outputs were written, from the last good step */
};

/* TRUE where @word is a command: "train", "page", "data", …. */
gboolean dh_cli_is_command (const char *word);

/* Runs the command argv[1] with the options after it. Returns the exit status; an error is one line
 * on stderr: what, where, what to do. */
int dh_cli_run (int argc, char **argv);

/* Prints @message as that line. Returns @status. */
int dh_cli_fail (int status, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The same of what was done, but not as may be thought. */
void dh_cli_warn (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* What --help of the whole program prints. */
void dh_cli_print_help (void);

G_END_DECLS
