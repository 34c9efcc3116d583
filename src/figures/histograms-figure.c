// The histograms figure: of each layer the weights, their gradients and what comes out.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/figure-table.h"
#include "figures/histograms-layout.h"
#include "figures/histograms-text.h"
#include "figures/number.h"

#define DIGITS 3        /* of a number on an axis */
#define LABEL_GAP 6.0   /* between two of them */
#define SINGLE_BAR 12.0 /* width of the one bar where all values are the same */

typedef struct
{
  const DhHistogramsLayout *layout;
  cairo_t *cr;
  const DhTheme *theme;
  DhText *text;
} Paper;

/* The square root of the count: a bin of one value can still be seen beside one of thousands. */
static double
get_height (const DhHistogram *histogram, guint bin, double full)
{
  double height = full * sqrt ((double) histogram->counts[bin] / histogram->most);

  return histogram->counts[bin] > 0 ? MAX (height, 1) : 0;
}

/* The bins from @first to before @end as one outline, which has no seams between its bars. */
static void
fill_bins (const Paper *paper,
           const DhHistogram *histogram,
           const DhRect *plot,
           guint first,
           guint end,
           const DhColor *color)
{
  double width = plot->width / DH_HISTOGRAM_N_BINS;
  double bottom = plot->y + plot->height;

  if (first >= end)
    return;
  cairo_move_to (paper->cr, plot->x + first * width, bottom);
  for (guint bin = first; bin < end; bin++)
    {
      double top = bottom - get_height (histogram, bin, plot->height);

      cairo_line_to (paper->cr, plot->x + bin * width, top);
      cairo_line_to (paper->cr, plot->x + (bin + 1) * width, top);
    }
  cairo_line_to (paper->cr, plot->x + end * width, bottom);
  cairo_close_path (paper->cr);
  dh_shape_set_source (paper->cr, color, 0.85);
  cairo_fill (paper->cr);
}

/* The first bin whose middle is not negative. */
static guint
find_zero (const DhHistogram *histogram)
{
  guint bin = 0;

  while (bin < DH_HISTOGRAM_N_BINS &&
         dh_histogram_get_edge (histogram, bin) + dh_histogram_get_edge (histogram, bin + 1) < 0)
    bin++;
  return bin;
}

static void
draw_bars (const Paper *paper, const DhHistogram *histogram, const DhRect *plot)
{
  guint zero = find_zero (histogram);

  if (dh_histograms_layout_is_single (histogram))
    {
      double width = MIN (SINGLE_BAR, plot->width);

      cairo_rectangle (paper->cr, plot->x + (plot->width - width) / 2, plot->y, width,
                       plot->height);
      dh_shape_set_source (paper->cr,
                           histogram->lowest < 0 ? &paper->theme->train : &paper->theme->test,
                           0.85);
      cairo_fill (paper->cr);
      return;
    }
  fill_bins (paper, histogram, plot, 0, zero, &paper->theme->train);
  fill_bins (paper, histogram, plot, zero, DH_HISTOGRAM_N_BINS, &paper->theme->test);
}

static double
draw_label (const Paper *paper, const DhRect *plot, double value, double x, double align)
{
  DhTextStyle style = { .size = DH_TEXT_CAPTION - 1, .align = align, .opacity = 0.75 };
  g_autofree char *label = dh_histograms_text_format (value, DIGITS);

  return dh_text_draw (paper->text, label, x,
                       plot->y + plot->height + paper->layout->axis / 2 + 2, &style);
}

