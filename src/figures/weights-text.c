// What the weights figure says, in its picture and in words.
// SPDX-License-Identifier: MIT

#include "figures/weights-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "figures/figure-table.h"
#include "figures/number.h"

/* Weights as large as the first have no use for decimals, those below the other would be all
 * zeros. */
#define LAST_POWER 1e6
#define FIRST_POWER 1e-4

/* In the order of DhWeightsKind. */
static const char *const kinds[] = { N_("weight %s"), N_("gradient %s"), N_("last update %s"),
                                     N_("input gradient %s") };
static const char *const plurals[] = { N_("weights"), N_("gradient"), N_("last update"),
                                       N_("input gradients") };
static const char *const columns[] = { "weight", "gradient", "update", "input_gradient" };

static char *
format_power (double value, int digits)
{
  g_autofree char *size = dh_number_format_significant (fabs (value), digits);

  return g_strconcat (value < 0 ? "\u2212" : value > 0 ? "+" : "", size, NULL);
}

char *
dh_weights_text_format (const DhWeightsLayout *self, double value, int more)
{
  double limit = self->limit;

  if (limit == 0 || !isfinite (value) || (limit >= FIRST_POWER && limit < LAST_POWER))
    return dh_number_format_signed (value, MAX (2, dh_number_get_decimals (limit, 2)) + more);
  return format_power (value, limit < FIRST_POWER ? 2 + more : 4);
}

char *
dh_weights_text_format_size (double limit)
{
  return limit < FIRST_POWER || limit >= LAST_POWER
             ? dh_number_format_significant (limit, 2)
             : dh_number_format_decimals (limit, dh_number_get_decimals (limit, 2));
}

char *
dh_weights_text_make_title (const DhWeightsLayout *self)
{
  const DhWeightsSource *source = &self->source;
  static const char *const titles[][3] = {
    { N_("What each class looks for"), N_("Gradient of each class’s weights"),
      N_("Last update of each class’s weights") },
    { N_("What each unit looks for"), N_("Gradient of each unit’s weights"),
      N_("Last update of each unit’s weights") },
    { N_("Weights of layer %u"), N_("Gradient of layer %u"), N_("Last update of layer %u") },
  };
  const char *title = titles[source->view][source->kind % DH_WEIGHTS_KIND_INPUT_GRADIENT];

  return source->view == DH_WEIGHTS_LAYER ? g_strdup_printf (_(title), source->layer)
                                          : g_strdup (_(title));
}

/* As where every unit is dead: nothing to see, and that is what there is to see. */
static gboolean
is_all_zero (const DhWeightsSource *source)
{
  gsize n = source->values != NULL ? (gsize) source->rows * source->columns : 0;
  gsize i = 0;

  while (i < n && source->values[i] == 0)
    i++;
  return n > 0 && i == n;
}

static char *
make_classes_caption (const DhWeightsLayout *self)
{
  const DhProbe *probe = self->source.run->probe;
  const DhSnapshot *run = self->source.run;
  g_autofree char *step = NULL;

  if (self->limit == 0 && self->source.kind == DH_WEIGHTS_KIND_INPUT_GRADIENT &&
      is_all_zero (&self->source))
    return g_strdup (_("All 0: no ink changes a score"));
  if (probe == NULL || probe->step == run->step)
    return g_strdup_printf (
        ngettext ("Ink raises (+) or lowers (−) the score; %u image",
                  "Ink raises (+) or lowers (−) the score; mean of %u images",
                  probe != NULL ? probe->n_images : 0),
        probe != NULL ? probe->n_images : 0);
  step = dh_number_format_count (probe->step);
  return g_strdup_printf (_("Ink raises (+) or lowers (−) the score; at step %s"), step);
}

static char *
make_units_caption (const DhWeightsLayout *self)
{
  guint first = self->first + 1;
  guint last = self->first + self->n_maps;
  guint n = self->source.rows;
  gboolean known = dh_weights_source_get_activity (&self->source) != NULL ||
                   (self->choices->order != NULL && self->choices->n_order == n);

  if (!known)
    return g_strdup_printf (_("Units %u–%u of %u; working out how active they are…"), first, last,
                            n);
  return g_strdup_printf (_("Units %u–%u of %u, most active first"), first, last, n);
}

