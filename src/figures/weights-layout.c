// Which weight maps are shown, and where; or where the matrix is.
// SPDX-License-Identifier: MIT

#include "figures/weights-layout.h"

#include <math.h>

#define GAP 10.0
/* A unit's map smaller than this shows no shape from the back of a room. */
#define LEGIBLE 68.0

/* The maps of classes are shown all of them, however many: with room for their names, or, where
 * there are hundreds, just for their shapes. */
#define LEAST_NAMED 56.0
#define LEAST_MANY 32.0
#define MANY 100

#define CAPTION 21.0 /* height of the second title row */
#define BAND 13.0
#define LEGIBLE_BANDED 56.0 /* of LEGIBLE, where each map has one */
#define LEAST_BANDED 40.0 /* height of a map that has one */

/* Round the matrix. */
#define AXIS_CAPTION 18.0
#define AXIS_LABELS 26.0
#define LONG_LABELS 84.0
#define BOTTOM 19.0
#define MAX_STRETCH 3.0 /* of a cell that is large enough to be seen as one */
#define LARGE_CELL 6.0

static double
get_least (guint n)
{
  return n > MANY ? LEAST_MANY : LEAST_NAMED;
}

/* Small maps stand closer together. */
static double
get_gap (const DhWeightsSource *source)
{
  gboolean many = source->view == DH_WEIGHTS_CLASSES && source->rows > MANY;

  return many ? GAP * LEAST_MANY / LEGIBLE : GAP;
}

double
dh_weights_layout_measure (const DhFigureModel *model, double width)
{
  DhWeightsSource source;
  double caption, band;
  DhFrame frame;

  dh_weights_source_init (&source, model);
  if (source.rows == 0 || source.view != DH_WEIGHTS_CLASSES)
    return 0;
  caption = source.linear ? 0 : CAPTION;
  band = model->weights.own_scale && source.rows <= MANY ? BAND : 0;
  /* Tall enough to have a title row. */
  dh_frame_init (&frame, width, 10000);
  return frame.content.y + caption + frame.padding +
         dh_grid_measure (frame.content.width, source.rows,
                          dh_grid_get_aspect (source.run->width, source.run->height),
                          get_gap (&source) + band, get_least (source.rows)) +
         band;
}

/* A network with hidden layers says in a second row what is shown of it. */
static void
add_caption (DhWeightsLayout *self)
{
  DhRect *area = &self->frame.content;

  if (self->source.linear || self->frame.header <= 0 || area->height < 4 * CAPTION)
    return;
  self->caption = area->y + CAPTION / 2 - 5;
  area->y += CAPTION;
  area->height -= CAPTION;
}

/* The rows in the order they are shown. NULL where there is not enough memory. */
static guint *
make_order (const DhWeightsLayout *self)
{
  const DhWeightsChoices *choices = self->choices;
  guint n = self->source.rows;
  guint *order = g_try_new (guint, n);
  gboolean kept = self->source.view == DH_WEIGHTS_UNITS && choices->order != NULL &&
                  choices->n_order == n;

  if (order == NULL)
    return NULL;
  if (self->source.view == DH_WEIGHTS_UNITS && !kept)
    dh_weights_make_order (self->source.run, order, n);
  else
    for (guint i = 0; i < n; i++)
      order[i] = kept ? MIN (choices->order[i], n - 1) : i;
  return order;
}

static void
choose_maps (DhWeightsLayout *self, double aspect, double gap_x, double gap_y)
{
  guint n = self->source.rows;
  gboolean in_pages = self->source.view == DH_WEIGHTS_UNITS;
  double least = gap_y > gap_x ? LEGIBLE_BANDED : LEGIBLE;
  guint n_page = in_pages ? dh_grid_count (&self->frame.content, n, aspect, gap_y, least) : n;
  g_autofree guint *order = make_order (self);

  if (order == NULL || n == 0)
    return;
  self->n_pages = (n + n_page - 1) / n_page;
  self->page = MIN (self->choices->page, self->n_pages - 1);
  self->first = self->page * n_page;
  self->n_maps = MIN (n_page, n - self->first);
  self->maps = g_memdup2 (order + self->first, self->n_maps * sizeof *order);
  /* On the last page, too, the maps have the size they have on the others. */
  dh_grid_init (&self->grid, &self->frame.content, n_page, aspect, gap_x, gap_y);
  self->grid.n = self->n_maps;
}

