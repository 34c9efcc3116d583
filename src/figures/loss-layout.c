// Where everything of the loss figure lies, for drawing it and for reading it at a point.
// SPDX-License-Identifier: MIT

#include "figures/loss-layout.h"

#include <math.h>

#define LABEL_GAP 8.0
#define AXIS_ROW 22.0
#define NAME_ROW 16.0

/* What the axes must hold. */
typedef struct
{
  guint64 last_step;
  double low;  /* lowest positive value a line passes */
  double dip;  /* lowest positive value measured */
  double high; /* highest value measured */
} Range;

const DhBucket *
dh_loss_layout_get_buckets (const DhSnapshot *run, DhSeriesKind kind, guint *n)
{
  *n = 0;
  return run != NULL && run->history != NULL ? dh_history_get_buckets (run->history, kind, n)
                                             : NULL;
}

static void
include_series (Range *range, const DhSnapshot *run, DhSeriesKind kind)
{
  guint n;
  const DhBucket *buckets = dh_loss_layout_get_buckets (run, kind, &n);

  for (guint i = 0; i < n; i++)
    {
      range->last_step = MAX (range->last_step, buckets[i].last);
      range->high = MAX (range->high, MIN (buckets[i].max, G_MAXFLOAT));
      if (buckets[i].mean > 0)
        range->low = MIN (range->low, buckets[i].mean);
      if (buckets[i].min > 0)
        range->dip = MIN (range->dip, buckets[i].min);
    }
}

static Range
get_range (const DhFigureModel *model)
{
  Range range = { .low = INFINITY, .dip = INFINITY, .high = -INFINITY };

  for (guint i = 0; i < model->n_runs; i++)
    {
      const DhSnapshot *run = dh_frame_get_run (model, i);

      include_series (&range, run, DH_SERIES_TRAIN_LOSS);
      include_series (&range, run, DH_SERIES_TEST_LOSS);
      if (run != NULL && run->diverged_at > 0)
        range.last_step = MAX (range.last_step, (guint64) run->diverged_at);
    }
  return range;
}

static void
choose_values (DhScale *y, const Range *range, gboolean log_scale)
{
  double high = range->high > 0 ? range->high : 1;
  double low = isfinite (range->low) ? range->low : high / 100;

  if (!log_scale)
    {
      dh_scale_init (y, FALSE, 0, high * 1.06);
      return;
    }
  /* A single lucky batch must not press everything else together: dips count down to a quarter of
   * the line's lowest. */
  low = MAX (low / 4, MIN (range->dip, low));
  low = dh_scale_round_down (MAX (low, G_MINDOUBLE * 1e6));
  dh_scale_init (y, TRUE, low, MAX (high * 1.2, low * 2));
}

static double
get_gutter (const DhTick *ticks, guint n)
{
  double width = 0;

  for (guint i = 0; i < n; i++)
    width = MAX (width, dh_text_estimate (ticks[i].label, DH_TEXT_CAPTION));
  return ceil (width);
}

static double
get_step_gap (const DhScale *x)
{
  g_autofree char *widest = g_strdup_printf ("%.0f", x->high);

  return MAX (70, dh_text_estimate (widest, DH_TEXT_CAPTION) + 36);
}

static void
place (DhLossLayout *self)
{
  const DhRect *content = &self->frame.content;
  double below = self->labels ? AXIS_ROW + (self->named ? NAME_ROW : 0) - 4 : 0;
  double above = self->frame.header > 0 ? 4 : 0;

  self->plot = (DhRect){ content->x, content->y + above, content->width,
                         MAX (0, content->height - above - below) };
  self->y.from = floor (self->plot.y + self->plot.height);
  self->y.to = self->plot.y;
  self->n_y_ticks = dh_scale_get_ticks (&self->y, self->y.log ? 16 : 40, FALSE, self->y_ticks);
  if (self->labels)
    {
      double gutter = get_gutter (self->y_ticks, self->n_y_ticks) + LABEL_GAP;

      gutter = MIN (gutter, self->plot.width);
      self->plot.x += gutter;
      self->plot.width -= gutter;
    }
  self->x.from = self->plot.x;
  self->x.to = self->plot.x + self->plot.width;
  self->n_x_ticks = dh_scale_get_ticks (&self->x, get_step_gap (&self->x), TRUE, self->x_ticks);
}

void
dh_loss_layout_init (DhLossLayout *self, const DhFigureModel *model, double width, double height)
{
  Range range = get_range (model);

  *self = (DhLossLayout){ .empty = range.last_step == 0 || !isfinite (range.high) };
  dh_frame_init (&self->frame, width, height);
  if (self->empty)
    return;
  self->labels = self->frame.content.width >= 120 && self->frame.content.height >= 60;
  self->named = self->labels && self->frame.content.height >= 180;
  dh_scale_init (&self->x, FALSE, 0, (double) range.last_step);
  choose_values (&self->y, &range, model->log_scale);
  place (self);
}
