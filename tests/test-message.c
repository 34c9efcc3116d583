// A message outlives the snapshots that carry it until one of them was seen.
// SPDX-License-Identifier: MIT

#include "training/message.h"

static void
clear (DhMessage *self)
{
  dh_message_set (self, NULL);
  g_assert_null (self->text);
}

static void
test_set (void)
{
  DhMessage message = { 0 };

  dh_message_set (&message, NULL);
  g_assert_cmpuint (message.n, ==, 0);
  dh_message_set (&message, "one");
  dh_message_set (&message, "two");
  g_assert_cmpstr (message.text, ==, "two");
  g_assert_cmpuint (message.n, ==, 2);
  /* The same words again are a new message. */
  dh_message_set (&message, "two");
  g_assert_cmpuint (message.n, ==, 3);
  /* Also where they are its own. */
  dh_message_set (&message, message.text);
  g_assert_cmpstr (message.text, ==, "two");
  clear (&message);
  g_assert_cmpuint (message.n, ==, 4);
}

/* What comes after a divergence is not of it. */
static void
test_divergence (void)
{
  DhMessage message = { 0 };

  dh_message_set_diverged (&message, 12);
  g_assert_true (message.of_divergence);
  g_assert_nonnull (strstr (message.text, "12"));
  g_assert_cmpuint (message.n, ==, 1);
  dh_message_set (&message, "no such file");
  g_assert_false (message.of_divergence);
  clear (&message);
}

/* Nothing makes it old: it stays, however often it is seen. */
static void
test_stays (void)
{
  DhMessage message = { 0 };

  dh_message_set (&message, "one");
  for (guint i = 0; i < 3; i++)
    {
      dh_message_update (&message, TRUE);
      g_assert_cmpstr (message.text, ==, "one");
      dh_message_post (&message, TRUE);
    }
  clear (&message);
}

/* That an earlier snapshot was taken says nothing about a message it did not carry. */
static void
test_not_seen_before_posted (void)
{
  DhMessage message = { 0 };

  dh_message_post (&message, TRUE);
  dh_message_set (&message, "one");
  message.old = TRUE;
  dh_message_update (&message, TRUE);
  g_assert_cmpstr (message.text, ==, "one");
  dh_message_post (&message, TRUE);
  g_assert_false (message.seen);
  clear (&message);
}

/* Old, but every snapshot with it was overwritten: it goes on being told. */
static void
test_overwritten (void)
{
  DhMessage message = { 0 };

  dh_message_set (&message, "one");
  dh_message_post (&message, TRUE);
  message.old = TRUE;
  for (guint i = 0; i < 3; i++)
    {
      dh_message_update (&message, FALSE);
      g_assert_cmpstr (message.text, ==, "one");
      dh_message_post (&message, FALSE);
    }
  dh_message_update (&message, TRUE);
  g_assert_null (message.text);
}

/* Taken just between the look at the mailbox and the post into it. */
static void
test_seen_late (void)
{
  DhMessage message = { 0 };

  dh_message_set (&message, "one");
  dh_message_post (&message, TRUE);
  message.old = TRUE;
  dh_message_update (&message, FALSE);
  g_assert_cmpstr (message.text, ==, "one");
  dh_message_post (&message, TRUE);
  g_assert_true (message.seen);
  /* The next one is made without it, whether this one is taken or not. */
  dh_message_update (&message, FALSE);
  g_assert_null (message.text);
}

/* A new message begins anew, whatever became of the one before it. */
static void
test_renewed (void)
{
  DhMessage message = { 0 };

  dh_message_set (&message, "one");
  dh_message_post (&message, TRUE);
  message.old = TRUE;
  message.seen = TRUE;
  dh_message_set (&message, "two");
  dh_message_update (&message, TRUE);
  g_assert_cmpstr (message.text, ==, "two");
  dh_message_post (&message, TRUE);
  dh_message_update (&message, TRUE);
  g_assert_true (message.seen);
  g_assert_cmpstr (message.text, ==, "two");
  message.old = TRUE;
  dh_message_update (&message, FALSE);
  g_assert_null (message.text);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message/set", test_set);
  g_test_add_func ("/message/divergence", test_divergence);
  g_test_add_func ("/message/stays", test_stays);
  g_test_add_func ("/message/not-seen-before-posted", test_not_seen_before_posted);
  g_test_add_func ("/message/overwritten", test_overwritten);
  g_test_add_func ("/message/seen-late", test_seen_late);
  g_test_add_func ("/message/renewed", test_renewed);
  return g_test_run ();
}
