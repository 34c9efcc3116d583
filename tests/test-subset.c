// The choice of images against NumPy's, and lists of them that people write.
// SPDX-License-Identifier: MIT

#include <errno.h>
#include <unistd.h>

#include "dataset/subset.h"
#include "idx-files.h"
#include "reference/random.h"
#include "reference/sum.h"

static guint32 *
choose (guint32 n, guint32 k, gboolean replacement, guint32 seed)
{
  DhRandom random;

  dh_random_init (&random, seed);
  return dh_subset_choose (n, k, replacement, &random);
}

/* The lecture's: numpy.random.seed(2021); numpy.random.choice(60000, 500). */
static void
test_lecture (void)
{
  static const guint32 expected[] = { 25716, 27989, 6201, 17536, 2669, 20318, 22486, 30764 };
  g_autofree guint32 *indices = choose (60000, 500, TRUE, 2021);

  g_assert_cmpmem (indices, sizeof expected, expected, sizeof expected);
}

static void
test_as_numpy (void)
{
  for (guint row = 0; row < G_N_ELEMENTS (numpy_choices); row++)
    {
      guint32 k = numpy_choices[row].k;
      g_autofree guint32 *indices = choose (numpy_choices[row].n, k, numpy_choices[row].replacement,
                                            numpy_choices[row].seed);

      for (guint i = 0; i < MIN (k, G_N_ELEMENTS (numpy_choices[row].first)); i++)
        g_assert_cmpuint (indices[i], ==, numpy_choices[row].first[i]);
      assert_sum (indices, k, numpy_choices[row].sum);
    }
}

static void
test_all_in_order (void)
{
  for (gboolean replacement = FALSE; replacement <= TRUE; replacement++)
    {
      g_autofree guint32 *indices = choose (1000, 0, replacement, 5);

      for (guint i = 0; i < 1000; i++)
        g_assert_cmpuint (indices[i], ==, i);
    }
}

static void
test_more_than_there_are (void)
{
  g_autofree guint32 *indices = choose (3, 1000, TRUE, 0);
  guint counts[3] = { 0 };

  for (guint i = 0; i < 1000; i++)
    {
      g_assert_cmpuint (indices[i], <, 3);
      counts[indices[i]]++;
    }
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (counts[i], >, 250);
}

static void
test_impossible (void)
{
  g_assert_null (choose (0, 0, TRUE, 0));
  g_assert_null (choose (0, 1, TRUE, 0));
  g_assert_null (choose (3, 4, FALSE, 0));
}

typedef struct
{
  const char *name;
  const char *text;
  guint n_numbers; /* 0 = an error */
  guint32 numbers[4];
  const char *part; /* of the error's message */
} List;

/* From a set of 100 images. */
static const List lists[] = {
  { "one", "7", 1, { 7 } },
  { "limits", "0 99", 2, { 0, 99 } },
  { "repeated", "5 5 5", 3, { 5, 5, 5 } },
  { "blanks", "\t 1\n\n\r\n 2\f3  \n", 3, { 1, 2, 3 } },
  { "leading-zeros", "007 000", 2, { 7, 0 } },
  { "empty", "", 0, { 0 }, "list holds no image numbers: give some from 0 to 99" },
  { "only-blanks", " \n\t\n", 0, { 0 }, "list holds no image numbers" },
  { "above", "99\n100", 0, { 0 }, "list, line 2: " },
  { "above-then-line", "1 2\n3 100\n4", 0, { 0 }, "list, line 2: " },
  { "above-32-bits", "4294967296", 0, { 0 }, "from 0 to 99" },
  { "above-64-bits", "\n\n18446744073709551616", 0, { 0 }, "list, line 3: " },
  { "negative", "1 -1", 0, { 0 }, "list, line 1: " },
  { "plus", "+1", 0, { 0 }, "list, line 1: " },
  { "fraction", "1.0", 0, { 0 }, "list, line 1: " },
  { "hexadecimal", "0x10", 0, { 0 }, "list, line 1: " },
  { "letters", "1\r\n2\r\nthree", 0, { 0 }, "list, line 3: " },
  { "letters-behind", "1\n2x", 0, { 0 }, "list, line 2: " },
  { "comma", "1,2", 0, { 0 }, "separated by blanks" },
  { "other-digits", "\u0663", 0, { 0 }, "list, line 1: " },
};

static void
test_parse (gconstpointer data)
{
  const List *list = data;
  g_autoptr (GError) error = NULL;
  guint k = 0;
  g_autofree guint32 *indices = dh_subset_parse (list->text, "list", 100, &k, &error);

  if (list->n_numbers == 0)
    {
      g_assert_null (indices);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, list->part));
      g_assert_null (strchr (error->message, '\n'));
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpmem (indices, k * sizeof *indices, list->numbers,
                   list->n_numbers * sizeof *indices);
}

/* The longest list taken, and one number more. */
static void
test_parse_limit (void)
{
  const guint most = 1000000;
  g_autofree char *text = g_malloc (2 * most + 2);
  g_autofree guint32 *indices = NULL;
  g_autoptr (GError) error = NULL;
  guint k = 0;

  for (guint i = 0; i < most; i++)
    memcpy (text + 2 * i, "1\n", 2);
  text[2 * most] = '\0';
  indices = dh_subset_parse (text, "list", 2, &k, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (k, ==, most);
  memcpy (text + 2 * most, "1", 2);
  g_assert_null (dh_subset_parse (text, "list", 2, &k, &error));
  g_assert_nonnull (strstr (error->message, "list, line 1000001: "));
}

static void
assert_unreadable (const char *path, const char *part)
{
  g_autoptr (GError) error = NULL;
  guint k = 0;

  g_assert_null (dh_subset_read (path, 100, &k, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_read (IdxFiles *files, gconstpointer data)
{
  static const guint32 expected[] = { 3, 1, 2 };
  g_autofree char *path = idx_files_write (files, "list", "3 1\n2\n", 6);
  g_autofree char *empty = idx_files_write (files, "empty", "", 0);
  g_autofree char *zero = idx_files_write (files, "zero", "1\n2\0 3", 6);
  g_autofree char *missing = g_build_filename (files->folder, "missing", NULL);
  g_autoptr (GError) error = NULL;
  guint k = 0;
  g_autofree guint32 *indices = dh_subset_read (path, 100, &k, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (indices, k * sizeof *indices, expected, sizeof expected);
  assert_unreadable (empty, "holds no image numbers");
  assert_unreadable (zero, "line 2: ");
  assert_unreadable (missing, g_strerror (ENOENT));
  assert_unreadable (files->folder, g_strerror (EISDIR));
  assert_unreadable ("/dev/zero", "too large");
  /* Those who may read everything cannot be kept out. */
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  if (g_access (path, R_OK) != 0)
    assert_unreadable (path, g_strerror (EACCES));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/subset/lecture", test_lecture);
  g_test_add_func ("/subset/as-numpy", test_as_numpy);
  g_test_add_func ("/subset/all-in-order", test_all_in_order);
  g_test_add_func ("/subset/more-than-there-are", test_more_than_there_are);
  g_test_add_func ("/subset/impossible", test_impossible);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *name = g_strconcat ("/subset/parse/", lists[i].name, NULL);

      g_test_add_data_func (name, &lists[i], test_parse);
    }
  g_test_add_func ("/subset/parse/limit", test_parse_limit);
  g_test_add ("/subset/read", IdxFiles, NULL, idx_files_set_up, test_read, idx_files_tear_down);
  return g_test_run ();
}
