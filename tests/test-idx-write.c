// Data sets written as IDX files: the reader reads what was written.
// SPDX-License-Identifier: MIT

#include "dataset/idx-write.h"

#include <glib/gstdio.h>
#include <string.h>

#include "dataset/idx-folder.h"

#define WIDTH 3
#define HEIGHT 2

static void
fill (const DhDataset *dataset, DhImages *images, guint n, guint classes)
{
  g_assert_true (dh_dataset_allocate (dataset, images, n, NULL));
  for (guint i = 0; i < n * WIDTH * HEIGHT; i++)
    images->pixels[i] = (guint8) (i * 37);
  for (guint i = 0; i < n; i++)
    images->labels[i] = (guint16) (classes - 1 - i % classes);
}

static DhDataset *
make_dataset (guint n_train, guint n_test, guint classes)
{
  DhDataset *dataset = dh_dataset_new ("made", "Made", WIDTH, HEIGHT);

  fill (dataset, &dataset->train, n_train, classes);
  fill (dataset, &dataset->test, n_test, classes);
  dh_dataset_complete (dataset);
  return dataset;
}

static void
assert_equal_images (const DhImages *a, const DhImages *b)
{
  g_assert_cmpuint (a->n, ==, b->n);
  if (a->n == 0)
    return;
  g_assert_cmpmem (a->pixels, a->n * WIDTH * HEIGHT, b->pixels, b->n * WIDTH * HEIGHT);
  g_assert_cmpmem (a->labels, a->n * sizeof *a->labels, b->labels, b->n * sizeof *b->labels);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
check_round_trip (guint n_train, guint n_test, guint classes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhDataset) written = make_dataset (n_train, n_test, classes);
  g_autoptr (DhDataset) read = NULL;
  g_autofree char *root = g_dir_make_tmp ("idx-write-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (root, "new", NULL);

  /* Twice: into a folder that is not there yet, and over what is. */
  for (guint i = 0; i < 2; i++)
    {
      dh_idx_write_folder (written, folder, &error);
      g_assert_no_error (error);
    }
  read = dh_idx_folder_load (folder, "read", "Read", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (read->width, ==, WIDTH);
  g_assert_cmpuint (read->height, ==, HEIGHT);
  assert_equal_images (&read->train, &written->train);
  assert_equal_images (&read->test, &written->test);
  remove_folder (folder);
  g_assert_cmpint (g_rmdir (root), ==, 0);
}

static void
test_round_trip (void)
{
  check_round_trip (300, 20, 10);
  check_round_trip (5, 0, 2);
  check_round_trip (512, 1, 256);
  check_round_trip (600, 3, 257);
  check_round_trip (1000, 1000, 1000);
}

/* Those of another set must not stay either. */
static void
test_names (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhDataset) named = make_dataset (4, 0, 2);
  g_autoptr (DhDataset) plain = make_dataset (4, 0, 2);
  g_autofree char *folder = g_dir_make_tmp ("idx-write-XXXXXX", NULL);
  const DhDataset *const sets[] = { named, plain };

  g_free (named->class_names[1]);
  named->class_names[1] = g_strdup ("ein zwei");
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autoptr (DhDataset) read = NULL;

      g_assert_true (dh_idx_write_folder (sets[i], folder, &error));
      g_assert_no_error (error);
      read = dh_idx_folder_load (folder, "read", "Read", NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_strv_equal ((const char *const *) read->class_names,
                                   (const char *const *) sets[i]->class_names));
    }
  remove_folder (folder);
}

static void
test_errors (void)
{
  g_autoptr (GError) place = NULL;
  g_autoptr (DhDataset) few = make_dataset (4, 0, 2);

  g_assert_false (dh_idx_write_folder (few, "/proc/nowhere", &place));
  g_assert_nonnull (strstr (place->message, "/proc/nowhere"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/idx-write/round-trip", test_round_trip);
  g_test_add_func ("/idx-write/names", test_names);
  g_test_add_func ("/idx-write/errors", test_errors);
  return g_test_run ();
}
