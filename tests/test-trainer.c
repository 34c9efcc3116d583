// Steps, batches and epochs of a training run; its losses against PyTorch's.
// SPDX-License-Identifier: MIT

#include <math.h>
#include <string.h>

#include "dataset/handwriting.h"
#include "engine/optimizer.h"
#include "pattern-dataset.h"
#include "same-trainer.h"
#include "reference/training.h"
#include "training/trainer.h"

static DhSettings *
make_settings (guint64 subset, guint64 batch)
{
  DhSettings *self = dh_settings_new ();

  self->subset = subset;
  self->batch = batch;
  return self;
}

static void
set_hidden (DhSettings *settings, const guint *hidden, guint n)
{
  memcpy (settings->hidden, hidden, n * sizeof *hidden);
  settings->n_hidden = n;
}

static DhTrainer *
make_trainer (const DhSettings *settings, const DhDataset *dataset)
{
  g_autoptr (GError) error = NULL;
  DhTrainer *self = dh_trainer_new (settings, dataset, &error);

  g_assert_no_error (error);
  return self;
}

static void
set_learning_rate (DhTrainer *trainer, double learning_rate)
{
  g_autoptr (DhSettings) settings = dh_settings_copy (dh_trainer_get_settings (trainer));

  settings->learning_rate = learning_rate;
  dh_trainer_set_numbers (trainer, settings);
}

/* updated = parameters − learning_rate · gradient. */
static void
descend (const float *parameters,
         const float *gradient,
         float learning_rate,
         float *updated,
         gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      float step = learning_rate * gradient[i];

      updated[i] = parameters[i] - step;
    }
}

/* Order, pieces and losses as nn.Sequential, torch.randperm and plain updates give them. */
static void
test_as_torch (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_autoptr (DhDataset) dataset = pattern_dataset_new (200, 0);
  g_autoptr (DhSettings) settings = make_settings (0, torch_runs[row].batch);
  g_autoptr (DhTrainer) trainer = NULL;

  settings->seed = torch_runs[row].seed;
  set_hidden (settings, torch_runs[row].hidden, torch_runs[row].n_hidden);
  trainer = make_trainer (settings, dataset);
  for (guint k = 0; k <= torch_runs[row].steps; k++)
    {
      g_assert_cmpfloat_with_epsilon (dh_trainer_get_loss (trainer) / torch_runs[row].losses[k], 1,
                                      1e-5);
      g_assert_true (dh_trainer_step (trainer));
    }
}

typedef struct
{
  const char *name;
  gboolean handwriting;
  guint64 subset;
  guint64 batch;
  guint hidden[2];
  guint n_hidden;
} Repeat;

static const Repeat repeats[] = {
  { "handwriting", TRUE, 150, 0, { 0 }, 0 },
  { "handwriting-in-batches", TRUE, 150, 32, { 20 }, 1 },
  { "pattern", FALSE, 0, 0, { 9, 5 }, 2 },
  { "pattern-in-batches", FALSE, 70, 16, { 9, 5 }, 2 },
};

static void
test_repeat (gconstpointer data)
{
  const Repeat *repeat = data;
  g_autoptr (DhDataset) dataset = repeat->handwriting
                                      ? dh_handwriting_make (300, 10, 1, NULL, NULL)
                                      : pattern_dataset_new (100, 10);
  g_autoptr (DhSettings) settings = make_settings (repeat->subset, repeat->batch);
  g_autoptr (DhTrainer) a = NULL;
  g_autoptr (DhTrainer) b = NULL;
  g_autoptr (DhTrainer) other = NULL;
  double first;

  set_hidden (settings, repeat->hidden, repeat->n_hidden);
  a = make_trainer (settings, dataset);
  b = make_trainer (settings, dataset);
  settings->seed++;
  other = make_trainer (settings, dataset);
  assert_same (a, b);
  first = dh_trainer_get_loss (a);
  for (guint i = 0; i < 30; i++)
    g_assert_true (dh_trainer_step (a));
  for (guint i = 0; i < 30; i++)
    g_assert_true (dh_trainer_step (b) && dh_trainer_step (other));
  assert_same (a, b);
  g_assert_cmpint (memcmp (dh_trainer_get_parameters (a), dh_trainer_get_parameters (other),
                           parameters_size (a)), !=, 0);
  if (repeat->batch == 0)
    g_assert_cmpfloat (dh_trainer_get_loss (a), <, first);
}

