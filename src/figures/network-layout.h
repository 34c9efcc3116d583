// Where the circles and lines of the drawn network are, and which units they stand for.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/frame.h"

G_BEGIN_DECLS

/* A layer with more units than this is drawn in groups. */
#define DH_NETWORK_MOST_NODES 10
#define DH_NETWORK_MOST_COLUMNS 24

/* The input, or what a linear layer gives. */
typedef struct
{
  const DhTensor *weight; /* of the linear layer before it; NULL for the input */
  const DhTensor *bias;   /* or NULL where it has none */
  guint units;
  guint n_nodes;    /* circles; each stands for units in a row, of as many as the others or one
                       more */
  guint rows;       /* input in bands of whole image rows: rows of the image; else 0 */
  gboolean grouped; /* fewer circles than units: ⋮ in the middle */
  double x;
  double top;       /* y of the first circle */
  double spacing;
} DhNetworkColumn;

typedef struct
{
  DhFrame frame;
  const DhSnapshot *run; /* NULL: nothing to draw */
  guint n_columns;
  DhNetworkColumn columns[DH_NETWORK_MOST_COLUMNS];
  DhRect area;     /* of the circles, from the first column to the last */
  double radius;   /* of a circle */
  double gap;      /* between columns */
  double sizes;    /* y of the numbers of units, 0 where there is no room */
  double names;    /* y of the names of the layers, likewise */
  double functions; /* y of the activations, likewise */
  double side;     /* room at the left and right for words, 0 for none */
} DhNetworkLayout;

void dh_network_layout_init (DhNetworkLayout *self,
                             const DhFigureModel *model,
                             double width,
                             double height);

/* The middle of a circle. */
double dh_network_layout_get_y (const DhNetworkColumn *column, guint node);

/* The units it stands for: *first … *end − 1. */
void dh_network_layout_get_units (const DhNetworkColumn *column,
                                  guint node,
                                  guint *first,
                                  guint *end);

/* The column at a point, or the room after it; −1 where there is neither. */
int dh_network_layout_find_column (const DhNetworkLayout *self,
                                   double x,
                                   double y,
                                   gboolean *after);

/* The circle of @column at a point, or −1. */
int dh_network_layout_find_node (const DhNetworkLayout *self, guint column, double x, double y);

/* The line at a point, from circle *from of a column, which is returned, to circle *to of the next;
 * −1 where there is none. */
int dh_network_layout_find_link (
    const DhNetworkLayout *self, double x, double y, guint *from, guint *to);

/* What is lit where a column, or the room after it, is pointed at. */
DhRect dh_network_layout_get_mark (const DhNetworkLayout *self, guint column, gboolean after);

G_END_DECLS
