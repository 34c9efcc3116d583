// Which misread images stand on the page looked at, and where.
// SPDX-License-Identifier: MIT

#include "figures/misread-layout.h"

#include <math.h>

#include "figures/class-name.h"
#include "figures/grid.h"
#include "figures/mistakes-frame.h"
#include "figures/mistakes-list.h"

/* An image as large as this is recognised from the back of a room; small ones are enlarged by a
 * whole number, so that their pixels are squares. */
#define LONGEST 84.0
#define INSET 6.0 /* of an image in its card */
#define LEAST_CARD 84.0 /* wide, for the words below */
#define GAP 14.0
#define LINE 16.0
#define WORDS_GAP 5.0
#define MOST_SPREAD 1.5

/* Whole rows of the longest page. */
static const guint divisors[] = { 48, 24, 16, 12, 8, 6, 4, 3, 2, 1 };

static void
set_image (DhMisreadLayout *self)
{
  double longest = MAX (self->reading->width, self->reading->height);
  double times = longest <= LONGEST ? floor (LONGEST / longest) : LONGEST / longest;

  self->image_width = MAX (times * self->reading->width, LONGEST / DH_GRID_LONGEST);
  self->image_height = MAX (times * self->reading->height, LONGEST / DH_GRID_LONGEST);
  self->card_width = self->image_width + 2 * INSET;
  self->card_height = self->image_height + 2 * INSET;
}

/* Names that do not fit beside each other take a second line. */
static guint
get_lines (const DhMisreadLayout *self)
{
  double room = MAX (LEAST_CARD, self->card_width) + GAP;
  double widest = 0;

  for (guint i = 0; i < self->reading->n_classes; i++)
    {
      char buffer[DH_CLASS_NAME_SIZE];
      const char *name = dh_class_name_get (self->run, i, buffer);

      widest = MAX (widest, dh_text_estimate (name, DH_TEXT_CAPTION));
    }
  return 2 * widest + dh_text_estimate (" read as ", DH_TEXT_CAPTION) > room ? 2 : 1;
}

/* As many columns as there is room for, of those that make whole rows. */
static void
set_columns (DhMisreadLayout *self, double width)
{
  double least = MAX (self->card_width, LEAST_CARD) + GAP;
  guint i = 0;
  double most;

  while (divisors[i] > 1 && divisors[i] * least - GAP > width)
    i++;
  self->columns = divisors[i];
  most = floor (MOST_SPREAD * least);
  self->pitch_x = MIN (floor (width / self->columns), most);
  self->x = self->frame.content.x +
            floor ((width - self->columns * self->pitch_x) / 2 +
                   (self->pitch_x - self->card_width) / 2);
}

/* A picture that is narrower than a card shrinks it. */
static void
shrink (DhMisreadLayout *self, double width)
{
  double share = MIN (1, width / self->card_width);

  self->image_width = floor (self->image_width * share);
  self->image_height = floor (self->image_height * share);
  self->card_width *= share;
  self->card_height *= share;
}

void
dh_misread_layout_init (DhMisreadLayout *self,
                        const DhFigureModel *model,
                        double width,
                        double height)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  const DhRect *content = &self->frame.content;

  *self = (DhMisreadLayout){ .run = run };
  dh_frame_init (&self->frame, width, height);
  if (dh_mistakes_get_obstacle (run) != NULL || run->reading->width == 0 ||
      run->reading->height == 0)
    return;
  self->reading = run->reading;
  self->count = dh_mistakes_count (self->reading, &model->mistakes);
  self->first = DH_MISTAKES_PER_PAGE * dh_mistakes_get_page (self->reading, &model->mistakes);
  self->n = MIN (self->count - self->first, DH_MISTAKES_PER_PAGE);
  set_image (self);
  if (content->width < 1)
    return;
  shrink (self, content->width);
  self->lines = get_lines (self);
  self->pitch_y = self->card_height + WORDS_GAP + (self->lines + 1) * LINE + GAP;
  self->y = content->y + 2;
  set_columns (self, content->width);
}

DhRect
dh_misread_layout_get_card (const DhMisreadLayout *self, guint i)
{
  return (DhRect){ self->x + i % self->columns * self->pitch_x,
                   self->y + i / self->columns * self->pitch_y, self->card_width,
                   self->card_height };
}

DhRect
dh_misread_layout_get_place (const DhMisreadLayout *self, guint i)
{
  DhRect place = dh_misread_layout_get_card (self, i);

  place.height = self->pitch_y - GAP;
  return place;
}

int
dh_misread_layout_find (const DhMisreadLayout *self, double x, double y)
{
  for (guint i = 0; self->columns > 0 && i < self->n; i++)
    {
      DhRect place = dh_misread_layout_get_place (self, i);

      if (dh_rect_contains (&place, x, y))
        return (int) i;
    }
  return -1;
}

int
dh_misread_layout_move (const DhMisreadLayout *self, int i, int right, int down)
{
  int next = i + right + down * (int) self->columns;

  if (self->columns == 0 || self->n == 0)
    return -1;
  if (i < 0)
    return 0;
  return next >= 0 && next < (int) self->n ? next : MIN (i, (int) self->n - 1);
}

double
dh_misread_layout_measure (const DhFigureModel *model, double width)
{
  DhMisreadLayout layout;
  guint rows;

  /* Tall enough to have a title row. */
  dh_misread_layout_init (&layout, model, width, 10000);
  if (layout.reading == NULL || layout.columns == 0)
    return 0;
  rows = MAX ((layout.n + layout.columns - 1) / layout.columns, 1);
  return layout.y + rows * layout.pitch_y - GAP + layout.frame.padding;
}
