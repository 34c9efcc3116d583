// How figures are looked at, by the names that scripts give it.
// SPDX-License-Identifier: MIT

#include "figures/view-choices.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MOST_NUMBER 1000000

/* Where in a model it is: a word as its place among them, a number as it is. All but the smoothing
 * are as large as an int, and never negative. */
#define AT(member) G_STRUCT_OFFSET (DhFigureModel, member)
#define SMOOTHING AT (chart.smoothing)

static const struct
{
  DhViewChoice choice;
  gsize at;
} choices[] = {
  { { "figure-scale", "linear|log", N_("value axis of the loss") }, AT (log_scale) },
  { { "x-scale", "linear|log", N_("step axis of the loss and the accuracy") }, AT (chart.log_x) },
  { { "x-unit", "steps|epochs|seconds", N_("what that axis counts") }, AT (chart.unit) },
  { { "smoothing", "X", N_("weight that a step leaves to those before it, 0 to 0.999") },
    SMOOTHING },
  { { "weights-view", "classes|units|layer",
      N_("what a class looks for, first-layer units, or a deeper layer") },
    AT (weights.view) },
  { { "weights-quantity", "weight|gradient|update", N_("of units and layers") },
    AT (weights.quantity) },
  { { "weights-scale", "shared|own", N_("one colour scale, or one for each map") },
    AT (weights.own_scale) },
  { { "weights-page", "N", N_("of the units, from 0") }, AT (weights.page) },
  { { "weights-layer", "N", N_("which layer, from 2; 0 is the last") }, AT (weights.layer) },
  { { "pixel-values", "raw|standardised", N_("0 to 255, or what the network sees") },
    AT (pixels.standardised) },
  { { "show-values", "true|false", N_("whether pixels have their numbers") },
    AT (pixels.hide_values) },
  { { "confusion", "counts|percent", N_("images, or their share of the true class") },
    AT (mistakes.percent) },
  { { "parameters-layer", "N", N_("which layer, from 0") }, AT (layer) },
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

/* Of one of the choices above. */
static gsize
get_place (const DhViewChoice *choice)
{
  guint i = 0;

  while (choice != &choices[i].choice)
    i++;
  return choices[i].at;
}

gboolean
dh_view_choices_set (DhFigureModel *model, const DhViewChoice *choice, const char *value)
{
  gsize at;
  double number;

  g_return_val_if_fail (model != NULL && choice != NULL && value != NULL, FALSE);

  at = get_place (choice);
  if (!(strchr (choice->values, '|') != NULL ? find_word (choice->values, value, &number)
                                             : parse_number (value, &number)))
    return FALSE;
  if (at == SMOOTHING ? number > DH_CHART_MAX_SMOOTHING : number != floor (number))
    return FALSE;
  if (at == SMOOTHING)
    model->chart.smoothing = number;
  else
    G_STRUCT_MEMBER (int, model, at) = (int) number;
  return TRUE;
}

char *
dh_view_choices_get_word (const DhFigureModel *model, const DhViewChoice *choice)
{
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (model != NULL && choice != NULL, NULL);

  words = g_strsplit (choice->values, "|", -1);
  return g_strdup (words[G_STRUCT_MEMBER (int, model, get_place (choice))]);
}
