// Data sets in folders: their names, their classes, and what becomes of files that do not fit.
// SPDX-License-Identifier: MIT

#include "dataset/idx-folder.h"

#include <unistd.h>

#include "dataset/idx-names.h"
#include "idx-files.h"

#define TRAIN_LABELS "train-labels-idx1-ubyte"

static DhDataset *
load (const char *path, const char *name, GError **error)
{
  return dh_idx_folder_load (path, name, "Title", NULL, error);
}

/* Images of 2 × 2 pixels with these labels. */
static void
write_part (IdxFiles *files, const char *prefix, const char *part, const guint8 *labels, guint n)
{
  const guint32 dimensions[] = { n, 2, 2 };
  g_autoptr (GByteArray) images = idx_bytes (3, dimensions, 256);
  g_autoptr (GByteArray) bytes = idx_bytes (1, &n, 256);
  g_autofree char *images_name = g_strdup_printf ("%s%s-images-idx3-ubyte", prefix, part);
  g_autofree char *labels_name = g_strdup_printf ("%s%s-labels-idx1-ubyte", prefix, part);

  memcpy (bytes->data + 8, labels, n);
  g_free (idx_files_write (files, images_name, images->data, images->len));
  g_free (idx_files_write (files, labels_name, bytes->data, bytes->len));
}

/* Labels as digits, 'a' = 10 …; names joined by "|". */
static const struct
{
  const char *name;
  const char *train;
  const char *test;
  const char *text; /* of classes.txt, or NULL: there is none */
  const char *names;
  guint8 first;     /* class of the first training image */
} classes[] = {
  { "set", "0213", "01", NULL, "0|1|2|3", 0 },
  { "set", "0103", "4", NULL, "0|1|2|3|4", 0 },
  { "set", "2310", NULL, NULL, "0|1|2|3", 2 },
  { "set", "1234", "41", NULL, "1|2|3|4", 0 },          /* none is 0 … */
  { "set", "1234", "0", NULL, "0|1|2|3|4", 1 },         /* … but one for testing is */
  { "set", "3737", NULL, NULL, "0|1|2|3|4|5|6|7", 3 },
  { "set", "0120", "1", "x\ny\nz\n", "x|y|z", 0 },
  { "set", "0101", NULL, "x\ny\nz\nw", "x|y|z|w", 0 },  /* more names than labels */
  { "set", "1231", "2", "x\ny\nz\n", "x|y|z", 0 },      /* from 1 to the number of names */
  { "set", "2332", NULL, "x\ny\nz\n", "x|y|z", 1 },
  { "set", "1212", NULL, "x\ny\nz\n", "x|y|z", 1 },     /* from 0: there is a name for it */
  { "fashion-mnist", "9012", NULL, NULL,
    "T-shirt/top|Trouser|Pullover|Dress|Coat|Sandal|Shirt|Sneaker|Bag|Ankle boot", 9 },
  { "fashion-mnist", "1010", NULL, "x\ny\n", "x|y", 1 },
  { "kmnist", "a010", NULL, NULL, "0|1|2|3|4|5|6|7|8|9|10", 10 }, /* another set of that name */
};

static guint8 *
get_labels (const char *digits)
{
  guint8 *labels = g_memdup2 (digits, strlen (digits) + 1);

  for (guint i = 0; digits[i] != '\0'; i++)
    labels[i] = (guint8) g_ascii_xdigit_value (digits[i]);
  return labels;
}

static void
test_classes (void)
{
  for (guint row = 0; row < G_N_ELEMENTS (classes); row++)
    {
      IdxFiles files;
      g_autoptr (GError) error = NULL;
      g_autoptr (DhDataset) dataset = NULL;
      g_autofree guint8 *train = get_labels (classes[row].train);
      g_autofree guint8 *test = classes[row].test != NULL ? get_labels (classes[row].test) : NULL;
      g_autofree char *joined = NULL;

      idx_files_set_up (&files, NULL);
      write_part (&files, "", "train", train, strlen (classes[row].train));
      if (test != NULL)
        write_part (&files, "", "t10k", test, strlen (classes[row].test));
      if (classes[row].text != NULL)
        g_free (idx_files_write (&files, "classes.txt", classes[row].text,
                                 strlen (classes[row].text)));
      dataset = load (files.folder, classes[row].name, &error);
      g_assert_no_error (error);
      joined = g_strjoinv ("|", dataset->class_names);
      g_assert_cmpstr (joined, ==, classes[row].names);
      g_assert_cmpuint (dataset->n_classes, ==, g_strv_length (dataset->class_names));
      g_assert_cmpuint (dataset->train.labels[0], ==, classes[row].first);
      idx_files_tear_down (&files, NULL);
    }
}

