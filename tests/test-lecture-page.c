// The numbers on the lecture's page, from the MNIST files themselves, and the settings for them.
// SPDX-License-Identifier: MIT

#include <string.h>

#include "dataset/catalog.h"
#include "training/lecture-page.h"
#include "training/trainer.h"

/* As the page prints it, to four decimals; how many numbers have been compared. */
static guint
assert_printed (double found, double printed)
{
  g_autofree char *found_text = g_strdup_printf ("%.4f", found);
  g_autofree char *printed_text = g_strdup_printf ("%.4f", printed);

  g_assert_cmpstr (found_text, ==, printed_text);
  return 1;
}

static guint
assert_moment (const DhTrainer *trainer, DhLectureMoment moment)
{
  const DhLecturePage *page = dh_lecture_page_get ();
  const DhLayer *layer = &dh_trainer_get_network (trainer)->layers[0];
  const float *weight = dh_trainer_get_parameters (trainer) + layer->weight;
  const float *bias = dh_trainer_get_parameters (trainer) + layer->bias;
  guint n = 0;

  for (guint i = 0; i < DH_LECTURE_SIDE; i++)
    for (guint j = 0; j < DH_LECTURE_SIDE; j++)
      n += assert_printed (weight[page->rows[i] * layer->inputs + page->columns[j]],
                           page->prints[moment].weight[i][j]);
  for (guint i = 0; i < DH_LECTURE_CLASSES; i++)
    n += assert_printed (bias[i], page->prints[moment].bias[i]);
  return n;
}

static void
test_numbers (void)
{
  g_autoptr (DhSettings) settings = dh_lecture_page_make_settings ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DhConstDataset) dataset = NULL;
  g_autoptr (DhTrainer) trainer = NULL;

  if (g_getenv ("DOWNHILL_MNIST") == NULL)
    {
      g_test_skip ("DOWNHILL_MNIST is not set");
      return;
    }
  dataset = dh_catalog_load (settings->data, NULL, &error);
  g_assert_no_error (error);
  trainer = dh_trainer_new (settings, dataset, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dh_trainer_get_network (trainer)->n_layers, ==, 1);
  g_assert_cmpuint (dh_trainer_get_network (trainer)->layers[0].outputs, ==, DH_LECTURE_CLASSES);
  g_assert_cmpuint (assert_moment (trainer, DH_LECTURE_BEFORE), ==, 46);
  g_assert_true (dh_trainer_step (trainer));
  g_assert_cmpuint (assert_moment (trainer, DH_LECTURE_AFTER), ==, 46);
}

/* The update changes what is printed: a comparison of one moment with itself would show nothing. */
static void
test_moments_differ (void)
{
  const DhLecturePage *page = dh_lecture_page_get ();

  for (guint i = 0; i < DH_LECTURE_SIDE; i++)
    {
      g_assert_cmpuint (page->rows[i], <, DH_LECTURE_CLASSES);
      g_assert_cmpuint (page->columns[i], <, 28 * 28);
      for (guint j = 0; j < DH_LECTURE_SIDE; j++)
        g_assert_cmpfloat (page->prints[DH_LECTURE_BEFORE].weight[i][j], !=,
                           page->prints[DH_LECTURE_AFTER].weight[i][j]);
    }
  for (guint i = 0; i < DH_LECTURE_CLASSES; i++)
    g_assert_cmpfloat (page->prints[DH_LECTURE_BEFORE].bias[i], !=,
                       page->prints[DH_LECTURE_AFTER].bias[i]);
}

static const struct
{
  const char *key;
  const char *text;
  gboolean is_page; /* with this change */
} changes[] = {
  { "steps", "1", TRUE },
  { "steps", "1000", TRUE },
  { "epochs", "7", TRUE },
  { "data", "mnist", TRUE },
  { "learning-rate", "0.1", TRUE },
  { "data", "fashion-mnist", FALSE },
  { "subset-file", "none", FALSE },
  { "subset-file", "lecture-page.txt", FALSE },
  { "hidden", "10", FALSE },
  { "bias", "false", FALSE },
  { "learning-rate", "0.10000001", FALSE },
  { "batch", "64", FALSE },
  { "seed", "2021", FALSE },
  { "init-seed", "1", FALSE },
  { "models-before", "0", FALSE },
  { "models-before", "2", FALSE },
  { "init-from", "a.safetensors", FALSE },
};

static void
test_is_settings (void)
{
  g_autoptr (DhSettings) own = dh_lecture_page_make_settings ();
  g_autoptr (DhSettings) defaults = dh_settings_new ();

  g_assert_true (dh_lecture_page_is_settings (own));
  g_assert_false (dh_lecture_page_is_settings (defaults));
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (DhSettings) settings = dh_lecture_page_make_settings ();

      g_assert_true (dh_settings_set (settings, changes[i].key, changes[i].text, NULL));
      if (dh_lecture_page_is_settings (settings) != changes[i].is_page)
        {
          g_test_message ("%s %s", changes[i].key, changes[i].text);
          g_test_fail ();
        }
    }
}

static void
test_make_settings (void)
{
  g_autoptr (DhSettings) settings = dh_lecture_page_make_settings ();
  g_autoptr (DhSettings) back = NULL;
  g_autofree char *json = dh_settings_to_json (settings);

  g_assert_cmpstr (settings->data, ==, "mnist");
  g_assert_cmpstr (settings->subset_file, ==, DH_SETTINGS_LECTURE_PAGE);
  g_assert_cmpuint (settings->n_hidden, ==, 0);
  g_assert_cmpuint (dh_settings_get_init_seed (settings), ==, 2060049297u);
  g_assert_cmpuint (settings->models_before, ==, 1);
  back = dh_settings_from_json (json, NULL);
  g_assert_true (dh_lecture_page_is_settings (back));
}

static void
test_leave (void)
{
  g_autoptr (DhSettings) settings = dh_lecture_page_make_settings ();

  dh_lecture_page_leave (settings);
  g_assert_null (settings->subset_file);
  g_assert_cmpuint (settings->models_before, ==, 0);
  g_assert_cmpstr (settings->data, ==, "mnist");
  g_assert_cmpuint (settings->seed, ==, 2060049297u);
}

static void
test_leave_others_alone (void)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();

  settings->models_before = 3;
  dh_lecture_page_leave (settings);
  g_assert_cmpuint (settings->models_before, ==, 3);
  settings->subset_file = g_strdup ("images.txt");
  dh_lecture_page_leave (settings);
  g_assert_cmpstr (settings->subset_file, ==, "images.txt");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lecture-page/numbers", test_numbers);
  g_test_add_func ("/lecture-page/moments-differ", test_moments_differ);
  g_test_add_func ("/lecture-page/is-settings", test_is_settings);
  g_test_add_func ("/lecture-page/make-settings", test_make_settings);
  g_test_add_func ("/lecture-page/leave", test_leave);
  g_test_add_func ("/lecture-page/leave-others-alone", test_leave_others_alone);
  return g_test_run ();
}
