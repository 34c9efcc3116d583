// Work beside the training gets its share, and what is not the thread's own is not counted.
// SPDX-License-Identifier: MIT

#include "training/budget.h"

static void
test_allows (void)
{
  DhBudget budget = { .credit = 100, .share = 0.25 };

  g_assert_true (dh_budget_allows (&budget, 0));
  budget.spent = 150;
  g_assert_false (dh_budget_allows (&budget, 0));
  g_assert_false (dh_budget_allows (&budget, 199));
  g_assert_true (dh_budget_allows (&budget, 201));
}

static void
work (double usec)
{
  double end = dh_budget_begin () + usec;

  while (dh_budget_begin () < end)
    ;
}

static void
test_spend (void)
{
  DhBudget budget = { .credit = 0, .share = 1 };
  gint64 start = g_get_monotonic_time ();
  double begun = dh_budget_begin ();

  work (2000);
  dh_budget_end (&budget, begun);
  g_assert_cmpfloat (budget.spent, >=, 2000);
  g_assert_cmpfloat (budget.spent, <=, (double) (g_get_monotonic_time () - start) + 100);
  begun = dh_budget_begin ();
  work (1000);
  dh_budget_end (&budget, begun);
  g_assert_cmpfloat (budget.spent, >=, 3000);
}

static gpointer
work_elsewhere (gpointer data)
{
  work (20000);
  return NULL;
}

static void
test_other_thread (void)
{
  DhBudget budget = { .credit = 0, .share = 1 };
  double begun = dh_budget_begin ();

  g_thread_join (g_thread_new ("other", work_elsewhere, NULL));
  dh_budget_end (&budget, begun);
  g_assert_cmpfloat (budget.spent, <, 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/budget/allows", test_allows);
  g_test_add_func ("/budget/spend", test_spend);
  g_test_add_func ("/budget/other-thread", test_other_thread);
  return g_test_run ();
}