static void
assert_fails (const char *path, int code, const char *expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (path, "set", &error));
  g_assert_error (error, G_IO_ERROR, code);
  g_assert_null (strchr (error->message, '\n'));
  if (strstr (error->message, expected) == NULL)
    g_error ("“%s” not in “%s”", expected, error->message);
}

static void
test_bad_labels (IdxFiles *files, gconstpointer data)
{
  static const struct { const char *train, *test, *text, *expected; } rows[] = {
    { "0123", NULL, "x\ny\nz\n", "/" TRAIN_LABELS ", byte 11: a label of 3, but there are 3 "
                                 "classes, 0 to 2" },
    { "0121", "02f", "x\ny\nz\n", "/t10k-labels-idx1-ubyte, byte 10: a label of 15" },
    { "0123", NULL, "x\n", "/classes.txt, line 2: it ends here" },
    { "0123", NULL, "x\nx\n", "/classes.txt, line 2: the name stands in line 1" },
    { "0000", NULL, NULL, "/" TRAIN_LABELS ", byte 8: all labels are the same" },
    { "1111", "11", NULL, "/" TRAIN_LABELS ", byte 8: all labels are the same" },
  };

  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    {
      g_autofree guint8 *train = get_labels (rows[row].train);
      g_autofree guint8 *test = get_labels (rows[row].test != NULL ? rows[row].test : "01");
      g_autofree char *names = g_build_filename (files->folder, "classes.txt", NULL);

      g_remove (names);
      write_part (files, "", "train", train, 4);
      if (rows[row].test != NULL)
        write_part (files, "", "t10k", test, strlen (rows[row].test));
      if (rows[row].text != NULL)
        g_free (idx_files_write (files, "classes.txt", rows[row].text, strlen (rows[row].text)));
      assert_fails (files->folder, G_IO_ERROR_INVALID_DATA, rows[row].expected);
      for (guint kind = 0; kind < 2; kind++)
        {
          g_autofree char *path = g_build_filename (
              files->folder, kind == 0 ? "t10k-labels-idx1-ubyte" : "t10k-images-idx3-ubyte", NULL);

          g_remove (path);
        }
    }
}

