// The confusion figure: how often each class was read as which.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/color-map.h"
#include "figures/confusion-axes.h"
#include "figures/figure-table.h"
#include "figures/mistakes-frame.h"
#include "figures/mistakes-list.h"
#include "figures/number.h"

/* A cell smaller than this is painted without a gap, corners or a number. */
#define LEAST_CELL 4.0
#define LEAST_ROUNDED 12.0
#define LEAST_NUMBERED 20.0
#define LEAST_NUMBER 7.5
#define MOST_NUMBER 12.5
#define RADIUS 5.0
#define EMPTY 0.045

/* Every mistake is to be seen; a fifth of a class gone wrong is as bad as the colour can say. */
#define LEAST_WRONG 0.1
#define MOST_WRONG_SHARE 0.2

typedef struct
{
  const DhConfusionLayout *layout;
  const DhMistakesChoices *choices;
  DhText *text;
  guint *totals; /* [n] images of each class */
} Painter;

static guint
count (const DhConfusionLayout *layout, guint label, guint predicted)
{
  return layout->reading->confusion[(gsize) label * layout->n + predicted];
}

static double
get_share (const Painter *self, guint label, guint predicted)
{
  guint total = self->totals[label];

  return total > 0 ? (double) count (self->layout, label, predicted) / total : 0;
}

/* How strongly a cell is coloured: most of a class is read right once the network has learned, so
 * that only a steep rise tells 90 % from 97 %. */
static double
get_strength (double share, gboolean right)
{
  if (share <= 0)
    return 0;
  if (right)
    return 0.12 + 0.84 * pow (share, 4);
  return LEAST_WRONG + (1 - LEAST_WRONG) * pow (MIN (share / MOST_WRONG_SHARE, 1), 0.6);
}

static guint32
mix (const DhColor *from, const DhColor *to, double share)
{
  guint32 red = (guint32) lround (255 * (from->red + share * (to->red - from->red)));
  guint32 green = (guint32) lround (255 * (from->green + share * (to->green - from->green)));
  guint32 blue = (guint32) lround (255 * (from->blue + share * (to->blue - from->blue)));

  return red << 16 | green << 8 | blue;
}

static guint32
get_color (const DhTheme *theme, double strength, gboolean right)
{
  if (strength <= 0)
    return mix (&theme->background, &theme->foreground, EMPTY);
  return mix (&theme->background, right ? &theme->train : &theme->test, strength);
}

