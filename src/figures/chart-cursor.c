// The cursor of a chart: a step, and all that was measured there.
// SPDX-License-Identifier: MIT

#include "figures/chart-cursor.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/number.h"

#define MAX_ROWS 8
#define ROW 18.0
#define PADDING 10.0
#define GAP 12.0
#define DOT_GAP 14.0

typedef struct
{
  char *label;
  gboolean bold;
  const DhColor *color; /* of a dot before it, or NULL */
} Row;

typedef struct
{
  guint n;
  Row rows[MAX_ROWS];
} Card;

double
dh_chart_cursor_move (const DhChart *chart, const DhSnapshot *run, double step, int n)
{
  guint n_buckets;
  const DhBucket *buckets = dh_chart_get_buckets (run, chart->train, &n_buckets);
  int i;

  if (n_buckets == 0)
    buckets = dh_chart_get_buckets (run, chart->test, &n_buckets);
  if (n_buckets == 0)
    return step;
  i = (int) dh_chart_find_bucket (buckets, n_buckets, step) + n;
  return dh_chart_get_middle (&buckets[CLAMP (i, 0, (int) n_buckets - 1)]);
}

static const DhBucket *
find (const DhSnapshot *run, DhSeriesKind kind, double step)
{
  guint n;
  const DhBucket *buckets = dh_chart_get_buckets (run, kind, &n);

  return n > 0 ? &buckets[dh_chart_find_bucket (buckets, n, step)] : NULL;
}

/* The evaluation nearest to the measurement @train. */
static const DhBucket *
find_test (const DhSnapshot *run, const DhChart *chart, const DhBucket *train, double step)
{
  return find (run, chart->test, train != NULL ? (double) train->first : step);
}

static void
add_row (Card *card, char *label, gboolean bold, const DhColor *color)
{
  if (card->n < MAX_ROWS)
    card->rows[card->n++] = (Row){ label, bold, color };
  else
    g_free (label);
}

/* "Step 844", and where that lies on an axis of another unit. */
static char *
make_title (const DhChartLayout *layout, const DhBucket *bucket)
{
  double position = dh_chart_axis_get_position (&layout->axis, dh_chart_get_middle (bucket));
  g_autofree char *steps = dh_chart_format_steps (bucket);
  g_autofree char *place = dh_number_format_decimals (position, 2);

  if (layout->axis.unit == DH_CHART_EPOCHS)
    return g_strdup_printf (_("%s · epoch %s"), steps, place);
  if (layout->axis.unit == DH_CHART_SECONDS)
    return g_strdup_printf (_("%s · %s s"), steps, place);
  return g_steal_pointer (&steps);
}

/* Of several measurements the mean, and what it is the mean of. */
static void
add_train (Card *card, const DhChart *chart, const DhBucket *bucket, const DhTheme *theme)
{
  g_autofree char *mean = dh_chart_format_value (chart, bucket->mean);
  g_autofree char *min = dh_chart_format_value (chart, bucket->min);
  g_autofree char *max = dh_chart_format_value (chart, bucket->max);

  add_row (card,
           g_strdup_printf (bucket->n > 1 ? _("Training %s on average") : _("Training %s"), mean),
           TRUE, &theme->train);
  if (bucket->n > 1)
    add_row (card, g_strdup_printf (_("from %s to %s"), min, max), FALSE, NULL);
}

static void
add_smoothed (Card *card, const DhChart *chart, const DhSnapshot *run, double beta, double step)
{
  guint n;
  const DhBucket *buckets = dh_chart_get_buckets (run, chart->train, &n);
  g_autofree double *values = g_new (double, n + 1);
  g_autofree char *value = NULL;

  dh_chart_smooth (buckets, n, MIN (beta, DH_CHART_MAX_SMOOTHING), values);
  value = dh_chart_format_value (chart, values[dh_chart_find_bucket (buckets, n, step)]);
  add_row (card, g_strdup_printf (_("Smoothed %s"), value), FALSE, NULL);
}

/* The test set is evaluated less often: says when, rather than pass it off as this step's. */
static void
add_test (Card *card, const DhChart *chart, const DhBucket *test, const DhBucket *train,
          const DhTheme *theme)
{
  g_autofree char *value = dh_chart_format_value (chart, test->mean);
  g_autofree char *step = dh_number_format_count (test->last);
  gboolean here = train == NULL || (test->first <= train->last && test->last >= train->first);

  add_row (card,
           here ? g_strdup_printf (_("Test %s"), value)
                : g_strdup_printf (_("Test %s at step %s"), value, step),
           TRUE, &theme->test);
}

/* What was done in the steps of @bucket, or so near that their lines lie on each other. */
static void
add_events (Card *card, const DhChartLayout *layout, const DhBucket *bucket)
{
  double x = dh_chart_layout_map_step (layout, dh_chart_get_middle (bucket));

  for (guint i = 0; i < layout->n_events; i++)
    if (fabs (layout->event_x[i] - x) <= DH_CHART_MARK_REACH ||
        (layout->events[i].step >= bucket->first && layout->events[i].step <= bucket->last))
      add_row (card, dh_chart_events_say (&layout->events[i]), FALSE, NULL);
}

