// View choices by name: every value makes a difference, and what is none makes none.
// SPDX-License-Identifier: MIT

#include "figures/view-choices.h"

#include <string.h>

static gboolean
is_same (const DhFigureModel *a, const DhFigureModel *b)
{
  return memcmp (a, b, sizeof *a) == 0;
}

static void
check_words (const DhViewChoice *choice)
{
  g_auto (GStrv) words = g_strsplit (choice->values, "|", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      DhFigureModel usual, model;
      g_autofree char *word = NULL;

      memset (&usual, 0, sizeof usual);
      memset (&model, 0, sizeof model);
      g_assert_true (dh_view_choices_set (&model, choice, words[i]));
      word = dh_view_choices_get_word (&model, choice);
      g_assert_cmpstr (word, ==, words[i]);
      /* The first word is what one has without it. */
      g_assert_cmpint (is_same (&model, &usual), ==, i == 0);
      g_assert_true (dh_view_choices_set (&model, choice, words[0]));
      g_assert_true (is_same (&model, &usual));
    }
}

static void
check_number (const DhViewChoice *choice)
{
  gboolean whole = g_str_equal (choice->values, "N");
  DhFigureModel usual, model;

  memset (&usual, 0, sizeof usual);
  memset (&model, 0, sizeof model);
  g_assert_true (dh_view_choices_set (&model, choice, whole ? "2" : "0.5"));
  g_assert_false (is_same (&model, &usual));
  g_assert_true (dh_view_choices_set (&model, choice, "0"));
  g_assert_true (is_same (&model, &usual));
  g_assert_cmpint (dh_view_choices_set (&model, choice, "0.25"), ==, !whole);
}

static void
test_values (void)
{
  const DhViewChoice *choice;

  for (guint i = 0; (choice = dh_view_choices_get (i)) != NULL; i++)
    {
      g_test_message ("%s", choice->name);
      g_assert_true (dh_view_choices_find (choice->name) == choice);
      if (strchr (choice->values, '|') != NULL)
        check_words (choice);
      else
        check_number (choice);
    }
  g_assert_null (dh_view_choices_find ("figue-scale"));
}

static void
test_bad (void)
{
  static const char *const bad[] = { "",   "|",   "log ", "linear|log", "-1",
                                     "nan", "inf", "1e9",  "2x" };
  const DhViewChoice *choice;

  for (guint i = 0; (choice = dh_view_choices_get (i)) != NULL; i++)
    for (gsize b = 0; b < G_N_ELEMENTS (bad); b++)
      {
        DhFigureModel usual, model;

        memset (&usual, 0, sizeof usual);
        memset (&model, 0, sizeof model);
        g_assert_false (dh_view_choices_set (&model, choice, bad[b]));
        g_assert_true (is_same (&model, &usual));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view-choices/values", test_values);
  g_test_add_func ("/view-choices/bad", test_bad);
  return g_test_run ();
}
