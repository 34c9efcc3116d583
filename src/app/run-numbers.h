// The numbers of a run, each with its name and what it teaches.
// SPDX-License-Identifier: MIT
#pragma once

#include "snapshot/snapshot.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;      /* "train-loss": for scripts, never translated */
  const char *name;    /* marked for translation, as is: */
  const char *meaning; /* one sentence or two: what it is, and what is usual */

  /* Free with g_free(); a dash where it is not known. */
  char *(*make_text) (const DhSnapshot *snapshot);
} DhRunNumber;

/* All of them, in the order they are shown; *@n of them. */
const DhRunNumber *dh_run_numbers_get_all (guint *n);

G_END_DECLS
