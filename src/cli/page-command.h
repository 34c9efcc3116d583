// downhill page: the lecture's page, number by number.
// SPDX-License-Identifier: MIT
#pragma once

/* argv[0] is the command word. Prints every number of the page beside the program's own and how
 * many are equal. Returns the exit status: 0 where all are. */
int dh_page_command_run (int argc, char **argv);
