// Any bytes as the names of classes, from a file and from a text.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "dataset/class-names.h"
#include "dataset/dataset.h"
#include "target.h"

static void
check_names (char **names)
{
  guint n = names != NULL ? g_strv_length (names) : DH_DATASET_MIN_CLASSES;

  g_assert (n >= DH_DATASET_MIN_CLASSES && n <= DH_DATASET_MAX_CLASSES);
  for (guint i = 0; names != NULL && i < n; i++)
    g_assert (*names[i] != '\0' && strlen (names[i]) <= DH_CLASS_NAMES_LONGEST &&
              g_utf8_validate (names[i], -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) file_error = NULL;
  gboolean is_missing = TRUE;
  g_auto (GStrv) names = dh_class_names_parse ((const char *) data, size, "text", &error);
  g_auto (GStrv) read = dh_class_names_read (dh_fuzz_make_file (data, size), &is_missing, NULL,
                                             &file_error);

  dh_fuzz_check (names != NULL, error);
  dh_fuzz_check (read != NULL, file_error);
  g_assert (!is_missing);
  check_names (names);
  check_names (read);
  return 0;
}
