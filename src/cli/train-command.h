// downhill train: a whole run without a display.
// SPDX-License-Identifier: MIT
#pragma once

/* argv[0] is the command word. Returns the exit status. */
int dh_train_command_run (int argc, char **argv);
