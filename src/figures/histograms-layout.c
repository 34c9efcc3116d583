// Where the histograms of every layer lie, for drawing them and for reading them at a point.
// SPDX-License-Identifier: MIT

#include "figures/histograms-layout.h"

#define ROW 158.0 /* of a row that is read from some distance */
#define ROW_GAP 16.0
#define COLUMN_GAP 28.0

#define HEADING 22.0
#define CAPTION 18.0
#define AXIS 16.0

/* Less height than this for the bars, and words give way to them. */
#define LEAST_PLOT 30.0

static double
get_gap (const DhHistogramsLayout *self)
{
  return MIN (COLUMN_GAP, self->frame.content.width / 20);
}

void
dh_histograms_layout_init (DhHistogramsLayout *self,
                           const DhFigureModel *model,
                           double width,
                           double height)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);

  *self = (DhHistogramsLayout){ .n_layers = dh_layer_numbers_count (run) };
  dh_frame_init (&self->frame, width, height);
  if (self->n_layers == 0)
    return;
  self->run = run;
  self->row = (self->frame.content.height + ROW_GAP) / self->n_layers;
  if (self->row < HEADING + CAPTION + AXIS + ROW_GAP + LEAST_PLOT)
    return;
  self->heading = HEADING;
  self->caption = CAPTION;
  self->axis = AXIS;
}

double
dh_histograms_layout_measure (const DhFigureModel *model, double width)
{
  guint n = dh_layer_numbers_count (dh_frame_get_run (model, 0));
  DhFrame frame;

  if (n == 0)
    return 0;
  /* Tall enough to have a title row. */
  dh_frame_init (&frame, width, 10000);
  return frame.content.y + frame.padding + n * ROW - ROW_GAP;
}

static DhRect
get_cell (const DhHistogramsLayout *self, guint layer, DhHistogramsKind kind)
{
  const DhRect *content = &self->frame.content;
  double gap = get_gap (self);
  double width = (content->width - (DH_N_HISTOGRAMS - 1) * gap) / DH_N_HISTOGRAMS;

  return (DhRect){ content->x + kind * (width + gap),
                   content->y + layer * self->row + self->heading, width,
                   self->row - self->heading - MIN (ROW_GAP, self->row / 4) };
}

DhRect
dh_histograms_layout_get_plot (const DhHistogramsLayout *self, guint layer, DhHistogramsKind kind)
{
  DhRect plot = get_cell (self, layer, kind);

  plot.y += self->caption;
  plot.height -= self->caption + self->axis;
  return plot;
}

static const DhHistogram *
get_counted (const DhProbeLayer *probe, DhHistogramsKind kind)
{
  switch (kind)
    {
    case DH_HISTOGRAMS_WEIGHTS:
      return &probe->weights;
    case DH_HISTOGRAMS_GRADIENTS:
      return &probe->gradients;
    default:
      return &probe->outputs;
    }
}

gboolean
dh_histograms_layout_count (const DhHistogramsLayout *self,
                            guint layer,
                            DhHistogramsKind kind,
                            DhHistogram *histogram)
{
  DhLayerNumbers numbers;
  const float *values;

  dh_layer_numbers_init_shape (&numbers, self->run, layer);
  if (numbers.probe != NULL)
    {
      *histogram = *get_counted (numbers.probe, kind);
      return TRUE;
    }
  values = kind == DH_HISTOGRAMS_WEIGHTS ? self->run->parameters : self->run->gradient;
  if (kind == DH_HISTOGRAMS_ACTIVATIONS || values == NULL)
    return FALSE;
  dh_histogram_init (histogram, values + numbers.weight->offset,
                     (gsize) numbers.weight->rows * numbers.weight->columns);
  return TRUE;
}

gboolean
dh_histograms_layout_find (const DhHistogramsLayout *self,
                           double x,
                           double y,
                           guint *layer,
                           DhHistogramsKind *kind)
{
  for (guint l = 0; l < self->n_layers; l++)
    for (guint k = 0; k < DH_N_HISTOGRAMS; k++)
      {
        DhRect cell = get_cell (self, l, k);

        if (!dh_rect_contains (&cell, x, y))
          continue;
        *layer = l;
        *kind = k;
        return TRUE;
      }
  return FALSE;
}

gboolean
dh_histograms_layout_is_single (const DhHistogram *histogram)
{
  return !(histogram->highest > histogram->lowest);
}
