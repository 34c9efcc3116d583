// Loss, accuracy and gradient of a batch of the subset.
// SPDX-License-Identifier: MIT

#include "training/batch-pass.h"

#include "engine/inputs.h"

#define TILE_ROWS 512 /* a multiple of the images whose masks share a word */
#define GATHER_ROWS 16 /* images gathered together */

struct _DhBatchPass
{
  const DhTrainingSet *set;
  DhLayout layout;
  DhTeam *team;
  DhPass *pass;
  DhInputs *inputs;     /* the subset */
  DhInputs *tile;       /* of a batch, gathered; NULL where batches are the whole subset */
  guint16 *tile_labels;

  /* What the tile at hand is gathered from. */
  const guint32 *order;
  guint rows;

  gboolean is_pending; /* the gradient of the last tile */
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

DhBatchPass *
dh_batch_pass_new (const DhNetwork *network,
                   const DhDataset *dataset,
                   const DhTrainingSet *set,
                   guint batch,
                   gboolean is_gathered,
                   GError **error)
{
  g_autoptr (DhBatchPass) self = g_new0 (DhBatchPass, 1);
  guint rows = MIN (batch, TILE_ROWS);

  self->set = set;
  if (!prepare_inputs (self, network, dataset, error))
    return NULL;
  self->pass = dh_pass_new (&self->layout, rows, error);
  if (self->pass == NULL)
    return NULL;
  if (!is_gathered)
    {
      for (guint unit = 0; unit < dh_inputs_count_units (self->inputs, set->n); unit++)
        dh_inputs_index (self->inputs, set->n, unit);
      return g_steal_pointer (&self);
    }
  self->tile_labels = g_new (guint16, rows);
  self->tile = dh_inputs_new_like (self->inputs, rows, error);
  return self->tile != NULL ? g_steal_pointer (&self) : NULL;
}

void
dh_batch_pass_free (DhBatchPass *self)
{
  if (self == NULL)
    return;
  dh_pass_free (self->pass);
  dh_inputs_free (self->inputs);
  dh_inputs_free (self->tile);
  g_free (self->tile_labels);
  g_free (self);
}

const DhLayout *
dh_batch_pass_get_layout (const DhBatchPass *self)
{
  return &self->layout;
}

void
dh_batch_pass_set_team (DhBatchPass *self, DhTeam *team)
{
  self->team = team;
  dh_pass_set_team (self->pass, team);
}

static void
gather_unit (guint unit, gpointer data)
{
  DhBatchPass *self = data;
  guint first = unit * GATHER_ROWS;
  guint n = MIN (self->rows - first, GATHER_ROWS);
  const guint32 *places = self->order + first;

  dh_inputs_gather (self->tile, first, self->inputs, places, n);
  for (guint i = 0; i < n; i++)
    self->tile_labels[first + i] = self->set->labels[places[i]];
}

static void
index_unit (guint unit, gpointer data)
{
  DhBatchPass *self = data;

  dh_inputs_index (self->tile, self->rows, unit);
}

static void
begin_tile (DhBatchPass *self, const float *parameters, const guint32 *order, guint first,
            guint rows, guint n)
{
  float scale = 1.0f / n;

  if (order == NULL)
    {
      dh_pass_begin (self->pass, parameters, self->inputs, first, rows,
                     self->set->labels + first, scale);
      return;
    }
  self->order = order + first;
  self->rows = rows;
  dh_team_run (self->team, (rows + GATHER_ROWS - 1) / GATHER_ROWS, gather_unit, self);
  dh_team_run (self->team, dh_inputs_count_units (self->tile, rows), index_unit, self);
  dh_pass_begin (self->pass, parameters, self->tile, 0, rows, self->tile_labels, scale);
}

DhBatchResult
dh_batch_pass_begin (DhBatchPass *self,
                     const float *parameters,
                     const guint32 *order,
                     guint n,
                     float *gradient)
{
  double loss = 0;
  guint n_right = 0;

  g_return_val_if_fail (self != NULL && n > 0, (DhBatchResult) { 0 });

  self->is_pending = n <= TILE_ROWS;
  for (guint first = 0; first < n; first += TILE_ROWS)
    {
      begin_tile (self, parameters, order, first, MIN (n - first, TILE_ROWS), n);
      loss += dh_pass_get_loss (self->pass);
      n_right += dh_pass_get_n_right (self->pass);
      if (!self->is_pending)
        dh_pass_finish (self->pass, gradient, first == 0);
    }
  return (DhBatchResult) { loss / n, (double) n_right / n };
}

gboolean
dh_batch_pass_is_pending (const DhBatchPass *self)
{
  return self->is_pending;
}

void
dh_batch_pass_finish (DhBatchPass *self, float *gradient)
{
  if (self->is_pending)
    dh_pass_finish (self->pass, gradient, TRUE);
  self->is_pending = FALSE;
}

void
dh_batch_pass_descend (DhBatchPass *self, float *gradient, DhPassUpdateFunc update, gpointer data)
{
  g_return_if_fail (self->is_pending);

  dh_pass_descend (self->pass, gradient, update, data);
  self->is_pending = FALSE;
}

DhBatchResult
dh_batch_pass_run (DhBatchPass *self,
                   const float *parameters,
                   const guint32 *order,
                   guint n,
                   float *gradient)
{
  DhBatchResult result = dh_batch_pass_begin (self, parameters, order, n, gradient);

  dh_batch_pass_finish (self, gradient);
  return result;
}
