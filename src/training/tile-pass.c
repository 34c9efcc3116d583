// Some images of the subset through a pass of their own.
// SPDX-License-Identifier: MIT

#include "training/tile-pass.h"

/* The images of a tile are copied for a second thread where this many bytes hold them: more would
 * not stay in its cache. */
#define LARGEST_COPY (1 << 20)

struct _DhTilePass
{
  DhLayout layout;
  const DhTrainingSet *set;
  const DhInputs *inputs;
  DhTeam *team;
  DhPass *pass;
  DhInputs *gathered; /* or NULL */
  guint16 *labels;
  guint copy; /* row of the second copy; 0 where there is no room for one */

  DhTile tile; /* at hand */
  DhPassUpdateFunc update;
  gpointer update_data;
};

static guint
round_up (guint rows)
{
  return (rows + DH_FIRST_LAYER_GROUP - 1) / DH_FIRST_LAYER_GROUP * DH_FIRST_LAYER_GROUP;
}

static gboolean
prepare_to_gather (DhTilePass *self, guint max_rows, GError **error)
{
  const DhFirstLayer *first = &self->layout.first_layer;
  guint rows = round_up (max_rows);

  if (first->kind == DH_FIRST_LAYER_PANELS && dh_first_layer_count_panels (first, TRUE) > 1 &&
      (gsize) rows * first->inputs <= LARGEST_COPY)
    self->copy = rows;
  self->labels = g_new (guint16, rows);
  self->gathered = dh_inputs_new_like (self->inputs, rows + self->copy, error);
  return self->gathered != NULL;
}

DhTilePass *
dh_tile_pass_new (const DhLayout *layout,
                  const DhTrainingSet *set,
                  const DhInputs *inputs,
                  guint max_rows,
                  gboolean is_gathered,
                  GError **error)
{
  g_autoptr (DhTilePass) self = g_new0 (DhTilePass, 1);

  self->layout = *layout;
  self->set = set;
  self->inputs = inputs;
  self->pass = dh_pass_new (layout, max_rows, error);
  if (self->pass == NULL || (is_gathered && !prepare_to_gather (self, max_rows, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
dh_tile_pass_free (DhTilePass *self)
{
  if (self == NULL)
    return;
  dh_pass_free (self->pass);
  dh_inputs_free (self->gathered);
  g_free (self->labels);
  g_free (self);
}

DhPass *
dh_tile_pass_get_pass (DhTilePass *self)
{
  return self->pass;
}

void
dh_tile_pass_set_team (DhTilePass *self, DhTeam *team)
{
  self->team = team;
  dh_pass_set_team (self->pass, team);
}

static guint
count_groups (const DhTilePass *self)
{
  return round_up (self->tile.rows) / DH_FIRST_LAYER_GROUP;
}

static void
gather_labels (DhTilePass *self, const guint32 *places, guint first, guint n)
{
  for (guint i = 0; i < n; i++)
    self->labels[first + i] = self->set->labels[places[i]];
}

/* A group of images whose masks stand together, of the first copy or the second. */
static void
gather_unit (guint unit, gpointer data)
{
  DhTilePass *self = data;
  guint first = unit % count_groups (self) * DH_FIRST_LAYER_GROUP;
  guint n = MIN (self->tile.rows - first, DH_FIRST_LAYER_GROUP);
  guint at = first + (unit < count_groups (self) ? 0 : self->copy);
  const guint32 *places = self->tile.order + self->tile.first + first;

  dh_inputs_gather (self->gathered, at, self->inputs, places, n);
  dh_inputs_index (self->gathered, at, n);
  if (at == first)
    gather_labels (self, places, first, n);
}

static void
begin_gathered (DhTilePass *self, float scale)
{
  guint copy = self->team != NULL ? self->copy : 0;
  DhPassBatch batch = { self->gathered, 0, self->tile.rows, copy, self->labels };

  dh_team_run (self->team, count_groups (self) * (copy > 0 ? 2 : 1), gather_unit, self);
  dh_pass_begin (self->pass, &batch, scale);
}

void
dh_tile_pass_begin (DhTilePass *self, const DhTile *tile, float scale)
{
  DhPassBatch batch = { self->inputs, tile->first, tile->rows, 0,
                        self->set->labels + tile->first };

  self->tile = *tile;
  if (tile->order != NULL)
    begin_gathered (self, scale);
  else
    dh_pass_begin (self->pass, &batch, scale);
}

/* While the parameters @first … @first + @n − 1 are updated, their share of the images to come. A
 * thread that will gather all of them has half of the parameters to do it in. */
static void
fetch_ahead (const DhTilePass *self, gsize first, gsize n)
{
  const DhTile *tile = &self->tile;
  gsize n_stored = self->layout.n_stored;
  gsize turns = self->team != NULL && self->copy > 0 ? 2 : 1;
  gsize from = first * turns % n_stored * tile->ahead / n_stored;
  gsize to = MIN ((first * turns % n_stored + n * turns) * tile->ahead / n_stored, tile->ahead);

  for (gsize i = from; i < to; i++)
    dh_inputs_fetch (self->inputs, tile->order[tile->first + tile->rows + i]);
}

static void
update_and_fetch (gsize first, gsize n, const float *gradient, gpointer data)
{
  DhTilePass *self = data;

  self->update (first, n, gradient, self->update_data);
  if (self->tile.order != NULL)
    fetch_ahead (self, first, n);
}

void
dh_tile_pass_descend (DhTilePass *self, float *gradient, DhPassUpdateFunc update, gpointer data)
{
  self->update = update;
  self->update_data = data;
  dh_pass_descend (self->pass, gradient, update_and_fetch, self);
}
