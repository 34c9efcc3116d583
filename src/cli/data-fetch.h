// downhill data fetch: downloads a published data set.
// SPDX-License-Identifier: MIT
#pragma once

/* argv: "fetch", the data set, --from=URL. Returns the exit status. */
int dh_data_fetch_run (int argc, char **argv);
