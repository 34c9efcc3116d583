// Waits for what other threads do, for tests: turns the main loop until it is so, never sleeps.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

#define WAIT_SECONDS 60

static inline gboolean
wait_is_over (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Turns the default main context until @condition holds; the test fails where it takes too long. */
#define WAIT_UNTIL(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gboolean over_ = FALSE;                                                                        \
    guint deadline_ = g_timeout_add_seconds (WAIT_SECONDS, wait_is_over, &over_);                  \
                                                                                                   \
    while (!(condition) && !over_)                                                                 \
      g_main_context_iteration (NULL, TRUE);                                                       \
    if (over_)                                                                                     \
      g_error ("%s: waited in vain for %s", G_STRFUNC, #condition);                                \
    g_source_remove (deadline_);                                                                   \
  }                                                                                                \
  G_STMT_END

/* Delivers what is pending. */
static inline void
wait_for_nothing (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}
