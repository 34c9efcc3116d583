// Where the cells of the confusion matrix stand, their names, and the accuracy of each class.
// SPDX-License-Identifier: MIT

#include "figures/confusion-layout.h"

#include <math.h>

#include "figures/class-name.h"
#include "figures/mistakes-frame.h"

#define MOST_PITCH 46.0
#define CAPTION 18.0
#define NAME 20.0 /* height of a line of names */
#define NAME_GAP 9.0
/* Names along the bottom are slanted where they are wider than their columns, if that helps. */
#define LEAST_SLANTED 15.0
#define SLANT G_SQRT2
#define MOST_NAME 96.0
#define LEAST_WITH_BARS 330.0
#define BARS_GAP 22.0
#define MANY 32

static double
measure_names (const DhSnapshot *run, guint n)
{
  double widest = 0;

  for (guint i = 0; i < n; i++)
    {
      char buffer[DH_CLASS_NAME_SIZE];

      widest = MAX (widest, dh_text_estimate (dh_class_name_get (run, i, buffer),
                                              DH_TEXT_CAPTION));
    }
  return MIN (widest, MOST_NAME);
}

/* Beside many rows there is no room for numbers after the bars. */
static double
get_bars_width (const DhConfusionLayout *self)
{
  double width = self->frame.content.width;

  if (width < LEAST_WITH_BARS)
    return 0;
  return self->n > MANY ? CLAMP (0.16 * width, 64, 116) : CLAMP (0.26 * width, 104, 168);
}

/* Whole pixels a cell, or, where classes share pixels, a whole number of pixels. */
static void
set_pitch (DhConfusionLayout *self, double side)
{
  self->pitch = MIN (side / self->n, MOST_PITCH);
  self->bins = self->n;
  if (self->pitch >= 1)
    self->pitch = floor (self->pitch);
  else
    {
      self->bins = (guint) MAX (floor (side), 1);
      self->pitch = (double) self->bins / self->n;
    }
  self->gap = self->pitch >= 24 ? 3 : self->pitch >= 12 ? 2 : self->pitch >= 5 ? 1 : 0;
}

/* The side of a square of cells in what the rest leaves. */
static double
get_side (const DhConfusionLayout *self)
{
  const DhRect *content = &self->frame.content;
  double bars = get_bars_width (self);

  return MIN (content->width - self->captions - self->row_names - bars -
                  (bars > 0 ? BARS_GAP : 0),
              content->height - self->captions - self->column_names);
}

static void
set_names (DhConfusionLayout *self)
{
  const DhRect *content = &self->frame.content;

  self->row_names = MIN (self->widest + NAME_GAP, 0.3 * content->width);
  self->column_names = NAME;
  set_pitch (self, MAX (get_side (self), 1));
  self->slanted = self->widest > self->pitch - 2 && self->pitch >= LEAST_SLANTED;
  if (!self->slanted)
    return;
  self->column_names = self->widest / SLANT + NAME_GAP + 6;
  set_pitch (self, MAX (get_side (self), 1));
}

static void
place (DhConfusionLayout *self)
{
  const DhRect *content = &self->frame.content;
  double side = self->pitch * self->n;
  double bars = get_bars_width (self);
  double left = self->captions + self->row_names;
  double width = left + side + (bars > 0 ? BARS_GAP + bars : 0);
  double height = side + self->column_names + self->captions;

  self->area = (DhRect){ content->x + floor ((content->width - width) / 2) + ceil (left),
                         content->y + floor (MAX (content->height - height, 0) / 2), side, side };
  if (bars > 0)
    self->bars = (DhRect){ self->area.x + side + BARS_GAP, self->area.y, bars, side };
}

void
dh_confusion_layout_init (DhConfusionLayout *self,
                          const DhFigureModel *model,
                          double width,
                          double height)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  const DhRect *content = &self->frame.content;

  *self = (DhConfusionLayout){ .run = run };
  dh_frame_init (&self->frame, width, height);
  if (dh_mistakes_get_obstacle (run) != NULL || content->width < 1 || content->height < 1)
    return;
  self->reading = run->reading;
  self->n = run->reading->n_classes;
  if (self->frame.header > 0)
    {
      self->captions = CAPTION;
      self->widest = measure_names (run, self->n);
      set_names (self);
    }
  else
    set_pitch (self, MIN (content->width, content->height));
  place (self);
}

