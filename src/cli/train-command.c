// downhill train: a whole run without a display.
// SPDX-License-Identifier: MIT

#include "cli/train-command.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <signal.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/step-log.h"
#include "cli/train-options.h"
#include "cli/train-report.h"
#include "dataset/catalog.h"
#include "figures/export.h"
#include "files/whole-file.h"
#include "training/pytorch-twin.h"
#include "training/run-json.h"
#include "training/safetensors.h"

static volatile sig_atomic_t interrupted = 0;

static void
interrupt (int signal_number)
{
  interrupted = 1;
}

static guint64
count_steps (const DhRun *run)
{
  const DhSettings *settings = dh_trainer_get_settings (dh_run_get_trainer (run));

  /* Here, unlike in the window, no steps means none. */
  return settings->epochs > 0 ? dh_trainer_get_n_steps (dh_run_get_trainer (run))
                              : settings->steps;
}

static gboolean
observe (DhRun *run, const DhTrainOptions *options, DhStepLog *log, gboolean last, GError **error)
{
  guint64 step = dh_trainer_get_step (dh_run_get_trainer (run));
  guint64 every = options->evaluate_every;

  if (last || (every > 0 && step % every == 0))
    dh_run_evaluate (run);
  return log == NULL || dh_step_log_add (log, run, error);
}

/* TRUE when the run has ended, done, diverged or interrupted; FALSE where the log cannot be
 * written. */
static gboolean
train (DhRun *run, const DhTrainOptions *options, DhStepLog *log, double *seconds, GError **error)
{
  const DhTrainer *trainer = dh_run_get_trainer (run);
  guint64 n_steps = count_steps (run);
  gint64 usec = 0;

  while (dh_trainer_get_step (trainer) < n_steps && !interrupted)
    {
      gint64 start;

      if (!observe (run, options, log, FALSE, error))
        return FALSE;
      start = g_get_monotonic_time ();
      if (!dh_run_step (run))
        break;
      usec += g_get_monotonic_time () - start;
      dh_run_record_seconds (run, usec * 1e-6);
      if (!options->quiet)
        dh_train_report_progress (run, n_steps, usec * 1e-6);
    }
  *seconds = usec * 1e-6;
  dh_train_report_clear_progress ();
  if (dh_trainer_get_diverged_at (trainer) >= 0)
    {
      /* The line of the last good step is in the log. */
      dh_run_evaluate (run);
      return log == NULL || dh_step_log_add_diverged (log, run, error);
    }
  return observe (run, options, log, TRUE, error);
}

/* @runs: one. */
static DhFigureModel
make_model (const DhFigureRequest *request, const DhSnapshot *const *runs, const DhTheme *theme)
{
  DhFigureModel model = request->view;

  model.runs = runs;
  model.n_runs = 1;
  model.theme = theme;
  return model;
}

/* Before the first step, so that what only a step can tell is there after the last. */
static void
look_for_figures (DhRun *run, const DhTrainOptions *options)
{
  g_autoptr (DhSnapshot) snapshot = dh_run_make_snapshot (run, DH_RUN_READY);
  const DhSnapshot *runs[] = { snapshot };
  DhLook look = { 0 };

  for (guint i = 0; i < options->figures->len; i++)
    {
      const DhFigureRequest *request = &g_array_index (options->figures, DhFigureRequest, i);
      DhFigureModel model = make_model (request, runs, dh_theme_get_light ());

      if (request->figure->wants != NULL)
        look.wants |= request->figure->wants (&model);
    }
  dh_run_set_look (run, &look);
}

static gboolean
write_figures (const DhSnapshot *snapshot, const DhTrainOptions *options, GError **error)
{
  const DhSnapshot *runs[] = { snapshot };
  const DhTheme *theme = options->dark ? dh_theme_get_dark () : dh_theme_get_light ();

  for (guint i = 0; i < options->figures->len; i++)
    {
      const DhFigureRequest *request = &g_array_index (options->figures, DhFigureRequest, i);
      DhFigureModel model = make_model (request, runs, theme);

      if (!dh_export_figure (request->figure, &model, &options->look, request->file, error))
        return FALSE;
    }
  return TRUE;
}

