// Any bytes as JSON, and as the settings of a run.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "target.h"
#include "training/json-check.h"
#include "training/settings.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DhSettings) settings = dh_settings_from_json (text, &error);

  dh_json_check ((const char *) data, size, 8);
  dh_fuzz_check (settings != NULL, error);
  if (settings != NULL)
    {
      /* Whatever was taken can be written and taken again. */
      g_autofree char *json = dh_settings_to_json (settings);
      g_autoptr (DhSettings) again = dh_settings_from_json (json, NULL);

      g_assert (again != NULL && dh_settings_equal (settings, again));
    }
  return 0;
}
