// The probabilities figure: how likely each class is for the image looked at closely.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>

#include "figures/class-name.h"
#include "figures/figure-table.h"
#include "figures/probabilities-layout.h"
#include "figures/sample-words.h"

#define LEAST_PART 0.0005 /* what is not 0.0 % */
#define LEAST_LEGIBLE 6.0 /* height of a row */

static DhRect
get_track (const DhProbabilitiesLayout *self, guint class)
{
  DhRect track = self->track;

  track.y += class * self->row;
  return track;
}

static void
draw_name (const DhProbabilitiesLayout *self, DhText *text, guint class, double opacity)
{
  char buffer[DH_CLASS_NAME_SIZE];
  double size = MIN (DH_TEXT_CAPTION, 0.8 * self->row);
  double width = self->names - self->frame.content.x - DH_PROBABILITIES_MARK;
  DhTextStyle style = { .size = size, .opacity = opacity, .max_width = MAX (2 * size, width) };

  if (self->row >= LEAST_LEGIBLE)
    dh_text_draw (text, dh_class_name_get (self->run, class, buffer),
                  self->frame.content.x + DH_PROBABILITIES_MARK,
                  dh_probabilities_get_middle (self, class), &style);
}

static void
draw_tracks (const DhProbabilitiesLayout *self, cairo_t *cr, const DhTheme *theme)
{
  for (guint i = 0; i < self->n; i++)
    {
      DhRect track = get_track (self, i);

      dh_shape_add_rounded (cr, &track, track.height / 2);
    }
  dh_shape_set_source (cr, &theme->foreground, 0.10);
  cairo_fill (cr);
}

/* A mark beside the class that the label says it is. */
static void
draw_mark (const DhProbabilitiesLayout *self, cairo_t *cr, const DhTheme *theme)
{
  dh_shape_set_source (cr, &theme->foreground, 0.8);
  dh_shape_fill_dot (cr, self->frame.content.x + 4.5,
                     dh_probabilities_get_middle (self, self->run->shown.label),
                     MIN (3.5, self->row / 3));
}

void
dh_probabilities_draw_still (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  DhLegendEntry legend = { .label = _("label"), .opacity = 0.8 };
  g_auto (DhText) text = { 0 };
  DhProbabilitiesLayout layout;

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  dh_probabilities_layout_init (&layout, model, width, height);
  legend.color = model->theme->foreground;
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_text_init (&text, cr, model->theme);
  if (layout.n == 0)
    dh_frame_draw_message (&layout.frame, &text, _("No image to show yet"));
  if (dh_probabilities_has_room (&layout))
    {
      draw_tracks (&layout, cr, model->theme);
      draw_mark (&layout, cr, model->theme);
      for (guint i = 0; i < layout.n; i++)
        draw_name (&layout, &text, i, 0.65);
    }
  dh_frame_draw_header (&layout.frame, &text, _("Class probabilities"), &legend,
                        layout.n > 0 ? 1 : 0,
                        dh_frame_get_header_end (&layout.frame, model->header_inset));
  cairo_restore (cr);
}

/* Blue where it is right, orange where it is wrong, grey where it is not what is predicted. */
static void
draw_bar (const DhProbabilitiesLayout *self, cairo_t *cr, const DhTheme *theme, guint class)
{
  gboolean predicted = (int) class == self->predicted;
  gboolean right = class == self->run->shown.label;
  DhRect bar = get_track (self, class);

  if (dh_probabilities_get_part (self, class) < LEAST_PART)
    return;
  bar.width =
      MAX (MIN (bar.height, bar.width), dh_probabilities_get_part (self, class) * bar.width);
  dh_shape_add_rounded (cr, &bar, bar.height / 2);
  if (predicted)
    dh_shape_set_source (cr, right ? &theme->train : &theme->test, 1);
  else
    dh_shape_set_source (cr, &theme->foreground, 0.4);
  cairo_fill (cr);
}

/* The first of the rows that something can be seen of, and the one after the last: of a thousand
 * classes the window draws some at a time. */
static void
find_rows (const DhProbabilitiesLayout *self, cairo_t *cr, guint *first, guint *end)
{
  double left, top, right, bottom;

  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  *first = (guint) CLAMP ((top - self->frame.content.y) / self->row - 1, 0, self->n);
  *end = (guint) CLAMP ((bottom - self->frame.content.y) / self->row + 2, *first, self->n);
}

static void
draw_percents (const DhProbabilitiesLayout *self, DhText *text, guint first, guint end)
{
  double right = self->frame.content.x + self->frame.content.width;
  DhTextStyle style = { .size = MIN (DH_TEXT_CAPTION, 0.8 * self->row),
                        .align = 1,
                        .opacity = DH_TEXT_DIM };

  for (guint i = first; i < end && self->row >= LEAST_LEGIBLE; i++)
    {
      double part = dh_probabilities_get_part (self, i);
      g_autofree char *percent = NULL;

      if ((int) i == self->predicted || (part < LEAST_PART && self->n > DH_PROBABILITIES_MANY))
        continue;
      percent = dh_sample_words_make_percent (part);
      dh_text_draw (text, percent, right, dh_probabilities_get_middle (self, i), &style);
    }
}

static void
draw_predicted (const DhProbabilitiesLayout *self, DhText *text)
{
  guint class = (guint) self->predicted;
  double size = MIN (DH_TEXT_CAPTION, 0.8 * self->row);
  DhTextStyle style = { .size = size, .bold = TRUE, .align = 1, .opacity = 1 };
  g_autofree char *percent = dh_sample_words_make_percent (dh_probabilities_get_part (self, class));

  if (self->row < LEAST_LEGIBLE)
    return;
  draw_name (self, text, class, 1);
  dh_text_draw (text, percent, self->frame.content.x + self->frame.content.width,
                dh_probabilities_get_middle (self, class), &style);
}

void
dh_probabilities_draw_live (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  g_auto (DhText) text = { 0 };
  DhProbabilitiesLayout layout;
  guint first, end;

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  dh_probabilities_layout_init (&layout, model, width, height);
  if (layout.parts == NULL || !dh_probabilities_has_room (&layout))
    return;
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_text_init (&text, cr, model->theme);
  find_rows (&layout, cr, &first, &end);
  for (guint i = first; i < end; i++)
    draw_bar (&layout, cr, model->theme, i);
  draw_percents (&layout, &text, first, end);
  if (layout.predicted >= 0)
    draw_predicted (&layout, &text);
  cairo_restore (cr);
}

void
dh_probabilities_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  dh_probabilities_draw_still (cr, model, width, height);
  dh_probabilities_draw_live (cr, model, width, height);
}

gboolean
dh_probabilities_same (const DhSnapshot *a, const DhSnapshot *b)
{
  return a->run == b->run && a->n_classes == b->n_classes && dh_snapshot_has_same_shown (a, b);
}
