// What downhill train prints: progress while it works, the result at the end.
// SPDX-License-Identifier: MIT

#include "cli/train-report.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#define PROGRESS_USEC 100000

static double
rate (const DhRun *run, double seconds)
{
  return seconds > 0 ? dh_trainer_get_step (dh_run_get_trainer (run)) / seconds : 0;
}

void
dh_train_report_progress (const DhRun *run, guint64 n_steps, double seconds)
{
  static gint64 printed_at = 0;
  const DhTrainer *trainer = dh_run_get_trainer (run);
  guint64 step = dh_trainer_get_step (trainer);
  gint64 now = g_get_monotonic_time ();
  int left;

  if (now - printed_at < PROGRESS_USEC || !isatty (STDERR_FILENO))
    return;
  printed_at = now;
  left = (int) MIN ((n_steps - step) / MAX (rate (run, seconds), 1e-9), 359999.0);
  fprintf (stderr, "\r\033[K");
  fprintf (stderr, _("step %" PRIu64 " of %" PRIu64 "  loss %.7g  %.0f steps/s  %d:%02d left"),
           step, n_steps, dh_trainer_get_loss (trainer), rate (run, seconds),
           left / 60, left % 60);
  fflush (stderr);
}

void
dh_train_report_clear_progress (void)
{
  if (isatty (STDERR_FILENO))
    fprintf (stderr, "\r\033[K");
}

void
dh_train_report_print (const DhRun *run, double seconds)
{
  const DhTrainer *trainer = dh_run_get_trainer (run);
  const DhTestResult *test = dh_run_get_test_result (run);

  g_print (_("step           %" PRIu64 "  (epoch %" PRIu64 ")\n"), dh_trainer_get_step (trainer),
           dh_trainer_get_epoch (trainer));
  g_print (_("training loss  %.7g  accuracy %.2f %%\n"), dh_trainer_get_loss (trainer),
           100 * dh_trainer_get_accuracy (trainer));
  if (test != NULL)
    g_print (_("test loss      %.7g  accuracy %.2f %%\n"), test->loss, 100 * test->accuracy);
  else if (dh_trainer_get_dataset (trainer)->test.n == 0)
    g_print (_("test           none: the data set has no test images\n"));
  g_print (_("parameters     %zu\n"), dh_trainer_get_network (trainer)->n_parameters);
  g_print (_("time           %.3f s  (%.0f steps/s)\n"), seconds, rate (run, seconds));
}