static void
test_many_classes (IdxFiles *files, gconstpointer data)
{
  guint32 n = 1001;
  g_autofree double *labels = g_new (double, n);

  for (guint i = 0; i < n; i++)
    labels[i] = n - 1 - i;
  idx_files_write_part (files, "train-images-idx3-ubyte.gz", n, 1, "train-labels-idx1-int", n, 2);
  for (guint most = 1000; most > 998; most--)
    {
      g_autoptr (GByteArray) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (DhDataset) dataset = NULL;

      bytes = idx_typed_bytes (DH_IDX_INT, 1, &n, labels);
      g_free (idx_files_write (files, "train-labels-idx1-int", bytes->data, bytes->len));
      labels[0] = 0;
      if (most == 1000)
        {
          assert_fails (files->folder, G_IO_ERROR_INVALID_DATA, "byte 8: a label of 1000, but");
          continue;
        }
      dataset = load (files->folder, "set", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (dataset->n_classes, ==, 1000);
      g_assert_cmpstr (dataset->class_names[999], ==, "999");
      g_assert_cmpuint (dataset->train.labels[1], ==, 999);
    }
}

/* As EMNIST is unpacked: all its sets in one folder. */
static void
test_prefixes (IdxFiles *files, gconstpointer data)
{
  static const guint8 letters[] = { 1, 2, 3, 1 };
  static const guint8 digits[] = { 0, 1, 2, 3, 4 };
  g_autofree char *letters_path =
      g_build_filename (files->folder, "emnist-letters-test-labels-idx1-ubyte", NULL);
  g_autofree char *digits_path =
      g_build_filename (files->folder, "emnist-digits-train-images-idx3-ubyte", NULL);
  g_autofree char *settled = NULL;
  g_autofree char *title = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DhDataset) alone = NULL;
  g_autoptr (DhDataset) of_file = NULL;

  write_part (files, "emnist-letters-", "train", letters, 4);
  write_part (files, "emnist-letters-", "test", letters, 3);
  g_free (idx_files_write (files, "emnist-letters-classes.txt", "A\nB\nC\n", 6));
  alone = load (files->folder, "set", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (alone->class_names[2], ==, "C");
  g_assert_cmpuint (alone->test.n, ==, 3);
  settled = dh_idx_names_settle (letters_path);
  g_assert_cmpstr (settled, ==, files->folder);
  title = dh_idx_names_make_title (settled);
  g_assert_cmpstr (title, ==, "emnist-letters");

  write_part (files, "emnist-digits-", "train", digits, 5);
  g_assert_false (dh_idx_folder_is_complete (files->folder));
  assert_fails (files->folder, G_IO_ERROR_INVALID_ARGUMENT,
                "several data sets: emnist-digits, emnist-letters. Choose one");
  g_free (settled);
  settled = dh_idx_names_settle (digits_path);
  g_assert_cmpstr (settled, ==, digits_path);
  of_file = load (digits_path, "set", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (of_file->n_classes, ==, 5);
  g_assert_cmpuint (of_file->test.n, ==, 0);

  /* Files without a prefix come first. */
  write_part (files, "", "train", digits, 3);
  g_assert_true (dh_idx_folder_is_complete (files->folder));
  g_clear_pointer (&of_file, dh_dataset_unref);
  of_file = load (files->folder, "set", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (of_file->n_classes, ==, 3);
}

static void
test_not_names (IdxFiles *files, gconstpointer data)
{
  static const char *const names[] = { "photo.png", "pretrain-images-idx3-ubyte",
                                       "train-images-idx3-ubyte.gz.part", "train-images",
                                       "train-images-idx4-ubyte", "val-images-idx3-ubyte" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = idx_files_write (files, names[i], "", 0);

      assert_fails (path, G_IO_ERROR_NOT_DIRECTORY, "is a file, and not named as");
    }
  assert_fails (files->folder, G_IO_ERROR_NOT_FOUND, "lacks a file of the data set");
}

/* Float images in two dimensions, labels of 32 bits, as NumPy users write them. */
static void
test_other_types (IdxFiles *files, gconstpointer data)
{
  static const double images[] = { 0, 0.5, 1, 0.25, 1, 1, 0, 0 };
  static const double test_images[] = { 0.5, 0.5, 2, -1 };
  static const double labels[] = { 0, 1 };
  static const guint8 expected[] = { 0, 128, 255, 64, 255, 255, 0, 0 };
  static const guint32 sizes[] = { 2, 4, 1 };
  static const guint32 test_sizes[] = { 1, 4 };
  g_autoptr (GByteArray) train = idx_typed_bytes (DH_IDX_FLOAT, 2, sizes, images);
  g_autoptr (GByteArray) train_labels = idx_typed_bytes (DH_IDX_INT, 1, sizes, labels);
  g_autoptr (GByteArray) test = idx_typed_bytes (DH_IDX_FLOAT, 2, test_sizes, test_images);
  g_autoptr (GByteArray) test_labels = idx_typed_bytes (DH_IDX_INT, 1, test_sizes, labels);
  g_autoptr (GError) error = NULL;
  g_autoptr (DhDataset) dataset = NULL;

  g_free (idx_files_write (files, "train-images-idx2-float", train->data, train->len));
  g_free (idx_files_write (files, "train-labels-idx1-int", train_labels->data, train_labels->len));
  g_free (idx_files_write (files, "test-images-idx2-float", test->data, test->len));
  g_free (idx_files_write (files, "test-labels-idx1-int", test_labels->data, test_labels->len));
  dataset = load (files->folder, "set", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dataset->width, ==, 2);
  g_assert_cmpuint (dataset->height, ==, 2);
  g_assert_cmpmem (dataset->train.pixels, 8, expected, sizeof expected);
  g_assert_cmpmem (dataset->test.pixels, 4, ((const guint8[]) { 128, 128, 255, 0 }), 4);
}

static void
test_link_loop (IdxFiles *files, gconstpointer data)
{
  g_autofree char *loop = g_build_filename (files->folder, "train-images-idx3-ubyte", NULL);
  g_autofree char *names = g_build_filename (files->folder, "classes.txt", NULL);
  g_autoptr (GByteArray) labels = idx_bytes (1, (const guint32[]) { 4 }, 2);

  g_free (idx_files_write (files, TRAIN_LABELS, labels->data, labels->len));
  g_assert_cmpint (symlink (loop, loop), ==, 0);
  g_assert_false (dh_idx_folder_is_complete (files->folder));
  assert_fails (files->folder, G_IO_ERROR_NOT_REGULAR_FILE, loop);
  g_assert_cmpint (g_remove (loop), ==, 0);
  idx_files_write_train (files);
  g_assert_cmpint (symlink (names, names), ==, 0);
  assert_fails (files->folder, G_IO_ERROR_NOT_REGULAR_FILE, names);
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
  g_test_add_func ("/idx-folder/classes", test_classes);
  add ("/idx-folder/bad-labels", test_bad_labels);
  add ("/idx-folder/many-classes", test_many_classes);
  add ("/idx-folder/prefixes", test_prefixes);
  add ("/idx-folder/not-names", test_not_names);
  add ("/idx-folder/other-types", test_other_types);
  add ("/idx-folder/link-loop", test_link_loop);
  return g_test_run ();
}
