// The parameters figure: numbers before and after a step, as PyTorch prints a tensor.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "figures/figure-table.h"
#include "figures/number.h"
#include "figures/parameters-value.h"

/* Lower and the lines run into each other. */
#define LEAST_ROW 12.0
#define LEAST_COLUMN 30.0

static const DhPrintedNumber *
find_printed (const DhFigureModel *model,
              const DhParametersLayout *layout,
              DhParametersBlock block,
              guint row,
              guint column)
{
  guint64 step = model->runs[0]->step + (block == DH_PARAMETERS_AFTER ? 1 : 0);
  int wanted = column == layout->n_columns ? -1 : (int) layout->columns[column];

  if ((block != DH_PARAMETERS_BEFORE && block != DH_PARAMETERS_AFTER) || layout->weight->offset > 0)
    return NULL;
  for (guint i = 0; i < model->n_printed; i++)
    if (model->printed[i].step == step && model->printed[i].row == layout->rows[row] &&
        model->printed[i].column == wanted)
      return &model->printed[i];
  return NULL;
}

static gboolean
is_equal (const DhPrintedNumber *printed, double value)
{
  g_autofree char *own = dh_parameters_value_format (value);
  g_autofree char *other = dh_parameters_value_format (printed->value);

  return g_str_equal (own, other);
}

typedef struct
{
  const DhFigureModel *model;
  const DhSnapshot *run;
  DhParametersLayout layout;
  DhText text;
} Drawing;

/* What the next step makes, where it must be made to be known. */
static void
draw_unknown (Drawing *d, DhParametersBlock block, guint row, guint column)
{
  const DhTextStyle style = { .size = d->layout.number_size, .align = 1, .opacity = DH_TEXT_DIM };
  double x;
  double y;

  dh_parameters_layout_place (&d->layout, block, row, column, &x, &y);
  dh_text_draw (&d->text, "–", x - 10, y, &style);
}

static void
draw_number (Drawing *d, DhParametersBlock block, guint row, guint column, double scale)
{
  const DhTextStyle style = { .size = d->layout.number_size, .align = 1, .opacity = 1 };
  DhTextStyle mark = { .size = 9, .align = 1, .opacity = 1, .bold = TRUE };
  const DhPrintedNumber *printed = find_printed (d->model, &d->layout, block, row, column);
  gsize index = dh_parameters_value_find (&d->layout, row, column);
  float value = dh_parameters_value_get (d->run, block, index);
  g_autofree char *text = dh_parameters_value_format (value * scale);
  double x;
  double y;

  dh_parameters_layout_place (&d->layout, block, row, column, &x, &y);
  dh_text_draw (&d->text, text, x - 10, y, &style);
  if (printed != NULL)
    dh_text_draw (&d->text, is_equal (printed, value) ? "✓" : "✗", x - 1, y, &mark);
}

static void
draw_labels (Drawing *d, DhParametersBlock block)
{
  const DhParametersLayout *layout = &d->layout;
  const DhTextStyle style = { .size = 11, .align = 1, .opacity = DH_TEXT_DIM };
  double x = 0;
  double y = 0;
  char label[16];

  for (guint j = 0; j < layout->n_columns; j++)
    {
      dh_parameters_layout_place (layout, block, 0, j, &x, &y);
      g_snprintf (label, sizeof label, "%u", layout->columns[j]);
      dh_text_draw (&d->text, label, x - 10, layout->blocks[block].y + 34, &style);
    }
  if (layout->bias != NULL)
    {
      dh_parameters_layout_place (layout, block, 0, layout->n_columns, &x, &y);
      dh_text_draw (&d->text, _("bias"), x - 10, layout->blocks[block].y + 34, &style);
    }
  for (guint i = 0; i < layout->n_rows; i++)
    {
      dh_parameters_layout_place (layout, block, i, 0, &x, &y);
      g_snprintf (label, sizeof label, "%u", layout->rows[i]);
      dh_text_draw (&d->text, label, layout->blocks[block].x + layout->label - 7, y, &style);
    }
}