/* A script has the settings of step 0 from beginning to end. */
static gboolean
write_twin (const DhRun *run, const DhTrainOptions *options, GError **error)
{
  g_autofree char *script = dh_pytorch_twin_make (options->settings, 0);
  g_autofree char *name = g_file_get_parse_name (options->pytorch);
  const GArray *changes = options->like != NULL ? options->like->changes : NULL;

  if (!dh_whole_file_write (options->pytorch, script, strlen (script), error))
    return FALSE;
  if (changes != NULL && changes->len > 0 &&
      g_array_index (changes, DhEvent, 0).step < dh_trainer_get_step (dh_run_get_trainer (run)))
    dh_cli_warn (_("%s has the settings of step 0: what was changed on the way is not in it"),
                 name);
  return TRUE;
}

static gboolean
write_outputs (DhRun *run, const DhTrainOptions *options, DhStepLog *log, GError **error)
{
  gboolean diverged = dh_trainer_get_diverged_at (dh_run_get_trainer (run)) >= 0;
  g_autoptr (DhSnapshot) snapshot = NULL;

  if (dh_run_wants_update (run, TRUE))
    dh_run_recover_update (run);
  if (dh_run_wants_probe (run))
    dh_run_probe (run);
  snapshot = dh_run_make_snapshot (run, diverged ? DH_RUN_DIVERGED : DH_RUN_FINISHED);
  if (log != NULL && !dh_step_log_close (log, error))
    return FALSE;
  if (options->save != NULL && !dh_safetensors_save (snapshot, options->save, error))
    return FALSE;
  if (options->pytorch != NULL && !write_twin (run, options, error))
    return FALSE;
  return write_figures (snapshot, options, error);
}

static int
report (const DhRun *run, const DhTrainOptions *options, double seconds)
{
  const DhTrainer *trainer = dh_run_get_trainer (run);

  if (options->json)
    {
      g_autofree char *json = dh_run_to_json (run, seconds);

      g_print ("%s\n", json);
    }
  else if (!options->quiet)
    dh_train_report_print (run, seconds);
  if (dh_trainer_get_diverged_at (trainer) >= 0)
    return dh_cli_fail (DH_EXIT_DIVERGED,
                        _("the loss is not finite at step %" PRId64
                          "; the results are of the step before: try a smaller --learning-rate"),
                        dh_trainer_get_diverged_at (trainer));
  if (interrupted)
    return dh_cli_fail (DH_EXIT_FAILED,
                        _("interrupted: the results are of step %" PRIu64),
                        dh_trainer_get_step (trainer));
  return DH_EXIT_DONE;
}

static int
run_with_options (const DhTrainOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhConstDataset) dataset = NULL;
  g_autoptr (DhStepLog) log = NULL;
  g_autoptr (DhRun) run = NULL;
  double seconds = 0;

  if (options->log != NULL)
    log = dh_step_log_new (options->log, &error);
  if (error == NULL)
    dataset = dh_catalog_load (options->settings->data, NULL, &error);
  if (dataset != NULL)
    run = dh_run_new (1, options->settings, dataset, &error);
  if (run != NULL)
    dh_run_set_threads (run, options->threads);
  if (run != NULL && options->like != NULL)
    dh_run_follow (run, options->like);
  if (run != NULL && options->figures->len > 0)
    look_for_figures (run, options);
  signal (SIGINT, interrupt);
  if (run == NULL || !train (run, options, log, &seconds, &error) ||
      !write_outputs (run, options, log, &error))
    return dh_cli_fail (DH_EXIT_FAILED, "%s", error->message);
  return report (run, options, seconds);
}

int
dh_train_command_run (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhTrainOptions) options = dh_train_options_parse (argc, argv, &error);

  if (options != NULL)
    return run_with_options (options);
  return dh_cli_fail (error->domain == G_OPTION_ERROR ? DH_EXIT_USAGE : DH_EXIT_FAILED, "%s",
                      error->message);
}
