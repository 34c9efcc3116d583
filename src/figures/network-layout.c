// Where the circles and lines of the drawn network are, and which units they stand for.
// SPDX-License-Identifier: MIT

#include "figures/network-layout.h"

#include <math.h>

/* Circles of a layer that is drawn in groups: even, for ⋮ to stand in the middle. */
#define WIDE 256
#define WIDE_NODES 8
#define GROUPED_NODES 6

#define LINE 17.0        /* of text below the circles, and above */
#define EXPORT_SIDE 84.0 /* for "Rows 24–27" and the names of the classes */
#define NAME_ROOM 92.0   /* between columns, for their names */
#define MOST_RADIUS 8.0
#define REACH 4.0        /* how far from a line its words can be had */

/* Of a gap, what belongs to the column at either side. */
#define COLUMN_SHARE 0.25

static void
add_column (DhNetworkLayout *self, const DhTensor *weight, guint units)
{
  DhNetworkColumn *column = &self->columns[self->n_columns++];

  column->weight = weight;
  column->units = units;
  column->grouped = units > DH_NETWORK_MOST_NODES;
  column->n_nodes = !column->grouped ? units : units >= WIDE ? WIDE_NODES : GROUPED_NODES;
}

/* Pixels of a band of rows are neighbours; a group of any pixels would be cut through a row. */
static void
take_rows (DhNetworkColumn *input, const DhSnapshot *run)
{
  if (input->grouped && run->height >= input->n_nodes &&
      (guint64) run->width * run->height == input->units)
    input->rows = run->height;
}

static void
add_columns (DhNetworkLayout *self, const DhSnapshot *run)
{
  for (guint i = 0; i < run->n_tensors && self->n_columns < DH_NETWORK_MOST_COLUMNS; i++)
    {
      const DhTensor *tensor = &run->tensors[i];

      if (tensor->columns == 0)
        {
          if (self->n_columns > 0)
            self->columns[self->n_columns - 1].bias = tensor;
          continue;
        }
      if (self->n_columns == 0)
        add_column (self, NULL, tensor->columns);
      add_column (self, tensor, tensor->rows);
    }
  if (self->n_columns > 0)
    take_rows (&self->columns[0], run);
}

/* Places in a column: its circles, and ⋮. */
static guint
count_slots (const DhNetworkColumn *column)
{
  return column->n_nodes + (column->grouped ? 1 : 0);
}

static void
place_words (DhNetworkLayout *self)
{
  DhRect *area = &self->area;
  double width = self->frame.content.width;

  *area = self->frame.content;
  if (self->frame.header > 0 &&
      width - 2 * EXPORT_SIDE >= NAME_ROOM * (self->n_columns - 1) && area->height > 5 * LINE)
    {
      self->side = EXPORT_SIDE;
      self->functions = area->y + LINE / 2;
      self->names = area->y + area->height - LINE / 2;
      self->sizes = self->names - LINE;
      area->y += LINE + 6;
      area->height -= 3 * LINE + 12;
    }
  else if (area->height > 3 * LINE && width >= 30 * self->n_columns)
    {
      self->sizes = area->y + area->height - LINE / 2 + 4;
      area->height -= LINE + 2;
    }
}

static void
place_columns (DhNetworkLayout *self)
{
  DhRect *area = &self->area;
  double closest = area->height;
  double inset;

  for (guint i = 0; i < self->n_columns; i++)
    {
      guint slots = count_slots (&self->columns[i]);

      self->columns[i].spacing = MIN (area->height / MAX (slots, 1), area->height / 4);
      closest = MIN (closest, self->columns[i].spacing);
    }
  self->radius = MIN (MOST_RADIUS, 0.36 * closest);
  inset = self->side > 0 ? self->side : MIN (12, area->width / 10);
  area->x += inset;
  area->width = MAX (0, area->width - 2 * inset);
  self->gap = area->width / MAX (self->n_columns - 1, 1);
  for (guint i = 0; i < self->n_columns; i++)
    {
      DhNetworkColumn *column = &self->columns[i];
      guint slots = count_slots (column);
      double room = area->height - 2 * self->radius;

      column->spacing = slots > 1 ? MIN (room / (slots - 1), room / 3) : 0;
      column->x = area->x + i * self->gap;
      column->top = area->y + (area->height - column->spacing * (slots - 1)) / 2;
    }
}

