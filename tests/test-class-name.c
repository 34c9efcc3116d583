// Names of classes, also where a data set has none, and as CSV fields.
// SPDX-License-Identifier: MIT

#include "figures/class-name.h"

static DhSnapshot *
make_run (void)
{
  static const char *const names[] = { "T-shirt/top", "a \"bag\", large", NULL };
  DhSnapshot *run = dh_snapshot_new ();

  run->n_classes = 2;
  run->class_names = g_strdupv ((char **) names);
  return run;
}

static void
test_name (void)
{
  g_autoptr (DhSnapshot) run = make_run ();
  g_autoptr (DhSnapshot) empty = dh_snapshot_new ();
  char buffer[DH_CLASS_NAME_SIZE];

  g_assert_cmpstr (dh_class_name_get (run, 0, buffer), ==, "T-shirt/top");
  g_assert_cmpstr (dh_class_name_get (run, 2, buffer), ==, "2");
  g_assert_cmpstr (dh_class_name_get (empty, 4294967295u, buffer), ==, "4294967295");
  g_assert_cmpstr (dh_class_name_get (NULL, 7, buffer), ==, "7");
}

static void
check_skip (const char *const *names, const char *first, const char *second)
{
  g_autoptr (DhSnapshot) run = dh_snapshot_new ();

  run->n_classes = 2;
  run->class_names = g_strdupv ((char **) names);
  g_assert_cmpstr (dh_class_name_skip_shared (run, run->class_names[0]), ==, first);
  g_assert_cmpstr (dh_class_name_skip_shared (run, run->class_names[1]), ==, second);
}

static void
test_skip_shared (void)
{
  check_skip ((const char *[]){ "Class 1", "Class 12", NULL }, "1", "12");
  check_skip ((const char *[]){ "Shirt", "Ship", NULL }, "Shirt", "Ship");
  check_skip ((const char *[]){ "Big bag", "Big bad wolf", NULL }, "bag", "bad wolf");
  check_skip ((const char *[]){ "Same", "Same", NULL }, "Same", "Same");
  check_skip ((const char *[]){ "A ", "A b", NULL }, "A ", "b");
  check_skip ((const char *[]){ "", "", NULL }, "", "");
  g_assert_cmpstr (dh_class_name_skip_shared (NULL, "7"), ==, "7");
}

static void
test_csv (void)
{
  g_autoptr (DhSnapshot) run = make_run ();
  GString *csv = g_string_new (NULL);

  dh_class_name_append_csv (csv, run, 1);
  g_assert_cmpstr (csv->str, ==, "\"a \"\"bag\"\", large\"");
  g_string_free (csv, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/class-name/name", test_name);
  g_test_add_func ("/class-name/skip-shared", test_skip_shared);
  g_test_add_func ("/class-name/csv", test_csv);
  return g_test_run ();
}