static void
draw_gaps (Drawing *d, DhParametersBlock block)
{
  const DhParametersLayout *layout = &d->layout;
  const DhTextStyle style = { .size = d->layout.number_size, .align = 0.5, .opacity = DH_TEXT_DIM };
  guint half = DH_PARAMETERS_SIDE / 2;
  double x;
  double y;

  for (guint i = 0; layout->skips_columns && i < layout->n_rows; i++)
    {
      dh_parameters_layout_place (layout, block, i, half - 1, &x, &y);
      dh_text_draw (&d->text, "…", x + 4, y, &style);
    }
  for (guint j = 0; layout->skips_rows && j < layout->n_columns; j++)
    {
      dh_parameters_layout_place (layout, block, half - 1, j, &x, &y);
      dh_text_draw (&d->text, "⋮", x - 26, y + layout->row_height, &style);
    }
}

/* With the power of ten that the numbers below are multiplied by. */
static char *
make_block_title (Drawing *d, DhParametersBlock block, int exponent)
{
  const char *title = dh_parameters_value_get_title (d->run, block);
  g_autofree char *power = dh_number_format_power_of_ten (exponent);

  if (!dh_parameters_value_is_known (d->run, block))
    return g_strdup_printf (_("%s: shown when paused"), title);
  return exponent != 0 ? g_strdup_printf ("%s × %s", title, power) : g_strdup (title);
}

static void
draw_block (Drawing *d, DhParametersBlock block)
{
  const DhParametersLayout *layout = &d->layout;
  const DhRect *rect = &layout->blocks[block];
  const DhTextStyle style = { .size = 13, .bold = TRUE, .opacity = 1 };
  guint n_columns = layout->n_columns + (layout->bias != NULL ? 1 : 0);
  int exponent;
  g_autofree char *title = NULL;

  if (layout->row_height < LEAST_ROW || layout->column_width < LEAST_COLUMN)
    return;
  exponent = dh_parameters_value_get_exponent (layout, d->run, block);
  title = make_block_title (d, block, exponent);
  dh_text_draw (&d->text, title, rect->x, rect->y + 10, &style);
  draw_labels (d, block);
  draw_gaps (d, block);
  for (guint i = 0; i < layout->n_rows; i++)
    for (guint j = 0; j < n_columns; j++)
      if (dh_parameters_value_is_known (d->run, block))
        draw_number (d, block, i, j, pow (10, -exponent));
      else
        draw_unknown (d, block, i, j);
}

/* "main.0.weight [10, 784]" */
static char *
name_tensor (const DhTensor *weight)
{
  return g_strdup_printf ("%s [%u, %u]", weight->name, weight->rows, weight->columns);
}

/* How many of the printed numbers of this step and the next are equal; NULL where none are. */
static char *
compare_printed (const DhFigureModel *model, const DhParametersLayout *layout)
{
  const DhSnapshot *run = model->runs[0];
  guint n = 0;
  guint n_equal = 0;

  for (guint i = 0; i < model->n_printed; i++)
    {
      const DhPrintedNumber *printed = &model->printed[i];
      const DhTensor *tensor = printed->column < 0 ? layout->bias : layout->weight;
      DhParametersBlock block =
          printed->step == run->step ? DH_PARAMETERS_BEFORE : DH_PARAMETERS_AFTER;
      guint column = printed->column < 0 ? 0 : (guint) printed->column;
      gsize index;

      if (tensor == NULL || layout->weight->offset > 0 || printed->row >= tensor->rows ||
          column >= MAX (tensor->columns, 1) || printed->step < run->step ||
          printed->step > run->step + 1 || !dh_parameters_value_is_known (run, block))
        continue;
      n++;
      index = tensor->offset + printed->row * (gsize) MAX (tensor->columns, 1) + column;
      n_equal += is_equal (printed, dh_parameters_value_get (run, block, index));
    }
  return n > 0 ? g_strdup_printf (_("%u of %u printed numbers equal"), n_equal, n) : NULL;
}

/* The title of the header, or what of it has room before @end. */
static const char *
fit_title (Drawing *d, const char *title, double end)
{
  const DhTextStyle bold = { .size = DH_TEXT_TITLE, .bold = TRUE };
  double room = end - d->layout.frame.content.x;

  /* The buttons there name the layer too: its shape is what they do not tell. */
  if (dh_text_measure (&d->text, title, &bold) > room)
    title = strchr (title, '[');
  return dh_text_measure (&d->text, title, &bold) > room ? "" : title;
}

