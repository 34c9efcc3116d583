// The histograms of every layer in words.
// SPDX-License-Identifier: MIT

#include "figures/histograms-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/figure-table.h"
#include "figures/number.h"

#define DIGITS 3

const char *
dh_histograms_text_get_kind (const DhHistogramsLayout *layout, guint layer, DhHistogramsKind kind)
{
  static const char *const names[] = { N_("Weights"), N_("Gradients"), N_("Activations") };

  if (kind == DH_HISTOGRAMS_ACTIVATIONS && layer + 1 == layout->n_layers)
    return _("Logits");
  return _(names[kind]);
}

char *
dh_histograms_text_format (double value, int digits)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  char format[8];

  /* Of what is left after rounding, all digits may stand. */
  g_snprintf (format, sizeof format, "%%.%dg", CLAMP (digits, 1, 9));
  g_ascii_formatd (text, sizeof text, format, value);
  return dh_number_format_significant (g_ascii_strtod (text, NULL), digits);
}

static char *
make_unknown (const DhHistogram *histogram)
{
  g_autofree char *n = dh_number_format_count (histogram->n_unknown);

  return g_strdup_printf (_("%s not finite"), n);
}

char *
dh_histograms_text_make_short (const DhHistogram *histogram)
{
  g_autofree char *mean = dh_histograms_text_format (histogram->mean, 2);
  g_autofree char *deviation = dh_histograms_text_format (histogram->deviation, 2);

  if (histogram->n_unknown > 0)
    return make_unknown (histogram);
  return g_strdup_printf (_("mean %s, deviation %s"), mean, deviation);
}

char *
dh_histograms_text_make_layer (const DhLayerNumbers *numbers)
{
  GString *text = g_string_new (NULL);
  g_autofree char *ratio = dh_histograms_text_format (numbers->update_ratio, 2);

  g_string_append_printf (text, "%u → %u", numbers->weight->columns, numbers->weight->rows);
  if (!isnan (numbers->update_ratio))
    {
      g_string_append (text, "  ·  ");
      g_string_append_printf (text, _("update-to-weight ratio %s"), ratio);
    }
  if (numbers->can_die)
    {
      g_string_append (text, "  ·  ");
      g_string_append_printf (text, _("%u of %u ReLUs dead"), numbers->probe->n_dead,
                              numbers->probe->n_units);
    }
  return g_string_free (text, FALSE);
}

/* "100 352 from −0.04 to 0.05, mean 0.0001, deviation 0.02, 0.0 % zeros" */
static char *
make_facts (const DhHistogram *histogram)
{
  g_autofree char *n = dh_number_format_count (histogram->n);
  g_autofree char *low = dh_histograms_text_format (histogram->lowest, DIGITS);
  g_autofree char *high = dh_histograms_text_format (histogram->highest, DIGITS);
  g_autofree char *mean = dh_histograms_text_format (histogram->mean, DIGITS);
  g_autofree char *deviation = dh_histograms_text_format (histogram->deviation, DIGITS);
  g_autofree char *zeros =
      dh_number_format_decimals (100.0 * histogram->n_zero / MAX (histogram->n, 1), 1);
  g_autofree char *unknown = make_unknown (histogram);
  g_autofree char *known = NULL;

  if (histogram->n == 0)
    return g_steal_pointer (&unknown);
  known = g_strdup_printf (_("%s values from %s to %s, mean %s, deviation %s, %s %% zeros"), n, low,
                           high, mean, deviation, zeros);
  return histogram->n_unknown > 0 ? g_strdup_printf ("%s, %s", known, unknown)
                                  : g_steal_pointer (&known);
}

/* @histogram: NULL where it is not known. */
static char *
describe_histogram (const char *kind, const DhHistogram *histogram)
{
  g_autofree char *facts = NULL;

  if (histogram == NULL)
    return g_strdup_printf (_("%s: not known yet"), kind);
  facts = make_facts (histogram);
  return g_strdup_printf (_("%s: %s"), kind, facts);
}

static char *
describe_whole (const DhHistogramsLayout *layout)
{
  GString *text = g_string_new (NULL);

  for (guint layer = 0; layer < layout->n_layers; layer++)
    {
      DhLayerNumbers numbers;
      g_autofree char *facts = NULL;

      dh_layer_numbers_init (&numbers, layout->run, layer);
      facts = dh_histograms_text_make_layer (&numbers);
      g_string_append_printf (text, "%s%s, %s.", layer > 0 ? " " : "", numbers.name, facts);
      for (guint kind = 0; kind < DH_N_HISTOGRAMS; kind++)
        {
          DhHistogram histogram;
          gboolean known = dh_histograms_layout_count (layout, layer, kind, &histogram);
          g_autofree char *words =
              describe_histogram (dh_histograms_text_get_kind (layout, layer, kind),
                                  known ? &histogram : NULL);

          g_string_append_printf (text, " %s.", words);
        }
    }
  return g_string_free (text, FALSE);
}

/* Of a bar: how many, from where to where. */
static char *
describe_bin (const char *layer, const char *kind, const DhHistogram *histogram, guint bin)
{
  g_autofree char *n = dh_number_format_count (histogram->counts[bin]);
  g_autofree char *all = dh_number_format_count (histogram->n);
  g_autofree char *low =
      dh_histograms_text_format (dh_histogram_get_edge (histogram, bin), DIGITS);
  g_autofree char *high =
      dh_histograms_text_format (dh_histogram_get_edge (histogram, bin + 1), DIGITS);

  return g_strdup_printf (_("%s, %s: %s of %s from %s to %s"), layer, kind, n, all, low, high);
}

char *
dh_histograms_describe (const DhFigureModel *model, double width, double height, double x, double y)
{
  DhHistogramsLayout layout;
  DhHistogramsKind kind;
  DhLayerNumbers numbers;
  DhHistogram histogram;
  DhRect plot;
  guint layer;
  const char *name;
  gboolean known;
  g_autofree char *facts = NULL;

  g_return_val_if_fail (model != NULL, NULL);

  dh_histograms_layout_init (&layout, model, width, height);
  if (x < 0)
    return layout.run != NULL ? describe_whole (&layout)
                              : g_strdup (_("No network to look at yet."));
  if (!dh_histograms_layout_find (&layout, x, y, &layer, &kind))
    return NULL;
  dh_layer_numbers_init_shape (&numbers, layout.run, layer);
  plot = dh_histograms_layout_get_plot (&layout, layer, kind);
  name = dh_histograms_text_get_kind (&layout, layer, kind);
  known = dh_histograms_layout_count (&layout, layer, kind, &histogram);
  if (known && histogram.n > 0 && dh_rect_contains (&plot, x, y) &&
      !dh_histograms_layout_is_single (&histogram))
    return describe_bin (numbers.name, name, &histogram,
                         MIN ((guint) ((x - plot.x) / plot.width * DH_HISTOGRAM_N_BINS),
                              DH_HISTOGRAM_N_BINS - 1));
  facts = describe_histogram (name, known ? &histogram : NULL);
  return g_strdup_printf ("%s, %s", numbers.name, facts);
}
