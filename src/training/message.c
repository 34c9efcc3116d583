// The one line a worker has to tell: it outlives the snapshots that carry it until it is seen.
// SPDX-License-Identifier: MIT

#include "training/message.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

void
dh_message_set (DhMessage *self, const char *text)
{
  char *copy = g_strdup (text);

  g_free (self->text);
  self->text = copy;
  self->n += text != NULL;
  self->of_divergence = FALSE;
  self->posted = self->seen = self->old = FALSE;
}

void
dh_message_set_diverged (DhMessage *self, gint64 step)
{
  /* Short: a button stands beside it. */
  g_autofree char *text =
      g_strdup_printf (_("Diverged at step %" PRId64 ": lower η and start over"), step);

  dh_message_set (self, text);
  self->of_divergence = TRUE;
}

void
dh_message_update (DhMessage *self, gboolean taken)
{
  if (self->posted && taken)
    self->seen = TRUE;
  if (self->seen && self->old)
    dh_message_set (self, NULL);
}

void
dh_message_post (DhMessage *self, gboolean taken)
{
  if (taken && self->posted)
    self->seen = TRUE;
  self->posted = TRUE;
}
