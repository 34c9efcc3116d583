// The data sets known by name.
// SPDX-License-Identifier: MIT

#include "dataset/catalog.h"
#include "idx-files.h"

static void
test_folder (IdxFiles *files, gconstpointer data)
{
  g_autofree char *with_slash = g_strconcat (files->folder, "/./", NULL);
  g_autofree char *base = g_path_get_basename (files->folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (DhConstDataset) dataset = NULL;

  idx_files_write_train (files);
  dataset = dh_catalog_load (with_slash, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (dataset->title, ==, base);
  g_assert_cmpstr (dataset->name, ==, files->folder);
}

static void
test_unknown (IdxFiles *files, gconstpointer data)
{
  const DhCatalogEntry *entries = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  entries = dh_catalog_get_all (&n);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpstr (entries[0].name, ==, "handwriting");
  g_assert_null (dh_catalog_load ("cifar", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  for (guint i = 0; i < n; i++)
    g_assert_nonnull (strstr (error->message, entries[i].name));
  g_assert_null (dh_catalog_find ("cifar"));
  g_assert_null (dh_catalog_find ("handwriting"));
}

static void
test_not_here (IdxFiles *files, gconstpointer data)
{
  g_autofree char *before = g_strdup (g_getenv ("DOWNHILL_MNIST"));
  g_autofree char *folder = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;

  g_unsetenv ("DOWNHILL_MNIST");
  folder = g_build_filename (g_get_user_data_dir (), "downhill", "mnist", NULL);
  expected = g_strdup_printf ("MNIST is not here. Download it with “downhill data fetch mnist”, "
                              "or put its four files in %s.", folder);
  g_assert_null (dh_catalog_find ("mnist"));
  g_assert_null (dh_catalog_load ("mnist", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, expected);
  idx_files_write_train (files);
  g_setenv ("DOWNHILL_MNIST", files->folder, TRUE);
  found = dh_catalog_find ("mnist");
  g_assert_cmpstr (found, ==, files->folder);
  if (before != NULL)
    g_setenv ("DOWNHILL_MNIST", before, TRUE);
  else
    g_unsetenv ("DOWNHILL_MNIST");
}

static void
test_mnist (void)
{
  const char *folder = g_getenv ("DOWNHILL_MNIST");
  g_autoptr (GError) error = NULL;
  g_autoptr (DhConstDataset) mnist = NULL;
  float table[256];

  if (folder == NULL || *folder == '\0')
    {
      g_test_skip ("DOWNHILL_MNIST is not set");
      return;
    }
  g_test_timer_start ();
  mnist = dh_catalog_load ("mnist", NULL, &error);
  g_test_message ("MNIST read in %.3f s", g_test_timer_elapsed ());
  g_assert_no_error (error);
  g_assert_cmpstr (mnist->title, ==, "MNIST");
  g_assert_cmpuint (mnist->train.n, ==, 60000);
  g_assert_cmpuint (mnist->test.n, ==, 10000);
  g_assert_cmpuint (mnist->n_classes, ==, 10);
  g_assert_cmpuint (mnist->train.labels[0], ==, 5);
  g_assert_cmpfloat_with_epsilon (mnist->mean, 33.31842144983, 1e-10);
  g_assert_cmpfloat_with_epsilon (mnist->deviation, 78.56749081851, 1e-10);
  /* What torch.std() says in float32, printed as 78.567490. */
  g_assert_true ((float) mnist->deviation == 78.567489624f);
  dh_dataset_get_standardised (mnist, table);
  g_assert_cmpfloat_with_epsilon (table[0], -0.4241, 5e-5);
  g_assert_cmpfloat_with_epsilon (table[255], 2.8215, 5e-5);
}

static void
add (const char *path, void (*test) (IdxFiles *, gconstpointer))
{
  g_test_add (path, IdxFiles, NULL, idx_files_set_up, test, idx_files_tear_down);
}

int
main (int argc, char **argv)
{
  /* Before GLib reads it: what this user has must not decide the test. */
  g_setenv ("XDG_DATA_HOME", "/nonexistent", TRUE);
  g_setenv ("HOME", "/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  add ("/catalog/folder", test_folder);
  add ("/catalog/unknown", test_unknown);
  add ("/catalog/not-here", test_not_here);
  g_test_add_func ("/catalog/mnist", test_mnist);
  return g_test_run ();
}
