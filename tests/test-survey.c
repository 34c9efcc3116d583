// Where data sets are looked for, and which of them bears the name.
// SPDX-License-Identifier: MIT

#include "dataset/survey.h"

#include <stdlib.h>
#include <unistd.h>

#include "dataset/catalog.h"
#include "tiny-sets.h"

static char *home;
static TinySets tiny;

static char *
make_path (const char *name)
{
  return g_build_filename (home, name, NULL);
}

/* From the best to the least; all below the home folder, which is the parent of the current one. */
static const char *const places[] = {
  "chosen",
  "share/downhill/mnist",
  "work/MNIST/raw",
  "work/mnist",
  "work/data/MNIST/raw",
  "work/datasets/MNIST",
  "MNIST/raw",
  "data/mnist",
  "Downloads/mnist",
  ".pytorch/MNIST_data/MNIST/raw",
  ".mxnet/datasets/mnist",
};

static void
assert_found (const char *expected)
{
  g_autofree char *path = expected != NULL ? make_path (expected) : NULL;
  g_autofree char *found = dh_survey_find_folder (&tiny.sets[0], NULL);
  g_autofree char *by_catalog = dh_catalog_find ("mnist");

  g_assert_cmpstr (found, ==, path);
  g_assert_cmpstr (by_catalog, ==, path);
}

/* One after the other goes away. */
static void
test_order (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *folder = make_path (places[i]);

      tiny_sets_write_all (&tiny, 0, i % 2, folder);
    }
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GPtrArray) found = dh_survey_make ();
      g_autofree char *folder = make_path (places[i]);

      g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (places) - i);
      g_assert_cmpstr (((DhPlace *) found->pdata[0])->folder, ==, folder);
      g_assert_cmpint (((DhPlace *) found->pdata[0])->meant, ==, i < 2);
      assert_found (places[i]);
      tiny_sets_remove (folder);
    }
  assert_found (NULL);
}

/* What was merely found must be the published set to bear its name; what the user named, not. */
static void
test_differs (void)
{
  g_autofree char *found = make_path ("work/data/MNIST/raw");
  g_autofree char *good = make_path ("data/mnist");
  g_autofree char *named = make_path ("chosen");

  tiny_sets_write_all (&tiny, 0, TRUE, found);
  tiny_sets_write (&tiny, 1, 3, FALSE, found);
  assert_found (NULL);
  tiny_sets_write_all (&tiny, 0, TRUE, good);
  assert_found ("data/mnist");
  tiny_sets_write_all (&tiny, 1, TRUE, named);
  assert_found ("chosen");
  tiny_sets_remove (found);
  tiny_sets_remove (good);
  tiny_sets_remove (named);
}

/* The same folder by two names is one place, and a loop of links is none. */
static void
test_links (void)
{
  g_autofree char *folder = make_path ("data/mnist");
  g_autofree char *link = make_path ("work/data");
  g_autofree char *target = make_path ("data");
  g_autofree char *loop = make_path ("work/datasets");
  g_autoptr (GPtrArray) found = NULL;

  tiny_sets_write_all (&tiny, 0, TRUE, folder);
  tiny_sets_remove (link);
  tiny_sets_remove (loop);
  g_assert_cmpint (symlink (target, link), ==, 0);
  g_assert_cmpint (symlink (loop, loop), ==, 0);
  found = dh_survey_make ();
  g_assert_cmpuint (found->len, ==, 1);
  g_remove (link);
  g_remove (loop);
  tiny_sets_remove (folder);
}

/* Files of no data set, and folders of a file's name, are nothing. */
static void
test_nothing (void)
{
  g_autofree char *folder = make_path ("work/MNIST/raw");
  g_autofree char *images = g_build_filename (folder, "train-images-idx3-ubyte", NULL);
  g_autoptr (GPtrArray) found = NULL;

  tiny_sets_write (&tiny, 0, 1, TRUE, folder);
  g_assert_cmpint (g_mkdir_with_parents (images, 0755), ==, 0);
  found = dh_survey_make ();
  g_assert_cmpuint (found->len, ==, 0);
  tiny_sets_remove (folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *made = g_dir_make_tmp ("downhill-XXXXXX", NULL);
  g_autofree char *data = NULL;
  g_autofree char *work = NULL;
  g_autofree char *chosen = NULL;
  int status;

  home = realpath (made, NULL);
  data = make_path ("share");
  work = make_path ("work");
  chosen = make_path ("chosen");
  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_setenv ("DOWNHILL_MNIST", chosen, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (g_mkdir (work, 0755), ==, 0);
  g_assert_cmpint (g_chdir (work), ==, 0);
  tiny_sets_make (&tiny, "http://127.0.0.1:9/");
  g_test_add_func ("/survey/order", test_order);
  g_test_add_func ("/survey/differs", test_differs);
  g_test_add_func ("/survey/links", test_links);
  g_test_add_func ("/survey/nothing", test_nothing);
  status = g_test_run ();
  tiny_sets_remove (home);
  tiny_sets_clear (&tiny);
  free (home);
  return status;
}