static void
fill_card (Card *card, const DhChartLayout *layout, const DhFigureModel *model)
{
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  const DhChart *chart = layout->chart;
  const DhBucket *train = find (run, chart->train, model->chart.cursor);
  const DhBucket *test = find_test (run, chart, train, model->chart.cursor);

  if (train == NULL && test == NULL)
    return;
  add_row (card, make_title (layout, train != NULL ? train : test), FALSE, NULL);
  if (train != NULL)
    add_train (card, chart, train, model->theme);
  if (train != NULL && model->chart.smoothing > 0)
    add_smoothed (card, chart, run, model->chart.smoothing, model->chart.cursor);
  if (test != NULL)
    add_test (card, chart, test, train, model->theme);
  add_events (card, layout, train != NULL ? train : test);
}

static DhTextStyle
get_style (const Row *row)
{
  return (DhTextStyle){ .size = row->bold ? 13 : DH_TEXT_CAPTION, .bold = row->bold,
                        .opacity = row->bold ? 1 : DH_TEXT_DIM };
}

/* Beside the line, on the side with room, at the top. FALSE where it has no room at all. */
static gboolean
place_card (const Card *card, const DhChartLayout *layout, DhText *text, double x, DhRect *rect)
{
  const DhRect *plot = &layout->plot;
  double width = 0;

  for (guint i = 0; i < card->n; i++)
    {
      DhTextStyle style = get_style (&card->rows[i]);

      width = MAX (width, dh_text_measure (text, card->rows[i].label, &style) +
                              (card->rows[i].color != NULL ? DOT_GAP : 0));
    }
  *rect = (DhRect){ floor (x + GAP), floor (plot->y + 6), ceil (width) + 2 * PADDING,
                    card->n * ROW + PADDING };
  if (rect->x + rect->width > plot->x + plot->width)
    rect->x = floor (x - GAP - rect->width);
  if (rect->x < 2)
    rect->x = MAX (2, floor (layout->frame.width - rect->width - 2));
  /* Where there is little height, over the title row. */
  rect->y = MIN (rect->y, floor (plot->y + plot->height - rect->height - 2));
  return rect->width + 4 <= layout->frame.width && rect->y >= 2;
}

static void
draw_card (const Card *card, DhText *text, const DhRect *rect)
{
  cairo_t *cr = text->cr;
  double y = rect->y + PADDING / 2 + ROW / 2;

  for (int i = 3; i > 0; i--)
    {
      DhRect shadow = { rect->x - i, rect->y - i + 1, rect->width + 2 * i, rect->height + 2 * i };

      cairo_set_source_rgba (cr, 0, 0, 0, 0.05);
      dh_shape_add_rounded (cr, &shadow, 8 + i);
      cairo_fill (cr);
    }
  dh_shape_set_source (cr, &text->theme->background, 1);
  dh_shape_add_rounded (cr, rect, 8);
  cairo_fill_preserve (cr);
  /* Lighter than a dark background; on a light one next to nothing. */
  dh_shape_set_source (cr, &text->theme->foreground, 0.05);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, 1);
  dh_shape_set_line_source (cr, text->theme, 0.12);
  cairo_stroke (cr);
  for (guint i = 0; i < card->n; i++, y += ROW)
    {
      const Row *row = &card->rows[i];
      DhTextStyle style = get_style (row);
      double x = rect->x + PADDING;

      if (row->color != NULL)
        {
          dh_shape_set_source (cr, row->color, 1);
          dh_shape_fill_dot (cr, x + 4, y, 4);
        }
      dh_text_draw (text, row->label, x + (row->color != NULL ? DOT_GAP : 0), y, &style);
    }
}

static void
draw_dot (const DhChartLayout *layout, DhText *text, const DhBucket *bucket, const DhColor *color)
{
  double x, y;

  if (bucket == NULL)
    return;
  x = dh_chart_layout_map_step (layout, dh_chart_get_middle (bucket));
  y = dh_scale_map (&layout->y, bucket->mean);
  if (x < layout->plot.x - 1 || x > layout->plot.x + layout->plot.width + 1 ||
      y < layout->plot.y - 1 || y > layout->plot.y + layout->plot.height + 1)
    return;
  dh_shape_set_source (text->cr, &text->theme->background, 1);
  dh_shape_fill_dot (text->cr, x, y, 6);
  dh_shape_set_source (text->cr, color, 1);
  dh_shape_fill_dot (text->cr, x, y, 4.5);
}

void
dh_chart_cursor_draw (const DhChartLayout *layout, DhText *text, const DhFigureModel *model)
{
  static const double dashes[] = { 4, 3 };
  const DhSnapshot *run = dh_frame_get_run (model, 0);
  const DhBucket *train = find (run, layout->chart->train, model->chart.cursor);
  const DhBucket *test = find_test (run, layout->chart, train, model->chart.cursor);
  double x = dh_chart_layout_map_step (layout, model->chart.cursor);
  Card card = { 0 };
  DhRect rect;

  if (!model->chart.has_cursor || x < layout->plot.x - 1 ||
      x > layout->plot.x + layout->plot.width + 1)
    return;
  fill_card (&card, layout, model);
  cairo_save (text->cr);
  cairo_set_dash (text->cr, dashes, 2, 0);
  dh_shape_set_line_source (text->cr, text->theme, 0.5);
  dh_shape_stroke_vertical (text->cr, x, layout->plot.y, layout->plot.y + layout->plot.height);
  cairo_restore (text->cr);
  draw_dot (layout, text, test, &text->theme->test);
  draw_dot (layout, text, train, &text->theme->train);
  if (card.n > 0 && place_card (&card, layout, text, x, &rect))
    draw_card (&card, text, &rect);
  for (guint i = 0; i < card.n; i++)
    g_free (card.rows[i].label);
}
