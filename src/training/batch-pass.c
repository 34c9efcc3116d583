// Loss, accuracy and gradient of a batch of the subset.
// SPDX-License-Identifier: MIT

#include "training/batch-pass.h"

#include <string.h>

#include "engine/aligned.h"
#include "engine/inputs.h"
#include "engine/rows.h"
#include "training/tile-pass.h"

#define TILE_ROWS 512       /* a multiple of the images whose masks share a word */
#define MOST_SEGMENTS 16
#define LEAST_LINEAR 256    /* images of a linear model's segment; for others it is a whole tile */
#define MOST_PARTIALS (1 << 27) /* floats of partial gradients, unless even two have more */
#define SUM_UNIT 512        /* parameters whose partial gradients are summed together */

/* A batch is a segment or several. A segment has a gradient of its own and goes through a pass of
 * its own, tile by tile, so that threads have nothing to say to each other before the sum. How a
 * batch is cut follows from the sizes alone. */
typedef struct
{
  guint n;
  guint rows; /* of each but the last; a multiple of those whose masks share a word */
} Segments;

typedef struct
{
  double loss; /* summed */
  guint n_right;
} SegmentResult;

struct _DhBatchPass
{
  const DhTrainingSet *set;
  gboolean is_gathered;
  DhLayout layout;
  DhTeam *team;
  DhInputs *inputs; /* the subset */
  guint max_rows;   /* of a batch */
  const float *parameters;

  /* A worker has every so many of the segments; one segment is for the first worker and all threads
   * of the team. */
  DhTilePass *workers[MOST_SEGMENTS];
  guint n_workers;
  float *partials; /* [segments, n_stored]; NULL where no batch has several */

  /* The batch at hand. */
  DhTile batch;
  float scale;
  Segments segments;
  SegmentResult results[MOST_SEGMENTS];
  gboolean is_pending; /* its gradient */
  float *gradient;
  DhPassUpdateFunc update; /* or NULL */
  gpointer update_data;
};

static gboolean
prepare_inputs (DhBatchPass *self,
                const DhNetwork *network,
                const DhDataset *dataset,
                GError **error)
{
  const guint8 *pixels = dataset->train.pixels;
  const DhTrainingSet *set = self->set;
  DhInputsScale scale;
  float values[256];

  dh_dataset_get_standardised (dataset, values);
  dh_inputs_scale_init (&scale, values, pixels, (gsize) dataset->width * dataset->height,
                        set->indices, set->n);
  dh_layout_init (&self->layout, network, dataset->width, scale.share);
  self->inputs = dh_inputs_new (&self->layout.first_layer, &scale, set->n, error);
  if (self->inputs == NULL)
    return FALSE;
  dh_inputs_load (self->inputs, 0, pixels, set->indices, set->n);
  return TRUE;
}

/* The fewest images of a segment. To compute with less would cost more than to share: what a thread
 * would have to hear from the others, in a linear model less than in others. */
static guint
get_least_segment (const DhBatchPass *self)
{
  gboolean is_linear = self->layout.network.n_layers == 1;

  return is_linear && self->layout.first_layer.kind == DH_FIRST_LAYER_BLOCKS ? LEAST_LINEAR
                                                                             : TILE_ROWS;
}

static guint
count_most_segments (const DhBatchPass *self, guint n)
{
  guint least = get_least_segment (self);

  return MIN (MIN ((n + least - 1) / least, MOST_SEGMENTS),
              (guint) MAX (MOST_PARTIALS / self->layout.n_stored, 2));
}

static Segments
cut (const DhBatchPass *self, guint n)
{
  guint most = count_most_segments (self, n);
  guint rows = MAX (get_least_segment (self),
                    dh_rows_round_up ((n + most - 1) / most, DH_FIRST_LAYER_GROUP));

  return (Segments) { (n + rows - 1) / rows, rows };
}

static gboolean
prepare_partials (DhBatchPass *self, GError **error)
{
  guint n = count_most_segments (self, self->max_rows);

  if (n == 1)
    return TRUE;
  self->partials = dh_aligned_new (n * self->layout.n_stored, sizeof (float));
  if (self->partials != NULL)
    return TRUE;
  return dh_training_set_fail_memory (n, self->layout.n_stored, error);
}

static gboolean
add_worker (DhBatchPass *self, GError **error)
{
  DhTilePass *worker = dh_tile_pass_new (&self->layout, self->set, self->inputs,
                                         MIN (self->max_rows, TILE_ROWS), self->is_gathered, error);

  if (worker == NULL)
    return FALSE;
  self->workers[self->n_workers++] = worker;
  if (self->parameters != NULL)
    dh_pass_set_parameters (dh_tile_pass_get_pass (worker), self->parameters);
  return TRUE;
}

DhBatchPass *
dh_batch_pass_new (const DhNetwork *network,
                   const DhDataset *dataset,
                   const DhTrainingSet *set,
                   guint batch,
                   gboolean is_gathered,
                   GError **error)
{
  g_autoptr (DhBatchPass) self = g_new0 (DhBatchPass, 1);

  self->set = set;
  self->max_rows = batch;
  self->is_gathered = is_gathered;
  if (!prepare_inputs (self, network, dataset, error) || !prepare_partials (self, error) ||
      !add_worker (self, error))
    return NULL;
  if (!is_gathered)
    dh_inputs_index (self->inputs, 0, set->n);
  return g_steal_pointer (&self);
}

static void
remove_workers (DhBatchPass *self, guint n_left)
{
  while (self->n_workers > n_left)
    dh_tile_pass_free (self->workers[--self->n_workers]);
}

