// The window's side of the program, as main sees it.
// SPDX-License-Identifier: MIT
#pragma once

/* Opens the window on the files of @argv, if any, and returns the exit status when it is closed.
 * Where there is no display: one line on stderr, and 1. */
int dh_app_run (int argc, char **argv);