static void
place_maps (DhWeightsLayout *self)
{
  DhRect *area = &self->frame.content;
  double aspect = dh_grid_get_aspect (self->source.run->width, self->source.run->height);
  double gap = MIN (get_gap (&self->source), MIN (area->width, area->height) / 30);

  if (self->choices->own_scale && area->height > BAND)
    {
      area->height -= BAND;
      choose_maps (self, aspect, gap, gap + BAND);
      if (self->grid.height >= LEAST_BANDED)
        {
          self->band = BAND;
          return;
        }
      area->height += BAND;
      g_clear_pointer (&self->maps, g_free);
      self->n_maps = 0;
    }
  choose_maps (self, aspect, gap, gap);
}

/* The cells fill the room there is, unless that would make bars of them. */
static void
place_matrix (DhWeightsLayout *self)
{
  const DhRect *area = &self->frame.content;
  gboolean classes = self->source.layer == self->source.n_layers;
  gboolean axes = area->width > 4 * LONG_LABELS && area->height > 4 * BOTTOM;
  double left, cell_width, cell_height;

  self->labels = !axes ? 0 : classes ? LONG_LABELS : AXIS_LABELS;
  for (guint i = 0; axes && classes && i < self->source.rows; i++)
    {
      char buffer[16];
      const char *name = dh_weights_source_get_name (&self->source, i, buffer, sizeof buffer);

      if (i == 0)
        self->labels = AXIS_LABELS;
      self->labels = CLAMP (dh_text_estimate (name, DH_TEXT_CAPTION) + 10, self->labels,
                            LONG_LABELS);
    }
  left = axes ? AXIS_CAPTION + self->labels : 0;
  self->matrix = (DhRect){ floor (area->x + left), area->y, floor (area->width - left),
                           floor (area->height - (axes ? BOTTOM : 0)) };
  cell_width = self->matrix.width / self->source.columns;
  cell_height = self->matrix.height / self->source.rows;
  if (MIN (cell_width, cell_height) < LARGE_CELL)
    return;
  self->matrix.width =
      floor (MIN (cell_width, MAX_STRETCH * cell_height) * self->source.columns);
  self->matrix.height = floor (MIN (cell_height, MAX_STRETCH * cell_width) * self->source.rows);
}

void
dh_weights_layout_init (DhWeightsLayout *self,
                        const DhFigureModel *model,
                        double width,
                        double height)
{
  *self = (DhWeightsLayout){ .choices = &model->weights };
  dh_frame_init (&self->frame, width, height);
  dh_weights_source_init (&self->source, model);
  if (self->source.n_layers == 0)
    return;
  add_caption (self);
  if (self->source.values == NULL)
    return;
  self->limit = dh_weights_get_limit (self->source.values,
                                      (gsize) self->source.rows * self->source.columns);
  if (self->source.view == DH_WEIGHTS_LAYER)
    place_matrix (self);
  else
    place_maps (self);
}

void
dh_weights_layout_clear (DhWeightsLayout *self)
{
  g_clear_pointer (&self->maps, g_free);
}

const float *
dh_weights_layout_get_values (const DhWeightsLayout *self, guint row)
{
  return self->source.values + (gsize) row * self->source.columns;
}

double
dh_weights_layout_get_limit (const DhWeightsLayout *self, guint row)
{
  if (!self->choices->own_scale || self->source.view == DH_WEIGHTS_LAYER)
    return self->limit;
  return dh_weights_get_limit (dh_weights_layout_get_values (self, row), self->source.columns);
}

DhRect
dh_weights_layout_get_pixel (const DhWeightsLayout *self, guint i, guint column)
{
  const DhSnapshot *run = self->source.run;
  DhRect cell = dh_grid_get_cell (&self->grid, i);
  double width = cell.width / run->width;
  double height = cell.height / run->height;

  return (DhRect){ cell.x + column % run->width * width, cell.y + column / run->width * height,
                   width, height };
}

static guint
divide (double offset, double length, guint n)
{
  return MIN ((guint) (offset / length * n), n - 1);
}

gboolean
dh_weights_layout_find (
    const DhWeightsLayout *self, double x, double y, guint *row, guint *column)
{
  const DhSnapshot *run = self->source.run;
  int map = dh_grid_find (&self->grid, x, y);
  DhRect cell;

  if (self->matrix.width >= 1 && self->matrix.height >= 1 &&
      dh_rect_contains (&self->matrix, x, y))
    {
      *row = divide (y - self->matrix.y, self->matrix.height, self->source.rows);
      *column = divide (x - self->matrix.x, self->matrix.width, self->source.columns);
      return TRUE;
    }
  if (map < 0)
    return FALSE;
  cell = dh_grid_get_cell (&self->grid, (guint) map);
  *row = self->maps[map];
  *column = divide (y - cell.y, cell.height, run->height) * run->width +
            divide (x - cell.x, cell.width, run->width);
  return TRUE;
}