void
dh_network_layout_init (DhNetworkLayout *self,
                        const DhFigureModel *model,
                        double width,
                        double height)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);

  *self = (DhNetworkLayout) { .run = NULL };
  dh_frame_init (&self->frame, width, height);
  if (run == NULL || run->n_tensors == 0 || run->parameters == NULL)
    return;
  add_columns (self, run);
  if (self->n_columns == 0)
    return;
  self->run = run;
  place_words (self);
  place_columns (self);
}

double
dh_network_layout_get_y (const DhNetworkColumn *column, guint node)
{
  guint slot = node + (column->grouped && node >= column->n_nodes / 2 ? 1 : 0);

  return column->top + slot * column->spacing;
}

void
dh_network_layout_get_units (const DhNetworkColumn *column, guint node, guint *first, guint *end)
{
  guint64 of = column->rows > 0 ? column->rows : column->units;
  guint each = column->rows > 0 ? column->units / column->rows : 1;

  *first = (guint) (node * of / column->n_nodes) * each;
  *end = (guint) ((node + 1) * of / column->n_nodes) * each;
}

int
dh_network_layout_find_column (const DhNetworkLayout *self, double x, double y, gboolean *after)
{
  double bottom = self->frame.content.y + self->frame.content.height + self->frame.padding;
  double place;
  int column;

  *after = FALSE;
  if (self->run == NULL || self->gap < 1 || y < self->frame.header || y >= bottom || x < 0 ||
      x >= self->frame.width)
    return -1;
  place = (x - self->area.x) / self->gap;
  column = (int) floor (place + 0.5);
  if (place < 0 || place > self->n_columns - 1 || fabs (place - column) <= COLUMN_SHARE)
    return CLAMP (column, 0, (int) self->n_columns - 1);
  *after = TRUE;
  return (int) floor (place);
}

int
dh_network_layout_find_node (const DhNetworkLayout *self, guint column, double x, double y)
{
  const DhNetworkColumn *at = &self->columns[column];
  double reach = MAX (self->radius, 3) + 1;

  for (guint i = 0; i < at->n_nodes; i++)
    if (hypot (x - at->x, y - dh_network_layout_get_y (at, i)) <= reach)
      return (int) i;
  return -1;
}

/* How far down a line is at the share @x of its way: the Bézier curve that leaves and arrives
 * level, whose control points are halfway. */
static double
get_fall (double x)
{
  double low = 0;
  double high = 1;

  for (guint i = 0; i < 20; i++)
    {
      double t = (low + high) / 2;
      double at = t * (1.5 - 1.5 * t + t * t);

      if (at < x)
        low = t;
      else
        high = t;
    }
  return low * low * (3 - 2 * low);
}

int
dh_network_layout_find_link (
    const DhNetworkLayout *self, double x, double y, guint *from, guint *to)
{
  double nearest = REACH;
  double place;
  double fall;
  int gap;

  if (self->run == NULL || self->gap < 1)
    return -1;
  place = (x - self->area.x) / self->gap;
  if (!(place >= 0 && place < self->n_columns - 1))
    return -1;
  gap = (int) floor (place);
  fall = get_fall (place - gap);
  for (guint i = 0; i < self->columns[gap].n_nodes; i++)
    for (guint j = 0; j < self->columns[gap + 1].n_nodes; j++)
      {
        double start = dh_network_layout_get_y (&self->columns[gap], i);
        double end = dh_network_layout_get_y (&self->columns[gap + 1], j);
        double distance = fabs (start + fall * (end - start) - y);

        if (distance >= nearest)
          continue;
        nearest = distance;
        *from = i;
        *to = j;
      }
  return nearest < REACH ? gap : -1;
}

DhRect
dh_network_layout_get_mark (const DhNetworkLayout *self, guint column, gboolean after)
{
  double width = MIN (MAX (2 * self->radius + 12, 24), MAX (self->gap * 2 * COLUMN_SHARE, 8));
  double middle = self->columns[column].x + (after ? self->gap / 2 : 0);
  double top = MAX (self->area.y - 6, 0);
  double bottom = self->area.y + self->area.height + 6;

  if (self->sizes > 0 && !after)
    bottom = self->sizes + 9;
  return (DhRect) { middle - width / 2, top, width, MAX (0, bottom - top) };
}