char *
dh_weights_text_make_caption (const DhWeightsLayout *self)
{
  const DhWeightsSource *source = &self->source;

  if (source->view == DH_WEIGHTS_CLASSES)
    return make_classes_caption (self);
  if (source->view == DH_WEIGHTS_UNITS)
    return make_units_caption (self);
  return g_strdup_printf (_("main.%u.weight: %u outputs × %u inputs"), 2 * (source->layer - 1),
                          source->rows, source->columns);
}

const char *
dh_weights_text_name_outputs (const DhWeightsLayout *self)
{
  return self->source.layer == self->source.n_layers ? _("to class") : _("to unit");
}

char *
dh_weights_text_make_inputs (const DhWeightsLayout *self)
{
  return g_strdup_printf (_("from unit of layer %u"), self->source.layer - 1);
}

/* How active a unit is, for the end of a sentence; "" where that is not known. */
static char *
describe_activity (const DhWeightsSource *source, guint unit)
{
  const float *activity = dh_weights_source_get_activity (source);
  g_autofree char *mean = NULL;

  if (activity == NULL)
    return g_strdup ("");
  if (dh_weights_source_is_dead (source, unit))
    return g_strdup (_("; dead: it gives 0 for every image"));
  mean = dh_number_format_significant (activity[unit], 3);
  return g_strdup_printf (_("; mean activity %s"), mean);
}

static char *
describe_weight (const DhWeightsLayout *self, guint row, guint column)
{
  const DhWeightsSource *source = &self->source;
  char buffer[16];
  const char *name = dh_weights_source_get_name (source, row, buffer, sizeof buffer);
  g_autofree char *number =
      dh_weights_text_format (self, dh_weights_layout_get_values (self, row)[column], 2);
  g_autofree char *value = g_strdup_printf (_(kinds[source->kind]), number);

  if (source->layer == source->n_layers)
    return g_strdup_printf (_("Layer %u: class %s from unit %u: %s"), source->layer, name, column,
                            value);
  return g_strdup_printf (_("Layer %u: unit %s from unit %u: %s"), source->layer, name, column,
                          value);
}

char *
dh_weights_text_describe_cell (const DhWeightsLayout *self, guint row, guint column)
{
  const DhWeightsSource *source = &self->source;
  guint width = source->run->width;
  char buffer[16];
  const char *name = dh_weights_source_get_name (source, row, buffer, sizeof buffer);
  g_autofree char *number = NULL, *value = NULL, *activity = NULL;

  if (source->view == DH_WEIGHTS_LAYER)
    return describe_weight (self, row, column);
  number = dh_weights_text_format (self, dh_weights_layout_get_values (self, row)[column], 2);
  value = g_strdup_printf (_(kinds[source->kind]), number);
  if (source->view == DH_WEIGHTS_CLASSES)
    return g_strdup_printf (_("Class %s, row %u, column %u (pixel %u): %s"), name, column / width,
                            column % width, column, value);
  activity = describe_activity (source, row);
  return g_strdup_printf (_("Unit %s, row %u, column %u (pixel %u): %s%s"), name, column / width,
                          column % width, column, value, activity);
}

/* "class 3 at row 12, column 7" */
static char *
name_place (const DhWeightsLayout *self, guint row, guint column)
{
  const DhWeightsSource *source = &self->source;
  guint width = source->run->width;
  char buffer[16];
  const char *name = dh_weights_source_get_name (source, row, buffer, sizeof buffer);

  if (source->view == DH_WEIGHTS_LAYER)
    return g_strdup_printf (source->layer == source->n_layers ? _("class %s from unit %u")
                                                              : _("unit %s from unit %u"),
                            name, column);
  return g_strdup_printf (source->view == DH_WEIGHTS_CLASSES
                              ? _("class %s at row %u, column %u")
                              : _("unit %s at row %u, column %u"),
                          name, column / width, column % width);
}

typedef struct
{
  float value;
  guint row;
  guint column;
} Extreme;

/* The lowest and the highest number shown. */
static void
find_extremes (const DhWeightsLayout *self, Extreme *low, Extreme *high)
{
  gboolean matrix = self->source.view == DH_WEIGHTS_LAYER;
  guint n = matrix ? self->source.rows : self->n_maps;

  *low = *high = (Extreme){ NAN, 0, 0 };
  for (guint i = 0; i < n; i++)
    {
      guint row = matrix ? i : self->maps[i];
      const float *values = dh_weights_layout_get_values (self, row);

      for (guint j = 0; j < self->source.columns; j++)
        {
          if (values[j] < low->value || isnan (low->value))
            *low = (Extreme){ values[j], row, j };
          if (values[j] > high->value || isnan (high->value))
            *high = (Extreme){ values[j], row, j };
        }
    }
}