static void
test_epochs (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (50, 0);
  g_autoptr (DhSettings) settings = make_settings (0, 16);
  g_autoptr (DhTrainer) trainer = NULL;

  settings->epochs = 3;
  trainer = make_trainer (settings, dataset);
  g_assert_cmpuint (dh_trainer_get_n_steps (trainer), ==, 12);
  for (guint step = 0; step < 12; step++)
    {
      double images = dh_trainer_get_accuracy (trainer) * (step % 4 == 3 ? 2 : 16);

      /* A whole number of images out of 16, and out of 2 in the last piece. */
      g_assert_cmpfloat_with_epsilon (images, round (images), 1e-9);
      g_assert_cmpuint (dh_trainer_get_step (trainer), ==, step);
      g_assert_cmpuint (dh_trainer_get_epoch (trainer), ==, step / 4);
      g_assert_cmpuint (dh_trainer_get_epoch_end (trainer), ==, (step / 4 + 1) * 4);
      g_assert_false (dh_trainer_is_finished (trainer));
      g_assert_true (dh_trainer_step (trainer));
    }
  g_assert_true (dh_trainer_is_finished (trainer));
  g_assert_cmpuint (dh_trainer_get_epoch (trainer), ==, 3);
}

typedef struct
{
  const char *name;
  guint64 batch;
  guint64 steps;
  guint64 epochs;
  guint64 n_steps;
} Limit;

static const Limit limits[] = {
  { "none", 0, 0, 0, 0 },
  { "steps", 0, 7, 0, 7 },
  { "epochs-full-batch", 0, 0, 5, 5 },
  { "epochs", 16, 0, 2, 8 },
  { "steps-come-first", 16, 3, 2, 3 },
  { "whole-batch", 50, 0, 2, 2 },
  { "batch-above-all", 51, 0, 2, 2 },
  { "single-images", 1, 0, 2, 100 },
  { "most-epochs", 1, 0, 1000000000000000, 50000000000000000 },
};

static void
test_limit (gconstpointer data)
{
  const Limit *limit = data;
  g_autoptr (DhDataset) dataset = pattern_dataset_new (50, 0);
  g_autoptr (DhSettings) settings = make_settings (0, limit->batch);
  g_autoptr (DhTrainer) trainer = NULL;

  settings->steps = limit->steps;
  settings->epochs = limit->epochs;
  trainer = make_trainer (settings, dataset);
  g_assert_cmpuint (dh_trainer_get_n_steps (trainer), ==, limit->n_steps);
  for (guint i = 0; i < MIN (limit->n_steps, 100); i++)
    {
      g_assert_false (dh_trainer_is_finished (trainer));
      g_assert_true (dh_trainer_step (trainer));
    }
  g_assert_cmpint (dh_trainer_is_finished (trainer), ==,
                   limit->n_steps > 0 && limit->n_steps <= 100);
}

/* Their product is above 2⁶⁴. */
static void
test_endless_epochs (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (30000, 0);
  g_autoptr (DhSettings) settings = make_settings (0, 1);
  g_autoptr (DhTrainer) trainer = NULL;

  settings->epochs = 1000000000000000;
  trainer = make_trainer (settings, dataset);
  g_assert_cmpuint (dh_trainer_get_n_steps (trainer), ==, G_MAXUINT64);
}

