// Which images of the test set are looked at, in which order, a page of them at a time.
// SPDX-License-Identifier: MIT

#include "figures/mistakes-list.h"

#include <math.h>
#include <stdlib.h>

/* Sorted as they are: neighbours in memory, no look-up while comparing. */
typedef struct
{
  float key; /* the lowest first */
  guint32 image;
} Item;

gboolean
dh_mistakes_has_cell (const DhReading *reading, const DhMistakesChoices *choices)
{
  int n = (int) reading->n_classes;

  return choices->has_cell && choices->label < n && choices->predicted < n &&
         (choices->label >= 0 || choices->predicted >= 0);
}

static guint
get_count (const DhReading *reading, guint label, guint predicted)
{
  return reading->confusion[(gsize) label * reading->n_classes + predicted];
}

guint
dh_mistakes_count_cell (const DhReading *reading, int label, int predicted)
{
  guint n = 0;

  if (label >= 0 && predicted >= 0)
    return get_count (reading, (guint) label, (guint) predicted);
  if (label < 0 && predicted < 0)
    return reading->n;
  for (guint i = 0; i < reading->n_classes; i++)
    n += label < 0 ? get_count (reading, i, (guint) predicted)
                   : get_count (reading, (guint) label, i);
  return n;
}

guint
dh_mistakes_count (const DhReading *reading, const DhMistakesChoices *choices)
{
  int label = choices->label;
  int predicted = choices->predicted;
  guint right;

  if (!dh_mistakes_has_cell (reading, choices))
    return reading->n - dh_reading_count_right (reading);
  if (label >= 0 && predicted >= 0)
    return dh_mistakes_count_cell (reading, label, predicted);
  right = (guint) MAX (label, predicted);
  return dh_mistakes_count_cell (reading, label, predicted) - get_count (reading, right, right);
}

guint
dh_mistakes_count_pages (const DhReading *reading, const DhMistakesChoices *choices)
{
  guint n = dh_mistakes_count (reading, choices);

  return MAX ((n + DH_MISTAKES_PER_PAGE - 1) / DH_MISTAKES_PER_PAGE, 1);
}

guint
dh_mistakes_get_page (const DhReading *reading, const DhMistakesChoices *choices)
{
  return MIN (choices->page, dh_mistakes_count_pages (reading, choices) - 1);
}

static gboolean
is_listed (const DhReading *reading, const DhMistakesChoices *choices, gboolean has_cell, guint i)
{
  int label = reading->labels[i];
  int predicted = reading->predicted[i];

  if (has_cell && choices->label >= 0 && choices->predicted >= 0)
    return label == choices->label && predicted == choices->predicted;
  return label != predicted && (!has_cell || choices->label < 0 || label == choices->label) &&
         (!has_cell || choices->predicted < 0 || predicted == choices->predicted);
}

/* Equally sure, the first of the test set goes first: the order does not depend on the sorting. */
static int
compare (const void *a, const void *b)
{
  const Item *x = a;
  const Item *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return x->image < y->image ? -1 : x->image > y->image;
}

static float
get_key (const DhReading *reading, guint i)
{
  float probability = reading->probability[i];

  /* A network whose weights are not finite is sure of nothing. */
  if (isnan (probability))
    probability = 0;
  return reading->labels[i] == reading->predicted[i] ? probability : -probability;
}

guint32 *
dh_mistakes_list (const DhReading *reading, const DhMistakesChoices *choices)
{
  gboolean has_cell = dh_mistakes_has_cell (reading, choices);
  guint n = dh_mistakes_count (reading, choices);
  g_autofree Item *items = g_try_new (Item, n);
  guint32 *list = g_try_new (guint32, n);
  guint k = 0;

  if (items == NULL || list == NULL)
    {
      g_free (list);
      return NULL;
    }
  for (guint i = 0; i < reading->n && k < n; i++)
    if (is_listed (reading, choices, has_cell, i))
      items[k++] = (Item){ get_key (reading, i), i };
  g_assert (k == n);
  qsort (items, n, sizeof *items, compare);
  for (guint i = 0; i < n; i++)
    list[i] = items[i].image;
  return list;
}
