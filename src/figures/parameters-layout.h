// Which parameters are printed, and where.
// SPDX-License-Identifier: MIT
#pragma once

#include "figures/frame.h"

G_BEGIN_DECLS

/* Head and tail, three each, as PyTorch prints a tensor. */
#define DH_PARAMETERS_SIDE 6
/* As many rows are shown whole: the ten biases of the lecture's page among them. */
#define DH_PARAMETERS_ALL_ROWS 10

typedef enum
{
  DH_PARAMETERS_BEFORE,   /* p: the parameters now */
  DH_PARAMETERS_GRADIENT, /* g: of the loss, at p */
  DH_PARAMETERS_UPDATE,   /* what the next step adds; −η g for plain gradient descent */
  DH_PARAMETERS_AFTER,    /* the parameters after the next step */
  DH_PARAMETERS_N_BLOCKS
} DhParametersBlock;

typedef struct
{
  DhFrame frame;
  const DhTensor *weight; /* of the layer shown, or NULL: nothing to draw */
  const DhTensor *bias;   /* or NULL where the network has none */
  guint n_layers;
  guint n_rows;
  guint rows[DH_PARAMETERS_ALL_ROWS];
  guint n_columns;
  guint columns[DH_PARAMETERS_SIDE];
  gboolean skips_rows; /* head and tail: there is a gap in the middle */
  gboolean skips_columns;
  DhRect blocks[DH_PARAMETERS_N_BLOCKS];
  double row_height;
  double column_width;
  double label;       /* room for the row numbers */
  double number_size; /* of the font, so that numbers stay apart */
} DhParametersLayout;

void dh_parameters_layout_init (DhParametersLayout *self,
                                const DhFigureModel *model,
                                double width,
                                double height);

/* Right end and middle of a number: the @row-th and @column-th shown; @column n_columns is the
 * bias. */
void dh_parameters_layout_place (const DhParametersLayout *self,
                                 DhParametersBlock block,
                                 guint row,
                                 guint column,
                                 double *x,
                                 double *y);

/* The number at a point; FALSE where there is none. */
gboolean dh_parameters_layout_find (const DhParametersLayout *self,
                                    double x,
                                    double y,
                                    DhParametersBlock *block,
                                    guint *row,
                                    guint *column);

G_END_DECLS
