// Training in the window: the commands, their states, and the very numbers of the trainer.
// SPDX-License-Identifier: MIT

#include <math.h>

#include "dataset/catalog.h"
#include "training/trainer.h"
#include "window-fixture.h"

/* The trainer without thread or window, at the settings given as key and text, NULL-terminated. */
static DhTrainer *
make_trainer (const char *key, ...)
{
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_autoptr (DhDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;
  DhTrainer *trainer;
  va_list arguments;

  va_start (arguments, key);
  for (; key != NULL; key = va_arg (arguments, const char *))
    g_assert_true (dh_settings_set (settings, key, va_arg (arguments, const char *), &error));
  va_end (arguments);
  dataset = (DhDataset *) dh_catalog_load (settings->data, NULL, &error);
  g_assert_no_error (error);
  trainer = dh_trainer_new (settings, dataset, &error);
  g_assert_no_error (error);
  return trainer;
}

static void
train_to (DhTrainer *trainer, guint64 step)
{
  while (dh_trainer_get_step (trainer) < step)
    g_assert_true (dh_trainer_step (trainer));
}

static void
test_train_and_pause (WindowFixture *window, gconstpointer data)
{
  guint64 step;

  window_activate (window, "train", NULL);
  WAIT_UNTIL (window_is (window, "running"));
  step = window_get_count (window, "step");
  WAIT_UNTIL (window_get_count (window, "step") > step);
  window_activate (window, "pause", NULL);
  WAIT_UNTIL (window_is (window, "paused"));
  step = window_get_count (window, "step");
  WAIT_UNTIL (!isnan (window_get_real (window, "test-accuracy")));
  g_assert_cmpuint (window_get_count (window, "step"), ==, step);
  g_assert_cmpuint (window_get_count (window, "run"), ==, 1);
  g_assert_cmpuint (window_get_count (window, "epoch"), ==, step);
}

/* That it has begun is shown before the first step is done, however long that takes. */
static void
test_slow_start (WindowFixture *window, gconstpointer data)
{
  window_activate (window, "hidden", "s", "2048,2048");
  WAIT_UNTIL (window_is (window, "ready"));
  window_activate (window, "train", NULL);
  WAIT_UNTIL (window_is (window, "running"));
  g_assert_cmpuint (window_get_count (window, "step"), ==, 0);
}

static void
test_step (WindowFixture *window, gconstpointer data)
{
  for (guint64 step = 1; step <= 3; step++)
    {
      window_activate (window, "step", NULL);
      WAIT_UNTIL (window_is (window, "paused") && window_get_count (window, "step") >= step);
      g_assert_cmpuint (window_get_count (window, "step"), ==, step);
    }
}

/* Pressed faster than it trains, every press counts. */
static void
test_steps_in_a_row (WindowFixture *window, gconstpointer data)
{
  for (guint i = 0; i < 10; i++)
    window_activate (window, "step", NULL);
  WAIT_UNTIL (window_is (window, "paused") && window_get_count (window, "step") >= 10);
  g_assert_cmpuint (window_get_count (window, "step"), ==, 10);
}

/* 500 images in batches of 64 are eight steps. */
static void
test_epoch (WindowFixture *window, gconstpointer data)
{
  window_activate (window, "batch", "t", (guint64) 64);
  WAIT_UNTIL (window_is (window, "ready"));
  window_run_to (window, 3);
  for (guint64 epoch = 1; epoch <= 2; epoch++)
    {
      window_activate (window, "epoch", NULL);
      WAIT_UNTIL (window_is (window, "paused") && window_get_count (window, "epoch") >= epoch);
      g_assert_cmpuint (window_get_count (window, "epoch"), ==, epoch);
      g_assert_cmpuint (window_get_count (window, "step"), ==, 8 * epoch);
    }
}

static void
test_same_numbers (WindowFixture *window, gconstpointer data)
{
  g_autoptr (DhTrainer) linear = make_trainer (NULL);
  g_autoptr (DhTrainer) deep =
      make_trainer ("hidden", "16,8", "batch", "32", "learning-rate", "0.05", NULL);

  g_assert_true (window_get_real (window, "train-loss") == dh_trainer_get_loss (linear));
  window_run_to (window, 50);
  train_to (linear, 50);
  g_assert_true (window_get_real (window, "train-loss") == dh_trainer_get_loss (linear));

  window_activate (window, "hidden", "s", "16,8");
  window_activate (window, "batch", "t", (guint64) 32);
  window_activate (window, "learning-rate", "d", 0.05);
  window_run_to (window, 50);
  train_to (deep, 50);
  g_assert_true (window_get_real (window, "train-loss") == dh_trainer_get_loss (deep));
}

/* The lecture's linear model on 500 images of MNIST. */
static void
test_mnist (WindowFixture *window, gconstpointer data)
{
  const char *folder = g_getenv ("DOWNHILL_MNIST");

  if (folder == NULL || *folder == '\0')
    {
      g_test_skip ("DOWNHILL_MNIST is not set");
      return;
    }
  window_activate (window, "data", "s", "mnist");
  WAIT_UNTIL (window_is (window, "ready"));
  window_run_to (window, 5);
  g_assert_cmpfloat_with_epsilon (window_get_real (window, "train-loss"), 0.756026, 2e-5);
}

static void
set_learning_rate (DhTrainer *trainer, double learning_rate)
{
  g_autoptr (DhSettings) settings = dh_settings_copy (dh_trainer_get_settings (trainer));

  settings->learning_rate = learning_rate;
  dh_trainer_set_numbers (trainer, settings);
}

static void
test_learning_rate (WindowFixture *window, gconstpointer data)
{
  g_autoptr (DhTrainer) trainer = make_trainer (NULL);

  window_run_to (window, 20);
  window_activate (window, "learning-rate", "d", 0.03);
  g_assert_true (window_is (window, "paused"));
  window_run_to (window, 40);
  g_assert_cmpuint (window_get_count (window, "run"), ==, 1);
  train_to (trainer, 20);
  set_learning_rate (trainer, 0.03);
  train_to (trainer, 40);
  g_assert_true (window_get_real (window, "train-loss") == dh_trainer_get_loss (trainer));
}

static void
test_reset (WindowFixture *window, gconstpointer data)
{
  double loss = window_get_real (window, "train-loss");

  window_run_to (window, 10);
  g_assert_cmpfloat (window_get_real (window, "train-loss"), <, loss);
  window_activate (window, "reset", NULL);
  g_assert_true (window_is (window, "loading"));
  WAIT_UNTIL (window_is (window, "ready"));
  g_assert_cmpuint (window_get_count (window, "step"), ==, 0);
  g_assert_cmpuint (window_get_count (window, "run"), ==, 2);
  g_assert_true (window_get_real (window, "train-loss") == loss);
}

static void
diverge (WindowFixture *window)
{
  window_activate (window, "train", NULL);
  WAIT_UNTIL (window_is (window, "diverged"));
}

static GtkWidget *
find_halve_button (WindowFixture *window)
{
  return window_find_button (window_find (window, "toasts"), "Halve Learning Rate");
}

static void
test_divergence (WindowFixture *window, gconstpointer data)
{
  GtkWidget *button;
  guint64 step;

  window_activate (window, "hidden", "s", "256,128,64");
  window_activate (window, "learning-rate", "d", 20.0);
  WAIT_UNTIL (window_is (window, "ready"));
  diverge (window);
  step = window_get_count (window, "step");
  g_assert_true (isfinite (window_get_real (window, "train-loss")));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (window_find (window, "state"))), ==, "Diverged");
  button = find_halve_button (window);
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_activate (button));
  WAIT_UNTIL (find_halve_button (window) == NULL);
  {
    g_autofree char *rate = window_get_state (window, "learning-rate");

    g_assert_cmpstr (rate, ==, "10.0");
  }
  g_assert_cmpuint (window_get_count (window, "step"), ==, step);
  g_assert_cmpuint (window_get_count (window, "run"), ==, 2);
}

