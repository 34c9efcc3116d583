// What is done beside the training, on its thread, and may take a share of its time.
// SPDX-License-Identifier: MIT
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In microseconds of the processor, not of the clock: the window's thread, woken by a snapshot, may
 * take this one's place for a while. */
typedef struct
{
  double credit; /* that may be spent before any training */
  double share;  /* of the training that may be spent from then on */
  double spent;
} DhBudget;

gboolean dh_budget_allows (const DhBudget *self, double training);

/* The time this thread has had so far; and counts as spent what it has had since then. */
double dh_budget_begin (void);
void   dh_budget_end (DhBudget *self, double begun);

G_END_DECLS
