// The worker alone: what it posts when nobody looks in between.
// SPDX-License-Identifier: MIT

#include "idx-files.h"
#include "training/worker.h"
#include "wait.h"

static void
keep (const DhSnapshot *snapshot, gpointer data)
{
  const DhSnapshot **latest = data;

  if (*latest != NULL)
    dh_snapshot_unref (*latest);
  *latest = snapshot;
}

static void
send (DhMailbox *mailbox, DhCommandKind kind, guint64 number, const char *folder)
{
  DhCommand *command = g_new0 (DhCommand, 1);

  command->kind = kind;
  command->count = number;
  command->run = kind == DH_COMMAND_RESET ? number : 0;
  if (folder != NULL)
    {
      command->settings = dh_settings_new ();
      g_assert_true (dh_settings_set (command->settings, "data", folder, NULL));
    }
  dh_mailbox_send (mailbox, command);
}

/* A reset fails and other commands follow before the main thread looks: the latest snapshot wins,
 * and still tells of the failure. */
static void
test_failure_is_not_overwritten (IdxFiles *files, gconstpointer data)
{
  static const DhCommandKind followers[] = { DH_COMMAND_TRAIN, DH_COMMAND_STEP, DH_COMMAND_EPOCH,
                                             DH_COMMAND_RUN_TO, DH_COMMAND_SHUFFLE };

  idx_files_write_train (files);
  for (guint i = 0; i < G_N_ELEMENTS (followers); i++)
    {
      const DhSnapshot *latest = NULL;
      DhMailbox *mailbox = dh_mailbox_new (NULL, keep, &latest);
      DhWorker *worker = dh_worker_start (mailbox);

      send (mailbox, DH_COMMAND_RESET, 1, files->folder);
      WAIT_UNTIL (latest != NULL && latest->run == 1);
      send (mailbox, DH_COMMAND_RESET, 2, "/does/not/exist");
      send (mailbox, followers[i], 1, NULL);
      send (mailbox, DH_COMMAND_PAUSE, 0, NULL);
      dh_worker_stop (worker);
      wait_for_nothing ();
      g_assert_cmpuint (latest->run, ==, 2);
      g_assert_nonnull (latest->message);
      g_assert_cmpuint (latest->n_train, ==, 500);
      dh_mailbox_free (mailbox);
      dh_snapshot_unref (latest);
    }
}

/* Whatever lies in the queue, stopping does not wait for it to be trained. */
static void
test_stop (IdxFiles *files, gconstpointer data)
{
  const DhSnapshot *latest = NULL;
  DhMailbox *mailbox = dh_mailbox_new (NULL, keep, &latest);
  DhWorker *worker = dh_worker_start (mailbox);

  idx_files_write_train (files);
  send (mailbox, DH_COMMAND_RESET, 1, files->folder);
  send (mailbox, DH_COMMAND_RUN_TO, G_MAXUINT64, NULL);
  WAIT_UNTIL (latest != NULL && latest->step > 0);
  send (mailbox, DH_COMMAND_RESET, 2, files->folder);
  send (mailbox, DH_COMMAND_TRAIN, 0, NULL);
  dh_worker_stop (worker);
  wait_for_nothing ();
  dh_mailbox_free (mailbox);
  dh_snapshot_unref (latest);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/worker/failure-is-not-overwritten", IdxFiles, NULL, idx_files_set_up,
              test_failure_is_not_overwritten, idx_files_tear_down);
  g_test_add ("/worker/stop", IdxFiles, NULL, idx_files_set_up, test_stop, idx_files_tear_down);
  return g_test_run ();
}
