// Which images are shown with their pixels, and where.
// SPDX-License-Identifier: MIT

#include "figures/samples-layout.h"

#include <math.h>

#define GAP 14.0
/* Over each image, for its label. */
#define LABEL_HEIGHT 26.0
/* Between rows, for the label over each image. */
#define LABEL_GAP 40.0
/* Below each image, for the prediction. */
#define FOOT_HEIGHT 30.0
/* Heights of the picture from which on there is room for labels and predictions. */
#define LEAST_LABELLED (4 * LABEL_HEIGHT)
#define LEAST_PREDICTED (8 * FOOT_HEIGHT)

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

static gboolean
has_shown (const DhSnapshot *run)
{
  return run != NULL && run->shown.pixels != NULL && run->width > 0 && run->height > 0;
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

static void
lay_out_frame (DhSamplesLayout *self, double width, double height)
{
  DhRect *area = &self->frame.content;

  dh_frame_init (&self->frame, width, height);
  if (self->frame.header > 0 && area->height > LEAST_LABELLED)
    {
      area->y += LABEL_HEIGHT;
      area->height -= LABEL_HEIGHT;
    }
  if (self->frame.header > 0 && area->height > LEAST_PREDICTED && self->n > 0 &&
      self->samples[0].probabilities != NULL)
    {
      self->foot = FOOT_HEIGHT;
      area->height -= FOOT_HEIGHT - self->frame.padding / 2;
    }
}

/* The image to the edges, but for the pixel that its own edge takes. */
static void
lay_out_bare (DhSamplesLayout *self, double width, double height)
{
  self->caption = height > 2 * DH_SAMPLES_CAPTION ? DH_SAMPLES_CAPTION : 0;
  self->frame = (DhFrame) { .width = width };
  self->frame.content =
      (DhRect) { 1, 1, MAX (0, width - 2), MAX (0, height - MAX (self->caption, 1) - 1) };
}

static void
lay_out_images (DhSamplesLayout *self, const DhPixelsChoices *choices)
{
  const DhRect *area = &self->frame.content;
  guint width = self->run->width, height = self->run->height;
  DhGrid *grid = &self->grid;

  dh_grid_init (grid, area, self->n, dh_grid_get_aspect (width, height),
                MIN (GAP, area->width / 30), MIN (LABEL_GAP + self->foot, area->height / 8));
  if (grid->height < 1)
    return;
  snap (grid, area, width, height);
  self->room = dh_pixel_format_choose (self->run, choices->standardised,
                                       MIN (grid->width / width, grid->height / height));
  self->format = choices->hide_values || choices->bare ? DH_PIXEL_NONE : self->room;
}

void
dh_samples_layout_init (DhSamplesLayout *self,
                        const DhFigureModel *model,
                        double width,
                        double height)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);

  *self = (DhSamplesLayout){ .run = run };
  if (has_samples (run))
    {
      self->first = model->focus > 0 ? MIN ((guint) model->focus, run->n_samples) - 1 : 0;
      self->n = model->focus > 0 ? 1 : MIN (run->n_samples, DH_SAMPLES_MAX);
      self->samples = &run->samples[self->first];
    }
  lay_out_frame (self, width, height);
  if (self->n > 0)
    lay_out_images (self, &model->pixels);
}

void
dh_samples_layout_init_shown (DhSamplesLayout *self,
                              const DhFigureModel *model,
                              double width,
                              double height)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);

  *self = (DhSamplesLayout){ .run = run };
  if (has_shown (run))
    {
      self->n = 1;
      self->samples = &run->shown;
    }
  if (model->pixels.bare)
    lay_out_bare (self, width, height);
  else
    lay_out_frame (self, width, height);
  if (self->n > 0)
    lay_out_images (self, &model->pixels);
}

DhLoupe
dh_samples_layout_find (const DhSamplesLayout *self, double x, double y)
{
  int image = self->n > 0 ? dh_grid_find (&self->grid, x, y) : -1;
  DhRect cell;

  if (image < 0)
    return (DhLoupe){ FALSE };
  cell = dh_grid_get_cell (&self->grid, (guint) image);
  return (DhLoupe){
    .on = TRUE,
    .image = self->first + (guint) image,
    .row = MIN ((guint) ((y - cell.y) / cell.height * self->run->height), self->run->height - 1),
    .column = MIN ((guint) ((x - cell.x) / cell.width * self->run->width), self->run->width - 1),
  };
}

DhPick
dh_samples_layout_pick (const DhSamplesLayout *self, double x, double y)
{
  DhLoupe loupe = dh_samples_layout_find (self, x, y);

  if (!loupe.on)
    return (DhPick){ DH_PICK_NONE };
  return (DhPick){ DH_PICK_PIXEL, (int) loupe.row, (int) loupe.column, loupe.image };
}

gboolean
dh_samples_layout_has_pixel (const DhSamplesLayout *self, const DhLoupe *loupe)
{
  return loupe->on && self->n > 0 && loupe->image >= self->first &&
         loupe->image - self->first < self->n && loupe->row < self->run->height &&
         loupe->column < self->run->width;
}

const DhSample *
dh_samples_layout_get_sample (const DhSamplesLayout *self, const DhLoupe *loupe)
{
  return &self->samples[loupe->image - self->first];
}

DhRect
dh_samples_layout_get_pixel (const DhSamplesLayout *self, const DhLoupe *loupe)
{
  DhRect cell = dh_grid_get_cell (&self->grid, loupe->image - self->first);
  double width = cell.width / self->run->width;
  double height = cell.height / self->run->height;

  return (DhRect){ cell.x + loupe->column * width, cell.y + loupe->row * height, width, height };
}
