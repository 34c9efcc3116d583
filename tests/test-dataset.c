// Data sets: their statistics, and how they are read from folders.
// SPDX-License-Identifier: MIT

#include "dataset/dataset.h"
#include "dataset/idx-folder.h"
#include "idx-files.h"

static DhDataset *
make_dataset (guint n, guint width, guint height)
{
  DhDataset *dataset = dh_dataset_new ("name", "Title", width, height);
  g_autoptr (GError) error = NULL;

  g_assert_true (dh_dataset_allocate (dataset, &dataset->train, n, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    dataset->train.labels[i] = 0;
  return dataset;
}

static void
test_statistics (void)
{
  static const struct
  {
    guint8 pixels[6];
    double mean, deviation;
  } cases[] = {
    { { 0, 0, 0, 0, 0, 0 }, 0, 0 },
    { { 255, 255, 255, 255, 255, 255 }, 255, 0 },
    { { 1, 2, 3, 4, 5, 6 }, 3.5, 1.8708286933869707 },
    { { 0, 255, 0, 255, 0, 255 }, 127.5, 139.66925216381736 },
    { { 0, 0, 0, 0, 0, 7 }, 7.0 / 6, 2.857738033247041 },
  };

  for (guint row = 0; row < G_N_ELEMENTS (cases); row++)
    {
      g_autoptr (DhDataset) dataset = make_dataset (1, 3, 2);

      memcpy (dataset->train.pixels, cases[row].pixels, sizeof cases[row].pixels);
      dh_dataset_complete (dataset);
      g_assert_cmpfloat_with_epsilon (dataset->mean, cases[row].mean, 1e-12);
      g_assert_cmpfloat_with_epsilon (dataset->deviation, cases[row].deviation, 1e-12);
    }
}

static void
test_standardised (void)
{
  g_autoptr (DhDataset) dataset = make_dataset (1, 2, 1);
  float table[256];

  dataset->train.pixels[0] = 0;
  dataset->train.pixels[1] = 255;
  dh_dataset_complete (dataset);
  dh_dataset_get_standardised (dataset, table);
  for (guint p = 0; p < 256; p++)
    g_assert_true (table[p] == ((float) p - 127.5f) / (float) dataset->deviation);
}

static void
test_all_pixels_equal (void)
{
  g_autoptr (DhDataset) dataset = make_dataset (3, 2, 2);
  float table[256];

  memset (dataset->train.pixels, 9, 12);
  dh_dataset_complete (dataset);
  dh_dataset_get_standardised (dataset, table);
  g_assert_true (table[9] == 0);
  g_assert_true (table[0] == -9);
}

static void
test_classes (void)
{
  g_autoptr (DhDataset) dataset = make_dataset (2, 1, 1);

  g_assert_true (dh_dataset_allocate (dataset, &dataset->test, 1, NULL));
  memset (dataset->train.pixels, 0, 2);
  dataset->train.labels[1] = 3;
  dataset->test.labels[0] = 11;
  dh_dataset_complete (dataset);
  g_assert_cmpuint (dataset->n_classes, ==, 12);
  g_assert_cmpuint (g_strv_length (dataset->class_names), ==, 12);
  g_assert_cmpstr (dataset->class_names[0], ==, "0");
  g_assert_cmpstr (dataset->class_names[11], ==, "11");
}

static void
test_too_large (void)
{
  g_autoptr (DhDataset) dataset = dh_dataset_new ("large", "Large", G_MAXUINT, G_MAXUINT);
  g_autoptr (GError) error = NULL;

  g_assert_false (dh_dataset_allocate (dataset, &dataset->train, G_MAXUINT, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpuint (dataset->train.n, ==, 0);
  g_assert_null (dataset->train.pixels);
  g_assert_null (dataset->train.labels);
  g_assert_true (dh_dataset_allocate (dataset, &dataset->train, 0, NULL));
}

static void
test_references (void)
{
  DhDataset *dataset = make_dataset (1, 1, 1);
  const DhDataset *same = dh_dataset_ref (dataset);

  g_assert_true (same == dataset);
  dh_dataset_unref (dataset);
  g_assert_cmpstr (same->title, ==, "Title");
  dh_dataset_unref (same);
}

static DhDataset *
load (IdxFiles *files, GError **error)
{
  return dh_idx_folder_load (files->folder, "name", "Title", NULL, error);
}

static void
test_folder_names (IdxFiles *files, gconstpointer data)
{
  static const struct
  {
    const char *train_images, *train_labels, *test_images, *test_labels;
  } names[] = {
    { "train-images-idx3-ubyte", "train-labels-idx1-ubyte",
      "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte" },
    { "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
      "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz" },
    { "train-images.idx3-ubyte", "train-labels.idx1-ubyte",
      "t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte" },
    { "train-images.idx3-ubyte.gz", "train-labels-idx1-ubyte",
      "test-images-idx3-ubyte.gz", "test-labels.idx1-ubyte" },
  };

  for (guint row = 0; row < G_N_ELEMENTS (names); row++)
    {
      IdxFiles folder;
      g_autoptr (GError) error = NULL;
      g_autoptr (DhDataset) dataset = NULL;

      idx_files_set_up (&folder, NULL);
      idx_files_write_part (&folder, names[row].train_images, 20, 4,
                            names[row].train_labels, 20, 5);
      g_assert_true (dh_idx_folder_is_complete (folder.folder));
      idx_files_write_part (&folder, names[row].test_images, 6, 4,
                            names[row].test_labels, 6, 6);
      dataset = load (&folder, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (dataset->train.n, ==, 20);
      g_assert_cmpuint (dataset->test.n, ==, 6);
      g_assert_cmpuint (dataset->width, ==, 4);
      g_assert_cmpuint (dataset->n_classes, ==, 6);
      g_assert_cmpuint (dataset->train.labels[19], ==, 4);
      g_assert_cmpuint (dataset->test.pixels[95], ==, 95);
      idx_files_tear_down (&folder, NULL);
    }
}

static void
test_folder_prefers_plain (IdxFiles *files, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DhDataset) dataset = NULL;

  idx_files_write_train (files);
  g_free (idx_files_write (files, "train-images-idx3-ubyte.gz", "\x1f\x8b", 2));
  dataset = load (files, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dataset->train.n, ==, 20);
  g_assert_cmpuint (dataset->test.n, ==, 0);
  g_assert_null (dataset->test.pixels);
}

/* Every file is good, but they do not belong together. */
static const struct
{
  guint n, n_labels, n_classes, n_test, test_side;
  const char *expected;
} disagreements[] = {
  { 20, 19, 5, 0, 0, "train-labels-idx1-ubyte, byte 4: the file has 19 labels for 20 images" },
  { 20, 20, 5, 3, 5, "t10k-images-idx3-ubyte, byte 8: the images are of 5 × 5 pixels, those "
                     "for training of 4 × 4" },
  { 20, 20, 1, 0, 0, "byte 8: all labels are the same" },
};

static void
test_folder_disagreements (IdxFiles *files, gconstpointer data)
{
  for (guint row = 0; row < G_N_ELEMENTS (disagreements); row++)
    {
      g_autoptr (GError) error = NULL;

      idx_files_write_part (files, "train-images-idx3-ubyte", disagreements[row].n, 4,
                  "train-labels-idx1-ubyte", disagreements[row].n_labels,
                  disagreements[row].n_classes);
      if (disagreements[row].n_test > 0)
        idx_files_write_part (files, "t10k-images-idx3-ubyte", disagreements[row].n_test,
                    disagreements[row].test_side, "t10k-labels-idx1-ubyte",
                    disagreements[row].n_test, 2);
      else
        idx_files_write_part (files, "t10k-images-idx3-ubyte", 2, 4,
                              "t10k-labels-idx1-ubyte", 2, 1);
      g_assert_null (load (files, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, disagreements[row].expected));
    }
}

static void
test_folder_lacks_files (IdxFiles *files, gconstpointer data)
{
  static const char *const needed[] = { "train-labels-idx1-ubyte", "train-images-idx3-ubyte",
                                        "t10k-labels-idx1-ubyte", "t10k-images-idx3-ubyte" };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_autofree char *path = g_build_filename (files->folder, needed[i], NULL);
      g_autoptr (GError) error = NULL;

      idx_files_write_train (files);
      idx_files_write_part (files, "t10k-images-idx3-ubyte", 2, 4, "t10k-labels-idx1-ubyte", 2, 2);
      g_assert_cmpint (g_remove (path), ==, 0);
      g_assert_null (load (files, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      g_assert_nonnull (strstr (error->message, needed[i]));
      g_assert_nonnull (strstr (error->message, ".gz"));
      g_assert_nonnull (strstr (error->message, files->folder));
      g_assert_cmpint (dh_idx_folder_is_complete (files->folder), ==, i >= 2);
    }
}

static void
test_not_a_folder (IdxFiles *files, gconstpointer data)
{
  g_autofree char *missing = g_build_filename (files->folder, "missing", NULL);
  g_autofree char *file = idx_files_write (files, "file", "", 0);
  g_autoptr (GError) not_found = NULL;
  g_autoptr (GError) not_folder = NULL;

  g_assert_null (dh_idx_folder_load (missing, "name", "Title", NULL, &not_found));
  g_assert_error (not_found, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (not_found->message, "train-images-idx3-ubyte"));
  g_assert_null (dh_idx_folder_load (file, "name", "Title", NULL, &not_folder));
  g_assert_error (not_folder, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
}

static void
test_cancelled (IdxFiles *files, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  idx_files_write_train (files);
  g_cancellable_cancel (cancellable);
  g_assert_null (dh_idx_folder_load (files->folder, "name", "Title", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
add (const char *path, void (*test) (IdxFiles *, gconstpointer))
{
  g_test_add (path, IdxFiles, NULL, idx_files_set_up, test, idx_files_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dataset/statistics", test_statistics);
  g_test_add_func ("/dataset/standardised", test_standardised);
  g_test_add_func ("/dataset/all-pixels-equal", test_all_pixels_equal);
  g_test_add_func ("/dataset/classes", test_classes);
  g_test_add_func ("/dataset/too-large", test_too_large);
  g_test_add_func ("/dataset/references", test_references);
  add ("/dataset/folder/names", test_folder_names);
  add ("/dataset/folder/prefers-plain", test_folder_prefers_plain);
  add ("/dataset/folder/disagreements", test_folder_disagreements);
  add ("/dataset/folder/lacks-files", test_folder_lacks_files);
  add ("/dataset/folder/not-a-folder", test_not_a_folder);
  add ("/dataset/folder/cancelled", test_cancelled);
  return g_test_run ();
}
