// Short runs of every kind, to be compared to the last bit or nearly.
// SPDX-License-Identifier: MIT
#pragma once

#include "dataset/handwriting.h"
#include "engine/random.h"
#include "training/trainer.h"

typedef struct
{
  const char *name;
  const char *settings; /* "key=text key=text …" */
  gboolean is_noise;    /* images without a background */
} RunRow;

/* Where a loss jumps from step to step, rounding grows a hundredfold: gelu is slow enough for it
 * not to jump. */
static const RunRow run_table[] = {
  { "linear", "subset=500" },
  { "linear-in-tiles", "subset=1100" },
  { "linear-in-batches", "subset=500 batch=64" },
  { "linear-of-noise", "subset=300", TRUE },
  { "noise-in-batches", "subset=300 batch=65 hidden=40", TRUE },
  { "hidden-100", "subset=130 hidden=100" },
  { "hidden-128", "subset=500 hidden=128 batch=64 optimizer=momentum learning-rate=0.02" },
  { "hidden-in-tiles", "subset=1100 hidden=30" },
  { "hidden-64-32", "subset=500 hidden=64,32 batch=50" },
  { "wide", "subset=300 hidden=300,100 batch=128" },
  { "without-bias", "subset=200 hidden=33 bias=false" },
  { "iid", "subset=500 hidden=100 batch=64 batches=iid" },
  { "clipped", "subset=200 hidden=20 clip-norm=0.3" },
  { "gelu", "subset=200 hidden=20,20 activation=gelu batch=100 learning-rate=0.02" },
  { "momentum", "subset=200 hidden=33 batch=64 optimizer=momentum learning-rate=0.02" },
  { "nesterov", "subset=200 hidden=33 batch=64 optimizer=nesterov learning-rate=0.02" },
  { "adagrad", "subset=200 hidden=33 batch=64 optimizer=adagrad learning-rate=0.01" },
  { "rmsprop", "subset=200 hidden=33 batch=64 optimizer=rmsprop learning-rate=0.001" },
  { "adam", "subset=200 hidden=33 batch=64 optimizer=adam learning-rate=0.001" },
  { "adamw", "subset=200 hidden=33 batch=64 optimizer=adamw learning-rate=0.001" },
};

#define RUN_TABLE_IMAGES 1200

static inline DhDataset *
run_table_make_noise (void)
{
  DhDataset *self = dh_dataset_new ("noise", "Noise", 28, 28);
  DhRandom random;

  dh_random_init (&random, 1);
  g_assert_true (dh_dataset_allocate (self, &self->train, RUN_TABLE_IMAGES, NULL));
  for (guint i = 0; i < RUN_TABLE_IMAGES * 28 * 28; i++)
    self->train.pixels[i] = dh_random_next (&random) % 256;
  for (guint i = 0; i < RUN_TABLE_IMAGES; i++)
    self->train.labels[i] = i % 10;
  dh_dataset_complete (self);
  return self;
}

/* One of two data sets, made once. */
static inline const DhDataset *
run_table_get_dataset (const RunRow *row)
{
  static const DhDataset *datasets[2];

  if (datasets[row->is_noise] == NULL)
    datasets[row->is_noise] = row->is_noise
                                  ? run_table_make_noise ()
                                  : dh_handwriting_make (RUN_TABLE_IMAGES, 1, 1, NULL, NULL);
  return datasets[row->is_noise];
}

/* Where the row has nothing else to say, @defaults, in the same form, are set. */
static inline DhTrainer *
run_table_start (const RunRow *row, const char *defaults)
{
  g_autofree char *text = g_strjoin (" ", defaults, row->settings, NULL);
  g_autoptr (DhSettings) settings = dh_settings_new ();
  g_auto (GStrv) words = g_strsplit (text, " ", 0);
  g_autoptr (GError) error = NULL;
  DhTrainer *trainer;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);

      dh_settings_set (settings, pair[0], pair[1], &error);
      g_assert_no_error (error);
    }
  trainer = dh_trainer_new (settings, run_table_get_dataset (row), &error);
  g_assert_no_error (error);
  return trainer;
}
