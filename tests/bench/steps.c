// How fast a training step is, and where its time goes.
// SPDX-License-Identifier: MIT
//
// usage: bench-steps DATA-FOLDER [--threads=N] [--seconds=S] [--windows=N] [--parts] [WORKLOAD…]

#include <stdio.h>
#include <string.h>

#include "dataset/catalog.h"
#include "engine/matrix-core.h"
#include "machine.h"
#include "parts.h"
#include "training/trainer.h"
#include "workloads.h"

typedef struct
{
  int threads;
  double seconds; /* of a window */
  int windows;
  gboolean parts; /* measure them as well */
  char **rest;
} Options;

static gboolean
parse (Options *self, int argc, char **argv)
{
  const GOptionEntry entries[] = {
    { "threads", 0, 0, G_OPTION_ARG_INT, &self->threads, "that compute (1)", "N" },
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &self->seconds, "of a window (1)", "S" },
    { "windows", 0, 0, G_OPTION_ARG_INT, &self->windows, "of each workload (5)", "N" },
    { "parts", 0, 0, G_OPTION_ARG_NONE, &self->parts, "tell where the time goes", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->rest, NULL, NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("DATA-FOLDER [WORKLOAD…]");
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error) && self->rest != NULL)
    return TRUE;
  fprintf (stderr, "bench-steps: %s\n", error != NULL ? error->message : "give a data folder");
  return FALSE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Steps a second in one window. */
static double
measure_window (DhTrainer *trainer, double seconds)
{
  gint64 start = g_get_monotonic_time ();
  gint64 now;
  guint64 n = 0;

  do
    {
      for (guint i = 0; i < 4; i++, n++)
        if (!dh_trainer_step (trainer))
          g_error ("The run diverged");
      now = g_get_monotonic_time ();
    }
  while (now - start < seconds * G_USEC_PER_SEC);
  return n * (double) G_USEC_PER_SEC / (now - start);
}

static void
print_parts (const DhSettings *settings, const DhDataset *dataset)
{
  Parts parts = parts_measure (settings, dataset);

  printf ("  µs a step: gather %.1f, forward %.1f, loss %.1f, backward %.1f, update %.1f; "
          "snapshot %.1f, %.2f %% at 60 a second\n",
          parts.gather, parts.forward, parts.loss, parts.backward, parts.update, parts.snapshot,
          parts.snapshot * 60 / 1e4);
}

static void
measure (const Options *options, const Workload *workload, const DhDataset *dataset, double peak)
{
  g_autoptr (DhSettings) settings = workload_make_settings (workload, options->rest[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (DhTrainer) trainer = dh_trainer_new (settings, dataset, &error);
  g_autofree double *rates = g_new (double, options->windows);
  guint batch = workload->batch > 0 ? workload->batch
                                    : workload->subset > 0 ? workload->subset : dataset->train.n;
  double operations = workload_count_operations (workload, dataset->width * dataset->height,
                                                 dataset->n_classes, batch);
  double rate;

  if (trainer == NULL)
    g_error ("%s", error->message);
  dh_trainer_set_threads (trainer, (guint) options->threads);
  measure_window (trainer, options->seconds / 4);
  for (int i = 0; i < options->windows; i++)
    rates[i] = measure_window (trainer, options->seconds);
  qsort (rates, (gsize) options->windows, sizeof *rates, compare);
  rate = rates[options->windows / 2];
  printf ("%-28s %10.1f steps/s  best %10.1f  %7.1f GFLOP/s  %5.1f %% of peak\n", workload->name,
          rate, rates[options->windows - 1], rate * operations / 1e9,
          100 * rate * operations / 1e9 / peak);
  if (options->parts)
    print_parts (settings, dataset);
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  Options options = { .threads = 1, .seconds = 1, .windows = 5 };
  g_autoptr (GError) error = NULL;
  g_autoptr (DhConstDataset) dataset = NULL;
  double peak;

  dh_matrix_core_improve (argv);
  if (!parse (&options, argc, argv))
    return 2;
  dataset = dh_catalog_load (options.rest[0], NULL, &error);
  if (dataset == NULL)
    {
      fprintf (stderr, "bench-steps: %s\n", error->message);
      return 1;
    }
  peak = machine_measure_peak ();
  printf ("peak %.1f GFLOP/s, memory %.1f GB/s, a thread; %.0f ns between two; %d threads; "
          "OpenBLAS for %s\n",
          peak, machine_measure_bandwidth (), machine_measure_distance (), options.threads,
          dh_matrix_core_get ());
  for (guint i = 0; workload_get (i) != NULL; i++)
    if (options.rest[1] == NULL ||
        g_strv_contains ((const char *const *) options.rest + 1, workload_get (i)->name))
      measure (&options, workload_get (i), dataset, peak);
  return 0;
}
