// Which weight maps are shown, and where.
// SPDX-License-Identifier: MIT

#include "figures/weights-layout.h"

#include <math.h>

#define GAP 10.0
/* A unit's map smaller than this shows no shape from the back of a room. */
#define LEGIBLE 84.0

/* The maps of classes are shown all of them, however many: with room for their names, or, where
 * there are hundreds, just for their shapes. */
#define LEAST_NAMED 56.0
#define LEAST_MANY 32.0
#define MANY 100

/* The first tensor whose rows are images; the model is linear where it is the only one with two
 * dimensions. */
static const DhTensor *
find_tensor (const DhSnapshot *run, gboolean *linear)
{
  const DhTensor *first = NULL;
  guint n = 0;

  for (guint i = 0; run != NULL && run->parameters != NULL && i < run->n_tensors; i++)
    if (run->tensors[i].columns > 0 && n++ == 0)
      first = &run->tensors[i];
  if (first == NULL || first->rows == 0 || run->width == 0 || run->height == 0 ||
      (guint64) run->width * run->height != first->columns ||
      first->offset + (gsize) first->rows * first->columns > run->n_parameters)
    return NULL;
  *linear = n == 1 && first->rows == run->n_classes;
  return first;
}

static double
get_limit (const float *weights, gsize n)
{
  float limit = 0;

  for (gsize i = 0; i < n; i++)
    {
      float size = fabsf (weights[i]);

      if (size > limit && isfinite (size))
        limit = size;
    }
  return limit;
}

static double
get_least (guint n)
{
  return n > MANY ? LEAST_MANY : LEAST_NAMED;
}

/* Small maps stand closer together. */
static double
get_gap (guint n, gboolean linear)
{
  return linear && n > MANY ? GAP * LEAST_MANY / LEGIBLE : GAP;
}

double
dh_weights_layout_measure (const DhSnapshot *run, double width)
{
  gboolean linear = FALSE;
  const DhTensor *tensor = find_tensor (run, &linear);
  DhFrame frame;

  if (tensor == NULL || !linear)
    return 0;
  /* Tall enough to have a title row. */
  dh_frame_init (&frame, width, 10000);
  return frame.content.y + frame.padding +
         dh_grid_measure (frame.content.width, tensor->rows,
                          dh_grid_get_aspect (run->width, run->height),
                          get_gap (tensor->rows, linear), get_least (tensor->rows));
}

void
dh_weights_layout_init (DhWeightsLayout *self, const DhSnapshot *run, double width, double height)
{
  const DhRect *area = &self->frame.content;
  double aspect, gap;

  *self = (DhWeightsLayout){ .tensor = NULL };
  dh_frame_init (&self->frame, width, height);
  self->tensor = find_tensor (run, &self->linear);
  if (self->tensor == NULL)
    return;

  aspect = dh_grid_get_aspect (run->width, run->height);
  gap = MIN (get_gap (self->tensor->rows, self->linear), MIN (area->width, area->height) / 30);
  self->weights = run->parameters + self->tensor->offset;
  self->n_maps = self->linear ? self->tensor->rows
                              : dh_grid_count (area, self->tensor->rows, aspect, gap, LEGIBLE);
  self->limit = get_limit (self->weights, (gsize) self->n_maps * self->tensor->columns);
  dh_grid_init (&self->grid, area, self->n_maps, aspect, gap, gap);
}

const char *
dh_weights_layout_get_name (
    const DhWeightsLayout *self, const DhSnapshot *run, guint map, char *buffer, gsize size)
{
  if (self->linear && run->class_names != NULL && map < run->n_classes)
    return run->class_names[map];
  g_snprintf (buffer, size, "%u", map);
  return buffer;
}
