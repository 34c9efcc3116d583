// downhill data and downhill data check: which data sets are here, and are they the published ones?
// SPDX-License-Identifier: MIT
#pragma once

/* Both print to stdout and return the exit status. */

/* Every data set, where it is and whether it is the published one, or how to get it. */
int dh_data_list_print (void);

/* What is in @folder: reads all of it. Fails where it cannot be read, or where only some of its
 * files are those of a published data set. */
int dh_data_list_check (const char *folder);