static void
draw_header (Drawing *d)
{
  const DhFrame *frame = &d->layout.frame;
  const DhTextStyle bold = { .size = DH_TEXT_TITLE, .bold = TRUE };
  DhTextStyle caption = { .size = DH_TEXT_CAPTION, .opacity = DH_TEXT_DIM };
  double end = dh_frame_get_header_end (frame, d->model->header_inset);
  g_autofree char *name = name_tensor (d->layout.weight);
  const char *title = fit_title (d, name, end);
  g_autofree char *step = dh_number_format_count (d->run->step);
  g_autofree char *rate = dh_number_format_significant (d->run->learning_rate, 6);
  g_autofree char *printed = compare_printed (d->model, &d->layout);
  g_autofree char *words = NULL;
  double x;

  dh_frame_draw_header (frame, &d->text, title, NULL, 0, end);
  if (frame->header <= 0 || title != name)
    return;
  words = g_strdup_printf (_("step %s, η = %s%s%s"), step, rate,
                           printed != NULL ? "  ·  " : "", printed != NULL ? printed : "");
  x = frame->content.x + dh_text_measure (&d->text, title, &bold) + 14;
  caption.max_width = end - x;
  if (caption.max_width > 0)
    dh_text_draw (&d->text, words, x, frame->middle, &caption);
}

void
dh_parameters_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  Drawing d = { .model = model };

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_text_init (&d.text, cr, model->theme);
  dh_parameters_layout_init (&d.layout, model, width, height);
  d.run = dh_frame_get_run (model, 0);
  if (d.layout.weight == NULL)
    dh_frame_draw_message (&d.layout.frame, &d.text, _("No parameters to show yet"));
  else
    {
      for (guint block = 0; block < DH_PARAMETERS_N_BLOCKS; block++)
        draw_block (&d, block);
      draw_header (&d);
    }
  dh_text_clear (&d.text);
  cairo_restore (cr);
}

static char *
describe_number (const DhFigureModel *model,
                 const DhParametersLayout *layout,
                 DhParametersBlock block,
                 guint row,
                 guint column)
{
  const DhPrintedNumber *printed = find_printed (model, layout, block, row, column);
  const DhSnapshot *run = model->runs[0];
  const char *title = dh_parameters_value_get_title (run, block);
  float value;
  g_autofree char *place =
      column == layout->n_columns
          ? g_strdup_printf ("%s[%u]", layout->bias->name, layout->rows[row])
          : g_strdup_printf ("%s[%u, %u]", layout->weight->name, layout->rows[row],
                             layout->columns[column]);
  char own[G_ASCII_DTOSTR_BUF_SIZE];
  char theirs[G_ASCII_DTOSTR_BUF_SIZE];

  if (!dh_parameters_value_is_known (run, block))
    return g_strdup_printf (_("%s, %s: shown when paused"), title, place);
  value = dh_parameters_value_get (run, block, dh_parameters_value_find (layout, row, column));
  g_ascii_formatd (own, sizeof own, "%.9g", value);
  if (printed != NULL)
    return g_strdup_printf (_("%s, %s: %s; printed %s, %s"), title, place, own,
                            g_ascii_formatd (theirs, sizeof theirs, "%.4f", printed->value),
                            is_equal (printed, value) ? _("equal") : _("not equal"));
  return g_strdup_printf (_("%s, %s: %s"), title, place, own);
}

char *
dh_parameters_describe (
    const DhFigureModel *model, double width, double height, double x, double y)
{
  DhParametersLayout layout;
  DhParametersBlock block;
  guint row;
  guint column;
  g_autofree char *tensors = NULL;
  g_autofree char *printed = NULL;

  g_return_val_if_fail (model != NULL, NULL);

  dh_parameters_layout_init (&layout, model, width, height);
  if (x >= 0)
    return dh_parameters_layout_find (&layout, x, y, &block, &row, &column)
               ? describe_number (model, &layout, block, row, column)
               : NULL;
  if (layout.weight == NULL)
    return g_strdup (_("No parameters to show yet."));
  tensors = name_tensor (layout.weight);
  printed = compare_printed (model, &layout);
  return g_strdup_printf (_("%s, before and after the next step, and its gradient. %s"), tensors,
                          printed != NULL ? printed : "");
}

/* The whole layer, not just what a picture has room for. */
char *
dh_parameters_csv (const DhFigureModel *model)
{
  DhParametersLayout layout;

  dh_parameters_layout_init (&layout, model, 0, 0);
  return dh_parameters_value_make_csv (&layout, dh_frame_get_run (model, 0));
}

guint
dh_parameters_wants (const DhFigureModel *model)
{
  return DH_WANT_GRADIENT;
}
