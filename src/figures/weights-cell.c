// Walking through the numbers of the weights figure with the keys of a keyboard.
// SPDX-License-Identifier: MIT

#include "figures/weights-cell.h"

#include "figures/weights-layout.h"

typedef struct
{
  int x;
  int y;
} Place;

/* The place of the map with the row @row, or −1. */
static int
find_map (const DhWeightsLayout *layout, guint row)
{
  for (guint i = 0; i < layout->n_maps; i++)
    if (layout->maps[i] == row)
      return (int) i;
  return -1;
}

/* The map @across columns and @down rows of the grid away from the @map-th, itself where there is
 * none. */
static int
get_neighbour (const DhWeightsLayout *layout, int map, int across, int down)
{
  int columns = (int) layout->grid.columns;
  int column = map % columns + across;
  int next = map + across + down * columns;

  return column >= 0 && column < columns && next >= 0 && next < (int) layout->n_maps ? next : map;
}

static int
wrap (int value, int n)
{
  return (value + n) % n;
}

/* Over an edge goes on at the opposite one of the neighbour, where there is one. */
static void
move_pixel (const DhWeightsLayout *layout, int *map, Place *pixel, int across, int down)
{
  int width = (int) layout->source.run->width;
  int height = (int) layout->source.run->height;
  Place next = { pixel->x + across, pixel->y + down };
  int over_x = next.x < 0 ? -1 : next.x >= width;
  int over_y = next.y < 0 ? -1 : next.y >= height;
  int neighbour = get_neighbour (layout, *map, over_x, over_y);

  if ((over_x != 0 || over_y != 0) && neighbour == *map)
    return;
  *map = neighbour;
  *pixel = (Place){ wrap (next.x, width), wrap (next.y, height) };
}

static void
move_in_maps (const DhWeightsLayout *layout,
              int across,
              int down,
              gboolean whole_maps,
              DhWeightsChoices *choices)
{
  guint width = layout->source.run->width;
  int map = choices->has_cell ? find_map (layout, choices->row) : -1;
  guint column = MIN (choices->column, layout->source.columns - 1);
  Place pixel = { (int) (column % width), (int) (column / width) };

  if (!choices->has_cell)
    pixel = (Place){ (int) width / 2, (int) layout->source.run->height / 2 };
  if (map < 0)
    map = 0;
  else if (whole_maps)
    map = get_neighbour (layout, map, across, down);
  else
    move_pixel (layout, &map, &pixel, across, down);
  choices->row = layout->maps[map];
  choices->column = (guint) pixel.y * width + (guint) pixel.x;
}

static void
move_in_matrix (const DhWeightsLayout *layout, int across, int down, DhWeightsChoices *choices)
{
  int row = choices->has_cell ? (int) choices->row + down : 0;
  int column = choices->has_cell ? (int) choices->column + across : 0;

  choices->row = (guint) CLAMP (row, 0, (int) layout->source.rows - 1);
  choices->column = (guint) CLAMP (column, 0, (int) layout->source.columns - 1);
}

gboolean
dh_weights_cell_move (const DhFigureModel *model,
                      double width,
                      double height,
                      int across,
                      int down,
                      gboolean whole_maps,
                      DhWeightsChoices *choices)
{
  g_auto (DhWeightsLayout) layout = { 0 };

  g_return_val_if_fail (model != NULL && choices != NULL, FALSE);

  dh_weights_layout_init (&layout, model, width, height);
  if (layout.source.values == NULL)
    return FALSE;
  if (layout.source.view == DH_WEIGHTS_LAYER)
    move_in_matrix (&layout, across, down, choices);
  else if (layout.n_maps > 0 && layout.grid.columns > 0)
    move_in_maps (&layout, across, down, whole_maps, choices);
  else
    return FALSE;
  choices->has_cell = TRUE;
  return TRUE;
}

guint
dh_weights_count_pages (const DhFigureModel *model, double width, double height, guint *page)
{
  g_auto (DhWeightsLayout) layout = { 0 };

  g_return_val_if_fail (model != NULL && page != NULL, 1);

  dh_weights_layout_init (&layout, model, width, height);
  *page = layout.page;
  return MAX (layout.n_pages, 1);
}
