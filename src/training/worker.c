// The worker thread: the only place where a run is computed for a window.
// SPDX-License-Identifier: MIT

#include "training/worker.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "training/loading.h"
#include "training/message.h"
#include "training/pace.h"
#include "training/run.h"

struct _DhWorker
{
  DhMailbox *mailbox;
  GThread *thread;
  GCancellable *cancellable; /* cancels any loading */

  /* The rest belongs to the thread. */
  const DhDataset *dataset;
  char *dataset_name;
  DhRun *run;
  guint64 run_number; /* of the last reset */
  guint64 made;       /* of the run there is: resets after it may have failed */
  DhRunState state;
  DhMessage message;
  DhLook look;
  guint64 until; /* pause when this step is reached; G_MAXUINT64 = never */
  gboolean stepping; /* until was counted from steps asked for */
  gboolean quit;

  DhPace pace;
  gboolean has_time_to_probe; /* with what is shown next: as it was before the step */
};

/* What is made while the run stands holds up no training. */
static void
spend (DhWorker *self, DhBudget *budget, double begun)
{
  if (self->state == DH_RUN_RUNNING)
    dh_budget_end (budget, begun);
}

static gboolean
may_probe (const DhWorker *self)
{
  return self->state != DH_RUN_RUNNING || self->has_time_to_probe;
}

static void
probe (DhWorker *self)
{
  double begun = dh_budget_begin ();

  if (!dh_run_wants_probe (self->run) || !may_probe (self))
    return;
  if (self->state == DH_RUN_RUNNING)
    dh_run_begin_probe (self->run);
  else
    dh_run_probe (self->run);
  spend (self, &self->pace.probes, begun);
}

/* Whether what is shown next tells what the step before it added. */
static gboolean
tells_update (const DhWorker *self)
{
  return dh_run_wants_update (self->run, may_probe (self));
}

/* The gradient that the next step would begin with, and that a probe and a snapshot need: it costs
 * nothing. Then the probe. */
static void
complete (DhWorker *self)
{
  gint64 start = g_get_monotonic_time ();

  if (self->state != DH_RUN_RUNNING && tells_update (self))
    dh_run_recover_update (self->run);
  dh_run_complete_gradient (self->run);
  if (self->state == DH_RUN_RUNNING)
    self->pace.trained += (double) (g_get_monotonic_time () - start);
  probe (self);
}

static void
publish (DhWorker *self)
{
  DhSnapshot *snapshot;
  double begun;

  dh_pace_add_snapshot (&self->pace, g_get_monotonic_time ());
  if (self->run != NULL)
    complete (self);
  begun = dh_budget_begin ();
  dh_message_update (&self->message, dh_mailbox_is_empty (self->mailbox));
  snapshot = self->run != NULL ? dh_run_make_snapshot (self->run, self->state) : dh_snapshot_new ();
  snapshot->run = self->run_number;
  snapshot->message = g_strdup (self->message.text);
  snapshot->tells_divergence = self->message.of_divergence;
  snapshot->n_messages = self->message.n;
  snapshot->steps_per_second = self->pace.steps_per_second;
  dh_message_post (&self->message, dh_mailbox_post (self->mailbox, snapshot));
  spend (self, &self->pace.snapshots, begun);
}

static gboolean
load (DhWorker *self, const char *name, DhProgress *progress, GError **error)
{
  const DhDataset *dataset;

  if (self->dataset != NULL && g_str_equal (self->dataset_name, name))
    return TRUE;
  dataset = dh_loading_run (name, progress, self->cancellable, error);
  if (dataset == NULL)
    return FALSE;
  g_clear_pointer (&self->dataset, dh_dataset_unref);
  g_free (self->dataset_name);
  self->dataset = dataset;
  self->dataset_name = g_strdup (name);
  return TRUE;
}

/* What was cancelled leaves everything as it was, a run that goes on too. */
static void
fail_reset (DhWorker *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      dh_message_set (&self->message, _("Loading was cancelled"));
      return;
    }
  dh_message_set (&self->message, error->message);
  if (self->state == DH_RUN_RUNNING)
    self->state = DH_RUN_PAUSED;
}

static void
halt (DhWorker *self)
{
  if (self->state == DH_RUN_RUNNING)
    self->state = DH_RUN_PAUSED;
  publish (self);
}

