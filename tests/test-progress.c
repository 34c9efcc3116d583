// How far a reader has come, told through the cancellable it is given.
// SPDX-License-Identifier: MIT

#include "dataset/handwriting.h"
#include "dataset/progress.h"

static void
test_parts (void)
{
  g_autoptr (DhProgress) progress = dh_progress_new ();
  GCancellable *cancellable = G_CANCELLABLE (progress);

  g_assert_cmpfloat (dh_progress_get_fraction (progress), ==, 0);
  dh_progress_tell (cancellable, 1, 4);
  g_assert_cmpfloat (dh_progress_get_fraction (progress), ==, 0.25);
  dh_progress_set_part (cancellable, 0.5, 0.75);
  dh_progress_tell (cancellable, 1, 2);
  g_assert_cmpfloat (dh_progress_get_fraction (progress), ==, 0.625);
  dh_progress_tell (cancellable, 9, 2);
  g_assert_cmpfloat (dh_progress_get_fraction (progress), ==, 0.75);
  /* A second reading of the same part does not take anything back. */
  dh_progress_tell (cancellable, 1, 2);
  g_assert_cmpfloat (dh_progress_get_fraction (progress), ==, 0.75);
  dh_progress_tell (cancellable, 0, 0);
  g_assert_cmpfloat (dh_progress_get_fraction (progress), ==, 0.75);
}

static void
test_nobody (void)
{
  g_autoptr (GCancellable) plain = g_cancellable_new ();

  dh_progress_set_part (NULL, 0, 0.5);
  dh_progress_tell (NULL, 1, 2);
  dh_progress_set_part (plain, 0, 0.5);
  dh_progress_tell (plain, 1, 2);
  g_assert_false (g_cancellable_is_cancelled (plain));
}

static void
test_reader (void)
{
  g_autoptr (DhProgress) progress = dh_progress_new ();
  g_autoptr (DhDataset) set = dh_handwriting_make (500, 300, 1, G_CANCELLABLE (progress), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (set);
  g_assert_cmpfloat (dh_progress_get_fraction (progress), >, 0.9);
  g_cancellable_cancel (G_CANCELLABLE (progress));
  g_assert_null (dh_handwriting_make (500, 300, 1, G_CANCELLABLE (progress), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress/parts", test_parts);
  g_test_add_func ("/progress/nobody", test_nobody);
  g_test_add_func ("/progress/reader", test_reader);
  return g_test_run ();
}