/* Another try that ends at the same step is told again. */
static void
test_divergence_again (WindowFixture *window, gconstpointer data)
{
  window_activate (window, "hidden", "s", "256,128,64");
  window_activate (window, "learning-rate", "d", 20.0);
  diverge (window);
  g_assert_true (gtk_widget_activate (find_halve_button (window)));
  WAIT_UNTIL (find_halve_button (window) == NULL);
  window_activate (window, "learning-rate", "d", 20.0);
  window_activate (window, "train", NULL);
  WAIT_UNTIL (find_halve_button (window) != NULL);
}

/* What fails while the run is diverged has nothing to do with its learning rate. */
static void
test_failure_after_divergence (WindowFixture *window, gconstpointer data)
{
  window_activate (window, "hidden", "s", "256,128,64");
  window_activate (window, "learning-rate", "d", 20.0);
  diverge (window);
  g_assert_nonnull (find_halve_button (window));
  window_activate (window, "data", "s", "/does/not/exist");
  WAIT_UNTIL (strstr (window_get_told (window), "/does/not/exist") != NULL);
  g_assert_true (window_is (window, "diverged"));
  g_assert_null (find_halve_button (window));
}

/* A rate halved often enough goes on from the last good step. */
static void
test_recovery (WindowFixture *window, gconstpointer data)
{
  guint64 step;

  window_activate (window, "hidden", "s", "256,128,64");
  window_activate (window, "learning-rate", "d", 20.0);
  diverge (window);
  step = window_get_count (window, "step");
  for (guint i = 0; i < 60; i++)
    window_activate (window, "halve-rate", NULL);
  window_activate (window, "step", NULL);
  WAIT_UNTIL (window_is (window, "paused"));
  g_assert_cmpuint (window_get_count (window, "step"), ==, step + 1);
  g_assert_null (find_halve_button (window));
}

int
main (int argc, char **argv)
{
  if (!window_tests_init (&argc, &argv))
    return 0;
  window_tests_add ("/window/training/train-and-pause", test_train_and_pause);
  window_tests_add ("/window/training/slow-start", test_slow_start);
  window_tests_add ("/window/training/step", test_step);
  window_tests_add ("/window/training/steps-in-a-row", test_steps_in_a_row);
  window_tests_add ("/window/training/epoch", test_epoch);
  window_tests_add ("/window/training/same-numbers", test_same_numbers);
  window_tests_add ("/window/training/mnist", test_mnist);
  window_tests_add ("/window/training/learning-rate", test_learning_rate);
  window_tests_add ("/window/training/reset", test_reset);
  window_tests_add ("/window/training/divergence", test_divergence);
  window_tests_add ("/window/training/divergence-again", test_divergence_again);
  window_tests_add ("/window/training/failure-after-divergence", test_failure_after_divergence);
  window_tests_add ("/window/training/recovery", test_recovery);
  return g_test_run ();
}