DhRect
dh_confusion_layout_get_cell (const DhConfusionLayout *self, int label, int predicted)
{
  DhRect cell = self->area;

  if (predicted >= 0)
    {
      cell.x += predicted * self->pitch + floor (self->gap / 2);
      cell.width = self->pitch - self->gap;
    }
  if (label >= 0)
    {
      cell.y += label * self->pitch + floor (self->gap / 2);
      cell.height = self->pitch - self->gap;
    }
  return cell;
}

static guint
count (const DhConfusionLayout *self, guint label, guint predicted)
{
  return self->reading->confusion[(gsize) label * self->n + predicted];
}

/* The first class whose share of the picture's rows or columns begins in @bin. */
static guint
get_first_class (const DhConfusionLayout *self, guint bin)
{
  return (guint) (((guint64) bin * self->n + self->bins - 1) / self->bins);
}

/* The first class of a row or column of the picture, and the one after the last. */
static void
find_span (const DhConfusionLayout *self, double at, guint *first, guint *end)
{
  guint bin = (guint) CLAMP (at / self->area.width * self->bins, 0, self->bins - 1);

  *first = get_first_class (self, bin);
  *end = get_first_class (self, bin + 1);
}

static void
find_cell (const DhConfusionLayout *self, double x, double y, int *label, int *predicted)
{
  guint top, bottom, left, right;

  find_span (self, y - self->area.y, &top, &bottom);
  find_span (self, x - self->area.x, &left, &right);
  *label = (int) top;
  *predicted = (int) left;
  for (guint row = top; row < bottom; row++)
    for (guint column = left; column < right; column++)
      if (count (self, row, column) > count (self, (guint) *label, (guint) *predicted))
        {
          *label = (int) row;
          *predicted = (int) column;
        }
}

gboolean
dh_confusion_layout_find (
    const DhConfusionLayout *self, double x, double y, int *label, int *predicted)
{
  const DhRect *area = &self->area;
  DhRect left = { area->x - self->row_names, area->y, self->row_names, area->height };
  DhRect below = { area->x, area->y + area->height, area->width, self->column_names };

  if (self->reading == NULL)
    return FALSE;
  if (dh_rect_contains (area, x, y))
    find_cell (self, x, y, label, predicted);
  else if (dh_rect_contains (&left, x, y) || dh_rect_contains (&self->bars, x, y))
    {
      *label = (int) CLAMP ((y - area->y) / self->pitch, 0, self->n - 1);
      *predicted = -1;
    }
  else if (dh_rect_contains (&below, x, y))
    {
      *label = -1;
      *predicted = (int) CLAMP ((x - area->x) / self->pitch, 0, self->n - 1);
    }
  else
    return FALSE;
  return TRUE;
}

DhPick
dh_confusion_layout_move (const DhConfusionLayout *self,
                          const DhMistakesChoices *choices,
                          int right,
                          int down)
{
  int n = (int) self->n;
  /* The whole columns stand below the last row, which is where −1 goes while it is moved. */
  int row, column;

  if (self->reading == NULL)
    return (DhPick){ DH_PICK_NONE };
  if (!choices->has_pointed)
    {
      gboolean has_cell = choices->has_cell && choices->label < n && choices->predicted < n;

      return (DhPick){ DH_PICK_CELL, has_cell ? choices->label : 0,
                       has_cell ? choices->predicted : 0, 0 };
    }
  row = choices->pointed_label < 0 ? n : MIN (choices->pointed_label, n - 1);
  column = MIN (choices->pointed_predicted, n - 1);
  row = CLAMP (row + down, 0, column < 0 ? n - 1 : n);
  column = CLAMP (column + right, row == n ? 0 : -1, n - 1);
  return (DhPick){ DH_PICK_CELL, row == n ? -1 : row, column, 0 };
}

double
dh_confusion_layout_measure (const DhSnapshot *run, double width)
{
  DhConfusionLayout layout;
  DhFigureModel model = { .runs = &run, .n_runs = 1 };
  double side;

  if (dh_mistakes_get_obstacle (run) != NULL)
    return 0;
  /* Tall enough to be as wide as it can. */
  dh_confusion_layout_init (&layout, &model, width, 10000);
  if (layout.reading == NULL)
    return 0;
  /* Thirty-three pixels a class, fewer where there are many, and never more than the width has. */
  side = layout.n <= 12 ? 33.0 * layout.n : MAX (400, 9.0 * layout.n);
  side = MIN (side, MIN (layout.pitch * layout.n, 640));
  return layout.frame.content.y + side + layout.column_names + layout.captions +
         layout.frame.padding / 2;
}
