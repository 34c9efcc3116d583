// Any bytes as a list of image numbers.
// SPDX-License-Identifier: MIT

#include "dataset/subset.h"
#include "target.h"

#define N 1000

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  guint k = 0;
  g_autofree guint32 *indices = dh_subset_parse (text, "text", N, &k, &error);

  dh_fuzz_check (indices != NULL, error);
  for (guint i = 0; i < k; i++)
    g_assert (indices[i] < N);
  return 0;
}