static void
run_until (DhWorker *self, guint64 step)
{
  guint64 now = dh_trainer_get_step (dh_run_get_trainer (self->run));

  self->message.old = TRUE;
  self->until = step;
  if (step > now && !dh_trainer_is_finished (dh_run_get_trainer (self->run)))
    {
      gboolean starts = self->state != DH_RUN_RUNNING;

      self->state = DH_RUN_RUNNING;
      dh_pace_count_anew (&self->pace);
      /* The first step may take seconds. */
      if (starts)
        publish (self);
      return;
    }
  halt (self);
}

static void
reset (DhWorker *self, const DhCommand *command)
{
  g_autoptr (GError) error = NULL;
  DhRun *run = NULL;

  if (command->run < dh_mailbox_get_latest_run (self->mailbox))
    return;
  self->run_number = command->run;
  dh_message_set (&self->message, NULL);
  if (load (self, command->settings->data, command->progress, &error))
    run = dh_run_new (command->run, command->settings, self->dataset, &error);
  if (run != NULL)
    {
      g_clear_pointer (&self->run, dh_run_free);
      self->run = run;
      self->made = command->run;
      dh_run_set_threads (run, dh_run_get_usual_threads ());
      dh_run_set_look (run, &self->look);
      self->state = DH_RUN_READY;
      dh_pace_init (&self->pace);
    }
  else
    fail_reset (self, error);
  self->pace.steps_per_second = 0;
  if (run != NULL && command->again != NULL)
    {
      dh_run_follow (run, command->again);
      self->stepping = FALSE;
      run_until (self, command->again->step);
      return;
    }
  publish (self);
}

/* Commands that leave the step to pause at as it is. */
static gboolean
leaves_target (DhCommandKind kind)
{
  return kind == DH_COMMAND_NUMBERS || kind == DH_COMMAND_SHUFFLE || kind == DH_COMMAND_LOOK;
}

static void
obey_run_command (DhWorker *self, const DhCommand *command)
{
  guint64 step = dh_trainer_get_step (dh_run_get_trainer (self->run));
  gboolean stepping = self->stepping && self->state == DH_RUN_RUNNING;

  self->stepping = command->kind == DH_COMMAND_STEP ||
                   (stepping && leaves_target (command->kind));
  switch (command->kind)
    {
    case DH_COMMAND_TRAIN:
      run_until (self, G_MAXUINT64);
      break;
    case DH_COMMAND_STEP:
      /* Steps asked for faster than they are made add up. */
      step = stepping ? self->until : step;
      run_until (self, step + MIN (command->count, G_MAXUINT64 - 1 - step));
      break;
    case DH_COMMAND_EPOCH:
      run_until (self, dh_trainer_get_epoch_end (dh_run_get_trainer (self->run)));
      break;
    case DH_COMMAND_RUN_TO:
      run_until (self, command->count);
      break;
    case DH_COMMAND_PAUSE:
      dh_run_cancel_evaluation (self->run);
      halt (self);
      break;
    case DH_COMMAND_NUMBERS:
      dh_run_set_numbers (self->run, command->settings);
      /* They change what the next step will make. */
      if (self->state != DH_RUN_RUNNING)
        publish (self);
      break;
    case DH_COMMAND_SHUFFLE:
      dh_run_shuffle_samples (self->run);
      publish (self);
      break;
    case DH_COMMAND_LOOK:
      dh_run_set_look (self->run, &self->look);
      publish (self);
      break;
    case DH_COMMAND_RESET:
    case DH_COMMAND_QUIT:
    default:
      g_assert_not_reached ();
    }
}

static void
obey (DhWorker *self, const DhCommand *command)
{
  if (command->kind == DH_COMMAND_LOOK)
    self->look = command->look;
  if (command->kind == DH_COMMAND_QUIT)
    self->quit = TRUE;
  else if (command->kind == DH_COMMAND_RESET)
    reset (self, command);
  else if (self->run != NULL && (command->run == 0 || command->run == self->made))
    obey_run_command (self, command);
}

static gboolean
is_time_to_publish (const DhWorker *self, gint64 now)
{
  return dh_pace_allows_snapshot (&self->pace, now) && dh_mailbox_is_empty (self->mailbox);
}

