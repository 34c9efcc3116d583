// The numbers of all charts of a run.
// SPDX-License-Identifier: MIT

#include "figures/chart-axis.h"
#include "figures/chart-figure.h"
#include "figures/frame.h"
#include "figures/number.h"

#define HEADER "run,series,first_step,last_step,measurements,min,mean,max,epoch,seconds,event\n"

/* Empty where the run does not know it. */
static void
append_position (GString *csv, const DhSnapshot *run, DhChartUnit unit, guint64 step)
{
  DhChartAxis axis;

  dh_chart_axis_init (&axis, run, unit);
  g_string_append_c (csv, ',');
  if (axis.unit == unit)
    dh_number_append_csv (csv, dh_chart_axis_get_position (&axis, (double) step));
}

/* What was changed from the first to the last step: "learning-rate=0.05;momentum=0.8". */
static void
append_events (GString *csv, const DhSnapshot *run, guint64 first, guint64 last)
{
  guint n;
  const DhEvent *events = dh_history_get_events (run->history, &n);
  const char *separator = "";

  g_string_append_c (csv, ',');
  for (guint i = 0; i < n; i++)
    if (events[i].step >= first && events[i].step <= last)
      {
        g_string_append_printf (csv, "%s%s%s%s", separator, events[i].key,
                                *events[i].value != '\0' ? "=" : "", events[i].value);
        separator = ";";
      }
}

/* @with_events: each is told once, in the first row of this series that reaches its step. */
static void
append_series (GString *csv, const DhSnapshot *run, DhSeriesKind kind, const char *name,
               gboolean with_events)
{
  guint n;
  const DhBucket *buckets = dh_chart_get_buckets (run, kind, &n);

  for (guint i = 0; i < n; i++)
    {
      const DhBucket *bucket = &buckets[i];
      const double values[] = { bucket->min, bucket->mean, bucket->max };
      guint64 end = i + 1 < n ? bucket->last : G_MAXUINT64;

      g_string_append_printf (
          csv, "%" G_GUINT64_FORMAT ",%s,%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT ",%u", run->run,
          name, bucket->first, bucket->last, bucket->n);
      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_string_append_c (csv, ',');
          dh_number_append_csv (csv, values[j]);
        }
      append_position (csv, run, DH_CHART_EPOCHS, bucket->last);
      append_position (csv, run, DH_CHART_SECONDS, bucket->last);
      if (with_events)
        append_events (csv, run, i > 0 ? buckets[i - 1].last + 1 : 0, end);
      else
        g_string_append_c (csv, ',');
      g_string_append_c (csv, '\n');
    }
}

char *
dh_chart_csv (const DhFigureModel *model)
{
  GString *csv = g_string_new (HEADER);

  for (guint i = 0; model != NULL && i < model->n_runs; i++)
    {
      const DhSnapshot *run = dh_frame_get_run (model, i);

      append_series (csv, run, DH_SERIES_TRAIN_LOSS, "training", TRUE);
      append_series (csv, run, DH_SERIES_TEST_LOSS, "test", FALSE);
      append_series (csv, run, DH_SERIES_TRAIN_ACCURACY, "training-accuracy", FALSE);
      append_series (csv, run, DH_SERIES_TEST_ACCURACY, "test-accuracy", FALSE);
    }
  return g_string_free (csv, FALSE);
}
