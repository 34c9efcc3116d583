// Any bytes as a picture, as saved parameters and as the text of an experiment.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "target.h"
#include "training/experiment-file.h"

/* Whatever was taken can be written and taken again. */
static void
check_round_trip (const DhExperiment *experiment)
{
  g_autofree char *json = dh_experiment_to_json (experiment);
  g_autoptr (DhExperiment) again = NULL;
  g_autofree char *same = NULL;

  g_assert (json != NULL);
  again = dh_experiment_from_json (json, strlen (json), NULL);
  g_assert (again != NULL);
  same = dh_experiment_to_json (again);
  g_assert (g_str_equal (json, same));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *path = dh_fuzz_make_file (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DhExperiment) experiment = dh_experiment_file_load (path, &error);

  dh_experiment_file_is_one (path);
  dh_fuzz_check (experiment != NULL, error);
  if (experiment != NULL)
    check_round_trip (experiment);
  return 0;
}