static void
set_color (cairo_t *cr, guint32 color)
{
  cairo_set_source_rgb (cr, (color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0,
                        (color & 255) / 255.0);
}

/* The number of a cell as short as it can be. */
static char *
format_cell (const Painter *self, guint label, guint predicted)
{
  double share = get_share (self, label, predicted);

  if (!self->choices->percent)
    return dh_number_format_count (count (self->layout, label, predicted));
  return share >= 1 ? g_strdup ("100") : dh_number_format_percent (share);
}

/* The widest one decides for all, so that they can be compared. */
static double
get_number_size (const Painter *self)
{
  double room = self->layout->pitch - self->layout->gap - 3;
  DhTextStyle style = { .size = 100, .bold = TRUE };
  double widest = 0;
  guint most = 0;
  g_autofree char *number = NULL;

  if (self->layout->pitch < LEAST_NUMBERED)
    return 0;
  for (gsize i = 0; i < (gsize) self->layout->n * self->layout->n; i++)
    most = MAX (most, self->layout->reading->confusion[i]);
  number = self->choices->percent ? g_strdup (">99.9") : dh_number_format_count (most);
  widest = dh_text_measure (self->text, number, &style) / style.size;
  return MIN (MIN (MOST_NUMBER, 0.42 * room), room / widest);
}

static void
draw_number (const Painter *self, guint label, guint predicted, guint32 color, double size)
{
  DhRect cell = dh_confusion_layout_get_cell (self->layout, (int) label, (int) predicted);
  double shade = dh_color_get_lightness (color) > 0.66 ? 0.1 : 1;
  DhColor contrast = { shade, shade, shade };
  DhTextStyle style = {
    .size = size, .bold = label == predicted, .align = 0.5, .opacity = 1, .color = &contrast
  };
  g_autofree char *number = format_cell (self, label, predicted);

  dh_text_draw (self->text, number, cell.x + cell.width / 2, cell.y + cell.height / 2, &style);
}

static void
add_cell (const Painter *self, guint label, guint predicted)
{
  DhRect cell = dh_confusion_layout_get_cell (self->layout, (int) label, (int) predicted);
  cairo_t *cr = self->text->cr;

  if (self->layout->pitch >= LEAST_ROUNDED)
    dh_shape_add_rounded (cr, &cell, MIN (RADIUS, self->layout->pitch / 7));
  else
    cairo_rectangle (cr, cell.x, cell.y, cell.width, cell.height);
}

static void
draw_cell (const Painter *self, guint label, guint predicted, double size)
{
  double strength = get_strength (get_share (self, label, predicted), label == predicted);
  guint32 color = get_color (self->text->theme, strength, label == predicted);

  set_color (self->text->cr, color);
  add_cell (self, label, predicted);
  cairo_fill (self->text->cr);
  if (size >= LEAST_NUMBER)
    draw_number (self, label, predicted, color, size);
}

/* Those without an image, the most of many classes, as one path. */
static void
draw_cells (const Painter *self)
{
  double size = get_number_size (self);

  for (guint label = 0; label < self->layout->n; label++)
    for (guint predicted = 0; predicted < self->layout->n; predicted++)
      if (count (self->layout, label, predicted) == 0)
        add_cell (self, label, predicted);
  set_color (self->text->cr, get_color (self->text->theme, 0, FALSE));
  cairo_fill (self->text->cr);
  for (guint label = 0; label < self->layout->n; label++)
    for (guint predicted = 0; predicted < self->layout->n; predicted++)
      if (count (self->layout, label, predicted) > 0)
        draw_cell (self, label, predicted, size);
}

/* Of the classes that share a pixel, the strongest colour: a single mistake stays to be seen. */
static void
draw_heat_map (const Painter *self)
{
  const DhConfusionLayout *layout = self->layout;
  gsize n = (gsize) layout->bins * layout->bins;
  guint32 none = get_color (self->text->theme, 0, FALSE);
  g_autofree double *strengths = g_try_new0 (double, n);
  g_autofree guint32 *pixels = g_try_new (guint32, n);

  if (strengths == NULL || pixels == NULL)
    return;
  /* Less than zero for right answers, which give way to mistakes. */
  for (guint label = 0; label < layout->n; label++)
    for (guint predicted = 0; predicted < layout->n; predicted++)
      if (count (layout, label, predicted) > 0)
        {
          gsize row = (guint64) label * layout->bins / layout->n;
          gsize column = (guint64) predicted * layout->bins / layout->n;
          double *cell = &strengths[row * layout->bins + column];
          double strength =
              get_strength (get_share (self, label, predicted), label == predicted);

          if (label != predicted)
            *cell = MAX (*cell, strength);
          else if (*cell <= 0)
            *cell = MIN (*cell, -strength);
        }
  for (gsize i = 0; i < n; i++)
    pixels[i] = strengths[i] == 0
                    ? none
                    : get_color (self->text->theme, fabs (strengths[i]), strengths[i] < 0);
  dh_shape_fill_pixels (self->text->cr, pixels, layout->bins, layout->bins, &layout->area, RADIUS);
}

/* Round a cell, or all of a row or column; where that is tiny, large enough to be seen. */
static void
draw_ring (const Painter *self, int label, int predicted, double line, double opacity)
{
  const DhConfusionLayout *layout = self->layout;
  DhRect ring = dh_confusion_layout_get_cell (layout, label, predicted);
  double more_x = MAX (line / 2, (9 - ring.width) / 2);
  double more_y = MAX (line / 2, (9 - ring.height) / 2);

  ring = (DhRect){ ring.x - more_x, ring.y - more_y, ring.width + 2 * more_x,
                   ring.height + 2 * more_y };
  dh_shape_set_source (self->text->cr, &self->text->theme->foreground, opacity);
  cairo_set_line_width (self->text->cr, line);
  dh_shape_add_rounded (self->text->cr, &ring, MIN (RADIUS, layout->pitch / 7) + line / 2);
  cairo_stroke (self->text->cr);
}

static void
draw_rings (const Painter *self)
{
  const DhMistakesChoices *choices = self->choices;
  int n = (int) self->layout->n;

  if (choices->has_pointed && choices->pointed_label < n && choices->pointed_predicted < n)
    {
      if (choices->pointed_label >= 0)
        draw_ring (self, choices->pointed_label, -1, 1, 0.4);
      if (choices->pointed_predicted >= 0)
        draw_ring (self, -1, choices->pointed_predicted, 1, 0.4);
      draw_ring (self, choices->pointed_label, choices->pointed_predicted, 1.5, 0.55);
    }
  if (dh_mistakes_has_cell (self->layout->reading, choices))
    draw_ring (self, choices->label, choices->predicted, 2.5, 0.9);
}

static void
draw_matrix (const Painter *self)
{
  if (self->layout->pitch >= LEAST_CELL)
    draw_cells (self);
  else
    draw_heat_map (self);
  if (self->layout->captions > 0)
    dh_confusion_axes_draw (self->layout, self->text);
  draw_rings (self);
}

static void
draw_header (const DhConfusionLayout *layout, DhText *text, double inset)
{
  const DhReading *reading = layout->reading;
  double end = dh_frame_get_header_end (&layout->frame, inset);
  const char *captions[3] = { NULL };
  g_autofree char *step = NULL, *percent = NULL, *all = NULL, *less = NULL;

  if (reading != NULL)
    {
      step = dh_number_format_count (reading->step);
      percent = dh_number_format_percent ((double) dh_reading_count_right (reading) / reading->n);
      captions[0] = all = g_strdup_printf (_("%s %% read right at step %s"), percent, step);
      captions[1] = less = g_strdup_printf (_("%s %% right"), percent);
    }
  dh_mistakes_draw_header (&layout->frame, text, _("Confusion matrix"), captions, end);
}

void
dh_confusion_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  g_auto (DhText) text = { 0 };
  DhConfusionLayout layout;
  Painter painter = { &layout, &model->mistakes, &text, NULL };

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  dh_confusion_layout_init (&layout, model, width, height);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_text_init (&text, cr, model->theme);
  if (layout.reading == NULL)
    dh_frame_draw_message (&layout.frame, &text,
                           dh_mistakes_get_obstacle (dh_frame_get_run (model, 0)));
  else
    {
      painter.totals = g_new (guint, layout.n);
      for (guint i = 0; i < layout.n; i++)
        painter.totals[i] = dh_mistakes_count_cell (layout.reading, (int) i, -1);
      draw_matrix (&painter);
      g_free (painter.totals);
    }
  draw_header (&layout, &text, model->header_inset);
  cairo_restore (cr);
}
