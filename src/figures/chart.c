// A pair of series over the steps of a run, training and test, as one chart.
// SPDX-License-Identifier: MIT

#include "figures/chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/number.h"

static const DhChart charts[] = {
  { "loss", N_("Loss"), N_("Press Train to see the loss fall"), DH_SERIES_TRAIN_LOSS,
    DH_SERIES_TEST_LOSS, FALSE },
  { "accuracy", N_("Accuracy"), N_("Press Train to see the accuracy rise"),
    DH_SERIES_TRAIN_ACCURACY, DH_SERIES_TEST_ACCURACY, TRUE },
};

const DhChart *
dh_chart_get_loss (void)
{
  return &charts[0];
}

const DhChart *
dh_chart_get_accuracy (void)
{
  return &charts[1];
}

const DhChart *
dh_chart_find (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    if (g_str_equal (charts[i].id, id))
      return &charts[i];
  return NULL;
}

const DhBucket *
dh_chart_get_buckets (const DhSnapshot *run, DhSeriesKind kind, guint *n)
{
  *n = 0;
  return run != NULL && run->history != NULL ? dh_history_get_buckets (run->history, kind, n)
                                             : NULL;
}

guint
dh_chart_find_bucket (const DhBucket *buckets, guint n, double step)
{
  guint low = 0, high = n;

  /* The last one that does not begin after the step, unless the next is nearer. */
  while (low + 1 < high)
    {
      guint middle = (low + high) / 2;

      if ((double) buckets[middle].first <= step)
        low = middle;
      else
        high = middle;
    }
  if (low + 1 < n && (double) buckets[low + 1].first - step < step - (double) buckets[low].last)
    low++;
  return low;
}

double
dh_chart_get_middle (const DhBucket *bucket)
{
  return ((double) bucket->first + (double) bucket->last) / 2;
}

void
dh_chart_smooth (const DhBucket *buckets, guint n, double beta, double *values)
{
  double sum = 0;
  double missing = 1; /* beta^steps: the weight of what was before the first step */

  g_return_if_fail (beta >= 0 && beta < 1);

  for (guint i = 0; i < n; i++)
    {
      guint64 before = i > 0 ? buckets[i - 1].last + 1 : buckets[i].first;
      double kept = pow (beta, (double) (MAX (buckets[i].last + 1, before + 1) - before));

      sum = kept * sum + (1 - kept) * buckets[i].mean;
      missing *= kept;
      values[i] = sum / (1 - missing);
    }
}

char *
dh_chart_format_value (const DhChart *self, double value)
{
  g_autofree char *percent = NULL;

  if (!self->share)
    return dh_number_format_loss (value);
  percent = dh_number_format_decimals (100 * value, 2);
  return g_strdup_printf (_("%s %%"), percent);
}

char *
dh_chart_format_steps (const DhBucket *bucket)
{
  g_autofree char *first = dh_number_format_count (bucket->first);
  g_autofree char *last = dh_number_format_count (bucket->last);

  return bucket->first == bucket->last ? g_strdup_printf (_("Step %s"), first)
                                       : g_strdup_printf (_("Steps %s–%s"), first, last);
}
