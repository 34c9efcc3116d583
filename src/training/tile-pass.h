// Some images of the subset through a pass of their own.
// SPDX-License-Identifier: MIT
#pragma once

#include "engine/pass.h"
#include "training/training-set.h"

G_BEGIN_DECLS

/* A pass with the room to gather a tile's images from all over the subset. */
typedef struct _DhTilePass DhTilePass;

/* Which images a tile has. */
typedef struct
{
  const guint32 *order; /* [first + rows] places in the subset, or NULL for its own order */
  guint          first; /* of the order; where that is NULL, a multiple of 64 */
  guint          rows;  /* where there is no order, a multiple of 64 or up to the last image: the
                           masks of so many images stand together */
  guint          ahead; /* places of the order behind these that come next: they are fetched while
                           dh_tile_pass_descend() runs */
} DhTile;

/* For tiles of up to @max_rows images of @set, whose @inputs lie as @layout says; @is_gathered
 * where tiles will have an order. All three must live as long. NULL with an error where there is
 * not enough memory. */
DhTilePass *dh_tile_pass_new (const DhLayout      *layout,
                              const DhTrainingSet *set,
                              const DhInputs      *inputs,
                              guint                max_rows,
                              gboolean             is_gathered,
                              GError             **error);

void dh_tile_pass_free (DhTilePass *self);

/* What it goes through: parameters, results, gradients. */
DhPass *dh_tile_pass_get_pass (DhTilePass *self);

/* The threads that share the work; NULL, as at first, is the caller's alone. Not owned. */
void dh_tile_pass_set_team (DhTilePass *self, DhTeam *team);

/* dh_pass_begin() and dh_pass_descend() with the images of @tile. */
void dh_tile_pass_begin (DhTilePass *self, const DhTile *tile, float scale);
void dh_tile_pass_descend (DhTilePass      *self,
                           float           *gradient,
                           DhPassUpdateFunc update,
                           gpointer         data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DhTilePass, dh_tile_pass_free)

G_END_DECLS
