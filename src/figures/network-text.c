// The network figure in words and as CSV.
// SPDX-License-Identifier: MIT

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "figures/figure-table.h"
#include "figures/network-links.h"
#include "figures/number.h"

/* "128 and 64", "128, 64 and 32" */
static char *
list_hidden (const DhNetworkLayout *layout)
{
  GString *list = g_string_new (NULL);

  for (guint i = 1; i + 1 < layout->n_columns; i++)
    {
      g_autofree char *units = dh_number_format_count (layout->columns[i].units);

      if (i > 1)
        g_string_append (list, i + 2 == layout->n_columns ? _(" and ") : ", ");
      g_string_append (list, units);
    }
  return g_string_free (list, FALSE);
}

static char *
tell_hidden (const DhNetworkLayout *layout)
{
  const char *activation = layout->run->activation;
  g_autofree char *list = list_hidden (layout);
  g_autofree char *function =
      activation != NULL ? g_strdup_printf (" (%s)", _(activation)) : g_strdup ("");

  if (layout->n_columns == 2)
    return g_strdup (_("no hidden layer"));
  if (layout->n_columns == 3)
    return g_strdup_printf (_("a hidden layer of %s units%s"), list, function);
  return g_strdup_printf (_("hidden layers of %s units%s"), list, function);
}

static char *
describe_whole (const DhNetworkLayout *layout)
{
  g_autofree char *inputs = NULL;
  g_autofree char *hidden = NULL;
  g_autofree char *classes = NULL;
  g_autofree char *parameters = NULL;

  if (layout->run == NULL)
    return g_strdup (_("No network yet."));
  inputs = dh_number_format_count (layout->columns[0].units);
  hidden = tell_hidden (layout);
  classes = dh_number_format_count (layout->columns[layout->n_columns - 1].units);
  parameters = dh_number_format_count (layout->run->n_parameters);
  return g_strdup_printf (_("Network: %s inputs, %s, %s classes; %s parameters. A line is the "
                            "strongest of the weights between what two circles stand for: blue "
                            "if negative, orange if positive, plainer the further it is from 0 "
                            "beside the others of its layer."),
                          inputs, hidden, classes, parameters);
}

static gboolean
is_output (const DhNetworkLayout *layout, guint column)
{
  return column + 1 == layout->n_columns;
}

/* "hidden layer 1", in the middle of a sentence */
static char *
name_layer (const DhNetworkLayout *layout, guint column)
{
  if (column == 0)
    return g_strdup (_("the input"));
  if (is_output (layout, column))
    return g_strdup (_("the output"));
  return g_strdup_printf (_("hidden layer %u"), column);
}

static char *
describe_layer (const DhNetworkLayout *layout, guint column)
{
  const DhSnapshot *run = layout->run;
  guint n = layout->columns[column].units;
  g_autofree char *units = dh_number_format_count (n);

  if (column == 0 && (guint64) run->width * run->height == n)
    return g_strdup_printf (ngettext ("Input: %s pixel, as images of %u × %u have",
                                      "Input: %s pixels, as images of %u × %u have", n),
                            units, run->width, run->height);
  if (column == 0)
    return g_strdup_printf (_("Input: %s numbers"), units);
  if (is_output (layout, column))
    return g_strdup_printf (ngettext ("Output: %s unit, one for each class",
                                      "Output: %s units, one for each class", n),
                            units);
  if (run->activation == NULL)
    return g_strdup_printf (ngettext ("Hidden layer %u: %s unit — click to change it",
                                      "Hidden layer %u: %s units — click to change it", n),
                            column, units);
  return g_strdup_printf (ngettext ("Hidden layer %u: %s unit, %s — click to change it",
                                    "Hidden layer %u: %s units, %s — click to change it", n),
                          column, units, _(run->activation));
}

/* What a circle stands for: "rows 4–7 of the image", "class 3", "units 0–20 of hidden layer 1",
 * counted from 0 as everywhere and in the names of the weights. */
static char *
name_node (const DhNetworkLayout *layout, guint column, guint node)
{
  const DhNetworkColumn *at = &layout->columns[column];
  const DhSnapshot *run = layout->run;
  guint a_row = at->rows > 0 ? at->units / at->rows : 1;
  g_autofree char *layer = NULL;
  guint first, end;

  dh_network_layout_get_units (at, node, &first, &end);
  if (at->rows > 0)
    return g_strdup_printf (_("rows %u–%u of the image"), first / a_row, end / a_row - 1);
  if (is_output (layout, column) && !at->grouped && run->class_names != NULL &&
      node < run->n_classes)
    return g_strdup_printf (_("class %s"), run->class_names[node]);
  layer = name_layer (layout, column);
  if (end - first == 1)
    return g_strdup_printf (_("unit %u of %s"), first, layer);
  return g_strdup_printf (_("units %u–%u of %s"), first, end - 1, layer);
}