/* The lowest and the highest value at the ends, 0 where it lies and has room between them. */
static void
draw_labels (const Paper *paper, const DhHistogram *histogram, const DhRect *plot)
{
  double span = histogram->highest - histogram->lowest;
  double zero = plot->x - plot->width * histogram->lowest / span;
  double end = plot->x + plot->width;
  double left, right;

  if (dh_histograms_layout_is_single (histogram))
    {
      draw_label (paper, plot, histogram->lowest, plot->x + plot->width / 2, 0.5);
      return;
    }
  left = plot->x + draw_label (paper, plot, histogram->lowest, plot->x, 0);
  right = end - draw_label (paper, plot, histogram->highest, end, 1);
  if (zero - LABEL_GAP - 4 > left && zero + LABEL_GAP + 4 < right)
    draw_label (paper, plot, 0, zero, 0.5);
}

static void
draw_axis (const Paper *paper, const DhHistogram *histogram, const DhRect *plot)
{
  double share = -histogram->lowest / (histogram->highest - histogram->lowest);

  cairo_set_line_width (paper->cr, 1);
  dh_shape_set_source (paper->cr, &paper->theme->foreground, 0.25);
  dh_shape_stroke_horizontal (paper->cr, plot->x, plot->x + plot->width, plot->y + plot->height);
  if (dh_histograms_layout_is_single (histogram) || share < 0 || share > 1)
    return;
  dh_shape_set_source (paper->cr, &paper->theme->foreground, 0.4);
  dh_shape_stroke_vertical (paper->cr, plot->x + share * plot->width, plot->y,
                            plot->y + plot->height);
}

/* What it is at the left, what it is like at the right, as far as there is room. */
static void
draw_caption (const Paper *paper, const char *name, const char *facts, const DhRect *plot)
{
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .opacity = 0.85, .max_width = plot->width };
  double y = plot->y - paper->layout->caption / 2 - 2;
  double width = dh_text_draw (paper->text, name, plot->x, y, &style);

  style.max_width = 0;
  style.align = 1;
  style.opacity = DH_TEXT_DIM;
  if (facts != NULL &&
      width + 2 * LABEL_GAP + dh_text_measure (paper->text, facts, &style) <= plot->width)
    dh_text_draw (paper->text, facts, plot->x + plot->width, y, &style);
}

static void
draw_histogram (const Paper *paper, guint layer, DhHistogramsKind kind)
{
  DhRect plot = dh_histograms_layout_get_plot (paper->layout, layer, kind);
  DhTextStyle style = { .size = DH_TEXT_CAPTION, .align = 0.5, .opacity = DH_TEXT_DIM,
                        .max_width = plot.width };
  DhHistogram histogram;
  gboolean known;
  g_autofree char *facts = NULL;

  if (plot.width < 1 || plot.height < 1)
    return;
  known = dh_histograms_layout_count (paper->layout, layer, kind, &histogram);
  facts = known ? dh_histograms_text_make_short (&histogram) : NULL;
  if (known && histogram.n > 0)
    {
      draw_bars (paper, &histogram, &plot);
      draw_axis (paper, &histogram, &plot);
    }
  if (paper->layout->caption <= 0)
    return;
  draw_caption (paper, dh_histograms_text_get_kind (paper->layout, layer, kind), facts, &plot);
  if (known && histogram.n > 0)
    draw_labels (paper, &histogram, &plot);
  else
    dh_text_draw (paper->text, known ? _("No finite value") : _("Not known yet"),
                  plot.x + plot.width / 2, plot.y + plot.height / 2, &style);
}

static void
draw_heading (const Paper *paper, guint layer)
{
  const DhRect *content = &paper->layout->frame.content;
  DhTextStyle bold = { .size = DH_TEXT_CAPTION + 1, .bold = TRUE, .opacity = 1,
                       .max_width = content->width };
  DhTextStyle dim = { .size = DH_TEXT_CAPTION, .opacity = 0.75 };
  double y = content->y + layer * paper->layout->row + paper->layout->heading / 2 - 2;
  DhLayerNumbers numbers;
  g_autofree char *facts = NULL;
  double x;

  dh_layer_numbers_init (&numbers, paper->layout->run, layer);
  facts = dh_histograms_text_make_layer (&numbers);
  x = content->x + dh_text_draw (paper->text, numbers.name, content->x, y, &bold) + 10;
  dim.max_width = content->x + content->width - x;
  if (dim.max_width > 0)
    dh_text_draw (paper->text, facts, x, y, &dim);
}

