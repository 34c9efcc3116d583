// downhill data: the data sets, without training on them.
// SPDX-License-Identifier: MIT
#pragma once

/* argv[0] is the command word. Returns the exit status. */
int dh_data_command_run (int argc, char **argv);
