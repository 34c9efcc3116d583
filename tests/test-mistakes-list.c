// Which mistakes are listed, in which order, and how they fill pages.
// SPDX-License-Identifier: MIT

#include "figures/mistakes-list.h"
#include "mistakes-run.h"

static void
test_order (void)
{
  static const struct
  {
    DhMistakesChoices choices;
    guint n;
    guint32 images[8];
  } cases[] = {
    /* equally sure: the first of the test set first */
    { { .has_cell = FALSE }, 6, { 4, 3, 8, 7, 1, 9 } },
    { { .has_cell = TRUE, .label = 0, .predicted = 1 }, 3, { 3, 8, 1 } },
    /* read right: what it was least sure of first */
    { { .has_cell = TRUE, .label = 1, .predicted = 1 }, 2, { 5, 2 } },
    { { .has_cell = TRUE, .label = 0, .predicted = 0 }, 2, { 0, 6 } },
    /* of a whole row or column only the mistakes */
    { { .has_cell = TRUE, .label = 0, .predicted = -1 }, 4, { 3, 8, 7, 1 } },
    { { .has_cell = TRUE, .label = -1, .predicted = 1 }, 4, { 4, 3, 8, 1 } },
    { { .has_cell = TRUE, .label = -1, .predicted = 0 }, 1, { 9 } },
    { { .has_cell = TRUE, .label = 1, .predicted = 0 }, 0 },
    /* classes that there are not: as if no cell were chosen */
    { { .has_cell = TRUE, .label = 3, .predicted = 0 }, 6, { 4, 3, 8, 7, 1, 9 } },
    { { .has_cell = TRUE, .label = -1, .predicted = 3 }, 6, { 4, 3, 8, 7, 1, 9 } },
    { { .has_cell = TRUE, .label = -1, .predicted = -1 }, 6, { 4, 3, 8, 7, 1, 9 } },
  };
  g_autoptr (DhSnapshot) run = mistakes_run_new (mistakes_rows, MISTAKES_N, 3);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree guint32 *list = dh_mistakes_list (run->reading, &cases[i].choices);

      g_assert_cmpuint (dh_mistakes_count (run->reading, &cases[i].choices), ==, cases[i].n);
      g_assert_true (cases[i].n == 0 || list != NULL);
      for (guint k = 0; k < cases[i].n; k++)
        g_assert_cmpuint (list[k], ==, cases[i].images[k]);
    }
}

static void
test_counts (void)
{
  g_autoptr (DhSnapshot) run = mistakes_run_new (mistakes_rows, MISTAKES_N, 3);

  g_assert_cmpuint (dh_mistakes_count_cell (run->reading, 0, 1), ==, 3);
  g_assert_cmpuint (dh_mistakes_count_cell (run->reading, 0, -1), ==, 6);
  g_assert_cmpuint (dh_mistakes_count_cell (run->reading, -1, 1), ==, 6);
  g_assert_cmpuint (dh_mistakes_count_cell (run->reading, -1, -1), ==, 10);
}

static void
test_pages (void)
{
  static const struct
  {
    guint n, pages;
  } cases[] = { { 1, 1 }, { 2, 1 }, { 49, 1 }, { 50, 2 }, { 97, 2 }, { 98, 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DhSnapshot) run = mistakes_run_new_many (cases[i].n);
      DhMistakesChoices choices = { .page = 1 };

      g_assert_cmpuint (dh_mistakes_count (run->reading, &choices), ==, cases[i].n - 1);
      g_assert_cmpuint (dh_mistakes_count_pages (run->reading, &choices), ==, cases[i].pages);
      g_assert_cmpuint (dh_mistakes_get_page (run->reading, &choices), ==,
                        MIN (1, cases[i].pages - 1));
      choices.page = G_MAXUINT;
      g_assert_cmpuint (dh_mistakes_get_page (run->reading, &choices), ==, cases[i].pages - 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mistakes-list/order", test_order);
  g_test_add_func ("/mistakes-list/counts", test_counts);
  g_test_add_func ("/mistakes-list/pages", test_pages);
  return g_test_run ();
}
