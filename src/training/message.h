// The one line a worker has to tell: it outlives the snapshots that carry it until it is seen.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A plain struct that a worker owns; all zero there is nothing to tell. A snapshot in the mailbox
 * overwrites the one before it, seen or not; a message must not be lost that way. */
typedef struct
{
  char    *text;          /* owned, or NULL */
  gboolean of_divergence; /* that is what it tells of */
  guint64  n;             /* messages so far */
  gboolean posted;        /* in a snapshot */
  gboolean seen;          /* that snapshot was taken */
  gboolean old;           /* a command has come since: gone when it is seen */
} DhMessage;

/* Tells @text from now on; NULL tells nothing. It is not of a divergence. */
void dh_message_set (DhMessage *self, const char *text);

/* Tells that the loss was not finite at @step. */
void dh_message_set_diverged (DhMessage *self, gint64 step);

/* Before the next snapshot is made: forgets what is old and was seen. @taken: whether the last
 * snapshot was taken. */
void dh_message_update (DhMessage *self, gboolean taken);

/* A snapshot with the message was posted. @taken: whether the one before it had been taken. */
void dh_message_post (DhMessage *self, gboolean taken);

G_END_DECLS
