// How figures are looked at, by the names that scripts give it.
// SPDX-License-Identifier: MIT

#include "figures/view-choices.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_NUMBER 1000000

/* Of a choice among words it gets the number of the word, of any other the number itself. */
typedef gboolean (*SetFunc) (DhFigureModel *model, double value);

static gboolean
set_figure_scale (DhFigureModel *model, double value)
{
  model->log_scale = value > 0;
  return TRUE;
}

static gboolean
set_x_scale (DhFigureModel *model, double value)
{
  model->chart.log_x = value > 0;
  return TRUE;
}

static gboolean
set_x_unit (DhFigureModel *model, double value)
{
  model->chart.unit = (DhChartUnit) value;
  return TRUE;
}

static gboolean
set_smoothing (DhFigureModel *model, double value)
{
  if (value > DH_CHART_MAX_SMOOTHING)
    return FALSE;
  model->chart.smoothing = value;
  return TRUE;
}

static gboolean
set_weights_view (DhFigureModel *model, double value)
{
  model->weights.view = (DhWeightsView) value;
  return TRUE;
}

static gboolean
set_weights_quantity (DhFigureModel *model, double value)
{
  model->weights.quantity = (DhWeightsQuantity) value;
  return TRUE;
}

static gboolean
set_weights_scale (DhFigureModel *model, double value)
{
  model->weights.own_scale = value > 0;
  return TRUE;
}

static gboolean
set_weights_page (DhFigureModel *model, double value)
{
  model->weights.page = (guint) value;
  return value == (guint) value;
}

static gboolean
set_weights_layer (DhFigureModel *model, double value)
{
  model->weights.layer = (guint) value;
  return value == (guint) value;
}

static gboolean
set_pixel_values (DhFigureModel *model, double value)
{
  model->pixels.standardised = value > 0;
  return TRUE;
}

static gboolean
set_show_values (DhFigureModel *model, double value)
{
  model->pixels.hide_values = value > 0;
  return TRUE;
}

static gboolean
set_confusion (DhFigureModel *model, double value)
{
  model->mistakes.percent = value > 0;
  return TRUE;
}

static gboolean
set_parameters_layer (DhFigureModel *model, double value)
{
  model->layer = (int) value;
  return value == (int) value;
}

static const struct
{
  DhViewChoice choice;
  SetFunc set;
} choices[] = {
  { { "figure-scale", "linear|log", N_("value axis of the loss") }, set_figure_scale },
  { { "x-scale", "linear|log", N_("step axis of the loss and the accuracy") }, set_x_scale },
  { { "x-unit", "steps|epochs|seconds", N_("what that axis counts") }, set_x_unit },
  { { "smoothing", "X", N_("weight that a step leaves to those before it, 0 to 0.999") },
    set_smoothing },
  { { "weights-view", "classes|units|layer",
      N_("what a class looks for, first-layer units, or a deeper layer") },
    set_weights_view },
  { { "weights-quantity", "weight|gradient|update", N_("of units and layers") },
    set_weights_quantity },
  { { "weights-scale", "shared|own", N_("one colour scale, or one for each map") },
    set_weights_scale },
  { { "weights-page", "N", N_("of the units, from 0") }, set_weights_page },
  { { "weights-layer", "N", N_("which layer, from 2; 0 is the last") }, set_weights_layer },
  { { "pixel-values", "raw|standardised", N_("0 to 255, or what the network sees") },
    set_pixel_values },
  { { "show-values", "true|false", N_("whether pixels have their numbers") }, set_show_values },
  { { "confusion", "counts|percent", N_("images, or their share of the true class") },
    set_confusion },
  { { "parameters-layer", "N", N_("which layer, from 0") }, set_parameters_layer },
};

const DhViewChoice *
dh_view_choices_get (guint i)
{
  return i < G_N_ELEMENTS (choices) ? &choices[i].choice : NULL;
}

const DhViewChoice *
dh_view_choices_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i].choice.name, name))
      return &choices[i].choice;
  return NULL;
}

static gboolean
find_word (const char *values, const char *value, double *number)
{
  g_auto (GStrv) words = g_strsplit (values, "|", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], value))
      {
        *number = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_number (const char *value, double *number)
{
  char *end;

  *number = g_ascii_strtod (value, &end);
  return end != value && *end == '\0' && *number >= 0 && *number <= MOST_NUMBER;
}

gboolean
dh_view_choices_set (DhFigureModel *model, const DhViewChoice *choice, const char *value)
{
  gboolean has_words = strchr (choice->values, '|') != NULL;
  DhFigureModel changed = *model;
  double number;

  g_return_val_if_fail (value != NULL, FALSE);

  if (!(has_words ? find_word (choice->values, value, &number) : parse_number (value, &number)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (choice == &choices[i].choice && choices[i].set (&changed, number))
      {
        *model = changed;
        return TRUE;
      }
  return FALSE;
}
