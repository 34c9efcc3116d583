// The table of published data sets.
// SPDX-License-Identifier: MIT

#include "dataset/published.h"

#include <string.h>

#include "dataset/catalog.h"
#include "dataset/place.h"

static void
assert_checksum (const char *checksum)
{
  g_assert_cmpuint (strlen (checksum), ==, 64);
  g_assert_cmpuint (strspn (checksum, "0123456789abcdef"), ==, 64);
}

static void
assert_file (const DhPublishedFile *file, guint i)
{
  static const guint64 unpacked[] = { 16 + 60000 * 784, 8 + 60000, 16 + 10000 * 784, 8 + 10000 };
  static const char *const names[] = { "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
                                       "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz" };

  g_assert_cmpstr (file->name, ==, names[i]);
  g_assert_cmpuint (file->unpacked_size, ==, unpacked[i]);
  g_assert_cmpuint (file->size, <, unpacked[i]);
  assert_checksum (file->sha256);
  if (file->unpacked_sha256 != NULL)
    assert_checksum (file->unpacked_sha256);
}

/* Every entry is complete, no checksum stands twice, and all names are the catalog's. */
static void
test_table (void)
{
  g_autoptr (GHashTable) checksums = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const DhPublished *sets = dh_published_get_all (&n);
  guint n_entries;
  const DhCatalogEntry *entries = dh_catalog_get_all (&n_entries);

  g_assert_cmpuint (n, ==, n_entries - 1);
  for (guint s = 0; s < n; s++)
    {
      g_assert_cmpstr (sets[s].name, ==, entries[s + 1].name);
      g_assert_cmpstr (sets[s].title, ==, entries[s + 1].title);
      g_assert_true (dh_published_find (sets[s].name) == &sets[s]);
      for (guint m = 0; m < DH_PUBLISHED_N_MIRRORS; m++)
        {
          g_assert_true (g_str_has_prefix (sets[s].mirrors[m], "http"));
          g_assert_true (g_str_has_suffix (sets[s].mirrors[m], "/"));
        }
      for (guint i = 0; i < DH_PUBLISHED_N_FILES; i++)
        {
          assert_file (&sets[s].files[i], i);
          g_assert_true (g_hash_table_add (checksums, (gpointer) sets[s].files[i].sha256));
        }
    }
  g_assert_null (dh_published_find ("handwriting"));
}

static void
test_sizes (void)
{
  static const struct
  {
    const char *name;
    guint64 size;
  } cases[] = { { "mnist", 11594722 }, { "fashion-mnist", 30878645 }, { "kmnist", 21240888 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DhPublished *set = dh_published_find (cases[i].name);
      g_autofree char *folder = dh_published_get_folder (set);
      g_autofree char *end = g_build_filename ("downhill", cases[i].name, NULL);

      g_assert_cmpuint (dh_published_get_size (set), ==, cases[i].size);
      g_assert_true (g_str_has_suffix (folder, end));
    }
}

static void
test_replace (void)
{
  static const DhPublished other = { .name = "other" };
  guint n;

  dh_published_replace (&other, 1);
  g_assert_true (dh_published_get_all (&n) == &other);
  g_assert_cmpuint (n, ==, 1);
  g_assert_null (dh_published_find ("mnist"));
  dh_published_replace (NULL, 0);
  g_assert_nonnull (dh_published_find ("mnist"));
}

/* The real files have the checksums of the table. */
static void
test_mnist (void)
{
  const char *folder = g_getenv ("DOWNHILL_MNIST");
  g_autoptr (DhPlace) place = NULL;

  if (folder == NULL || *folder == '\0')
    {
      g_test_skip ("DOWNHILL_MNIST is not set");
      return;
    }
  place = dh_place_new (dh_published_find ("mnist"), folder);
  g_assert_null (place->problem);
  g_assert_cmpuint (place->n_train, ==, 60000);
  g_assert_cmpuint (place->n_test, ==, 10000);
  g_assert_cmpuint (place->n_classes, ==, 10);
  g_assert_true (dh_place_check (place, NULL));
  g_assert_cmpint (place->check, ==, DH_CHECK_PUBLISHED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/published/table", test_table);
  g_test_add_func ("/published/sizes", test_sizes);
  g_test_add_func ("/published/replace", test_replace);
  g_test_add_func ("/published/mnist", test_mnist);
  return g_test_run ();
}
