// The loss figure in words and numbers.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>

#include "figures/figure-table.h"
#include "figures/loss-layout.h"
#include "figures/number.h"

static const DhBucket *
find_bucket (const DhBucket *buckets, guint n, double step)
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
  if (n == 0)
    return NULL;
  if (low + 1 < n && (double) buckets[low + 1].first - step < step - (double) buckets[low].last)
    low++;
  return &buckets[low];
}

static char *
name_steps (const DhBucket *bucket)
{
  g_autofree char *first = dh_number_format_count (bucket->first);
  g_autofree char *last = dh_number_format_count (bucket->last);

  return bucket->first == bucket->last ? g_strdup_printf (_("Step %s"), first)
                                       : g_strdup_printf (_("Steps %s–%s"), first, last);
}

static char *
describe_step (const DhSnapshot *run, double step)
{
  guint n_train, n_test;
  const DhBucket *trains = dh_loss_layout_get_buckets (run, DH_SERIES_TRAIN_LOSS, &n_train);
  const DhBucket *tests = dh_loss_layout_get_buckets (run, DH_SERIES_TEST_LOSS, &n_test);
  const DhBucket *train = find_bucket (trains, n_train, step);
  const DhBucket *test = find_bucket (tests, n_test, train != NULL ? (double) train->first : step);
  g_autofree char *train_loss = NULL, *test_loss = NULL, *steps = NULL, *test_steps = NULL;

  if (train == NULL && test == NULL)
    return NULL;
  steps = name_steps (train != NULL ? train : test);
  if (train != NULL)
    train_loss = dh_number_format_loss (train->mean);
  if (test != NULL)
    test_loss = dh_number_format_loss (test->mean);
  if (test == NULL)
    return g_strdup_printf (_("%s: training loss %s"), steps, train_loss);
  if (train == NULL)
    return g_strdup_printf (_("%s: test loss %s"), steps, test_loss);
  if (test->first <= train->last && test->last >= train->first)
    return g_strdup_printf (_("%s: training loss %s, test loss %s"), steps, train_loss, test_loss);
  /* The test set is evaluated less often: say when, rather than pass it off as this step's. */
  test_steps = dh_number_format_count (test->last);
  return g_strdup_printf (_("%s: training loss %s, test loss %s at step %s"), steps, train_loss,
                          test_loss, test_steps);
}

static char *
describe_train_loss (const DhBucket *train, guint n)
{
  g_autofree char *first = dh_number_format_loss (train[0].mean);
  g_autofree char *last = dh_number_format_loss (train[n - 1].mean);
  g_autofree char *step = dh_number_format_count (train[n - 1].last);

  if (n == 1)
    return g_strdup_printf (_("Training loss %s at step %s."), last, step);
  return g_strdup_printf (train[n - 1].mean > train[0].mean
                              ? _("Training loss %s at step %s, up from %s.")
                              : _("Training loss %s at step %s, down from %s."),
                          last, step, first);
}

/* One sentence a fact: parts of a sentence cannot be translated. */
static char *
describe_whole (const DhSnapshot *run)
{
  guint n, n_test;
  const DhBucket *train = dh_loss_layout_get_buckets (run, DH_SERIES_TRAIN_LOSS, &n);
  const DhBucket *test = dh_loss_layout_get_buckets (run, DH_SERIES_TEST_LOSS, &n_test);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);

  if (n == 0 && n_test == 0)
    g_ptr_array_add (sentences, g_strdup (_("No step has been made yet.")));
  if (n > 0)
    g_ptr_array_add (sentences, describe_train_loss (train, n));
  if (n_test > 0)
    {
      g_autofree char *last = dh_number_format_loss (test[n_test - 1].mean);

      g_ptr_array_add (sentences, g_strdup_printf (_("Test loss %s."), last));
    }
  if (run != NULL && run->diverged_at >= 0)
    {
      g_autofree char *step = dh_number_format_count ((guint64) run->diverged_at);

      g_ptr_array_add (sentences, g_strdup_printf (_("Diverged at step %s."), step));
    }
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv (" ", (char **) sentences->pdata);
}

char *
dh_loss_describe (const DhFigureModel *model, double width, double height, double x, double y)
{
  const DhSnapshot *run;
  DhLossLayout layout;

  g_return_val_if_fail (model != NULL, NULL);

  run = dh_frame_get_run (model, 0);
  if (x < 0)
    return describe_whole (run);
  dh_loss_layout_init (&layout, model, width, height);
  if (layout.empty || !dh_rect_contains (&layout.plot, x, y))
    return NULL;
  return describe_step (run, dh_scale_unmap (&layout.x, x));
}

static void
append_series (GString *csv, const DhSnapshot *run, DhSeriesKind kind, const char *name)
{
  guint n;
  const DhBucket *buckets = dh_loss_layout_get_buckets (run, kind, &n);

  for (guint i = 0; i < n; i++)
    {
      const double values[] = { buckets[i].min, buckets[i].mean, buckets[i].max };

      g_string_append_printf (
          csv, "%" G_GUINT64_FORMAT ",%s,%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT ",%u", run->run,
          name, buckets[i].first, buckets[i].last, buckets[i].n);
      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_string_append_c (csv, ',');
          dh_number_append_csv (csv, values[j]);
        }
      g_string_append_c (csv, '\n');
    }
}

char *
dh_loss_csv (const DhFigureModel *model)
{
  GString *csv = g_string_new ("run,series,first_step,last_step,measurements,min,mean,max\n");

  for (guint i = 0; model != NULL && i < model->n_runs; i++)
    {
      append_series (csv, dh_frame_get_run (model, i), DH_SERIES_TRAIN_LOSS, "training");
      append_series (csv, dh_frame_get_run (model, i), DH_SERIES_TEST_LOSS, "test");
    }
  return g_string_free (csv, FALSE);
}