static void
draw_layers (const Paper *paper)
{
  for (guint layer = 0; layer < paper->layout->n_layers; layer++)
    {
      if (paper->layout->heading > 0)
        draw_heading (paper, layer);
      for (guint kind = 0; kind < DH_N_HISTOGRAMS; kind++)
        draw_histogram (paper, layer, kind);
    }
}

void
dh_histograms_draw (cairo_t *cr, const DhFigureModel *model, double width, double height)
{
  DhLegendEntry legend[] = { { .opacity = 0.85 }, { .opacity = 0.85 }, { .opacity = 0 } };
  g_auto (DhText) text = { 0 };
  DhHistogramsLayout layout;

  g_return_if_fail (cr != NULL && model != NULL && model->theme != NULL);

  if (width < 1 || height < 1)
    return;
  dh_histograms_layout_init (&layout, model, width, height);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  dh_text_init (&text, cr, model->theme);
  if (layout.run == NULL)
    dh_frame_draw_message (&layout.frame, &text, _("No network to look at yet"));
  else
    draw_layers (&(Paper){ &layout, cr, model->theme, &text });
  legend[0].label = (char *) _("negative");
  legend[0].color = model->theme->train;
  legend[1].label = (char *) _("zero and positive");
  legend[1].color = model->theme->test;
  legend[2].label = (char *) _("Heights: square root of the count");
  dh_frame_draw_header (&layout.frame, &text, _("Histograms"), legend,
                        layout.run != NULL ? G_N_ELEMENTS (legend) : 0,
                        dh_frame_get_header_end (&layout.frame, model->header_inset));
  cairo_restore (cr);
}

static void
append_histogram (GString *csv, const char *layer, const char *kind, const DhHistogram *histogram)
{
  guint n = dh_histograms_layout_is_single (histogram) ? 1 : DH_HISTOGRAM_N_BINS;

  for (guint bin = 0; histogram->n > 0 && bin < n; bin++)
    {
      g_string_append_printf (csv, "%s,%s,", layer, kind);
      dh_number_append_csv (csv, dh_histogram_get_edge (histogram, bin));
      g_string_append_c (csv, ',');
      dh_number_append_csv (csv, dh_histogram_get_edge (histogram, bin + 1));
      g_string_append_printf (csv, ",%" G_GUINT64_FORMAT "\n", histogram->counts[bin]);
    }
}

char *
dh_histograms_csv (const DhFigureModel *model)
{
  static const char *const kinds[] = { "weight", "gradient", "activation" };
  GString *csv = g_string_new ("layer,kind,bin_low,bin_high,count\n");
  DhHistogramsLayout layout;

  dh_histograms_layout_init (&layout, model, 0, 0);
  for (guint i = 0; i < layout.n_layers * DH_N_HISTOGRAMS; i++)
    {
      DhLayerNumbers numbers;
      DhHistogram histogram;

      dh_layer_numbers_init_shape (&numbers, layout.run, i / DH_N_HISTOGRAMS);
      if (dh_histograms_layout_count (&layout, i / DH_N_HISTOGRAMS, i % DH_N_HISTOGRAMS,
                                      &histogram))
        append_histogram (csv, numbers.name, kinds[i % DH_N_HISTOGRAMS], &histogram);
    }
  return g_string_free (csv, FALSE);
}

int
dh_histograms_measure (const DhFigureModel *model, int width)
{
  return (int) ceil (dh_histograms_layout_measure (model, width));
}

/* The updates are for the ratios in the rows' headings. */
guint
dh_histograms_wants (const DhFigureModel *model)
{
  return DH_WANT_PROBE | DH_WANT_UPDATE_NORMS;
}