/* The images @first … @first + 499 of a run's subset as a data set of their own. */
static DhDataset *
make_part (const DhTrainer *trainer, guint first)
{
  const gsize pixels = PATTERN_SIDE * PATTERN_SIDE;
  const DhDataset *dataset = dh_trainer_get_dataset (trainer);
  DhDataset *self = pattern_dataset_new (500, 0);
  guint n;
  const guint32 *subset = dh_trainer_get_subset (trainer, &n);

  for (guint i = 0; i < 500; i++)
    {
      memcpy (self->train.pixels + i * pixels,
              dataset->train.pixels + subset[first + i] * pixels, pixels);
      self->train.labels[i] = dataset->train.labels[subset[first + i]];
    }
  self->mean = dataset->mean;
  self->deviation = dataset->deviation;
  return self;
}

/* A full batch of more than one tile is the mean of its parts. */
static void
test_tiles (void)
{
  static const guint hidden[] = { 6 };
  g_autoptr (DhDataset) dataset = pattern_dataset_new (300, 0);
  g_autoptr (DhSettings) settings = make_settings (2500, 0);
  g_autoptr (DhTrainer) whole = NULL;
  g_autofree double *gradient = NULL;
  double loss = 0;
  double accuracy = 0;
  gsize n_parameters;

  set_hidden (settings, hidden, 1);
  whole = make_trainer (settings, dataset);
  settings->subset = 0;
  n_parameters = dh_trainer_get_network (whole)->n_parameters;
  gradient = g_new0 (double, n_parameters);
  for (guint first = 0; first < 2500; first += 500)
    {
      g_autoptr (DhDataset) part = make_part (whole, first);
      g_autoptr (DhTrainer) trainer = make_trainer (settings, part);

      loss += dh_trainer_get_loss (trainer) / 5;
      accuracy += dh_trainer_get_accuracy (trainer) / 5;
      for (gsize i = 0; i < n_parameters; i++)
        gradient[i] += dh_trainer_get_gradient (trainer)[i] / 5;
    }
  g_assert_cmpfloat_with_epsilon (dh_trainer_get_loss (whole), loss, 1e-6);
  g_assert_cmpfloat_with_epsilon (dh_trainer_get_accuracy (whole), accuracy, 1e-12);
  for (gsize i = 0; i < n_parameters; i++)
    g_assert_cmpfloat_with_epsilon (dh_trainer_get_gradient (whole)[i], gradient[i], 1e-6);
}

/* One tile and one mini-batch of everything are the same images in another order. */
static void
test_large_batches (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (2501, 0);
  g_autoptr (DhSettings) settings = make_settings (0, 2500);
  g_autoptr (DhTrainer) pieces = make_trainer (settings, dataset);
  g_autoptr (DhTrainer) whole = NULL;
  float *parameters = g_memdup2 (dh_trainer_get_parameters (pieces), parameters_size (pieces));
  gsize n = dh_trainer_get_network (pieces)->n_parameters;

  settings->batch = 0;
  whole = make_trainer (settings, dataset);
  g_assert_cmpuint (dh_trainer_get_epoch_end (pieces), ==, 2);
  g_assert_cmpfloat_with_epsilon (dh_trainer_get_loss (pieces), dh_trainer_get_loss (whole), 2e-3);
  descend (parameters, dh_trainer_get_gradient (pieces), 0.1f, parameters, n);
  g_assert_true (dh_trainer_step (pieces));
  g_assert_cmpmem (parameters, n * sizeof (float), dh_trainer_get_parameters (pieces),
                   parameters_size (pieces));
  g_free (parameters);
}