static char *
describe_size (const DhWeightsLayout *self)
{
  const DhWeightsSource *source = &self->source;
  g_autofree char *caption = NULL;

  if (source->view == DH_WEIGHTS_LAYER)
    return dh_weights_text_make_caption (self);
  if (source->view == DH_WEIGHTS_CLASSES)
    return g_strdup_printf (ngettext ("%u map, %u×%u", "%u maps, %u×%u", self->n_maps),
                            self->n_maps, source->run->width, source->run->height);
  caption = dh_weights_text_make_caption (self);
  return g_strdup_printf (_("%s: maps, %u×%u"), caption, source->run->width,
                          source->run->height);
}

/* " 3 of 32 units are dead." or "". */
static char *
describe_dead (const DhWeightsSource *source)
{
  guint n_dead = 0;

  for (guint i = 0; source->view == DH_WEIGHTS_UNITS && i < source->rows; i++)
    n_dead += dh_weights_source_is_dead (source, i);
  return n_dead == 0
             ? g_strdup ("")
             : g_strdup_printf (
                   ngettext (" %u unit is dead.", " %u units are dead.", n_dead), n_dead);
}

static char *
describe_whole (const DhWeightsLayout *self)
{
  Extreme low, high;
  g_autofree char *size = NULL, *dead = NULL;
  g_autofree char *low_value = NULL, *high_value = NULL, *low_place = NULL, *high_place = NULL;

  find_extremes (self, &low, &high);
  size = describe_size (self);
  dead = describe_dead (&self->source);
  low_value = dh_weights_text_format (self, low.value, 0);
  high_value = dh_weights_text_format (self, high.value, 0);
  low_place = name_place (self, low.row, low.column);
  high_place = name_place (self, high.row, high.column);
  return g_strdup_printf (_("%s, %s between %s and %s. Lowest in %s, highest in %s.%s"), size,
                          _(plurals[self->source.kind]), low_value, high_value, low_place,
                          high_place, dead);
}

static gboolean
is_inside (const DhWeightsLayout *self)
{
  return self->choices->has_cell && self->choices->row < self->source.rows &&
         self->choices->column < self->source.columns;
}

static char *
describe_all (const DhWeightsLayout *self)
{
  g_autofree char *whole = NULL;
  g_autofree char *cell = NULL;

  if (self->source.values == NULL)
    return g_strconcat (self->source.message,
                        g_str_has_suffix (self->source.message, "…") ? "" : ".", NULL);
  whole = describe_whole (self);
  if (!is_inside (self))
    return g_steal_pointer (&whole);
  cell = dh_weights_text_describe_cell (self, self->choices->row, self->choices->column);
  return g_strconcat (cell, ". ", whole, NULL);
}

char *
dh_weights_describe (const DhFigureModel *model, double width, double height, double x, double y)
{
  g_auto (DhWeightsLayout) layout = { 0 };
  guint row, column;

  g_return_val_if_fail (model != NULL, NULL);

  dh_weights_layout_init (&layout, model, width, height);
  if (x < 0)
    return describe_all (&layout);
  return dh_weights_layout_find (&layout, x, y, &row, &column)
             ? dh_weights_text_describe_cell (&layout, row, column)
             : NULL;
}

/* Every row, shown or not: a table has room for all. */
char *
dh_weights_csv (const DhFigureModel *model)
{
  GString *csv = g_string_new (NULL);
  DhWeightsSource source;

  dh_weights_source_init (&source, model);
  g_string_append_printf (
      csv, source.view == DH_WEIGHTS_LAYER ? "output,input,%s\n" : "map,row,column,%s\n",
      columns[source.kind]);
  for (guint row = 0; source.values != NULL && row < source.rows; row++)
    for (guint i = 0; i < source.columns; i++)
      {
        if (source.view == DH_WEIGHTS_LAYER)
          g_string_append_printf (csv, "%u,%u,", row, i);
        else
          g_string_append_printf (csv, "%u,%u,%u,", row, i / source.run->width,
                                  i % source.run->width);
        dh_number_append_csv (csv, source.values[(gsize) row * source.columns + i]);
        g_string_append_c (csv, '\n');
      }
  return g_string_free (csv, FALSE);
}
