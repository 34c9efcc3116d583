// Which parameters are printed, and where.
// SPDX-License-Identifier: MIT

#include "figures/parameters-layout.h"

#include <math.h>

#define GAP 16.0
#define LABEL_DIGIT 7.0   /* of a row number */
#define LABEL_GAP 11.0
#define ELLIPSIS 14.0     /* room for … between head and tail */
#define BLOCK_HEADER 44.0 /* name and column numbers */
#define MAX_ROW_HEIGHT 26.0
#define TWO_ACROSS 728.0 /* narrower, the blocks stand below each other */
#define MOST_SIZE 12.0
#define LEAST_SIZE 10.0
#define NUMBER_EMS 3.8   /* of "−0.0000" */
#define APART 9.0        /* from there to the next; a mark may stand there */

static void
find_tensors (DhParametersLayout *self, const DhSnapshot *run, int layer)
{
  gboolean has_bias = run->n_tensors > 1 && run->tensors[1].columns == 0;
  guint a_layer = has_bias ? 2 : 1;
  guint index;

  self->n_layers = run->n_tensors / a_layer;
  index = CLAMP (layer, 0, (int) self->n_layers - 1) * a_layer;
  self->weight = &run->tensors[index];
  self->bias = has_bias ? &run->tensors[index + 1] : NULL;
}

/* The numbers shown of @n: all where they are at most @all, else head and tail, or six from the
 * @from-th on. TRUE where a gap is between. */
static gboolean
choose (guint n, guint all, int from, guint *shown, guint *n_shown)
{
  guint half = DH_PARAMETERS_SIDE / 2;

  *n_shown = n <= all ? n : DH_PARAMETERS_SIDE;
  for (guint i = 0; i < *n_shown; i++)
    {
      if (from > 0)
        shown[i] = MIN ((guint) from - 1, n - *n_shown) + i;
      else
        shown[i] = i < half || n <= all ? i : n - *n_shown + i;
    }
  return from <= 0 && n > all;
}

/* The numbers of the rows shown end with the greatest. */
static double
get_label_width (const DhParametersLayout *self)
{
  guint digits = 1;

  for (guint last = self->n_rows > 0 ? self->rows[self->n_rows - 1] : 0; last >= 10; last /= 10)
    digits++;
  return LABEL_GAP + digits * LABEL_DIGIT;
}

static void
place_blocks (DhParametersLayout *self)
{
  const DhRect *content = &self->frame.content;
  guint across = content->width >= TWO_ACROSS ? 2 : 1;
  guint down = DH_PARAMETERS_N_BLOCKS / across;
  double width = floor ((content->width - GAP * (across - 1)) / across);
  guint lines = self->n_rows + (self->skips_rows ? 1 : 0);
  double most = BLOCK_HEADER + lines * MAX_ROW_HEIGHT;
  double height = floor (MIN ((content->height - GAP * (down - 1)) / down, most));
  guint columns = self->n_columns + (self->bias != NULL ? 1 : 0);
  double used;

  self->label = get_label_width (self);
  used = self->label + (self->skips_columns ? ELLIPSIS : 0);
  for (guint i = 0; i < DH_PARAMETERS_N_BLOCKS; i++)
    self->blocks[i] = (DhRect){ content->x + (i % across) * (width + GAP),
                                content->y + (i / across) * (height + GAP), width, height };
  self->row_height = MIN (MAX_ROW_HEIGHT, (height - BLOCK_HEADER) / MAX (lines, 1));
  self->column_width = MIN (84, (width - used) / MAX (columns, 1));
  self->number_size = CLAMP ((self->column_width - APART) / NUMBER_EMS, LEAST_SIZE, MOST_SIZE);
}

void
dh_parameters_layout_init (DhParametersLayout *self,
                           const DhFigureModel *model,
                           double width,
                           double height)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);

  *self = (DhParametersLayout){ .weight = NULL };
  dh_frame_init (&self->frame, width, height);
  if (run == NULL || run->n_tensors == 0 || run->parameters == NULL)
    return;
  find_tensors (self, run, model->layer);
  self->skips_rows = choose (self->weight->rows, DH_PARAMETERS_ALL_ROWS, model->row, self->rows,
                             &self->n_rows);
  self->skips_columns = choose (self->weight->columns, DH_PARAMETERS_SIDE, model->column,
                                self->columns, &self->n_columns);
  place_blocks (self);
}

void
dh_parameters_layout_place (const DhParametersLayout *self,
                            DhParametersBlock block,
                            guint row,
                            guint column,
                            double *x,
                            double *y)
{
  const DhRect *rect = &self->blocks[block];
  guint half = DH_PARAMETERS_SIDE / 2;
  guint line = row + (self->skips_rows && row >= half ? 1 : 0);
  double gap = self->skips_columns && column >= half ? ELLIPSIS : 0;

  *x = rect->x + self->label + gap + (column + 1) * self->column_width;
  *y = rect->y + BLOCK_HEADER + (line + 0.5) * self->row_height;
}

gboolean
dh_parameters_layout_find (const DhParametersLayout *self,
                           double x,
                           double y,
                           DhParametersBlock *block,
                           guint *row,
                           guint *column)
{
  guint n_columns = self->n_columns + (self->bias != NULL ? 1 : 0);

  if (self->weight == NULL)
    return FALSE;
  for (guint b = 0; b < DH_PARAMETERS_N_BLOCKS; b++)
    for (guint i = 0; i < self->n_rows; i++)
      for (guint j = 0; j < n_columns; j++)
        {
          double right;
          double middle;

          dh_parameters_layout_place (self, b, i, j, &right, &middle);
          if (x <= right - self->column_width || x > right ||
              fabs (y - middle) > self->row_height / 2)
            continue;
          *block = b;
          *row = i;
          *column = j;
          return TRUE;
        }
  return FALSE;
}
