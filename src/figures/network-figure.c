// The network figure: layers as columns of circles, the strongest weights between them as lines.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/figure-table.h"
#include "figures/network-links.h"
#include "figures/number.h"

/* Lines of one level are one stroke. */
#define N_LEVELS 6

/* A radius of circles up to here is drawn with fine lines. */
#define SMALL 5

/* Below this share of the strongest a line is left out: so that what is strong can be seen. */
#define FAINTEST 0.25

typedef struct
{
  const DhNetworkLayout *layout;
  const DhTheme *theme;
  cairo_t *cr;
  DhText *text;
} Drawing;

static int
get_level (double strength)
{
  double share = (strength - FAINTEST) / (1 - FAINTEST);

  return share < 0 ? -1 : MIN ((int) (share * share * N_LEVELS), N_LEVELS - 1);
}

static void
add_line (const Drawing *self, guint column, guint from, guint to)
{
  const DhNetworkColumn *left = &self->layout->columns[column];
  const DhNetworkColumn *right = left + 1;
  double start = dh_network_layout_get_y (left, from);
  double end = dh_network_layout_get_y (right, to);
  double middle = (left->x + right->x) / 2;

  cairo_move_to (self->cr, left->x, start);
  cairo_curve_to (self->cr, middle, start, middle, end, right->x, end);
}

/* Of the strongest line. Where most are as strong, as before training, all are drawn lightly. */
static double
get_opacity (const DhNetworkLinks *links)
{
  double sum = 0;

  for (guint to = 0; to < links->n_to; to++)
    for (guint from = 0; from < links->n_from; from++)
      sum += MAX (get_level (dh_network_links_get_strength (links, from, to)), 0);
  return 0.95 - 0.6 * sum / ((N_LEVELS - 1) * links->n_to * links->n_from);
}

static void
stroke_level (
    const Drawing *self, const DhNetworkLinks *links, guint column, int level, gboolean up)
{
  double share = (double) level / (N_LEVELS - 1);
  gboolean strong = self->theme->least_text > 0;
  double least = strong ? 0.45 : 0.13;
  double most = strong ? 1 : get_opacity (links);
  double width = self->layout->radius > SMALL ? 1.1 : 0.8;

  for (guint to = 0; to < links->n_to; to++)
    for (guint from = 0; from < links->n_from; from++)
      if (get_level (dh_network_links_get_strength (links, from, to)) == level &&
          (links->weights[to][from] > 0) == up)
        add_line (self, column, from, to);
  dh_shape_set_source (self->cr, up ? &self->theme->test : &self->theme->train,
                       least + (most - least) * share);
  cairo_set_line_width (self->cr, width * (1 + share * most * most));
  cairo_stroke (self->cr);
}

/* Small, hundreds of fine lines are as good with a coarser grid of samples, which takes a third of
 * the time. */
static void
draw_lines (const Drawing *self)
{
  cairo_save (self->cr);
  if (self->layout->radius <= SMALL)
    cairo_set_antialias (self->cr, CAIRO_ANTIALIAS_FAST);
  for (guint column = 0; column + 1 < self->layout->n_columns; column++)
    {
      DhNetworkLinks links;

      dh_network_links_init (&links, self->layout, column);
      for (int level = 0; level < N_LEVELS; level++)
        {
          stroke_level (self, &links, column, level, FALSE);
          stroke_level (self, &links, column, level, TRUE);
        }
    }
  cairo_restore (self->cr);
}

static void
draw_ellipsis (const Drawing *self, const DhNetworkColumn *column)
{
  double middle = dh_network_layout_get_y (column, column->n_nodes / 2) - column->spacing;
  double apart = MIN (column->spacing / 3, 5);

  dh_shape_set_source (self->cr, &self->theme->foreground, MAX (0.7, self->theme->least_text));
  for (int i = -1; i <= 1; i++)
    dh_shape_fill_dot (self->cr, column->x, middle + i * apart, MIN (1.3, apart / 3));
}

static void
draw_circles (const Drawing *self)
{
  double radius = self->layout->radius;

  for (guint i = 0; i < self->layout->n_columns; i++)
    {
      const DhNetworkColumn *column = &self->layout->columns[i];

      for (guint node = 0; node < column->n_nodes; node++)
        {
          cairo_new_sub_path (self->cr);
          cairo_arc (self->cr, column->x, dh_network_layout_get_y (column, node), radius, 0,
                     2 * G_PI);
        }
      dh_shape_set_source (self->cr, &self->theme->background, 1);
      cairo_fill_preserve (self->cr);
      dh_shape_set_source (self->cr, &self->theme->foreground, MAX (0.7, self->theme->least_text));
      cairo_set_line_width (self->cr, radius > SMALL ? 1.5 : 1.1);
      cairo_stroke (self->cr);
      if (column->grouped)
        draw_ellipsis (self, column);
    }
}

/* A plus where a layer would come. */
static void
draw_plus (const Drawing *self, const DhRect *mark)
{
  double x = mark->x + mark->width / 2;
  double y = mark->y + mark->height / 2;
  double radius = MIN (10, MIN (self->layout->gap / 3, mark->height / 3));

  dh_shape_set_source (self->cr, &self->theme->train, 1);
  dh_shape_fill_dot (self->cr, x, y, radius);
  dh_shape_set_source (self->cr, &self->theme->background, 1);
  cairo_set_line_width (self->cr, MAX (1, radius / 5));
  cairo_move_to (self->cr, x - radius / 2, y);
  cairo_line_to (self->cr, x + radius / 2, y);
  cairo_move_to (self->cr, x, y - radius / 2);
  cairo_line_to (self->cr, x, y + radius / 2);
  cairo_stroke (self->cr);
}

