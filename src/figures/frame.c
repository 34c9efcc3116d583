// What every figure has round its picture: padding, title row, legend, empty state.
// SPDX-License-Identifier: MIT

#include "figures/frame.h"

#define PADDING 16.0
#define HEADER 48.0
#define DOT 4.5
#define INSET_GAP 12.0

void
dh_frame_init (DhFrame *self, double width, double height)
{
  double side = MIN (width, height);
  double top;

  self->width = width;
  self->padding = side >= 160 ? PADDING : MAX (0, side / 10);
  self->header = height >= 130 && width >= 120 ? HEADER : 0;
  self->middle = self->header / 2 + 4;
  top = self->header > 0 ? self->header : self->padding;
  self->content = (DhRect){ self->padding, top, MAX (0, width - 2 * self->padding),
                            MAX (0, height - top - self->padding) };
}

DhRect
dh_frame_mirror_rect (const DhFrame *self, const DhTheme *theme, const DhRect *rect)
{
  DhRect mirrored = *rect;

  if (theme->mirrored)
    mirrored.x = self->width - rect->x - rect->width;
  return mirrored;
}

/* A dot, or a dash, of the width of a dot from @x on. */
static void
draw_mark (cairo_t *cr, const DhLegendEntry *entry, double x, double y)
{
  static const double dashes[] = { 4, 2 };

  dh_shape_set_source (cr, &entry->color, entry->opacity);
  if (!entry->line)
    {
      dh_shape_fill_dot (cr, x + DOT, y, DOT);
      return;
    }
  cairo_save (cr);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, x - 3, y);
  cairo_line_to (cr, x + 2 * DOT + 1, y);
  cairo_stroke (cr);
  cairo_restore (cr);
}

double
dh_frame_get_header_end (const DhFrame *self, double inset)
{
  return inset > 0 ? self->width - inset - INSET_GAP : self->width - self->padding;
}

void
dh_frame_draw_header (const DhFrame *self,
                      DhText *text,
                      const char *title,
                      const DhLegendEntry *legend,
                      guint n_legend,
                      double end)
{
  DhTextStyle bold = { .size = DH_TEXT_TITLE, .bold = TRUE, .opacity = 1 };
  DhTextStyle caption = { .size = DH_TEXT_CAPTION, .opacity = DH_TEXT_DIM };
  double x = self->content.x;

  if (text->theme->mirrored && self->header > 0)
    dh_text_mirror_line (text, self->middle, self->width);
  if (self->header <= 0 || end - x < 2 * bold.size)
    return;
  bold.max_width = end - x;
  x += dh_text_draw (text, title, x, self->middle, &bold) + 14;
  for (guint i = 0; i < n_legend; i++)
    {
      double width = 2 * DOT + 7 + dh_text_measure (text, legend[i].label, &caption);
      const DhRect mark = { x, 0, 2 * DOT, 0 };

      if (x + width > end)
        return;
      draw_mark (text->cr, &legend[i], dh_frame_mirror_rect (self, text->theme, &mark).x,
                 self->middle + 0.5);
      dh_text_draw (text, legend[i].label, x + 2 * DOT + 7, self->middle, &caption);
      x += width + 16;
    }
}

void
dh_frame_draw_message (const DhFrame *self, DhText *text, const char *message)
{
  double height = self->content.y + self->content.height + self->padding;
  DhTextStyle style = {
    .size = 15, .align = 0.5, .opacity = DH_TEXT_DIM, .max_width = self->content.width
  };

  if (height < 20 || self->content.width < 60)
    return;
  dh_text_draw (text, message, self->width / 2, height / 2, &style);
}

const DhSnapshot *
dh_frame_get_run (const DhFigureModel *model, guint i)
{
  return model != NULL && i < model->n_runs && model->runs != NULL ? model->runs[i] : NULL;
}
