// Commands go down in order, only the latest snapshot comes up, and nothing is lost or leaked.
// SPDX-License-Identifier: MIT

#include "training/mailbox.h"
#include "wait.h"

typedef struct
{
  guint n;
  guint64 last; /* step of the latest snapshot */
} Received;

static void
receive (const DhSnapshot *snapshot, gpointer data)
{
  Received *received = data;

  g_assert_cmpuint (snapshot->step, >, received->last);
  received->n++;
  received->last = snapshot->step;
  dh_snapshot_unref (snapshot);
}

static const DhSnapshot *
make_snapshot (guint64 step)
{
  DhSnapshot *snapshot = dh_snapshot_new ();

  snapshot->step = step;
  snapshot->message = g_strdup ("a leak checker counts me");
  return snapshot;
}

static DhCommand *
make_command (DhCommandKind kind, guint64 count)
{
  DhCommand *command = g_new0 (DhCommand, 1);

  command->kind = kind;
  command->count = count;
  if (kind == DH_COMMAND_RESET)
    command->settings = dh_settings_new ();
  return command;
}

static void
test_latest_wins (void)
{
  Received received = { 0 };
  g_autoptr (DhMailbox) mailbox = dh_mailbox_new (NULL, receive, &received);
  const DhSnapshot *dropped = dh_snapshot_ref (make_snapshot (1));

  g_assert_true (dh_mailbox_is_empty (mailbox));
  g_assert_true (dh_mailbox_post (mailbox, dropped));
  g_assert_false (dh_mailbox_is_empty (mailbox));
  g_assert_cmpint (dropped->ref_count, ==, 2);
  g_assert_false (dh_mailbox_post (mailbox, make_snapshot (2)));
  g_assert_cmpint (dropped->ref_count, ==, 1);
  dh_mailbox_post (mailbox, make_snapshot (3));
  g_assert_cmpuint (received.n, ==, 0);
  wait_for_nothing ();
  g_assert_cmpuint (received.n, ==, 1);
  g_assert_cmpuint (received.last, ==, 3);
  g_assert_true (dh_mailbox_is_empty (mailbox));
  dh_snapshot_unref (dropped);
}

static void
test_again_after_delivery (void)
{
  Received received = { 0 };
  g_autoptr (DhMailbox) mailbox = dh_mailbox_new (NULL, receive, &received);

  for (guint i = 1; i <= 100; i++)
    {
      g_assert_true (dh_mailbox_post (mailbox, make_snapshot (i)));
      wait_for_nothing ();
      g_assert_cmpuint (received.n, ==, i);
      g_assert_cmpuint (received.last, ==, i);
    }
  /* Asleep: the main loop has nothing to do. */
  g_assert_false (g_main_context_pending (NULL));
}

static void
test_own_context (void)
{
  Received received = { 0 };
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (DhMailbox) mailbox = dh_mailbox_new (context, receive, &received);

  dh_mailbox_post (mailbox, make_snapshot (1));
  wait_for_nothing ();
  g_assert_cmpuint (received.n, ==, 0);
  while (g_main_context_iteration (context, FALSE))
    ;
  g_assert_cmpuint (received.n, ==, 1);
}

static void
test_commands_in_order (void)
{
  Received received = { 0 };
  g_autoptr (DhMailbox) mailbox = dh_mailbox_new (NULL, receive, &received);

  g_assert_null (dh_mailbox_receive (mailbox, FALSE));
  for (guint i = 0; i < 100; i++)
    dh_mailbox_send (mailbox, make_command (i % DH_COMMAND_QUIT, i));
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (DhCommand) command = dh_mailbox_receive (mailbox, i % 2);

      g_assert_nonnull (command);
      g_assert_cmpuint (command->count, ==, i);
      g_assert_cmpint (command->kind, ==, i % DH_COMMAND_QUIT);
    }
  g_assert_null (dh_mailbox_receive (mailbox, FALSE));
}

/* A leak checker looks at this one. */
static void
test_free_with_contents (void)
{
  Received received = { 0 };
  DhMailbox *mailbox = dh_mailbox_new (NULL, receive, &received);

  dh_mailbox_post (mailbox, make_snapshot (1));
  dh_mailbox_send (mailbox, make_command (DH_COMMAND_RESET, 0));
  dh_mailbox_send (mailbox, make_command (DH_COMMAND_TRAIN, 0));
  dh_mailbox_free (mailbox);
  wait_for_nothing ();
  g_assert_cmpuint (received.n, ==, 0);
}

#define N_POSTS 100000
#define N_COMMANDS 2000

/* Posts steps 1 … N_POSTS as fast as it can, echoing every command it meets. */
static gpointer
post_many (gpointer data)
{
  DhMailbox *mailbox = data;
  guint64 expected = 0;

  for (guint64 step = 1; step <= N_POSTS; step++)
    {
      g_autoptr (DhCommand) command = dh_mailbox_receive (mailbox, FALSE);

      if (command != NULL)
        g_assert_cmpuint (command->count, ==, expected++);
      dh_mailbox_post (mailbox, make_snapshot (step));
    }
  while (expected < N_COMMANDS)
    {
      g_autoptr (DhCommand) command = dh_mailbox_receive (mailbox, TRUE);

      g_assert_cmpuint (command->count, ==, expected++);
      g_assert_cmpstr (command->settings->data, ==, "handwriting");
    }
  return NULL;
}

/* However fast they come, the last one is delivered, each at most once and in order. */
static void
test_threads (void)
{
  Received received = { 0 };
  g_autoptr (DhMailbox) mailbox = dh_mailbox_new (NULL, receive, &received);
  GThread *thread = g_thread_new ("post", post_many, mailbox);

  for (guint i = 0; i < N_COMMANDS; i++)
    {
      dh_mailbox_send (mailbox, make_command (DH_COMMAND_RESET, i));
      if (i % 16 == 0)
        g_main_context_iteration (NULL, FALSE);
    }
  WAIT_UNTIL (received.last == N_POSTS);
  g_thread_join (thread);
  wait_for_nothing ();
  g_assert_cmpuint (received.last, ==, N_POSTS);
  g_assert_cmpuint (received.n, <=, N_POSTS);
  g_assert_true (dh_mailbox_is_empty (mailbox));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mailbox/latest-wins", test_latest_wins);
  g_test_add_func ("/mailbox/again-after-delivery", test_again_after_delivery);
  g_test_add_func ("/mailbox/own-context", test_own_context);
  g_test_add_func ("/mailbox/commands-in-order", test_commands_in_order);
  g_test_add_func ("/mailbox/free-with-contents", test_free_with_contents);
  g_test_add_func ("/mailbox/threads", test_threads);
  return g_test_run ();
}