/* To tell what a step added takes a copy of what was there before: not at every step, but before
 * one that will be shown. One that is due sooner than was thought waits for the next. FALSE where
 * the step to come is not one to show. */
static gboolean
prepare_update (DhWorker *self, gint64 now)
{
  guint64 next = dh_trainer_get_step (dh_run_get_trainer (self->run)) + 1;

  self->has_time_to_probe = !dh_run_is_probing (self->run) &&
                            dh_budget_allows (&self->pace.probes, self->pace.trained);
  if (!tells_update (self))
    return TRUE;
  if (next < self->until && !is_time_to_publish (self, now + self->pace.step_usec))
    return FALSE;
  dh_run_keep_for_update (self->run);
  return TRUE;
}

/* A slice, and after a long step as many as hardly add to it. */
static void
advance (DhWorker *self, gboolean (*make_slice) (DhRun *), DhBudget *budget)
{
  double begun = dh_budget_begin ();
  double until = begun + 0.03 * (double) self->pace.step_usec;

  while (!make_slice (self->run) && dh_budget_begin () < until)
    ;
  dh_budget_end (budget, begun);
}

/* What is under way beside the training, or may begin. */
static void
advance_others (DhWorker *self)
{
  if (dh_run_is_evaluating (self->run) ||
      (dh_run_wants_evaluation (self->run) &&
       dh_budget_allows (&self->pace.evaluations, self->pace.trained)))
    advance (self, dh_run_advance_evaluation, &self->pace.evaluations);
  if (dh_run_is_probing (self->run))
    advance (self, dh_run_advance_probe, &self->pace.probes);
}

/* One step, some of what goes on beside it, a snapshot if it would be seen. */
static void
train (DhWorker *self)
{
  const DhTrainer *trainer = dh_run_get_trainer (self->run);
  gint64 now, start = g_get_monotonic_time ();
  gboolean can_show = prepare_update (self, start);

  if (!dh_run_step (self->run))
    {
      dh_message_set_diverged (&self->message, dh_trainer_get_diverged_at (trainer));
      self->state = DH_RUN_DIVERGED;
    }
  else if (dh_trainer_is_finished (trainer))
    self->state = DH_RUN_FINISHED;
  else if (dh_trainer_get_step (trainer) >= self->until)
    self->state = DH_RUN_PAUSED;
  now = g_get_monotonic_time ();
  dh_pace_add_step (&self->pace, now - start);
  if (self->state != DH_RUN_DIVERGED)
    dh_run_record_seconds (self->run, self->pace.trained * 1e-6);
  if (self->state != DH_RUN_RUNNING)
    {
      dh_run_cancel_evaluation (self->run);
      publish (self);
      return;
    }
  advance_others (self);
  dh_pace_count (&self->pace, dh_trainer_get_step (trainer), now);
  if (can_show && is_time_to_publish (self, now))
    publish (self);
}

static gpointer
work (gpointer data)
{
  DhWorker *self = data;

  while (!self->quit)
    {
      gboolean busy = self->state == DH_RUN_RUNNING ||
                      (self->run != NULL && dh_run_wants_evaluation (self->run));
      g_autoptr (DhCommand) command = dh_mailbox_receive (self->mailbox, !busy);

      if (command != NULL)
        obey (self, command);
      else if (self->state == DH_RUN_RUNNING)
        train (self);
      else if (dh_run_advance_evaluation (self->run))
        publish (self);
    }
  return NULL;
}

DhWorker *
dh_worker_start (DhMailbox *mailbox)
{
  DhWorker *self = g_new0 (DhWorker, 1);

  self->mailbox = mailbox;
  self->cancellable = g_cancellable_new ();
  self->thread = g_thread_new ("downhill-worker", work, self);
  return self;
}

void
dh_worker_stop (DhWorker *self)
{
  DhCommand *command = g_new0 (DhCommand, 1);

  command->kind = DH_COMMAND_QUIT;
  g_cancellable_cancel (self->cancellable);
  dh_mailbox_send (self->mailbox, command);
  g_thread_join (self->thread);
  g_clear_pointer (&self->run, dh_run_free);
  g_clear_pointer (&self->dataset, dh_dataset_unref);
  g_free (self->dataset_name);
  g_free (self->message.text);
  g_object_unref (self->cancellable);
  g_free (self);
}