static void
draw_band (const Drawing *self, const DhRect *mark, gboolean focused)
{
  dh_shape_add_rounded (self->cr, mark, 7);
  dh_shape_set_source (self->cr, &self->theme->foreground, 0.08);
  cairo_fill_preserve (self->cr);
  dh_shape_set_source (self->cr, &self->theme->train, 1);
  cairo_set_line_width (self->cr, 2);
  if (focused)
    cairo_stroke (self->cr);
  cairo_new_path (self->cr);
}

static const char *
get_name (const DhNetworkLayout *layout, guint column, char *buffer, gsize size)
{
  if (column == 0)
    return _("Input");
  if (column + 1 == layout->n_columns)
    return _("Output");
  g_snprintf (buffer, size, _("Hidden %u"), column);
  return buffer;
}

/* Below the columns their units, and where there is room, their names; above, the activation. */
static void
draw_captions (const Drawing *self)
{
  const DhNetworkLayout *layout = self->layout;
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .align = 0.5 };

  style.max_width = layout->gap > 0 ? layout->gap - 4 : layout->area.width;
  for (guint i = 0; i < layout->n_columns; i++)
    {
      g_autofree char *units = dh_number_format_count (layout->columns[i].units);
      gboolean hidden = i > 0 && i + 1 < layout->n_columns;
      char buffer[64];

      style.opacity = layout->names > 0 ? 0.9 : DH_TEXT_DIM;
      style.bold = layout->names > 0;
      if (layout->sizes > 0)
        dh_text_draw (self->text, units, layout->columns[i].x, layout->sizes, &style);
      style.opacity = DH_TEXT_DIM;
      style.bold = FALSE;
      if (layout->names > 0)
        dh_text_draw (self->text, get_name (layout, i, buffer, sizeof buffer),
                      layout->columns[i].x, layout->names, &style);
      if (layout->functions > 0 && hidden && layout->run->activation != NULL)
        dh_text_draw (self->text, _(layout->run->activation), layout->columns[i].x,
                      layout->functions, &style);
    }
}

/* At the left the rows of the image that a circle stands for, at the right the classes. */
static void
draw_sides (const Drawing *self)
{
  const DhNetworkLayout *layout = self->layout;
  const DhNetworkColumn *input = &layout->columns[0];
  const DhNetworkColumn *output = &layout->columns[layout->n_columns - 1];
  double gap = layout->radius + 8;
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .align = 1, .opacity = DH_TEXT_DIM,
                        .max_width = layout->side + layout->frame.padding - gap };

  if (layout->side <= 0)
    return;
  for (guint i = 0; i < input->n_nodes && input->rows > 0; i++)
    {
      guint a_row = input->units / input->rows;
      guint first, end;
      g_autofree char *rows = NULL;

      dh_network_layout_get_units (input, i, &first, &end);
      rows = g_strdup_printf (_("Rows %u–%u"), first / a_row, end / a_row - 1);
      dh_text_draw (self->text, rows, input->x - gap, dh_network_layout_get_y (input, i), &style);
    }
  style.align = 0;
  style.opacity = 0.9;
  for (guint i = 0; i < output->n_nodes && !output->grouped; i++)
    if (layout->run->class_names != NULL && i < layout->run->n_classes && output->spacing >= 13)
      dh_text_draw (self->text, layout->run->class_names[i], output->x + gap,
                    dh_network_layout_get_y (output, i), &style);
}

static void
draw_header (const Drawing *self, const DhFigureModel *model)
{
  const DhNetworkLayout *layout = self->layout;
  DhLegendEntry legend[] = {
    { _("Negative weight"), self->theme->train, 1, FALSE },
    { _("Positive weight"), self->theme->test, 1, FALSE },
  };

  dh_frame_draw_header (&layout->frame, self->text, _("Network"), legend,
                        layout->run != NULL ? G_N_ELEMENTS (legend) : 0,
                        dh_frame_get_header_end (&layout->frame, model->header_inset));
}

static void
draw_network (const Drawing *self, const DhFigureModel *model)
{
  const DhNetworkChoices *choices = &model->network;
  gboolean marked = choices->mark != DH_NETWORK_UNMARKED &&
                    choices->layer + (choices->after ? 1 : 0) < self->layout->n_columns;
  DhRect mark = { 0 };

  if (self->layout->area.width < 1 || self->layout->area.height < 1)
    return;
  if (marked)
    mark = dh_network_layout_get_mark (self->layout, choices->layer, choices->after);
  if (marked && !choices->after)
    draw_band (self, &mark, choices->mark == DH_NETWORK_FOCUSED);
  draw_lines (self);
  draw_circles (self);
  draw_captions (self);
  draw_sides (self);
  if (marked && choices->after)
    draw_plus (self, &mark);
}

void
dh_network_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  g_auto (DhText) text = { 0 };
  DhNetworkLayout layout;
  Drawing drawing = { &layout, NULL, cr, &text };

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  drawing.theme = model->theme;
  dh_network_layout_init (&layout, model, width, height);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_text_init (&text, cr, model->theme);
  if (layout.run == NULL)
    dh_frame_draw_message (&layout.frame, &text, _("No network yet"));
  else
    draw_network (&drawing, model);
  draw_header (&drawing, model);
  cairo_restore (cr);
}

DhPick
dh_network_pick (const DhFigureModel *model, double width, double height, double x, double y)
{
  DhNetworkLayout layout;
  gboolean after;
  int column;

  g_return_val_if_fail (model != NULL, ((DhPick) { DH_PICK_NONE }));

  dh_network_layout_init (&layout, model, width, height);
  column = dh_network_layout_find_column (&layout, x, y, &after);
  if (column < 0)
    return (DhPick) { DH_PICK_NONE };
  return (DhPick) { .kind = DH_PICK_LAYER, .a = column, .b = after };
}
