// Which sample images are shown, and where.
// SPDX-License-Identifier: MIT

#include "figures/samples-layout.h"

#include <math.h>

#define GAP 14.0
/* Over each image, for its label. */
#define LABEL_HEIGHT 26.0
/* Between rows, for the label over each image. */
#define LABEL_GAP 40.0
/* Side of a pixel below which a number in it is a smudge. */
#define READABLE 9.0

static gboolean
has_samples (const DhSnapshot *run)
{
  if (run == NULL || run->samples == NULL || run->width == 0 || run->height == 0)
    return FALSE;
  for (guint i = 0; i < run->n_samples; i++)
    if (run->samples[i].pixels == NULL)
      return FALSE;
  return run->n_samples > 0;
}

/* Whole pixels a pixel, so that the lines between them are even. */
static void
snap (DhGrid *grid, const DhRect *area, guint width, guint height)
{
  double side = floor (MIN (grid->width / width, grid->height / height));

  if (side < 4)
    return;
  grid->x += floor (grid->columns * (grid->width - side * width) / 2);
  grid->width = side * width;
  grid->height = side * height;
  grid->y = area->y;
  grid->y += floor ((area->height - grid->rows * (grid->height + grid->gap_y) + grid->gap_y) / 2);
}

void
dh_samples_layout_init (DhSamplesLayout *self,
                        const DhFigureModel *model,
                        double width,
                        double height)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  const DhRect *area = &self->frame.content;

  *self = (DhSamplesLayout){ .n = 0 };
  dh_frame_init (&self->frame, width, height);
  if (self->frame.header > 0 && area->height > 4 * LABEL_HEIGHT)
    {
      self->frame.content.y += LABEL_HEIGHT;
      self->frame.content.height -= LABEL_HEIGHT;
    }
  if (!has_samples (run))
    return;

  self->n = MIN (run->n_samples, DH_SAMPLES_MAX);
  if (model->focus > 0)
    {
      self->first = MIN ((guint) model->focus, run->n_samples) - 1;
      self->n = 1;
    }
  dh_grid_init (&self->grid, area, self->n, dh_grid_get_aspect (run->width, run->height),
                MIN (GAP, area->width / 30), MIN (LABEL_GAP, area->height / 8));
  if (self->grid.height < 1)
    return;
  snap (&self->grid, area, run->width, run->height);
  self->numbers = MIN (self->grid.width / run->width, self->grid.height / run->height) >= READABLE;
}

double
dh_samples_standardise (const DhSnapshot *run, guint8 raw)
{
  return run->deviation > 0 ? (raw - run->mean) / run->deviation : NAN;
}