void
dh_batch_pass_free (DhBatchPass *self)
{
  if (self == NULL)
    return;
  remove_workers (self, 0);
  dh_inputs_free (self->inputs);
  dh_aligned_free (self->partials);
  g_free (self);
}

const DhLayout *
dh_batch_pass_get_layout (const DhBatchPass *self)
{
  return &self->layout;
}

/* Where there is no memory for more workers, fewer do it. */
void
dh_batch_pass_set_team (DhBatchPass *self, DhTeam *team)
{
  guint n = MIN (dh_team_get_n_threads (team), count_most_segments (self, self->max_rows));

  self->team = team;
  dh_tile_pass_set_team (self->workers[0], team);
  remove_workers (self, n);
  while (self->n_workers < n && add_worker (self, NULL))
    ;
}

/* For the workers from @first on. */
static void
tell_parameters (DhBatchPass *self, guint first)
{
  for (guint i = first; i < self->n_workers; i++)
    dh_pass_set_parameters (dh_tile_pass_get_pass (self->workers[i]), self->parameters);
}

void
dh_batch_pass_set_parameters (DhBatchPass *self, const float *parameters)
{
  self->parameters = parameters;
  tell_parameters (self, 0);
}

static void
add_result (SegmentResult *result, const DhPass *pass)
{
  result->loss += dh_pass_get_loss (pass);
  result->n_right += dh_pass_get_n_right (pass);
}

static void
run_segment (DhBatchPass *self, DhTilePass *worker, guint i)
{
  DhPass *pass = dh_tile_pass_get_pass (worker);
  guint end = MIN ((i + 1) * self->segments.rows, self->batch.rows);
  float *partial = self->partials + i * self->layout.n_stored;
  DhTile tile = { self->batch.order };

  self->results[i] = (SegmentResult) { 0 };
  for (guint row = i * self->segments.rows; row < end; row += TILE_ROWS)
    {
      tile.first = self->batch.first + row;
      tile.rows = MIN (end - row, TILE_ROWS);
      dh_tile_pass_begin (worker, &tile, self->scale);
      add_result (&self->results[i], pass);
      dh_pass_finish (pass, partial, row == i * self->segments.rows);
    }
}

/* The part of a worker. */
static void
worker_unit (guint unit, gpointer data)
{
  DhBatchPass *self = data;
  guint n = self->segments.n;

  dh_tile_pass_set_team (self->workers[unit], NULL);
  for (guint i = unit * n / self->n_workers; i < (unit + 1) * n / self->n_workers; i++)
    run_segment (self, self->workers[unit], i);
}

static void
run_whole (DhBatchPass *self)
{
  dh_tile_pass_set_team (self->workers[0], self->team);
  dh_tile_pass_begin (self->workers[0], &self->batch, self->scale);
  self->results[0] = (SegmentResult) { 0 };
  add_result (&self->results[0], dh_tile_pass_get_pass (self->workers[0]));
}

DhBatchResult
dh_batch_pass_begin (DhBatchPass *self, const DhTile *batch)
{
  DhBatchResult result = { 0 };

  g_return_val_if_fail (self != NULL && batch->rows > 0, result);

  self->batch = *batch;
  self->scale = 1.0f / batch->rows;
  self->segments = cut (self, batch->rows);
  if (self->segments.n > 1)
    dh_team_run (self->team, self->n_workers, worker_unit, self);
  else
    run_whole (self);
  self->is_pending = TRUE;
  for (guint i = 0; i < self->segments.n; i++)
    {
      result.loss += self->results[i].loss / batch->rows;
      result.accuracy += (double) self->results[i].n_right / batch->rows;
    }
  return result;
}

gboolean
dh_batch_pass_is_pending (const DhBatchPass *self)
{
  return self->is_pending;
}

/* Sums partial gradients, and updates along the sum or keeps it. */
static void
sum_unit (guint unit, gpointer data)
{
  DhBatchPass *self = data;
  gsize first = (gsize) unit * SUM_UNIT;
  gsize n = MIN (SUM_UNIT, self->layout.n_stored - first);
  float sums[SUM_UNIT] __attribute__ ((aligned (64))) = { 0 };

  dh_rows_add (sums, self->partials + first, self->layout.n_stored, self->segments.n, n);
  if (self->update != NULL)
    self->update (first, n, sums, self->update_data);
  else
    memcpy (self->gradient + first, sums, n * sizeof (float));
}

static void
sum_partials (DhBatchPass *self)
{
  guint n_units = (guint) ((self->layout.n_stored + SUM_UNIT - 1) / SUM_UNIT);

  dh_team_run (self->team, n_units, sum_unit, self);
}

void
dh_batch_pass_finish (DhBatchPass *self, float *gradient)
{
  if (!self->is_pending)
    return;
  self->is_pending = FALSE;
  self->gradient = gradient;
  self->update = NULL;
  if (self->segments.n > 1)
    sum_partials (self);
  else
    dh_pass_finish (dh_tile_pass_get_pass (self->workers[0]), gradient, TRUE);
}

void
dh_batch_pass_descend (DhBatchPass *self, float *gradient, DhPassUpdateFunc update, gpointer data)
{
  g_return_if_fail (self->is_pending);

  self->is_pending = FALSE;
  self->update = update;
  self->update_data = data;
  if (self->segments.n > 1)
    {
      sum_partials (self);
      tell_parameters (self, 0);
    }
  else
    {
      dh_tile_pass_descend (self->workers[0], gradient, update, data);
      tell_parameters (self, 1);
    }
}
