// What is done beside the training, on its thread, and may take a share of its time.
// SPDX-License-Identifier: MIT

#include "training/budget.h"

#include <time.h>

gboolean
dh_budget_allows (const DhBudget *self, double training)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->spent <= self->credit + self->share * training;
}

double
dh_budget_begin (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1e6 + (double) now.tv_nsec / 1e3;
}

void
dh_budget_end (DhBudget *self, double begun)
{
  g_return_if_fail (self != NULL);

  self->spent += dh_budget_begin () - begun;
}
