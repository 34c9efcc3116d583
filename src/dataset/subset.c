// Which images a run learns from, chosen as NumPy chooses.
// SPDX-License-Identifier: MIT

#include "dataset/subset.h"

#include "engine/random.h"

static guint32 *
list_all (guint32 n)
{
  guint32 *indices = g_try_new (guint32, n);

  if (indices != NULL)
    for (guint32 i = 0; i < n; i++)
      indices[i] = i;
  return indices;
}

static guint32 *
choose_with_replacement (DhRandom *random, guint32 n, guint32 k)
{
  guint32 *indices = g_try_new (guint32, k);

  if (indices != NULL)
    dh_random_numpy_choice (random, n, indices, k);
  return indices;
}

static guint32 *
choose_without_replacement (DhRandom *random, guint32 n, guint32 k)
{
  guint32 *order = g_try_new (guint32, n);

  if (order == NULL)
    return NULL;
  dh_random_numpy_permutation (random, order, n);
  return g_realloc_n (order, k, sizeof *order);
}

guint32 *
dh_subset_choose (guint32 n, guint32 k, gboolean replacement, guint32 seed)
{
  DhRandom random;

  if (n == 0 || (!replacement && k > n))
    return NULL;
  if (k == 0)
    return list_all (n);
  dh_random_init (&random, seed);
  return replacement ? choose_with_replacement (&random, n, k)
                     : choose_without_replacement (&random, n, k);
}