static void
test_learning_rate (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (40, 0);
  g_autoptr (DhSettings) settings = make_settings (0, 0);
  g_autoptr (DhTrainer) trainer = make_trainer (settings, dataset);
  gsize n = dh_trainer_get_network (trainer)->n_parameters;
  g_autofree float *expected = g_new (float, n);

  for (guint i = 1; i <= 5; i++)
    {
      set_learning_rate (trainer, i * 0.125);
      descend (dh_trainer_get_parameters (trainer), dh_trainer_get_gradient (trainer),
                       i * 0.125f, expected, n);
      g_assert_true (dh_trainer_step (trainer));
      g_assert_cmpmem (dh_trainer_get_parameters (trainer), parameters_size (trainer), expected,
                       n * sizeof (float));
    }
  g_assert_cmpfloat (dh_trainer_get_settings (trainer)->learning_rate, ==, 0.625);
  g_assert_cmpfloat (settings->learning_rate, ==, 0.1);
}

/* The numbers of an optimizer and of clipping count from the next step on, its states go on. */
static void
test_live_numbers (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (40, 0);
  g_autoptr (DhSettings) settings = make_settings (0, 0);
  g_autoptr (DhTrainer) trainer = NULL;
  g_autofree float *velocity = NULL;
  g_autofree float *expected = NULL;
  gsize n;

  settings->optimizer = DH_OPTIMIZER_MOMENTUM;
  trainer = make_trainer (settings, dataset);
  n = dh_trainer_get_network (trainer)->n_parameters;
  velocity = g_new0 (float, n);
  expected = g_new (float, n);
  for (guint k = 1; k <= 6; k++)
    {
      const float *gradient = dh_trainer_get_gradient (trainer);
      double norm = dh_optimizer_norm (gradient, n);
      float scale;

      settings->momentum = k * 0.125;
      settings->weight_decay = k * 0.25;
      settings->clip_norm = k % 2 == 0 ? 0 : norm / 2;
      scale = (float) (k % 2 == 0 ? 1 : settings->clip_norm / (norm + 1e-6));
      for (gsize i = 0; i < n; i++)
        {
          float p = dh_trainer_get_parameters (trainer)[i];
          float g = fmaf (k * 0.25f, p, gradient[i] * scale);

          velocity[i] = velocity[i] * (k * 0.125f) + g;
          expected[i] = fmaf (-0.1f, velocity[i], p);
        }
      dh_trainer_set_numbers (trainer, settings);
      g_assert_true (dh_trainer_step (trainer));
      g_assert_cmpmem (dh_trainer_get_parameters (trainer), parameters_size (trainer), expected,
                       n * sizeof (float));
    }
}

static void
test_impossible (void)
{
  g_autoptr (DhDataset) dataset = pattern_dataset_new (40, 0);
  g_autoptr (DhSettings) settings = make_settings (0, 0);
  static const guint hidden[] = { 65536, 65536 };
  g_autoptr (GError) error = NULL;

  set_hidden (settings, hidden, 2);
  g_assert_null (dh_trainer_new (settings, dataset, &error));
  g_assert_error (error, DH_NETWORK_ERROR, DH_NETWORK_ERROR_PARAMETERS);
}

static void
add (const char *name, const char *row, gconstpointer data, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/trainer/%s/%s", name, row);

  g_test_add_data_func (path, data, func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (torch_runs); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u-batch-%u-hidden-%u", torch_runs[i].seed,
                                               torch_runs[i].batch, torch_runs[i].n_hidden);

      add ("as-torch", name, GUINT_TO_POINTER (i), test_as_torch);
    }
  for (guint i = 0; i < G_N_ELEMENTS (repeats); i++)
    add ("repeat", repeats[i].name, &repeats[i], test_repeat);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    add ("limit", limits[i].name, &limits[i], test_limit);
  g_test_add_func ("/trainer/epochs", test_epochs);
  g_test_add_func ("/trainer/endless-epochs", test_endless_epochs);
  g_test_add_func ("/trainer/tiles", test_tiles);
  g_test_add_func ("/trainer/large-batches", test_large_batches);
  g_test_add_func ("/trainer/learning-rate", test_learning_rate);
  g_test_add_func ("/trainer/live-numbers", test_live_numbers);
  g_test_add_func ("/trainer/impossible", test_impossible);
  return g_test_run ();
}
