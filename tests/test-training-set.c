// The images of a run: drawn, from a file, or the lecture page's.
// SPDX-License-Identifier: MIT

#include <gio/gio.h>

#include "idx-files.h"
#include "pattern-dataset.h"
#include "reference/random.h"
#include "reference/sum.h"
#include "training/training-set.h"

static DhTrainingSet *
make_set (const DhSettings *settings, const DhDataset *dataset)
{
  g_autoptr (GError) error = NULL;
  DhTrainingSet *self = dh_training_set_new (settings, dataset, &error);

  g_assert_no_error (error);
  return self;
}

static void
assert_refused (const DhSettings *settings, const DhDataset *dataset, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (dh_training_set_new (settings, dataset, &error));
  g_assert_nonnull (error);
  g_assert_nonnull (strstr (error->message, part));
}

/* numpy.random.seed (s); numpy.random.choice (n, k, replace=…), the seed given either way. */
static void
test_as_numpy (void)
{
  for (guint row = 0; row < G_N_ELEMENTS (numpy_choices); row++)
    {
      g_autoptr (DhDataset) dataset = pattern_dataset_new (numpy_choices[row].n, 0);
      g_autoptr (DhSettings) settings = dh_settings_new ();
      DhTrainingSet *set;

      settings->subset = numpy_choices[row].k;
      settings->replacement = numpy_choices[row].replacement;
      settings->seed = row % 2 == 0 ? numpy_choices[row].seed : 77;
      if (row % 2 == 1)
        settings->subset_seed = numpy_choices[row].seed;
      settings->init_seed = 5;
      set = make_set (settings, dataset);
      g_assert_cmpuint (set->n, ==, numpy_choices[row].k);
      assert_sum (set->indices, set->n, numpy_choices[row].sum);
      dh_training_set_free (set);
    }
}

/* The stream stands behind what was drawn, and at its beginning where nothing was. */
static void
test_stream (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (1000, 0);

  for (guint subset = 0; subset <= 300; subset += 100)
    {
      g_autoptr (DhSettings) settings = dh_settings_new ();
      guint32 drawn[300];
      DhTrainingSet *set;
      DhRandom random;

      settings->subset = subset;
      settings->subset_seed = 9;
      dh_random_init (&random, 9);
      dh_random_numpy_choice (&random, 1000, drawn, subset);
      set = make_set (settings, dataset);
      g_assert_cmpuint (dh_random_next (&set->random), ==, dh_random_next (&random));
      dh_training_set_free (set);
    }
}

/* Labels are those of the images drawn. */
static void
test_contents (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (40, 0);
  g_autoptr (DhSettings) settings = dh_settings_new ();
  DhTrainingSet *set;

  settings->subset = 90;
  set = make_set (settings, dataset);
  g_assert_cmpuint (set->n, ==, 90);
  for (guint i = 0; i < set->n; i++)
    {
      guint image = set->indices[i];

      g_assert_cmpuint (image, <, 40);
      g_assert_cmpuint (set->labels[i], ==, dataset->train.labels[image]);
    }
  dh_training_set_free (set);
}

static void
test_without_replacement (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (40, 0);
  g_autoptr (DhSettings) settings = dh_settings_new ();
  gboolean seen[40] = { FALSE };
  DhTrainingSet *set;

  settings->replacement = FALSE;
  settings->subset = 40;
  set = make_set (settings, dataset);
  for (guint i = 0; i < set->n; i++)
    {
      g_assert_false (seen[set->indices[i]]);
      seen[set->indices[i]] = TRUE;
    }
  dh_training_set_free (set);
  settings->subset = 41;
  assert_refused (settings, dataset, "A subset of 41 cannot be drawn from 40 images");
  settings->replacement = TRUE;
  set = make_set (settings, dataset);
  g_assert_cmpuint (set->n, ==, 41);
  dh_training_set_free (set);
}

/* The file's numbers, whatever the other settings of the subset say. */
static void
test_file (IdxFiles *files, gconstpointer data)
{
  static const guint32 expected[] = { 39, 0, 7, 7, 12 };
  static const char text[] = "39 0\n7\t7\r\n\n 12";
  g_autoptr (DhDataset) dataset = pattern_dataset_new (40, 0);
  g_autoptr (DhSettings) settings = dh_settings_new ();
  DhTrainingSet *set;

  settings->subset_file = idx_files_write (files, "numbers.txt", text, strlen (text));
  settings->subset = 3;
  settings->replacement = FALSE;
  set = make_set (settings, dataset);
  g_assert_cmpmem (set->indices, set->n * sizeof *set->indices, expected, sizeof expected);
  dh_training_set_free (set);

  g_free (idx_files_write (files, "numbers.txt", "1\n2\n40\n", 7));
  assert_refused (settings, dataset, "numbers.txt, line 3: ");
  assert_refused (settings, dataset, "from 0 to 39");
}

static void
test_no_file (IdxFiles *files, gconstpointer data)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (40, 0);
  g_autoptr (DhSettings) settings = dh_settings_new ();

  settings->subset_file = g_build_filename (files->folder, "missing.txt", NULL);
  assert_refused (settings, dataset, "missing.txt: ");
}

static void
test_lecture_page (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (60000, 0);
  g_autoptr (DhDataset) small = pattern_dataset_new (10000, 0);
  g_autoptr (DhSettings) settings = dh_settings_new ();
  DhTrainingSet *set;

  settings->subset_file = g_strdup (DH_SETTINGS_LECTURE_PAGE);
  set = make_set (settings, dataset);
  g_assert_cmpuint (set->n, ==, 500);
  /* Of the 500 numbers in order, computed once from the list as it was found. */
  assert_sum (set->indices, set->n,
              "d36befc5be6959873bcf33312f113e9fdf9797cd44e98a485c3c58063919ef77");
  dh_training_set_free (set);
  assert_refused (settings, small, "the lecture page, line 1: ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/training-set/stream", test_stream);
  g_test_add_func ("/training-set/as-numpy", test_as_numpy);
  g_test_add_func ("/training-set/contents", test_contents);
  g_test_add_func ("/training-set/without-replacement", test_without_replacement);
  g_test_add ("/training-set/file", IdxFiles, NULL, idx_files_set_up, test_file,
              idx_files_tear_down);
  g_test_add ("/training-set/no-file", IdxFiles, NULL, idx_files_set_up, test_no_file,
              idx_files_tear_down);
  g_test_add_func ("/training-set/lecture-page", test_lecture_page);
  return g_test_run ();
}