static char *
describe_link (const DhNetworkLayout *layout, guint column, guint from, guint to)
{
  const DhTensor *weight = layout->columns[column + 1].weight;
  g_autofree char *left = name_node (layout, column, from);
  g_autofree char *right = name_node (layout, column + 1, to);
  g_autofree char *text = NULL;
  guint input, output;
  float value;

  dh_network_links_locate (layout, column, from, to, &input, &output);
  value = layout->run->parameters[weight->offset + (gsize) output * weight->columns + input];
  text = isfinite (value) ? dh_number_format_signed (value, dh_number_get_decimals (value, 3))
                          : g_strdup (_("not finite"));
  return g_strdup_printf (_("Strongest weight between %s and %s: %s (%s[%u, %u])"), left, right,
                          text, weight->name, output, input);
}

static char *
describe_gap (const DhNetworkLayout *layout, guint column)
{
  g_autofree char *left = name_layer (layout, column);
  g_autofree char *right = name_layer (layout, column + 1);

  return g_strdup_printf (_("Between %s and %s — click to add a layer"), left, right);
}

/* A circle of a layer and what it stands for. */
static char *
describe_node (const DhNetworkLayout *layout, guint column, guint node)
{
  g_autofree char *whole = describe_layer (layout, column);
  g_autofree char *part = name_node (layout, column, node);

  return g_strdup_printf (_("%s. This circle: %s"), whole, part);
}

char *
dh_network_describe (const DhFigureModel *model, double width, double height, double x, double y)
{
  DhNetworkLayout layout;
  gboolean after;
  guint from, to;
  int column;
  int node;

  g_return_val_if_fail (model != NULL, NULL);

  dh_network_layout_init (&layout, model, width, height);
  if (x < 0)
    return describe_whole (&layout);
  column = dh_network_layout_find_column (&layout, x, y, &after);
  if (column < 0)
    return NULL;
  node = after ? -1 : dh_network_layout_find_node (&layout, (guint) column, x, y);
  if (node >= 0)
    return describe_node (&layout, (guint) column, (guint) node);
  if (!after)
    return describe_layer (&layout, (guint) column);
  if (dh_network_layout_find_link (&layout, x, y, &from, &to) >= 0)
    return describe_link (&layout, (guint) column, from, to);
  return describe_gap (&layout, (guint) column);
}

/* Its weights: the mean of their magnitudes, and the one furthest from 0. */
static void
append_weights (GString *csv, const DhSnapshot *run, const DhTensor *weight)
{
  gsize n = (gsize) weight->rows * weight->columns;
  float strongest = 0;
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      float value = run->parameters[weight->offset + i];

      sum += fabsf (value);
      if (!isnan (strongest) && !(fabsf (value) <= fabsf (strongest)))
        strongest = value;
    }
  dh_number_append_csv (csv, sum / MAX (n, 1));
  g_string_append_c (csv, ',');
  dh_number_append_csv (csv, strongest);
  g_string_append_c (csv, '\n');
}

char *
dh_network_csv (const DhFigureModel *model)
{
  GString *csv =
      g_string_new ("layer,name,units,parameters,mean_absolute_weight,strongest_weight\n");
  DhNetworkLayout layout;

  dh_network_layout_init (&layout, model, 0, 0);
  for (guint i = 0; i < layout.n_columns; i++)
    {
      const DhNetworkColumn *column = &layout.columns[i];
      const DhTensor *weight = column->weight;
      const char *dot;

      if (weight == NULL)
        {
          g_string_append_printf (csv, "0,input,%u,0,,\n", column->units);
          continue;
        }
      /* "main.2" of "main.2.weight" */
      dot = strrchr (weight->name, '.');
      g_string_append_printf (csv, "%u,%.*s,%u,%" G_GUINT64_FORMAT ",", i,
                              dot != NULL ? (int) (dot - weight->name) : -1, weight->name,
                              column->units,
                              (guint64) weight->rows * weight->columns +
                                  (column->bias != NULL ? column->bias->rows : 0));
      append_weights (csv, layout.run, weight);
    }
  return g_string_free (csv, FALSE);
}
