// Where the probability of each class stands.
// SPDX-License-Identifier: MIT

#include "figures/probabilities-layout.h"

#include <math.h>

#include "figures/class-name.h"
#include "figures/figure-table.h"

/* Heights of a row; the last where there are many. */
#define MOST_ROW 30.0
#define LEAST_ROW 22.0
#define LEAST_ROW_OF_MANY 16.0

#define BAR 8.0 /* its height, where the row has room */
#define COLUMN_GAP 10.0

static double
get_least_row (guint n)
{
  return n > DH_PROBABILITIES_MANY ? LEAST_ROW_OF_MANY : LEAST_ROW;
}

/* As wide as the longest, within reason. */
static double
get_name_width (const DhSnapshot *run, double most)
{
  double widest = 0;

  for (guint i = 0; i < run->n_classes && widest < most; i++)
    {
      char buffer[DH_CLASS_NAME_SIZE];

      widest = MAX (widest, dh_text_estimate (dh_class_name_get (run, i, buffer), DH_TEXT_CAPTION));
    }
  return MIN (widest, most);
}

static void
lay_out_rows (DhProbabilitiesLayout *self)
{
  const DhRect *area = &self->frame.content;
  double percent = dh_text_estimate ("100.0 %", DH_TEXT_CAPTION);
  double names = get_name_width (self->run, 0.4 * area->width);
  double bar = MIN (BAR, 0.5 * MIN (MOST_ROW, area->height / self->n));

  self->row = MIN (MOST_ROW, area->height / self->n);
  self->names = area->x + DH_PROBABILITIES_MARK + names;
  self->track.x = self->names + COLUMN_GAP;
  self->track.width = area->x + area->width - percent - COLUMN_GAP - self->track.x;
  self->track.y = area->y + (self->row - bar) / 2;
  self->track.height = bar;
}

void
dh_probabilities_layout_init (DhProbabilitiesLayout *self,
                              const DhFigureModel *model,
                              double width,
                              double height)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);

  *self = (DhProbabilitiesLayout){ .run = run, .predicted = -1 };
  dh_frame_init (&self->frame, width, height);
  if (run == NULL || run->shown.pixels == NULL || run->n_classes == 0)
    return;
  self->n = run->n_classes;
  self->parts = run->shown.probabilities;
  self->predicted = dh_sample_get_predicted (&run->shown, self->n);
  lay_out_rows (self);
}

gboolean
dh_probabilities_has_room (const DhProbabilitiesLayout *self)
{
  return self->n > 0 && self->row >= 1 && self->track.width >= 1;
}

int
dh_probabilities_measure (const DhFigureModel *model, int width)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  DhFrame frame;

  if (run == NULL || run->shown.pixels == NULL)
    return 0;
  dh_frame_init (&frame, width, 1000);
  return (int) (1000 - frame.content.height + run->n_classes * get_least_row (run->n_classes));
}

double
dh_probabilities_get_middle (const DhProbabilitiesLayout *self, guint class)
{
  return self->frame.content.y + (class + 0.5) * self->row;
}

double
dh_probabilities_get_part (const DhProbabilitiesLayout *self, guint class)
{
  double part = self->parts[class];

  return isfinite (part) ? CLAMP (part, 0, 1) : 0;
}

int
dh_probabilities_find (const DhProbabilitiesLayout *self, double y)
{
  double row = floor ((y - self->frame.content.y) / self->row);

  if (!dh_probabilities_has_room (self) || row < 0 || row >= self->n)
    return -1;
  return (int) row;
}
