// Where the time of a training step goes.
// SPDX-License-Identifier: MIT

#include "parts.h"

#include "engine/aligned.h"
#include "engine/optimizer.h"
#include "engine/pass.h"
#include "engine/random.h"
#include "engine/rows.h"
#include "engine/softmax.h"
#include "training/descent.h"
#include "training/moment.h"

#define TILE_ROWS 512 /* as training/batch-pass.c has it */
#define REPEATS 101

typedef struct
{
  const DhSettings *settings;
  const DhDataset *dataset;
  guint rows;      /* of a tile */
  double n_tiles;  /* of a step */
  DhLayout layout;
  DhInputs *inputs;
  DhInputs *tile;
  guint32 *order;
  DhPass *pass;
  DhMoment moment;
  float *gradient;
  float *logits;
  float *delta;
  DhRun *run;
} Bench;

typedef void (*PartFunc) (Bench *self);

static void
gather (Bench *self)
{
  dh_inputs_gather (self->tile, 0, self->inputs, self->order, self->rows);
  dh_inputs_index (self->tile, 0, self->rows);
}

static void
pass (Bench *self, const DhPassGradient *gradient)
{
  DhPassBatch batch = { self->tile, 0, self->rows, 0, self->dataset->train.labels };

  dh_pass_run (self->pass, self->moment.parameters, &batch, gradient);
}

static void
pass_forward (Bench *self)
{
  pass (self, NULL);
}

static void
pass_whole (Bench *self)
{
  const DhPassGradient gradient = { self->gradient, 1.0f / self->rows, TRUE };

  pass (self, &gradient);
}

static void
loss (Bench *self)
{
  DhSoftmaxSum sum = { 0 };

  dh_softmax (self->logits, self->delta, dh_rows_round_up (self->dataset->n_classes, 16),
              self->rows, self->dataset->n_classes, self->dataset->train.labels, 1, &sum);
}

static void
update (Bench *self)
{
  DhOptimizerNumbers numbers =
      dh_descent_get_numbers (self->settings, 1, self->gradient, self->moment.n);
  DhOptimizerArrays arrays =
      dh_moment_get_arrays (&self->moment, &self->moment, self->gradient, 0);

  numbers.learning_rate = 1e-12;
  dh_optimizer_get ((guint) self->settings->optimizer)->update (&numbers, &arrays, self->moment.n);
}

static void
snapshot (Bench *self)
{
  dh_snapshot_unref (dh_run_make_snapshot (self->run, DH_RUN_RUNNING));
}

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

/* Median microseconds; what is too short for the clock is repeated. */
static double
measure (Bench *self, PartFunc func)
{
  gint64 times[REPEATS];
  guint n = 1;

  for (guint i = 0; i < REPEATS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint j = 0; j < n; j++)
        func (self);
      times[i] = g_get_monotonic_time () - start;
      if (times[i] < 200 && n < 1024)
        {
          n *= 2;
          i = (guint) -1; /* from the beginning */
        }
    }
  qsort (times, REPEATS, sizeof *times, compare);
  return (double) times[REPEATS / 2] / n;
}

static void
prepare_inputs (Bench *self)
{
  const DhDataset *dataset = self->dataset;
  guint n = dataset->train.n;
  DhNetwork network;
  DhInputsScale scale;
  float values[256];
  DhRandom random;

  dh_network_init (&network, dataset->width * dataset->height, self->settings->hidden,
                   self->settings->n_hidden, dataset->n_classes, TRUE, NULL);
  dh_dataset_get_standardised (dataset, values);
  dh_inputs_scale_init (&scale, values, dataset->train.pixels, network.layers[0].inputs, NULL, n);
  dh_layout_init (&self->layout, &network, dataset->width, scale.share);
  self->inputs = dh_inputs_new (&self->layout.first_layer, &scale, n, NULL);
  dh_inputs_load (self->inputs, 0, dataset->train.pixels, NULL, n);
  self->tile = dh_inputs_new_like (self->inputs, self->rows, NULL);
  self->order = g_new (guint32, n);
  dh_random_init (&random, 1);
  dh_random_torch_permutation (&random, self->order, n);
}

static void
prepare (Bench *self)
{
  gsize n_logits = (gsize) self->rows * dh_rows_round_up (self->dataset->n_classes, 16);
  DhRandom random;
  float *parameters;

  prepare_inputs (self);
  self->pass = dh_pass_new (&self->layout, self->rows, NULL);
  dh_moment_init (&self->moment, self->layout.n_stored,
                  dh_optimizer_get ((guint) self->settings->optimizer)->n_states, NULL);
  self->gradient = dh_aligned_new (self->layout.n_stored, sizeof (float));
  self->logits = dh_aligned_new (n_logits, sizeof (float));
  self->delta = dh_aligned_new (n_logits, sizeof (float));
  parameters = g_new (float, self->layout.network.n_parameters);
  dh_random_init (&random, 1);
  dh_random_torch_uniform (&random, -0.05, 0.05, parameters, self->layout.network.n_parameters);
  dh_layout_pack (&self->layout, parameters, self->moment.parameters);
  g_free (parameters);
  self->run = dh_run_new (1, self->settings, self->dataset, NULL);
}

static void
clear (Bench *self)
{
  dh_inputs_free (self->inputs);
  dh_inputs_free (self->tile);
  g_free (self->order);
  dh_pass_free (self->pass);
  dh_moment_clear (&self->moment);
  dh_aligned_free (self->gradient);
  dh_aligned_free (self->logits);
  dh_aligned_free (self->delta);
  dh_run_free (self->run);
}

Parts
parts_measure (const DhSettings *settings, const DhDataset *dataset)
{
  guint64 n = settings->subset > 0 ? settings->subset : dataset->train.n;
  guint64 batch = settings->batch > 0 ? settings->batch : n;
  Bench self = { .settings = settings, .dataset = dataset };
  Parts parts = { 0 };
  double whole;
  double forward;

  self.rows = (guint) MIN (batch, TILE_ROWS);
  self.n_tiles = (double) batch / self.rows;
  prepare (&self);
  parts.gather = measure (&self, gather) * self.n_tiles;
  if (settings->batch == 0)
    parts.gather = 0;
  forward = measure (&self, pass_forward) * self.n_tiles;
  whole = measure (&self, pass_whole) * self.n_tiles;
  parts.loss = measure (&self, loss) * self.n_tiles;
  parts.forward = forward - parts.loss;
  parts.backward = whole - forward;
  parts.update = measure (&self, update);
  parts.snapshot = measure (&self, snapshot);
  clear (&self);
  return parts;
}
